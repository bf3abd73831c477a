import type { Directory } from '@bofu/access';
import { publishedCalendar, publishedYear, SetCalendarYear, SetCalendarYearHandler } from '@bofu/calendar';
import { openEventStore, type EventStore } from '@bofu/event-store';
import { dateOf, parseBusinessDate, parseYuan } from '@bofu/kernel';
import { foldFacts, forecastProgramme, programmesOnDay, type ProgrammeOnDay } from '@bofu/monitoring';
import {
  ReclassifyPayment,
  ReclassifyPaymentHandler,
  RecordPaymentReturn,
  RecordPaymentReturnHandler,
  ReversePayment,
  ReversePaymentHandler,
  SendBackPayment,
  SendBackPaymentHandler,
  type Submission,
} from '@bofu/payment';
import { shippedThresholds } from '../../../alerts/src/domain/alert-rule';
import { r06MonthNotPaid } from '../../../alerts/src/domain/rules/r06-month-not-paid';
import { bureauOf } from '../../../monitoring/testing/small-years';
import { eventsOf, scopeOf } from '../../testing/given-events';
import { paidByTheDeadline } from './q05-paid-by-the-deadline';
import { answerTo } from './question';
import { NOTHING_ELSE } from '../../../alerts/testing/nothing-else';

const AGENCY = 'agency-1';
const DIRECTORY = { clearingUntil: () => null, grants: () => [] } as Partial<Directory> as Directory;
const day = parseBusinessDate;

/**
 * What rule, question and forecast say of the same month of the same books: programme P pays 800 people 15 元 a month
 * by the 25th, so that a month costs 12,000 元.
 */
let store: EventStore;
let bureau: ReturnType<typeof bureauOf>;
beforeEach(async () => {
  store = await openEventStore({ kind: 'memory' });
  bureau = bureauOf(store, AGENCY);
  await new SetCalendarYearHandler(store).execute(
    new SetCalendarYear(bureau.context(), 2021, {
      ...{ type: 'load-calendar-year', ...publishedYear(2021), actedOn: dateOf(2021, 1, 1), reason: null },
    }),
  );
  for (const [programme, id] of [
    ['P', 'A'],
    ['Q', 'X'],
  ] as const) {
    await bureau.register(programme);
    await bureau.standard(programme, { headcount: 800, rates: [per('15.00')] }, '2021-01-01');
    await bureau.issue(id, programme, '200000.00', '2021-01-01');
  }
});

const per = (yuan: string) => ({ label: '标准', amountFen: String(parseYuan(yuan)), per: 'month' as const });
const run = (id: string, period: string, count: number, yuan = '15.00', entry: 'regular' | 'back-pay' = 'regular') =>
  bureau.run(id, period, {
    ...{ entry, reason: entry === 'regular' ? null : '补发' },
    pays: { heads: { of: 'persons', count }, rateFen: parseYuan(yuan), per: 'month', times: 1 },
  });
const paid = async (lines: Submission['lines'], submitted: string, on: string): Promise<string> => {
  const paymentId = await bureau.submit(lines, submitted);
  await bureau.pay(paymentId, on);
  return paymentId;
};
const back = (paymentId: string, headcount: number, returnedOn: string) =>
  new RecordPaymentReturnHandler(store, DIRECTORY).execute(
    new RecordPaymentReturn(bureau.context(returnedOn), paymentId, {
      ...{ party: 'bank', returned: { headcount }, returnedOn: day(returnedOn), reason: '户名不符' },
    }),
  );
const move = (paymentId: string, charge: number, to: string, correctedOn: string) =>
  new ReclassifyPaymentHandler(store, DIRECTORY).execute(
    new ReclassifyPayment(bureau.context(correctedOn), paymentId, {
      ...{ from: { charge }, to: bureau.own(to), amountFen: null, correctedOn: day(correctedOn), reason: '列错指标' },
    }),
  );

async function programme(on: string, id: 'P' | 'Q'): Promise<ProgrammeOnDay> {
  const facts = foldFacts(await eventsOf(store));
  const found = programmesOnDay(facts, { agencyScope: [AGENCY], fiscalYear: 2021 }, day(on)).find(
    ({ programmeId }) => programmeId === bureau.own(id),
  );
  if (found === undefined) throw new Error(`no programme ${id}`);
  return found;
}

/** R06 on a day of a month, question 5 of the same, and how many months the forecast still has to pay. */
async function told(period: string, on: string, id: 'P' | 'Q' = 'P') {
  const watched = await programme(on, id);
  const thresholds = shippedThresholds(r06MonthNotPaid).versions[0]!.thresholds as never;
  const calendar = publishedCalendar(2021);
  const rule = r06MonthNotPaid
    .examine(
      { fiscalYear: 2021, on: day(on), programmes: [watched], ...NOTHING_ELSE },
      { calendar, thresholds, expectedShortageOf: () => null, targetResultsOf: () => [], budgetTypeLabel: {} as never },
    )
    .find((one) => one.period === period);
  const { rows } = answerTo(paidByTheDeadline, await eventsOf(store), scopeOf({ agencyId: AGENCY, asOf: day(on) }));
  const row = rows.find((one) => one.programmeId === bureau.own(id) && one.period === period);
  const { months } = forecastProgramme(watched);
  return {
    rule: rule?.finding?.level ?? null,
    question: row && [row.outcome, row.paidOn],
    open: months.length,
    next: months[0],
  };
}

describe('a month is paid when people and money reach what is owed of it', () => {
  it('is not, when all of it came back; and is again from the day it went out anew', async () => {
    await paid([run('A', '2021-01', 800)], '2021-01-18', '2021-01-20');
    const first = await paid([run('A', '2021-02', 800)], '2021-02-18', '2021-02-22');
    expect(await told('2021-02', '2021-02-26')).toMatchObject({
      rule: null,
      question: ['in-time', '2021-02-22'],
      open: 10,
    });
    await back(first, 800, '2021-02-26');
    expect(await told('2021-02', '2021-02-26')).toMatchObject({ rule: 'red', question: ['unpaid', null], open: 11 });
    // The month can be run again, as a regular run.
    await paid([run('A', '2021-02', 800)], '2021-03-02', '2021-03-04');
    expect(await told('2021-02', '2021-03-05')).toMatchObject({
      rule: null,
      question: ['late', '2021-03-04'],
      open: 10,
    });
  });

  it('is paid by 补发 as well, with the day of that', async () => {
    const first = await paid([run('A', '2021-01', 800)], '2021-01-18', '2021-01-20');
    await back(first, 800, '2021-01-25');
    await paid([run('A', '2021-01', 800, '15.00', 'back-pay')], '2021-02-02', '2021-02-04');
    expect(await told('2021-01', '2021-02-05')).toMatchObject({
      rule: null,
      question: ['late', '2021-02-04'],
      open: 11,
    });
  });

  it.each([
    ['the first of two banks', 430, 'red', 11 + 1],
    ['one person', 1, 'red', 11 + 1],
    ['all but a few who have died', 790, null, 11],
  ])('half is not the month: %s', async (_, heads, rule, open) => {
    await paid([run('A', '2021-01', heads)], '2021-01-18', '2021-01-20');
    expect(await told('2021-01', '2021-01-26')).toMatchObject({ rule, open });
  });

  it('needs what the second bank is still to pay, and no more', async () => {
    await paid([run('A', '2021-01', 430)], '2021-01-18', '2021-01-20');
    const { next } = await told('2021-01', '2021-01-26');
    expect(next).toMatchObject({ period: '2021-01', requiredFen: parseYuan('5550.00') });
    await paid([run('A', '2021-01', 370, '15.00', 'back-pay')], '2021-01-27', '2021-01-28');
    expect(await told('2021-01', '2021-01-29')).toMatchObject({
      rule: null,
      question: ['late', '2021-01-28'],
      open: 11,
    });
  });

  it('is not paid by 0.01 with its name on it', async () => {
    await paid([bureau.run('A', '2021-01', { pays: { amountFen: parseYuan('0.01') } })], '2021-01-18', '2021-01-20');
    expect(await told('2021-01', '2021-01-26')).toMatchObject({ rule: 'red', question: ['unpaid', null], open: 12 });
  });

  it('leaves a few who bounced to 退票', async () => {
    const first = await paid([run('A', '2021-01', 800)], '2021-01-18', '2021-01-20');
    await back(first, 9, '2021-01-22');
    expect(await told('2021-01', '2021-01-26')).toMatchObject({
      rule: null,
      question: ['in-time', '2021-01-20'],
      open: 11,
    });
    await back(first, 9, '2021-01-23');
    expect(await told('2021-01', '2021-01-26')).toMatchObject({ rule: 'red', question: ['unpaid', null], open: 12 });
  });

  it('is a lower 应发 where people have died', async () => {
    await paid([run('A', '2021-01', 700)], '2021-01-18', '2021-01-20');
    expect(await told('2021-01', '2021-01-26')).toMatchObject({ rule: 'red' });
    await bureau.entitle('P', '2021-01', 700, '10500.00');
    expect(await told('2021-01', '2021-01-26')).toMatchObject({
      rule: null,
      question: ['in-time', '2021-01-20'],
      open: 11,
    });
  });

  it('is held to the lowest of two rates where nothing says who has which', async () => {
    await bureau.standard('P', { headcount: 800, rates: [per('15.00'), per('20.00')] }, '2021-01-01');
    await paid([run('A', '2021-01', 300, '20.00')], '2021-01-18', '2021-01-20');
    expect(await told('2021-01', '2021-01-26')).toMatchObject({ rule: 'red' });
    await paid([run('A', '2021-01', 500, '15.00', 'back-pay')], '2021-01-18', '2021-01-21');
    expect(await told('2021-01', '2021-01-26')).toMatchObject({ rule: null, question: ['in-time', '2021-01-21'] });
  });

  it('goes by the tolerance the agency has set, from its day on', async () => {
    const first = await paid([run('A', '2021-01', 800)], '2021-01-18', '2021-01-20');
    await back(first, 60, '2021-01-22');
    expect(await told('2021-01', '2021-01-27')).toMatchObject({ rule: 'red' });
    await bureau.tolerate(800, '2021-01-28');
    expect(await told('2021-01', '2021-01-27')).toMatchObject({ rule: 'red' });
    expect(await told('2021-01', '2021-01-28')).toMatchObject({ rule: null });
  });
});

describe('a correction', () => {
  it('takes the month along: nothing of it stays, and the bank’s day is kept', async () => {
    const first = await paid([run('A', '2021-03', 800)], '2021-03-18', '2021-03-22');
    await back(first, 8, '2021-03-24');
    await move(first, 1, 'X', '2021-04-06');
    expect(await told('2021-03', '2021-04-05')).toMatchObject({ rule: null, open: 11 });
    expect(await told('2021-03', '2021-04-06')).toMatchObject({ rule: 'red', question: ['unpaid', null], open: 12 });
    expect(await told('2021-03', '2021-04-06', 'Q')).toMatchObject({
      ...{ rule: null, question: ['in-time', '2021-03-22'], open: 11 },
    });
  });
});

describe('a payment reversed by mistake and entered again with its own days', () => {
  it('is the month as it was, once', async () => {
    const first = await paid([run('A', '2021-01', 800)], '2021-01-18', '2021-01-20');
    await new ReversePaymentHandler(store, DIRECTORY).execute(
      new ReversePayment(bureau.context('2021-02-10'), first, {
        ...{ charges: 'all', leftBank: true, reversedOn: day('2021-02-10'), reason: '误冲' },
      }),
    );
    expect(await told('2021-01', '2021-02-10')).toMatchObject({ rule: 'red', open: 12 });
    await paid([run('A', '2021-01', 800)], '2021-01-18', '2021-01-20');
    expect(await told('2021-01', '2021-02-10')).toMatchObject({
      rule: null,
      question: ['in-time', '2021-01-20'],
      open: 11,
    });
  });
});

describe('what was sent back before it was paid', () => {
  it('is no part of the month', async () => {
    const first = await bureau.submit([run('A', '2021-01', 800)], '2021-01-18');
    expect(await told('2021-01', '2021-01-22')).toMatchObject({ rule: null, open: 11 });
    await new SendBackPaymentHandler(store, DIRECTORY).execute(
      new SendBackPayment(bureau.context('2021-01-22'), first, { sentBackOn: day('2021-01-22'), reason: '账号不符' }),
    );
    expect(await told('2021-01', '2021-01-22')).toMatchObject({ rule: 'orange', open: 12 });
  });
});

it('a rise dated back makes no month late that was paid in full', async () => {
  await paid([run('A', '2021-01', 800)], '2021-01-18', '2021-01-20');
  await bureau.standard(
    'P',
    { headcount: 800, rates: [per('18.00')], ...{ recordedOn: day('2021-06-10') } },
    '2021-01-01',
  );
  expect(await told('2021-01', '2021-01-26')).toMatchObject({ rule: null, question: ['in-time', '2021-01-20'] });
});
