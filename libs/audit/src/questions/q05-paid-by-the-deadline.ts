import { z } from 'zod';
import { programmeCodec, refusedAttemptCodec, type ProgrammeEvent, type RefusedAttemptEvent } from '@bofu/budget';
import { calendarCodec, CalendarBook } from '@bofu/calendar';
import {
  daysBetween,
  dueDate,
  periodsOfYear,
  whereLoaded,
  type BusinessDate,
  type Period,
  type Stamped,
} from '@bofu/kernel';
import type { NumberedEvent } from '../export/numbered-events';
import { foldFacts, programmesOnDay, type ProgrammeOnDay, type RunOnDay } from '@bofu/monitoring';
import { paymentCodec } from '@bofu/payment';
import { asksAbout, money, yuan, type AuditQuestion, type QuestionScope } from './question';
import { appropriationEvents, appropriationsOf, type ToldAppropriation } from './told-by-events';

const row = z.strictObject({
  programmeId: z.string(),
  programmeName: z.string(),
  /** The group whose standard it is; `null` for everybody. */
  groupId: z.string().nullable(),
  groupName: z.string().nullable(),
  /** Place of the programme's first appropriation in the imported file. */
  sequence: z.int().nullable(),
  appropriationIds: z.array(z.string()),
  period: z.string(),
  /** The last working day that counts as in time. */
  due: z.string(),
  /** The day from which what was paid has sufficed. */
  paidOn: z.string().nullable(),
  outcome: z.enum(['in-time', 'late', 'unpaid']),
  /** Calendar days after `due`, up to the payment, or up to the date asked for where nothing was paid. */
  daysLate: z.int(),
  amount: money.nullable(),
  /** What was refused for want of money in the month's name before it was paid: mostly the reason it is late. */
  refusedOn: z.array(z.string()),
});
type Row = z.output<typeof row>;

type Programme = Stamped<ProgrammeEvent>;
type Refusal = Stamped<RefusedAttemptEvent>['data'];
interface Told<Data> {
  readonly event: NumberedEvent;
  readonly data: Data;
}
type Standard = Told<Extract<Programme, { type: 'PaymentStandardSet' }>['data']>;

/** Who is owed by one standard: everybody in a programme, or one group. */
interface Owed {
  readonly programmeId: string;
  readonly name: string;
  readonly groupId: string | null;
  readonly groupName: string | null;
  readonly appropriations: readonly ToldAppropriation[];
  readonly standards: readonly Standard[];
}

/**
 * A month is paid as rules and forecast see it: when, net of what came back, money and people reach what is owed of it
 * 应发, less the tolerance; since that day. Programmes count whose standard says monthly and names a day, in the months
 * before they end. Which days are worked is what the log says was loaded; a month whose day lies in a year nobody has
 * loaded is named, and not judged.
 */
export const paidByTheDeadline: AuditQuestion<Row> = {
  number: 5,
  title: '逐月发放的项目，每个月是否都在时限前支付？未按时的，迟了几天？',
  row,
  ask(events, scope) {
    const { agencyId, fiscalYear, asOf, period: onlyPeriod } = scope;
    const calendars = events.filter((event) => event.agency === agencyId && calendarCodec.knows(event));
    const book = new CalendarBook();
    for (const event of calendars) book.take(event);
    const facts = foldFacts(events);
    const onDay = programmesOnDay(facts, { agencyScope: [agencyId], fiscalYear }, asOf);
    const payments = paymentsIn(events);
    const refusals = events.filter(refusedAttemptCodec.knows).map((event): Told<Refusal> => {
      return { event, data: refusedAttemptCodec.decode(event).data };
    });
    const rows: Row[] = [];
    const proof: NumberedEvent[] = [];
    const sentences: string[] = [];
    const unknown: string[] = [];
    for (const owed of owedIn(events, scope)) {
      const programme = onDay.find(({ programmeId }) => programmeId === owed.programmeId);
      const ofOwed: Row[] = [];
      const notLoaded: Period[] = [];
      for (const period of periodsOfYear(fiscalYear)) {
        if (onlyPeriod !== null && period !== onlyPeriod) continue;
        const run = programme === undefined ? null : runOf(programme, owed, period);
        const deadline = run?.standard?.cashFlow === 'monthly' ? run.standard.deadline : null;
        if (programme === undefined || run === null || deadline?.kind !== 'monthly') continue;
        const due = whereLoaded(() => dueDate(deadline, period, book.calendar(agencyId)));
        if (due === null) notLoaded.push(period);
        if (due === null || due > asOf) continue;
        const madeUpOf = paymentsOf(programme, period, payments);
        const drawnOn = new Set([
          ...owed.appropriations.map(({ appropriationId }) => appropriationId),
          ...madeUpOf.flatMap((payment) => payment.drawnOn),
        ]);
        const { paidOn } = run;
        const refused = refusals.filter(({ data }) => isAbout(data, drawnOn, period, paidOn ?? asOf));
        const evidence = madeUpOf.flatMap((payment) => payment.proof);
        proof.push(...standardOf(owed, run), ...evidence, ...refused.map(({ event }) => event));
        ofOwed.push(rowOf(owed, period, due, run, asOf, refused));
      }
      rows.push(...ofOwed);
      if (ofOwed.length > 0) sentences.push(inOneSentence(owed, ofOwed));
      if (notLoaded.length > 0)
        unknown.push(`${owedInWords(owed)}${notLoaded.join('、')} 的时限落在尚未载入工作日历的年度，未作判断`);
    }
    if (rows.length > 0) proof.push(...calendars);
    sentences.push(...unknown);
    return {
      answer: sentences.length === 0 ? '没有逐月发放且写明时限的项目到期。' : `${sentences.join('；')}。`,
      rows,
      proof,
    };
  },
};

/** Everybody and every group with a standard, of the programmes that have money this year. */
function owedIn(events: readonly NumberedEvent[], scope: QuestionScope): Owed[] {
  const programmes = new Map<string, ToldAppropriation[]>();
  for (const appropriation of appropriationsOf(appropriationEvents(events, scope))) {
    const { programmeId } = appropriation.terms;
    programmes.set(programmeId, [...(programmes.get(programmeId) ?? []), appropriation]);
  }
  const told = events.filter(programmeCodec.knows).map((event): { event: NumberedEvent; programme: Programme } => ({
    event,
    programme: programmeCodec.decode(event),
  }));
  return [...programmes].flatMap(([programmeId, appropriations]) => {
    if (!appropriations.some(({ appropriationId }) => asksAbout(scope, appropriationId))) return [];
    const own = told.filter(({ programme }) => programme.data.programmeId === programmeId);
    const standards = new Map<string | null, Standard[]>();
    const names = new Map<string, string>();
    for (const { event, programme } of own) {
      const { type, data } = programme;
      if (type === 'PaymentStandardSet') {
        const { groupId } = data;
        standards.set(groupId, [...(standards.get(groupId) ?? []), { event, data }]);
      } else if (type === 'ProgrammeGroupDefined') names.set(data.groupId, data.name);
    }
    return [...standards].map(([groupId, ofGroup]) => ({
      programmeId,
      name: appropriations[0]?.terms.programmeName ?? programmeId,
      groupId,
      groupName: groupId === null ? null : (names.get(groupId) ?? groupId),
      appropriations,
      standards: ofGroup,
    }));
  });
}

/** The event that set the standard the month goes by. */
const standardOf = ({ standards }: Owed, { standard }: RunOnDay): NumberedEvent[] => {
  const set = standards.findLast(
    ({ data }) => data.effectiveOn === standard?.effectiveOn && data.recordedOn === standard.recordedOn,
  );
  return set === undefined ? [] : [set.event];
};

/** The month of everybody or of the group, as the rules see it; `null` where nothing is owed of it. */
function runOf({ months }: ProgrammeOnDay, { groupId }: Owed, period: Period): RunOnDay | null {
  const runs = months.find((month) => month.period === period)?.runs ?? [];
  return runs.find((run) => run.groupId === groupId) ?? runs.find((run) => run.groupId === null) ?? null;
}

interface ToldPayment {
  readonly drawnOn: readonly string[];
  readonly proof: NumberedEvent[];
}

function paymentsIn(events: readonly NumberedEvent[]): Map<string, ToldPayment> {
  const payments = new Map<string, ToldPayment>();
  for (const event of events.filter(paymentCodec.knows)) {
    const { type, data } = paymentCodec.decode(event);
    if (type === 'PaymentSubmitted')
      payments.set(data.paymentId, {
        drawnOn: data.charges.map(({ appropriationId }) => appropriationId),
        proof: [event],
      });
    else if (MOVES_MONEY.has(type)) payments.get(data.paymentId)?.proof.push(event);
  }
  return payments;
}

const MOVES_MONEY: ReadonlySet<string> = new Set([
  'PaymentPaid',
  'PaymentReversed',
  'PaymentReclassified',
  'PaymentReturnedByBank',
  'PaymentReturnedByPayee',
]);

/** What was paid in the month's name and has not all gone elsewhere. */
function paymentsOf(
  programme: ProgrammeOnDay,
  period: Period,
  payments: ReadonlyMap<string, ToldPayment>,
): readonly ToldPayment[] {
  const ids = programme.payments
    .filter((one) => one.situation !== 'released' && one.lines.some((line) => line.period === period))
    .map(({ paymentId }) => paymentId);
  return [...new Set(ids)].flatMap((paymentId) => payments.get(paymentId) ?? []);
}

/** A run is refused as a whole: the month is late on every programme the run draws on, and one of them says why. */
const isAbout = (refused: Refusal, drawnOn: ReadonlySet<string>, period: Period, before: BusinessDate): boolean =>
  refused.period === period &&
  refused.attemptedOn <= before &&
  refused.shortfalls.some(({ appropriationId }) => drawnOn.has(appropriationId));

function rowOf(
  { programmeId, name, groupId, groupName, appropriations }: Owed,
  period: Period,
  due: BusinessDate,
  { paidOn, paidFen }: RunOnDay,
  asOf: BusinessDate,
  refused: readonly Told<Refusal>[],
): Row {
  const late = Math.max(0, daysBetween(due, paidOn ?? asOf));
  return {
    programmeId,
    programmeName: name,
    groupId,
    groupName,
    sequence: appropriations[0]?.sequence ?? null,
    appropriationIds: appropriations.map(({ appropriationId }) => appropriationId),
    period,
    due,
    paidOn,
    outcome: paidOn === null ? 'unpaid' : late > 0 ? 'late' : 'in-time',
    daysLate: late,
    amount: paidFen === 0n ? null : yuan(paidFen),
    refusedOn: refused.map(({ data }) => data.attemptedOn),
  };
}

const owedInWords = ({ name, groupName, appropriations }: Owed): string => {
  const sequence = appropriations[0]?.sequence ?? null;
  return `${sequence === null ? '' : `第${sequence}项`}“${name}”${groupName === null ? '' : `（${groupName}）`}`;
};

function inOneSentence(owed: Owed, rows: readonly Row[]): string {
  const count = (outcome: Row['outcome']): number => rows.filter((one) => one.outcome === outcome).length;
  const late = rows
    .filter(({ outcome }) => outcome === 'late')
    .map(
      ({ period, due, paidOn, daysLate, refusedOn }) =>
        `${period} 应于 ${due} 前支付，${paidOn} 支付，迟 ${daysLate} 天` +
        (refusedOn.length > 0 ? `（${refusedOn.join('、')} 曾因可用指标不足被拒绝）` : ''),
    );
  const unpaid = rows
    .filter(({ outcome }) => outcome === 'unpaid')
    .map(({ period, amount }) => (amount === null ? period : `${period}（只付 ${amount} 元）`));
  return [
    `${owedInWords(owed)}到期 ${rows.length} 个月，按时 ${count('in-time')} 个月`,
    ...late,
    ...(unpaid.length > 0 ? [`未支付 ${unpaid.length} 个月：${unpaid.join('、')}`] : []),
  ].join('，');
}
