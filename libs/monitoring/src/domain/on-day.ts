import {
  arrivalStanding,
  type BasisPoints,
  beginningOf,
  type BusinessDate,
  fen,
  type Fen,
  fenFromDigits,
  inForceOn,
  NO_MONEY,
  periodOf,
  planStart,
  standardsIn,
  sumFen,
} from '@bofu/kernel';
import type { AppropriationOnDay, CorrectionOnDay, LineOnDay, PaymentOnDay } from './appropriation-on-day';
import { bouncedOn } from './bounced';
import { bankDayOf, flowsOf } from './charge-flows';
import { linesOfCharge } from './charge-lines';
import type { ChargeStep, MoneyTaken, SubmittedLine } from './facts';
import type { AppropriationRecord, ChargeRecord, FoldedFacts, PaymentRecord, ProgrammeRecord } from './fold-facts';
import { inOrderOfSubmission, programmeOf, type ProgrammeOnDay } from './programme-on-day';
import type { ProgrammeTerms } from './programme-terms';
import { targetsOnDay } from './target-on-day';

/** Every programme of a year of these agencies as of one day, by unit and code. */
export function programmesOnDay(
  facts: FoldedFacts,
  { agencyScope, fiscalYear }: { readonly agencyScope: readonly string[]; readonly fiscalYear: number },
  on: BusinessDate,
): ProgrammeOnDay[] {
  const programmes = new Map<string, [AppropriationOnDay, ...AppropriationOnDay[]]>();
  for (const record of agencyScope.flatMap((agencyId) => facts.appropriationsOf(agencyId, fiscalYear))) {
    const { standards } = facts.programme(record.programmeId);
    const keptSince = facts.arrivalsKeptSince(record.agencyId, on);
    const appropriation = appropriationOnDay(record, planStart(record.issuedOn, standards), keptSince, on);
    if (appropriation === null) continue;
    const others = programmes.get(record.programmeId);
    if (others === undefined) programmes.set(record.programmeId, [appropriation]);
    else others.push(appropriation);
  }
  return [...programmes]
    .map(([programmeId, appropriations]) => {
      const [firstIssuedOn = on] = appropriations.map(({ issuedOn }) => issuedOn).sort();
      const paidTolerance = facts.paidToleranceOf(appropriations[0].agencyId, on);
      return programmeOf(
        appropriations,
        termsOnDay(facts.programme(programmeId), firstIssuedOn, on, { paidTolerance, fiscalYear }),
      );
    })
    .sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

const rank = ({ appropriations: [{ unitCode }], programmeCode }: ProgrammeOnDay): string =>
  `${unitCode} ${programmeCode}`;

/** `null` before it was issued. */
function appropriationOnDay(
  record: AppropriationRecord,
  planStartsOn: BusinessDate,
  arrivalsKeptSince: BusinessDate | null,
  on: BusinessDate,
): AppropriationOnDay | null {
  const { appropriationId, programmeId, fiscalYear, formedIn, issuedOn } = record;
  if (issuedOn > on) return null;
  let [budgetFen, inTransitFen, settledFen, frozenFen] = [0n, 0n, 0n, 0n];
  for (const [day, moved] of record.days) {
    if (day > on) continue;
    budgetFen += moved.budgetFen;
    inTransitFen += moved.committedFen;
    settledFen += moved.settledFen;
    frozenFen += moved.frozenFen;
  }
  return {
    on,
    appropriationId,
    agencyId: record.agencyId,
    programmeId,
    fiscalYear,
    formedIn,
    issuedOn,
    recordedFrom: [issuedOn, ...record.opened.map((balance) => balance.on)].reduce((a, b) => (a > b ? a : b)),
    programmeCode: record.programmeCode,
    programmeName: record.programmeName,
    unitCode: record.unitCode,
    fundingLevel: record.fundingLevel,
    budgetType: record.budgetType,
    documentNumber: record.documentNumber,
    documentDigest: record.documentDigest,
    initialFen: fenFromDigits(record.initialFen),
    budgetFen: fen(budgetFen),
    settledFen: fen(settledFen),
    inTransitFen: fen(inTransitFen),
    frozenFen: fen(frozenFen),
    availableFen: fen(budgetFen - settledFen - inTransitFen - frozenFen),
    plan: inForceOn(record.plans, on)?.checkpoints ?? null,
    planStartsOn,
    payments: inOrderOfSubmission([
      ...openingBalances(record, on),
      ...record.charges.flatMap((charge) => paymentOnDay(charge, programmeId, on) ?? []),
    ]),
    bounced: bouncedOn(record, on),
    corrections: correctionsOf(record, on),
    funds: {
      keptSince: arrivalsKeptSince,
      ...arrivalStanding(
        [...record.days].map(([day, { budgetFen: changedFen }]) => [day, changedFen] as const),
        record.arrivals.values(),
        on,
      ),
    },
    refusedAttempts: record.refusedAttempts
      .filter((attempt) => attempt.on <= on)
      .map(({ attemptId, attempted, on: day, period, requiredFen, availableFen, shortFen, order }) => ({
        attemptId,
        attempted,
        on: day,
        period,
        requiredFen: fenFromDigits(requiredFen),
        availableFen: fenFromDigits(availableFen),
        shortFen: fenFromDigits(shortFen),
        doneSince: record.taken.some((one) => one.on <= on && one.order > order && DONE_BY[one.taken] === attempted),
      })),
  };
}

/** A correction of a charge that was itself moved here counts where the mistake stood: here. */
const correctionsOf = ({ charges }: AppropriationRecord, on: BusinessDate): CorrectionOnDay[] =>
  charges
    .flatMap(({ payment: { paymentId }, steps }) =>
      steps.flatMap((one) => {
        const kind = CORRECTED_BY[one.step];
        if (kind === undefined || one.on > on) return [];
        return [{ kind, paymentId, on: one.on, amountFen: fenFromDigits(one.amountFen), order: one.order }];
      }),
    )
    .sort((a, b) => a.order - b.order)
    .map(({ order: _, ...correction }) => correction);

const CORRECTED_BY: Partial<Record<ChargeStep['step'], CorrectionOnDay['kind']>> = {
  'moved-out': 'reclassified',
  reversed: 'reversed',
};

const DONE_BY: Readonly<Record<MoneyTaken, string>> = {
  AppropriationReduced: 'reduce-appropriation',
  AppropriationClawedBack: 'claw-back-appropriation',
  AppropriationFrozen: 'freeze-appropriation',
  VirementTransferredOut: 'transfer-virement',
};

/** What has taken effect by the day, in the order it was recorded in. */
function termsOnDay(
  programme: ProgrammeRecord,
  firstIssuedOn: BusinessDate,
  on: BusinessDate,
  { paidTolerance, fiscalYear }: { readonly paidTolerance: BasisPoints; readonly fiscalYear: number },
): ProgrammeTerms {
  const { groups, standards: recorded, entitlements, endsOn } = programme;
  const beginsOn = beginningOf(recorded, firstIssuedOn);
  const standards = recorded.filter(({ effectiveOn }) => effectiveOn <= on);
  return {
    standards: standardsIn({ standards }, periodOf(on)).map((standard) => ({
      ...standard,
      groupName: standard.groupId === null ? null : (groups.get(standard.groupId) ?? standard.groupId),
    })),
    record: { standards, entitlements, beginsOn, endsOn },
    entitled: entitlements.map(({ groupId, period, reason }) => ({ groupId, period, reason })),
    paidTolerance,
    targets: targetsOnDay(programme, fiscalYear, on),
  };
}

/** 期初: what had been paid before these books began stands as paid for its months. */
const openingBalances = ({ appropriationId, opened }: AppropriationRecord, on: BusinessDate): PaymentOnDay[] =>
  opened
    .filter((balance) => balance.on <= on)
    .map((balance) => {
      const lines = balance.lines.map(({ amountFen, ...line }): LineOnDay => ({
        ...line,
        entry: 'regular',
        rateFen: null,
        amountFen: fenFromDigits(amountFen),
        submitted: { heads: line.heads, amountFen: fenFromDigits(amountFen) },
      }));
      const amountFen = sumFen(lines.map((line) => line.amountFen));
      return {
        paymentId: `${appropriationId}/opening-balance`,
        charge: 0,
        kind: 'opening-balance',
        lines,
        amountFen,
        ...{ paymentFen: amountFen, payeeAccountId: null, confirmation: null },
        ...{ approvedAgain: false, lacksReceipt: false },
        netFen: amountFen,
        submittedOn: balance.on,
        paidOn: balance.on,
        situation: 'paid',
        isReissue: false,
        order: 0,
        flows: lines.map((line, at) => ({
          line: at,
          on: balance.on,
          handedFen: line.amountFen,
          paidFen: line.amountFen,
        })),
      };
    });

/** `null` while nothing of it is borne here: not yet submitted, or all that was out of it moved to another charge. */
function paymentOnDay(record: ChargeRecord, programmeId: string, on: BusinessDate): PaymentOnDay | null {
  const { charge, payment } = record;
  const done = record.steps.filter((step) => step.on <= on);
  const sum = (...kinds: ChargeStep['step'][]): Fen =>
    sumFen(done.filter(({ step }) => kinds.includes(step)).map(({ amountFen }) => fenFromDigits(amountFen)));
  const has = (kind: ChargeStep['step']): boolean => done.some(({ step }) => step === kind);

  const [first] = done;
  const amountFen = fen(sum('submitted', 'moved-in') - sum('moved-out'));
  if (first === undefined || amountFen <= 0n) return null;
  const isPaid = has('paid') || has('moved-in');
  const netFen = isPaid ? fen(sum('paid', 'moved-in') - sum('returned', 'reversed', 'moved-out')) : NO_MONEY;
  if (has('moved-out') && netFen === 0n) return null;
  const lines = linesOfCharge(payment, charge);
  return {
    paymentId: payment.paymentId,
    charge,
    kind: payment.form?.kind ?? 'disbursement',
    lines: lines.map((line) => lineOnDay(line, payment, programmeId, on)),
    amountFen,
    paymentFen: payment.form === null ? amountFen : fenFromDigits(payment.form.totalFen),
    payeeAccountId: payment.form?.payeeAccountId ?? null,
    confirmation: payment.form?.confirmation ?? null,
    approvedAgain: payment.approvedAgainOn !== null && payment.approvedAgainOn <= on,
    lacksReceipt: lacksReceipt(payment, charge, on),
    netFen,
    submittedOn: payment.form?.on ?? first.on,
    paidOn: isPaid ? bankDayOf(payment, charge, on) : null,
    situation: has('reversed') ? 'reversed' : has('released') ? 'released' : isPaid ? 'paid' : 'submitted',
    isReissue: payment.reissueOf !== null,
    order: first.order,
    flows: flowsOf(record, lines, on),
  };
}

function lacksReceipt({ leftBank }: PaymentRecord, charge: number, on: BusinessDate): boolean {
  const left = leftBank.filter((one) => one.on <= on && one.charges.includes(charge));
  return left.length > 0 && !left.some(({ receipt }) => receipt);
}

/** Groups are a programme's own: moved to another, its line is everybody's there. */
function lineOnDay(
  line: SubmittedLine,
  { headsReturned }: PaymentRecord,
  programmeId: string,
  on: BusinessDate,
): LineOnDay {
  const back = headsReturned
    .filter((one) => one.line === line.line && one.on <= on)
    .reduce((heads, { count }) => heads + count, 0);
  const amountFen = fenFromDigits(line.amountFen);
  return {
    groupId: line.programmeId === programmeId ? line.groupId : null,
    period: line.period,
    entry: line.entry,
    heads: line.heads === null ? null : line.heads - back,
    rateFen: line.rateFen === null ? null : fenFromDigits(line.rateFen),
    amountFen,
    submitted: { heads: line.heads, amountFen },
  };
}
