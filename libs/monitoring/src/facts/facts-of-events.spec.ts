import type { Directory } from '@bofu/access';
import { appropriationAggregate } from '@bofu/budget';
import { openEventStore, runDecision, type EventStore, type RecordedEvent } from '@bofu/event-store';
import { parseBusinessDate, parsePeriod, parseYuan } from '@bofu/kernel';
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
import { bureauOf } from '../../testing/small-years';
import { programmesOnDay } from '../domain/on-day';
import { isOpen, type ProgrammeOnDay } from '../domain/programme-on-day';
import { foldFacts } from './facts-of-events';

const AGENCY = 'agency-1';
const day = parseBusinessDate;
const open = ({ months }: ProgrammeOnDay) => months.filter(isOpen).map(({ period }) => period);
const DIRECTORY = { clearingUntil: () => null, grants: () => [] } as Partial<Directory> as Directory;

let store: EventStore;
let bureau: ReturnType<typeof bureauOf>;
beforeEach(async () => {
  store = await openEventStore({ kind: 'memory' });
  bureau = bureauOf(store, AGENCY);
  await bureau.register('P', ['town', 'village']);
  await bureau.register('Q');
  await bureau.issue('A', 'P', '1200.00', '2021-01-01');
  await bureau.issue('X', 'Q', '1200.00', '2021-01-01');
});

async function on(date: string, programme = 'P'): Promise<ProgrammeOnDay> {
  const events: RecordedEvent[] = [];
  for await (const batch of store.readAll()) events.push(...batch.events);
  const found = programmesOnDay(foldFacts(events), { agencyScope: [AGENCY], fiscalYear: 2021 }, day(date));
  const named = found.find(({ programmeId }) => programmeId === bureau.own(programme));
  if (named === undefined) throw new Error(`no programme ${programme}`);
  return named;
}

/** Heads of the first line, what is out of it, and how it stands. */
const borne = async (date: string, programme = 'P') =>
  (await on(date, programme)).payments.map(({ lines, netFen, situation }) => [
    lines[0]?.heads,
    Number(netFen) / 100,
    situation,
  ]);

const back = (
  paymentId: string,
  headcount: number,
  returnId: string,
  returnedOn: string,
  party: 'bank' | 'payee' = 'bank',
) =>
  new RecordPaymentReturnHandler(store, DIRECTORY).execute(
    new RecordPaymentReturn(bureau.context(returnedOn), paymentId, {
      ...{ party, returnId, returned: { headcount }, returnedOn: day(returnedOn), reason: '户名不符' },
    }),
  );
const sendBack = (paymentId: string, sentBackOn: string) =>
  new SendBackPaymentHandler(store, DIRECTORY).execute(
    new SendBackPayment(bureau.context(sentBackOn), paymentId, { sentBackOn: day(sentBackOn), reason: '账号不符' }),
  );
const move = (paymentId: string, charge: number, to: string, correctedOn: string) =>
  new ReclassifyPaymentHandler(store, DIRECTORY).execute(
    new ReclassifyPayment(bureau.context(correctedOn), paymentId, {
      ...{ correctionId: `c${charge}`, from: { charge }, to: bureau.own(to), amountFen: null },
      ...{ correctedOn: day(correctedOn), reason: '列错指标' },
    }),
  );

describe('a charge that was moved away', () => {
  it('leaves nothing behind, though a part of it had come back before', async () => {
    const run = await bureau.submit([bureau.run('A', '2021-03')], '2021-03-20');
    await bureau.pay(run, '2021-03-22');
    await back(run, 4, 'r1', '2021-03-24');
    await move(run, 1, 'X', '2021-04-01');
    expect(await borne('2021-03-31')).toEqual([[6, 60, 'paid']]);
    // No standard says what is owed, so six of ten are whatever the month is.
    expect(open(await on('2021-03-31'))).toHaveLength(11);
    expect([await borne('2021-04-01'), open(await on('2021-04-01')).length]).toEqual([[], 12]);
    expect(await borne('2021-04-01', 'Q')).toEqual([[6, 60, 'paid']]);
    const [there] = (await on('2021-04-01', 'Q')).payments;
    expect(there?.paidOn).toBe('2021-03-22');
  });

  it('keeps count of those who came back on its way there and back again', async () => {
    const run = await bureau.submit([bureau.run('A', '2021-03')], '2021-03-20');
    await bureau.pay(run, '2021-03-22');
    await back(run, 1, 'r1', '2021-03-24');
    await move(run, 1, 'X', '2021-04-01');
    await back(run, 2, 'r2', '2021-04-02');
    await move(run, 2, 'A', '2021-04-03');
    expect(await borne('2021-04-02', 'Q')).toEqual([[7, 70, 'paid']]);
    expect([await borne('2021-04-03'), await borne('2021-04-03', 'Q')]).toEqual([[[7, 70, 'paid']], []]);
  });
});

describe('the lines of a payment', () => {
  it('pay the months they say, back-pay beside them', async () => {
    const backPay = bureau.run('A', '2021-01', { entry: 'back-pay', reason: '补发' });
    await bureau.pay(await bureau.submit([bureau.run('A', '2021-02'), backPay], '2021-02-18'), '2021-02-20');
    const { months } = await on('2021-02-28');
    expect(months.map(({ runs: [run] }) => run?.paidOn ?? null)).toEqual([null, '2021-02-20', ...Array(10).fill(null)]);
  });

  it('are the months paid before these books began, where an opening balance says so', async () => {
    await runDecision(store, bureau.context(), appropriationAggregate(bureau.own('A')), {
      type: 'enter-opening-balance',
      lines: ['2021-01', '2021-02'].map((period) => ({
        ...{ groupId: null, period: parsePeriod(period), heads: 10, amountFen: parseYuan('100.00') },
      })),
      effectiveOn: day('2021-03-01'),
      reason: '年中启用',
      sources: [],
    });
    expect(open(await on('2021-03-01'))[0]).toBe('2021-03');
    expect((await on('2021-03-01')).settledFen).toBe(parseYuan('200.00'));
  });
});

describe('what the bank returns', () => {
  const open = async (date: string) =>
    (await on(date)).appropriations[0].bounced.map(({ period, returnedOn, amountFen }) => [
      period,
      returnedOn,
      Number(amountFen) / 100,
    ]);
  const march = async () => {
    const run = await bureau.submit([bureau.run('A', '2021-03')], '2021-03-20');
    await bureau.pay(run, '2021-03-22');
    return run;
  };
  const people = (count: number) => ({ of: 'persons' as const, count });
  const again = (heads: number, change: Partial<Submission> = {}, submittedOn = '2021-03-26') =>
    bureau.submit(
      [
        bureau.run('A', '2021-03', {
          ...{ entry: 'back-pay' as const, reason: '补发' },
          pays: { heads: people(heads), rateFen: parseYuan('10.00'), per: 'month', times: 1 },
        }),
      ],
      submittedOn,
      change,
    );
  const reissueOf = (paymentId: string, returnId = 'r1') => ({ reissueOf: { paymentId, returnId } });

  it('is open from its day until it is paid anew, in transit or paid', async () => {
    const run = await march();
    await back(run, 3, 'r1', '2021-03-24');
    await again(3, reissueOf(run));
    expect([await open('2021-03-23'), await open('2021-03-25'), await open('2021-03-26')]).toEqual([
      [],
      [['2021-03', '2021-03-24', 30]],
      [],
    ]);
  });

  it('is open for what its 重发 leaves out, and all of it again where that is sent back', async () => {
    const run = await march();
    await back(run, 3, 'r1', '2021-03-24');
    const reissue = await again(1, reissueOf(run));
    expect(await open('2021-03-27')).toEqual([['2021-03', '2021-03-24', 20]]);
    await sendBack(reissue, '2021-03-29');
    expect(await open('2021-03-29')).toEqual([['2021-03', '2021-03-24', 30]]);
  });

  it('is paid anew by 补发 of exactly as much, though nobody says of what; by more, or of another month, it is not', async () => {
    const run = await march();
    await back(run, 3, 'r1', '2021-03-24');
    await again(4);
    expect(await open('2021-03-31')).toHaveLength(1);
    await again(3, {}, '2021-03-30');
    expect([(await open('2021-03-29')).length, await open('2021-03-30')]).toEqual([1, []]);
  });

  it('is paid anew once: the 重发 of one return is none of another of as much', async () => {
    const run = await march();
    await back(run, 3, 'r1', '2021-03-24');
    await back(run, 3, 'r2', '2021-03-25');
    await again(3, reissueOf(run, 'r2'));
    expect(await open('2021-03-31')).toEqual([['2021-03', '2021-03-24', 30]]);
  });

  it('bounces again as a return of its own', async () => {
    const run = await march();
    await back(run, 3, 'r1', '2021-03-24');
    const reissue = await again(3, reissueOf(run));
    await bureau.pay(reissue, '2021-03-29');
    await back(reissue, 1, 'r1', '2021-03-31');
    expect(await open('2021-04-02')).toEqual([['2021-03', '2021-03-31', 10]]);
  });

  it('is paid anew from the fund account it lies on, which no appropriation bears', async () => {
    const run = await bureau.submit([bureau.run('A', '2021-03')], '2021-03-20', { route: 'fund-account' });
    await bureau.pay(run, '2021-03-22');
    await back(run, 3, 'r1', '2021-03-24');
    expect(await open('2021-03-25')).toEqual([['2021-03', '2021-03-24', 30]]);
    const reissue = await again(3, { route: 'fund-account', ...reissueOf(run) });
    expect(await open('2021-03-26')).toEqual([]);
    await sendBack(reissue, '2021-03-29');
    expect(await open('2021-03-29')).toEqual([['2021-03', '2021-03-24', 30]]);
  });

  it('is nobody’s to wait for where the payee gave it back', async () => {
    await back(await march(), 3, 'r1', '2021-03-24', 'payee');
    expect(await open('2021-03-31')).toEqual([]);
  });

  it('is open again where its 重发 is reversed', async () => {
    const run = await march();
    await back(run, 3, 'r1', '2021-03-24');
    const reissue = await again(3, reissueOf(run));
    await bureau.pay(reissue, '2021-03-29');
    await new ReversePaymentHandler(store, DIRECTORY).execute(
      new ReversePayment(bureau.context('2021-04-06'), reissue, {
        ...{ charges: 'all' as const, reversedOn: day('2021-04-06'), leftBank: true, reason: '重复登记' },
      }),
    );
    expect([(await open('2021-04-05')).length, (await open('2021-04-06')).length]).toEqual([0, 1]);
  });

  it('is told month by month where people of several months came back', async () => {
    const backPay = bureau.run('A', '2021-01', { entry: 'back-pay', reason: '补发' });
    const run = await bureau.submit([bureau.run('A', '2021-02'), backPay], '2021-02-18');
    await bureau.pay(run, '2021-02-20');
    await new RecordPaymentReturnHandler(store, DIRECTORY).execute(
      new RecordPaymentReturn(bureau.context('2021-02-24'), run, {
        ...{
          party: 'bank',
          returnId: 'r1',
          returned: {
            lines: [
              { line: 1, count: 2 },
              { line: 2, count: 1 },
            ],
          },
        },
        ...{ returnedOn: day('2021-02-24'), reason: '户名不符' },
      }),
    );
    expect(await open('2021-02-24')).toEqual([
      ['2021-02', '2021-02-24', 20],
      ['2021-01', '2021-02-24', 10],
    ]);
  });
});

describe('the record of a programme', () => {
  it('begins with its 期初 where it has one, and is not said to stand before', async () => {
    await runDecision(store, bureau.context(), appropriationAggregate(bureau.own('A')), {
      type: 'enter-opening-balance',
      lines: [{ groupId: null, period: null, heads: null, amountFen: parseYuan('300.00') }],
      effectiveOn: day('2021-09-01'),
      reason: '年中启用',
      sources: [],
    });
    expect([(await on('2021-08-31')).begun, (await on('2021-09-01')).begun]).toEqual([false, true]);
    expect((await on('2021-08-31', 'Q')).begun).toBe(true);
  });
});

describe('what a programme says of itself', () => {
  it('goes for all the appropriations that finance it, whichever a month is paid from', async () => {
    await bureau.standard('P', {}, '2021-01-01');
    await bureau.pay(await bureau.submit([bureau.run('A', '2021-01')], '2021-01-18'), '2021-01-20');
    await bureau.issue('B', 'P', '600.00', '2021-02-01', 2);
    await bureau.pay(await bureau.submit([bureau.run('B', '2021-02')], '2021-02-18'), '2021-02-20');
    const [january, february] = [await on('2021-01-31'), await on('2021-02-28')];
    expect([january.appropriations.length, february.appropriations.length]).toEqual([1, 2]);
    expect([january.budgetFen, february.budgetFen]).toEqual([parseYuan('1200.00'), parseYuan('1800.00')]);
    expect(open(february)[0]).toBe('2021-03');
    expect(february.need).toMatchObject({ yearFen: parseYuan('1200.00'), times: 12 });
  });

  it('holds from its own day on: the latest in force, though it was recorded first', async () => {
    await bureau.standard('P', { headcount: 20 }, '2021-06-01');
    await bureau.standard('P', { headcount: 10 }, '2021-01-01');
    const heads = async (date: string) => (await on(date)).standard?.headcount;
    expect([await heads('2021-05-31'), await heads('2021-06-01')]).toEqual([10, 20]);
  });

  it('lets groups with standards of their own take the place of everybody’s', async () => {
    await bureau.standard('P', { headcount: 15 }, '2021-01-01');
    await bureau.standard('P', { headcount: 10 }, '2021-02-01', 'town');
    await bureau.standard('P', { headcount: 5 }, '2021-02-01', 'village');
    await bureau.pay(
      await bureau.submit([bureau.run('A', '2021-02', { groupId: 'town' })], '2021-02-18'),
      '2021-02-20',
    );
    const standards = async (date: string) =>
      (await on(date)).standards.map(({ groupName, headcount }) => [groupName, headcount]);
    expect(await standards('2021-01-31')).toEqual([[null, 15]]);
    expect(await standards('2021-02-01')).toEqual([
      ['town', 10],
      ['village', 5],
    ]);
    const { months } = await on('2021-02-28');
    expect(months[1]?.runs.map(({ groupId, paidOn }) => [groupId, paidOn])).toEqual([
      ['town', '2021-02-20'],
      ['village', null],
    ]);
  });

  it('ends with the months that begin before its end', async () => {
    await bureau.end('P', '2021-07-01');
    const { months, ended } = await on('2021-06-30');
    expect([months.at(-1)?.period, ended, (await on('2021-07-01')).ended]).toEqual(['2021-06', false, true]);
  });
});
