import { parseBusinessDate } from '@bofu/kernel';
import type { GivenEvent } from '@bofu/testing';
import {
  calendarLoaded,
  givenEvents,
  issued,
  of,
  ofPayment,
  ofProgramme,
  committed,
  paid as paymentPaid,
  scopeOf,
  settled,
  submitted as paymentSubmitted,
} from '../../testing/given-events';
import { paidByTheDeadline } from './q05-paid-by-the-deadline';
import { answerTo } from './question';

/** What a payment is, and what it does to the appropriations that bear it. */
const submitted = (
  paymentId: string,
  appropriationIds: readonly string[],
  on: string,
  line: Parameters<typeof paymentSubmitted>[3] = {},
): GivenEvent[] => [
  ...appropriationIds.map((id, at) => committed(id, paymentId, line.amountFen ?? '1', on, at + 1)),
  paymentSubmitted(paymentId, appropriationIds, on, line),
];
const paid = (
  paymentId: string,
  charges: readonly number[],
  on: string,
  appropriationIds = ['A'],
  amountFen = '1',
): GivenEvent[] => [
  ...charges.map((charge) => settled(appropriationIds[charge - 1] ?? 'A', paymentId, amountFen, on, on, charge)),
  paymentPaid(paymentId, charges, on),
];

describe('paid by the deadline', () => {
  const standard = (
    day: number,
    effectiveOn = '2021-01-01',
    cashFlow: 'monthly' | 'one-off' = 'monthly',
    groupId: string | null = null,
  ): GivenEvent =>
    ofProgramme(
      'A',
      'PaymentStandardSet',
      {
        ...{ groupId, effectiveOn, rates: [], headcount: null, cashFlow },
        ...{ deadline: { kind: 'monthly', day, printed: '每月' }, sources: [] },
        ...{ recordedOn: effectiveOn, arrearsDueOn: null },
      },
      effectiveOn,
    );
  const answered = (asOf: string, ...events: readonly GivenEvent[]) =>
    answerTo(
      paidByTheDeadline,
      givenEvents(issued('A', '9999'), ...events),
      scopeOf({ asOf: parseBusinessDate(asOf) }),
    );
  const outcomes = (asOf: string, ...events: readonly GivenEvent[]) =>
    answered(asOf, calendarLoaded(2021), ...events).rows.map(({ period, due, outcome, daysLate }) => [
      period,
      due,
      outcome,
      daysLate,
    ]);

  it('is in time on the last working day, and late on the next', () => {
    const inTime = [...submitted('p1', ['A'], '2021-01-20'), ...paid('p1', [1], '2021-01-29')];
    const late = [...submitted('p2', ['A'], '2021-02-20'), ...paid('p2', [1], '2021-03-01')];
    expect(outcomes('2021-03-20', standard(30), ...inTime, ...late)).toEqual([
      ['2021-01', '2021-01-29', 'in-time', 0],
      ['2021-02', '2021-02-26', 'late', 3],
    ]);
  });

  it('asks nothing before a month is due, of who does not pay by the month, and after the end', () => {
    expect(outcomes('2021-01-28', standard(30))).toEqual([]);
    expect(outcomes('2021-12-31', standard(30, '2021-01-01', 'one-off'))).toEqual([]);
    const ended = ofProgramme('A', 'ProgrammeEnded', { endsOn: '2021-02-01', reason: '政策到期' }, '2021-02-01');
    expect(outcomes('2021-12-31', standard(30), ended)).toMatchObject([['2021-01', '2021-01-29', 'unpaid', 336]]);
  });

  it('does not take back pay, a submitted or a reversed payment for a payment', () => {
    const unpaid = [['2021-01', '2021-01-29', 'unpaid', 2]];
    const [run, out] = [submitted('p1', ['A'], '2021-01-20'), paid('p1', [1], '2021-01-25')];
    const reversed = [
      of(
        'A',
        'SettlementReversed',
        {
          paymentId: 'p1',
          charge: 1,
          amountFen: '1',
          leftBank: true,
          reversedOn: '2021-01-26',
          countsFrom: '2021-01-26',
          reason: '错',
        },
        '2021-01-26',
      ),
      ofPayment(
        'p1',
        'PaymentReversed',
        {
          charges: [1],
          totalFen: '1',
          reversedOn: '2021-01-26',
          countsFrom: '2021-01-26',
          leftBank: true,
          requestedBy: null,
          reason: '错',
          confirmation: null,
          late: null,
        },
        '2021-01-26',
      ),
    ];
    const backPay = submitted('p1', ['A'], '2021-01-20', { entry: 'back-pay', reason: '补' });
    expect(outcomes('2021-01-31', standard(30), ...run, ...out)).toMatchObject([
      ['2021-01', '2021-01-29', 'in-time', 0],
    ]);
    expect(outcomes('2021-01-31', standard(30), ...backPay, ...out)).toEqual(unpaid);
    expect(outcomes('2021-01-31', standard(30), ...run)).toEqual(unpaid);
    expect(outcomes('2021-01-31', standard(30), ...run, ...out, ...reversed)).toEqual(unpaid);
  });

  it('takes the day the last charge was paid, where two levels’ money clears on two days', () => {
    const second = issued('B', '9999', { programmeId: 'of-A', fundingLevel: 'central' });
    const both = submitted('p1', ['A', 'B'], '2021-01-20', { programmeId: 'of-A' });
    const events = [second, standard(30), ...both, ...paid('p1', [1], '2021-01-25')];
    expect(outcomes('2021-01-31', ...events)).toMatchObject([['2021-01', '2021-01-29', 'unpaid', 2]]);
    const { rows } = answered(
      '2021-02-10',
      calendarLoaded(2021),
      ...events,
      ...paid('p1', [2], '2021-02-01', ['A', 'B']),
    );
    expect(rows).toMatchObject([
      { appropriationIds: ['A', 'B'], paidOn: '2021-02-01', outcome: 'late', daysLate: 3, amount: '0.02' },
    ]);
  });

  it('judges a group with a standard of its own by its own lines', () => {
    const group = ofProgramme(
      'A',
      'ProgrammeGroupDefined',
      { groupId: 'g', name: '中心城区', effectiveOn: '2021-01-01' },
      '2021-01-01',
    );
    const everybody = [
      ...submitted('p1', ['A'], '2021-01-20', { groupId: 'others' }),
      ...paid('p1', [1], '2021-01-25'),
    ];
    const { rows, answer } = answered(
      '2021-01-31',
      ...[calendarLoaded(2021), group, standard(30), standard(10, '2021-01-01', 'monthly', 'g'), ...everybody],
    );
    expect(rows.map(({ groupName, outcome }) => [groupName, outcome])).toEqual([['中心城区', 'unpaid']]);
    expect(answer).toContain('“项目A”（中心城区）到期 1 个月，按时 0 个月，未支付 1 个月：2021-01');
  });

  it('goes by the deadline in force in the month', () => {
    expect(outcomes('2021-02-28', standard(30), standard(10, '2021-02-01'))).toMatchObject([
      ['2021-01', '2021-01-29', 'unpaid', 30],
      ['2021-02', '2021-02-10', 'unpaid', 18],
    ]);
  });

  it('goes by the calendar on record, corrections included, and gives it as proof', () => {
    const [loaded, corrected] = [calendarLoaded(2021), calendarLoaded(2021, '2021-01-29')];
    const { rows, events } = answered('2021-01-31', loaded, standard(30), corrected);
    expect(rows.map(({ due }) => due)).toEqual(['2021-01-28']);
    expect(events.map(({ number }) => number)).toEqual([2, 3, 4]);
  });

  it('names the months whose day lies in a year nobody has loaded, and judges the others', () => {
    const january = answered('2021-02-28', calendarLoaded(2021), standard(2));
    expect(january.rows.map(({ period, due }) => [period, due])).toEqual([['2021-02', '2021-02-02']]);
    expect(january.answer).toContain('2021-01 的时限落在尚未载入工作日历的年度，未作判断');
    const both = answered('2021-02-28', calendarLoaded(2020), calendarLoaded(2021), standard(2));
    expect(both.rows.map(({ due }) => due)).toEqual(['2020-12-31', '2021-02-02']);
    const none = answered('2021-02-28', standard(2));
    expect([none.rows, none.events]).toEqual([[], []]);
    expect(none.answer).toContain('未作判断');
  });
});
