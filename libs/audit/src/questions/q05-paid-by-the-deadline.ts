import { z } from 'zod';
import {
  daysBetween,
  dueDate,
  fenFromDigits,
  invariant,
  periodsOfYear,
  type BusinessDate,
  type Period,
} from '@bofu/kernel';
import type { NumberedEvent } from '../export/numbered-events';
import { money, yuan, type AuditQuestion } from './question';
import {
  appropriationEvents,
  programmeInWords,
  programmesOf,
  type ToldEvent,
  type ToldProgramme,
} from './told-by-events';

const row = z.strictObject({
  appropriationId: z.string(),
  sequence: z.int().nullable(),
  programmeName: z.string(),
  period: z.string(),
  /** The last working day that counts as in time. */
  due: z.string(),
  paidOn: z.string().nullable(),
  outcome: z.enum(['in-time', 'late', 'unpaid']),
  /** Calendar days after `due`, up to the payment, or up to the date asked for where nothing was paid. */
  daysLate: z.int(),
  amount: money.nullable(),
  /** What was refused for want of money in the month's name before it was paid: mostly the reason it is late. */
  refusedOn: z.array(z.string()),
});
type Row = z.output<typeof row>;

interface PeriodPayment {
  readonly paymentId: string;
  readonly paidOn: BusinessDate;
  readonly amountFen: bigint;
  readonly proof: readonly NumberedEvent[];
}

/**
 * A month is paid on the day its regular payment was; a supplementary run for latecomers does not make it so, and a
 * reversed one never was. Programmes count whose standard says monthly and names a day.
 */
export const paidByTheDeadline: AuditQuestion<Row> = {
  number: 5,
  title: '逐月发放的项目，每个月是否都在时限前支付？未按时的，迟了几天？',
  row,
  ask(events, { fiscalYear, asOf, appropriationId, period: onlyPeriod, calendar }) {
    const told = appropriationEvents(events, fiscalYear);
    const payments = submittedPayments(events);
    const refusals = events.filter(({ type }) => type === 'AttemptRefused');
    const rows: Row[] = [];
    const proof: NumberedEvent[] = [];
    const sentences: string[] = [];
    for (const programme of programmesOf(told)) {
      if (appropriationId !== null && programme.appropriationId !== appropriationId) continue;
      const own = told.filter((one) => one.programme === programme);
      const paid = paymentsByPeriod(own, payments, asOf);
      const ofProgramme: Row[] = [];
      for (const period of periodsOfYear(fiscalYear)) {
        if (onlyPeriod !== null && period !== onlyPeriod) continue;
        const deadline = monthlyDeadlineIn(own, period);
        if (deadline === null) continue;
        const due = dueDate(deadline.deadline, period, calendar);
        invariant(due !== null, 'a monthly deadline falls on a day');
        if (due > asOf) continue;
        const payment = paid.get(period) ?? null;
        const drawnOn = new Set([programme.appropriationId, ...(payments.get(payment?.paymentId)?.drawnOn ?? [])]);
        const refused = refusals.filter((event) => isAbout(event, drawnOn, period, payment?.paidOn ?? asOf));
        proof.push(deadline.event, ...(payment?.proof ?? []), ...refused);
        ofProgramme.push(rowOf(programme, period, due, payment, asOf, refused));
      }
      rows.push(...ofProgramme);
      if (ofProgramme.length > 0) sentences.push(inOneSentence(programme, ofProgramme));
    }
    return {
      answer: sentences.length === 0 ? '没有逐月发放且写明时限的项目到期。' : `${sentences.join('；')}。`,
      rows,
      proof,
    };
  },
};

interface SubmittedPayment {
  readonly supplementary: boolean;
  readonly drawnOn: readonly string[];
}

function submittedPayments(events: readonly NumberedEvent[]): ReadonlyMap<unknown, SubmittedPayment> {
  return new Map(
    events
      .filter(({ type }) => type === 'PayoutRunSubmitted' || type === 'DisbursementSubmitted')
      .map(({ data }) => {
        const { charges } = data as unknown as { charges: readonly { appropriationId: string }[] };
        const drawnOn = charges.map(({ appropriationId }) => appropriationId);
        return [data['paymentId'], { supplementary: data['run'] === 'supplementary', drawnOn }] as const;
      }),
  );
}

function monthlyDeadlineIn(own: readonly ToldEvent[], period: Period) {
  const inForce = own
    .filter(({ told }) => told.type === 'PaymentStandardSet' && told.data.effectiveOn.slice(0, 7) <= period)
    .sort((a, b) => (effectiveOnOf(a) < effectiveOnOf(b) ? -1 : 1))
    .at(-1);
  if (inForce?.told.type !== 'PaymentStandardSet') return null;
  const { cashFlow, deadline } = inForce.told.data;
  return cashFlow === 'monthly' && deadline.kind === 'monthly' ? { deadline, event: inForce.event } : null;
}

const effectiveOnOf = ({ told }: ToldEvent): string =>
  told.type === 'PaymentStandardSet' ? told.data.effectiveOn : '';

/** The first payment of each month that still stands. */
function paymentsByPeriod(
  own: readonly ToldEvent[],
  payments: ReadonlyMap<unknown, SubmittedPayment>,
  asOf: BusinessDate,
): Map<Period, PeriodPayment> {
  const charges = new Map<string, { period: Period; committed: NumberedEvent; paid: PeriodPayment | null }>();
  for (const { event, told, movement } of own) {
    if (movement === null || movement.on > asOf) continue;
    if (
      told.type === 'FundsCommitted' &&
      told.data.period !== null &&
      !payments.get(told.data.paymentId)?.supplementary
    )
      charges.set(told.data.paymentId, { period: told.data.period, committed: event, paid: null });
    const charge = movement.paymentId === null ? undefined : charges.get(movement.paymentId);
    if (!charge) continue;
    if (told.type === 'CommitmentSettled')
      charge.paid = {
        paymentId: told.data.paymentId,
        paidOn: told.data.paidOn,
        amountFen: fenFromDigits(told.data.amountFen),
        proof: [charge.committed, event],
      };
    if (told.type === 'SettlementReversed') charge.paid = null;
  }
  const first = new Map<Period, PeriodPayment>();
  for (const { period, paid } of charges.values()) {
    const before = first.get(period);
    if (paid && (!before || paid.paidOn < before.paidOn)) first.set(period, paid);
  }
  return first;
}

/** A run is refused as a whole: the month is late on every programme the run draws on, and one of them says why. */
function isAbout({ data }: NumberedEvent, drawnOn: ReadonlySet<string>, period: Period, before: BusinessDate): boolean {
  const refused = data as unknown as {
    period: Period | null;
    attemptedOn: BusinessDate;
    shortfalls: readonly { appropriationId: string }[];
  };
  if (refused.period !== period || refused.attemptedOn > before) return false;
  return refused.shortfalls.some(({ appropriationId }) => drawnOn.has(appropriationId));
}

function rowOf(
  { appropriationId, sequence, terms }: ToldProgramme,
  period: Period,
  due: BusinessDate,
  payment: PeriodPayment | null,
  asOf: BusinessDate,
  refused: readonly NumberedEvent[],
): Row {
  const late = Math.max(0, daysBetween(due, payment?.paidOn ?? asOf));
  return {
    appropriationId,
    sequence,
    programmeName: terms.programmeName,
    period,
    due,
    paidOn: payment?.paidOn ?? null,
    outcome: payment === null ? 'unpaid' : late > 0 ? 'late' : 'in-time',
    daysLate: late,
    amount: payment === null ? null : yuan(payment.amountFen),
    refusedOn: refused.map(({ data }) => (data as unknown as { attemptedOn: string }).attemptedOn),
  };
}

function inOneSentence(programme: ToldProgramme, rows: readonly Row[]): string {
  const count = (outcome: Row['outcome']): number => rows.filter((one) => one.outcome === outcome).length;
  const late = rows
    .filter(({ outcome }) => outcome === 'late')
    .map(
      ({ period, due, paidOn, daysLate, refusedOn }) =>
        `${period} 应于 ${due} 前支付，${paidOn} 支付，迟 ${daysLate} 天` +
        (refusedOn.length > 0 ? `（${refusedOn.join('、')} 曾因可用指标不足被拒绝）` : ''),
    );
  const unpaid = rows.filter(({ outcome }) => outcome === 'unpaid').map(({ period }) => period);
  return [
    `${programmeInWords(programme)}到期 ${rows.length} 个月，按时 ${count('in-time')} 个月`,
    ...late,
    ...(unpaid.length > 0 ? [`未支付 ${unpaid.length} 个月：${unpaid.join('、')}`] : []),
  ].join('，');
}
