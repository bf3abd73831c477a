import { committed, givenEvents, issued, of, scopeOf } from '../../testing/given-events';
import { parsePeriod } from '@bofu/kernel';
import { availableBeforeEachAttempt } from './q02-available-before-each-attempt';
import { answerTo } from './question';

describe('available before each attempt', () => {
  const refused = (stream: string, availableFen: string) => ({
    stream: `attempt-${stream}`,
    type: 'AttemptRefused',
    data: {
      attemptedOn: '2021-03-05',
      paymentId: 'p9',
      period: null,
      headcount: null,
      shortfalls: [
        { appropriationId: '2021-A', availableFen, requiredFen: '900' },
        { appropriationId: '2020-Z', availableFen: '0', requiredFen: '1' },
      ],
    },
  });
  const events = givenEvents(
    issued('A', '1000'),
    issued('B', '5'),
    committed('A', 'p1', '300', '2021-02-01'),
    of('A', 'AppropriationFrozen', { amountFen: '100', effectiveOn: '2021-12-01', reason: '核实' }, '2021-02-02'),
    refused('1', '600'),
    of(
      'A',
      'CommitmentReleased',
      { paymentId: 'p1', amountFen: '300', releasedOn: '2021-03-06', reason: '退回' },
      '2021-03-06',
    ),
    committed('A', 'p2', '900', '2021-03-07'),
  );
  const rows = (scope = {}, of = events) =>
    answerTo(availableBeforeEachAttempt, of, scopeOf(scope)).rows.map(({ number, outcome, available, short }) => [
      number,
      outcome,
      available,
      short,
    ]);

  it('counts what was recorded before, whatever date it bears', () => {
    expect(rows()).toEqual([
      [3, 'accepted', '10.00', '0.00'],
      [5, 'refused', '6.00', '3.00'],
      [7, 'accepted', '9.00', '0.00'],
    ]);
  });

  it('puts an attempt without a period in the month it was made in', () => {
    expect(rows({ period: parsePeriod('2021-03') }).map(([number]) => number)).toEqual([5, 7]);
    expect(rows({ appropriationId: '2021-B' })).toEqual([]);
  });

  it('shows a refusal that contradicts the events', () => {
    const wrong = [...events.slice(0, 4), ...givenEvents(refused('1', '1')).map((event) => ({ ...event, number: 5 }))];
    const { rows: told } = answerTo(availableBeforeEachAttempt, wrong, scopeOf());
    expect(told.at(-1)).toMatchObject({ available: '6.00', availableAsRefused: '0.01' });
  });
});
