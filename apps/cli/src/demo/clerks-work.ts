import {
  bankHandOver,
  dateOf,
  dueDate,
  invariant,
  parseYuan,
  type BusinessDate,
  type Fen,
  type PaymentDeadline,
  type Period,
  type WorkingCalendar,
} from '@bofu/kernel';
import type { DemoAct, DemoCommand } from './demo-act';
import type { DemoPerson } from './demo-bureau';
import type { Desk } from './desks';

/** How clerks enter what they do in any year of the demo, and the pension they pay each month of it. */

export type Run = Omit<Extract<DemoCommand, { act: 'submit-payout-run' }>, 'act' | 'payee'>;

const PENSION_DEADLINE: PaymentDeadline = { kind: 'monthly', day: 30, printed: '每月30日以前' };

export const PENSION_SCHEME = 'pension-scheme';

/** 93 + 15 + 2.50 + 2.50 = 113 元 a head: central, provincial, municipal and district money in one run. */
export const PENSION = {
  lines: [
    { programme: 14, rateFen: parseYuan('93.00'), per: 'month' },
    { programme: 17, rateFen: parseYuan('15.00'), per: 'month' },
    { programme: 18, rateFen: parseYuan('2.50'), per: 'month' },
    { programme: 5, rateFen: parseYuan('2.50'), per: 'month' },
  ],
  headcount: 75_587,
} as const;

export const pensionRun = (period: Period): Run => ({
  ...PENSION,
  backPay: null,
  scheme: PENSION_SCHEME,
  period,
  purpose: `${period} 城乡居民基础养老金`,
});

/** The day a month's pension is due, and the day by which the bank must have it. */
export function pensionDays(period: Period, calendar: WorkingCalendar) {
  const due = dueDate(PENSION_DEADLINE, period, calendar);
  invariant(due !== null, 'the pension falls due every month');
  return { due, handOver: bankHandOver(due, calendar) };
}

/** `enteredAgain`: what stands in the place of a payment that was sent back, reversed or voided. */
export function clerksWork(
  year: number,
  calendar: WorkingCalendar,
  enteredAgain: Readonly<Record<string, string>> = {},
) {
  /** The day named, or the last working day before it. */
  const day = (monthAndDay: string): BusinessDate => {
    const [month, dayOfMonth] = monthAndDay.split('-').map(Number);
    invariant(month !== undefined && dayOfMonth !== undefined, `not MM-DD: ${monthAndDay}`);
    return calendar.onOrBefore(dateOf(year, month, dayOfMonth));
  };
  const act = (key: string, on: BusinessDate, actor: DemoPerson, command: DemoCommand): DemoAct => ({
    key,
    on,
    recordedOn: on,
    actor,
    ...command,
  });
  const pay = (payment: string, on: BusinessDate): DemoAct =>
    act(`${payment}/pay`, on, '财务支付', { act: 'pay', payment, voucherNumber: '' });
  const submit = (
    { actor, payee }: Desk,
    on: BusinessDate,
    [key, programme, amountFen, purpose]: readonly [string, number, Fen, string],
    period: Period | null,
  ): DemoAct => {
    const replaces = enteredAgain[key];
    const submission = { act: 'submit-disbursement', programme, amountFen, period, payee, purpose } as const;
    return act(key, on, actor, { ...submission, ...(replaces && { replaces }) });
  };
  const disburse = (
    from: Desk,
    paidOn: BusinessDate,
    payment: Parameters<typeof submit>[2],
    period: Period | null,
    submittedOn = calendar.workingDaysBefore(paidOn, 2),
  ): DemoAct[] => [submit(from, submittedOn, payment, period), pay(payment[0], paidOn)];
  const payOut = ({ actor, payee }: Desk, key: string, submittedOn: BusinessDate, paidOn: BusinessDate, run: Run) => [
    act(key, submittedOn, actor, { act: 'submit-payout-run', payee, ...run }),
    pay(key, paidOn),
  ];
  /** A run there is not money enough for: refused as a whole, so nothing is charged to anything. */
  const payOutInVain = ({ actor, payee }: Desk, key: string, on: BusinessDate, run: Run): DemoAct => ({
    ...act(key, on, actor, { act: 'submit-payout-run', payee, ...run }),
    expects: 'payout-run-short',
  });
  return { day, act, submit, disburse, payOut, payOutInVain };
}

/** By the day of entry; on one day as listed, so that a payment is submitted before it is paid. */
export const inOrder = (acts: readonly DemoAct[]): DemoAct[] =>
  acts.toSorted((a, b) => (a.recordedOn === b.recordedOn ? 0 : a.recordedOn < b.recordedOn ? -1 : 1));

export function withVoucherNumbers(year: number, acts: readonly DemoAct[]): DemoAct[] {
  let last = 0;
  return acts.map((one) =>
    one.act === 'pay' ? { ...one, voucherNumber: `支${year}-${String((last += 1)).padStart(4, '0')}` } : one,
  );
}
