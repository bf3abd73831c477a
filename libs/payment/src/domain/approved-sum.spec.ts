import fc from 'fast-check';
import { addDays, fen, type BusinessDate, type Fen } from '@bofu/kernel';
import { SOMEBODY, specOf } from '@bofu/testing';
import { day, digits, yuan } from '../../testing/payment-examples';
import {
  approvedSumDecider,
  reachedTier,
  type ApprovalTier,
  type ApprovedSum,
  type ApprovedSumCommand,
  type ApprovedSumEvent,
  type SumSoFar,
} from './approved-sum';

const own = { sumId: 's1', per: 'payee', key: '养老院' } as const;
const decider = approvedSumDecider(own);
const spec = specOf(decider);

const counted = (paymentId: string, amount: string, on = '02-10'): ApprovedSumEvent => ({
  type: 'ApprovalCounted',
  data: { ...own, paymentId, amountFen: digits(amount), countedOn: day(on) },
});
const out = (paymentId: string, amount: string): ApprovedSumEvent => ({
  type: 'ApprovalCountedOut',
  data: { ...own, paymentId, amountFen: digits(amount), countedOutOn: day('02-12'), cause: 'withdrawn' },
});
const countOut = (paymentId: string, amount: string): ApprovedSumCommand => ({
  type: 'count-approval-out',
  paymentId,
  amountFen: yuan(amount),
  countedOutOn: day('02-12'),
  cause: 'withdrawn',
});

describe('the sum of what was approved', () => {
  it('counts a payment once', () => {
    const count = {
      type: 'count-approval',
      paymentId: 'p1',
      amountFen: yuan('60.00'),
      countedOn: day('02-10'),
    } as const;
    spec
      .given([])
      .when(count)
      .then([counted('p1', '60.00')]);
    spec
      .given([counted('p1', '60.00')])
      .when(count)
      .then([]);
  });

  it('counts out what was counted of it and no more', () => {
    spec
      .given([counted('p1', '60.00')])
      .when(countOut('p1', '40.00'))
      .then([out('p1', '40.00')]);
    spec
      .given([counted('p1', '60.00'), out('p1', '40.00')])
      .when(countOut('p1', '40.00'))
      .then([out('p1', '20.00')]);
    spec
      .given([counted('p1', '60.00'), out('p1', '60.00')])
      .when(countOut('p1', '60.00'))
      .then([]);
    spec
      .given([counted('p1', '60.00')])
      .when(countOut('p2', '60.00'))
      .then([]);
  });
});

const TIER: ApprovalTier = { amountFen: yuan('100.00'), windowDays: 30, summedPer: 'both' };
const sumOf = (events: readonly ApprovedSumEvent[]): ApprovedSum =>
  events.reduce((sum, event) => decider.evolve(sum, event, SOMEBODY), decider.initial);
const judged = (tier: ApprovalTier | null, amount: string, sums: readonly SumSoFar[], on = '02-10') =>
  reachedTier(tier, day(on), { paymentId: 'p2', totalFen: yuan(amount) }, sums);

describe('a second approval', () => {
  const payee = (...events: ApprovedSumEvent[]): SumSoFar => ({ per: 'payee', key: '养老院', sum: sumOf(events) });
  const programme = (...events: ApprovedSumEvent[]): SumSoFar => ({ per: 'programme', key: 'g1', sum: sumOf(events) });

  it('is needed from exactly the tier on, and says what has come to it', () => {
    const before = counted('p1', '40.00');
    expect(judged(TIER, '59.99', [payee(before, counted('p2', '59.99'))])).toBeNull();
    expect(judged(TIER, '60.00', [payee(before, counted('p2', '60.00'))])).toEqual({
      tierFen: '10000',
      windowDays: 30,
      reached: [{ per: 'payee', key: '养老院', sumFen: '10000' }],
    });
  });

  it('is needed of a payment that alone comes to the tier, and of none where no tier is set', () => {
    expect(judged(TIER, '100.00', [])?.reached).toEqual([{ per: 'payment', key: 'p2', sumFen: '10000' }]);
    expect(judged(TIER, '99.99', [])).toBeNull();
    expect(judged(null, '100.00', [payee(counted('p2', '100.00'))])).toBeNull();
  });

  it('looks at the sums the agency has chosen', () => {
    const sums = [payee(counted('p2', '100.00')), programme(counted('p2', '100.00'))];
    const per = (summedPer: ApprovalTier['summedPer']) =>
      judged({ ...TIER, summedPer }, '1.00', sums)?.reached.map((one) => one.per);
    expect([per('payee'), per('programme'), per('both')]).toEqual([['payee'], ['programme'], ['payee', 'programme']]);
  });

  it('sums up so many days, the day of the approval among them', () => {
    const sum = payee(counted('p1', '60.00', '02-10'), counted('p2', '60.00', '03-11'));
    expect(judged({ ...TIER, windowDays: 30 }, '60.00', [sum], '03-11')).not.toBeNull();
    expect(judged({ ...TIER, windowDays: 29 }, '60.00', [sum], '03-11')).toBeNull();
  });

  it('passes over what was counted out', () => {
    const sum = payee(counted('p1', '60.00'), out('p1', '60.00'), counted('p2', '60.00'));
    expect(judged(TIER, '60.00', [sum])).toBeNull();
  });
});

const RUNS = 100_000;
const WINDOW = 30;
const DAYS = Array.from({ length: WINDOW }, (_, after) => addDays(day('02-10'), after));

/** Amounts that together come to the tier, each on a day of one window, in the order in which they are approved. */
interface Split {
  readonly tierFen: Fen;
  readonly pieces: readonly { readonly amountFen: Fen; readonly on: BusinessDate }[];
}

const splits: fc.Arbitrary<Split> = fc
  .record({
    weights: fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 9 }),
    totalFen: fc.integer({ min: 10, max: 10_000_000 }),
    above: fc.constantFrom(0, 0, 1, 7, 1_000),
    days: fc.array(fc.integer({ min: 0, max: WINDOW - 1 }), { minLength: 9, maxLength: 9 }),
  })
  .map(({ weights, totalFen, above, days }) => {
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    const parts = weights.map((weight) => Math.max(1, Math.floor((totalFen * weight) / all)));
    const sum = parts.reduce((one, other) => one + other, 0);
    const sorted = days.slice(0, parts.length).sort((a, b) => a - b);
    return {
      tierFen: fen(BigInt(Math.max(1, sum - above))),
      pieces: parts.map((part, at) => ({ amountFen: fen(BigInt(part)), on: DAYS[sorted[at] ?? 0] ?? day('02-10') })),
    };
  });

type Judge = typeof reachedTier;

/** Which pieces, in their order, need the second approval. */
function approveAll({ tierFen, pieces }: Split, judge: Judge): boolean[] {
  let sum = decider.initial;
  return pieces.map(({ amountFen, on: countedOn }, at) => {
    const paymentId = `p${at}`;
    for (const event of decider.decide(sum, { type: 'count-approval', paymentId, amountFen, countedOn }, SOMEBODY))
      sum = decider.evolve(sum, event, SOMEBODY);
    const tier: ApprovalTier = { amountFen: tierFen, windowDays: WINDOW, summedPer: 'payee' };
    return judge(tier, countedOn, { paymentId, totalFen: amountFen }, [{ ...own, sum }]) !== null;
  });
}

/** What passed with one approval stays below the tier, and from the piece that reaches it on each needs two. */
function holds({ tierFen, pieces }: Split, needs: readonly boolean[]): boolean {
  let sumFen = 0n;
  return pieces.every(({ amountFen }, at) => {
    sumFen += amountFen;
    return needs[at] === sumFen >= tierFen;
  });
}

describe('an amount at or above the tier, however it is split over payments and days of a window', () => {
  it(`needs the second approval from the piece that reaches the tier on, in ${RUNS} splits`, () => {
    let split = 0;
    fc.assert(
      fc.property(splits, (one) => {
        if (one.pieces.length > 1) split += 1;
        const needs = approveAll(one, reachedTier);
        return needs.includes(true) && holds(one, needs);
      }),
      { seed: 20_261_129, numRuns: RUNS },
    );
    expect(split).toBeGreaterThan(RUNS / 2);
  });

  it('would slip through where each piece is judged by itself: the check above can fail', () => {
    const byItself: Judge = (tier, on, piece) => reachedTier(tier, on, piece, []);
    const found = fc.check(
      fc.property(splits, (one) => holds(one, approveAll(one, byItself))),
      { seed: 1, numRuns: 1_000 },
    );
    expect(found.failed).toBe(true);
  });
});
