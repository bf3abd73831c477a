import { fen, fenFromDigits, NO_MONEY, sumFen, type BusinessDate, type Fen } from '@bofu/kernel';
import type { ChargeStep, PaymentRecord, ProgrammeFacts } from './fact-records';
import type { PaymentOnDay, ProgrammeOnDay } from './programme-facts';

/** One programme as it stood at the end of a business date; `null` before its appropriation was issued. */
export function onDay({ programme, payments }: ProgrammeFacts, on: BusinessDate): ProgrammeOnDay | null {
  const { appropriationId, terms, plans, standards } = programme;
  const days = programme.days.filter((day) => day.on <= on);
  const sum = (figure: 'budgetFen' | 'committedFen' | 'settledFen' | 'frozenFen'): Fen =>
    sumFen(days.map((day) => fenFromDigits(day[figure])));
  const [budgetFen, inTransitFen, settledFen, frozenFen] = [
    sum('budgetFen'),
    sum('committedFen'),
    sum('settledFen'),
    sum('frozenFen'),
  ];
  if (days.length === 0) return null;
  return {
    on,
    appropriationId,
    fiscalYear: terms.fiscalYear,
    programmeCode: terms.programmeCode,
    programmeName: terms.programmeName,
    unitCode: terms.unitCode,
    fundingLevel: terms.fundingLevel,
    budgetType: terms.budgetType,
    documentNumber: terms.documentNumber,
    initialFen: fenFromDigits(programme.initialFen),
    budgetFen,
    settledFen,
    inTransitFen,
    frozenFen,
    availableFen: fen(budgetFen - settledFen - inTransitFen - frozenFen),
    plan: plans.findLast(({ effectiveOn }) => effectiveOn <= on)?.checkpoints ?? null,
    standard: standards.findLast(({ effectiveOn }) => effectiveOn <= on)?.standard ?? null,
    payments: payments
      .flatMap((payment) => paymentOnDay(payment, on) ?? [])
      .sort((a, b) => (a.submittedOn < b.submittedOn ? -1 : a.submittedOn > b.submittedOn ? 1 : 0)),
    refusedAttempts: programme.refusedAttempts
      .filter((attempt) => attempt.on <= on)
      .map(({ requiredFen, availableFen, shortFen, ...attempt }) => ({
        ...attempt,
        requiredFen: fenFromDigits(requiredFen),
        availableFen: fenFromDigits(availableFen),
        shortFen: fenFromDigits(shortFen),
      })),
  };
}

/** `null` while nothing of it is charged here: not yet submitted, or moved to another appropriation altogether. */
function paymentOnDay(
  { paymentId, form, steps, returnedPersons }: PaymentRecord,
  on: BusinessDate,
): PaymentOnDay | null {
  const done = steps.filter((step) => step.on <= on);
  const sum = (...kinds: ChargeStep['step'][]): Fen =>
    sumFen(done.filter(({ step }) => kinds.includes(step)).map(({ amountFen }) => fenFromDigits(amountFen)));
  const has = (kind: ChargeStep['step']): boolean => done.some(({ step }) => step === kind);

  const borne = fen(sum('submitted', 'moved-in') - sum('moved-out'));
  if (borne <= 0n) return null;
  const isPaid = has('paid') || has('moved-in');
  const { kind, run, period, rateFen, submittedOn } = form;
  const back = returnedPersons.filter((one) => one.on <= on).reduce((persons, one) => persons + one.headcount, 0);
  return {
    paymentId,
    kind,
    run,
    period,
    headcount: form.headcount === null ? null : form.headcount - back,
    rateFen: rateFen === null ? null : fenFromDigits(rateFen),
    amountFen: borne,
    netFen: isPaid ? fen(sum('paid', 'moved-in') - sum('returned', 'reversed', 'moved-out')) : NO_MONEY,
    submittedOn,
    paidOn: isPaid ? (done.find(({ step }) => step === 'paid')?.on ?? form.paidElsewhereOn) : null,
    situation: has('reversed') ? 'reversed' : has('sent-back') ? 'sent-back' : isPaid ? 'paid' : 'submitted',
  };
}

/** Every programme of a year as of one day, by unit and code. */
export const programmesOnDay = (
  facts: readonly ProgrammeFacts[],
  fiscalYear: number,
  on: BusinessDate,
): ProgrammeOnDay[] =>
  facts
    .filter(({ programme }) => programme.terms.fiscalYear === fiscalYear)
    .flatMap((programme) => onDay(programme, on) ?? [])
    .sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));

const rank = ({ unitCode, programmeCode }: ProgrammeOnDay): string => `${unitCode} ${programmeCode}`;
