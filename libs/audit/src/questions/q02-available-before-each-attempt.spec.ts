import { committed, givenEvents, issued, of, scopeOf } from '../../testing/given-events';
import { parsePeriod } from '@bofu/kernel';
import { availableBeforeEachAttempt } from './q02-available-before-each-attempt';
import { answerTo } from './question';

describe('available before each attempt', () => {
  const short = (appropriationId: string, availableFen: string, requiredFen: string) => ({
    appropriationId,
    programmeName: `项目${appropriationId}`,
    availableFen,
    requiredFen,
    shortFen: String(Number(requiredFen) - Number(availableFen)),
    payableHeadcount: null,
  });
  const refused = (stream: string, availableFen: string) => ({
    stream: `attempt-${stream}`,
    type: 'AttemptRefused',
    data: {
      attemptId: stream,
      attempted: 'submit-payment',
      code: 'insufficient-appropriation',
      requiredFen: '900',
      attemptedOn: '2021-03-05',
      paymentId: 'p9',
      period: null,
      headcount: null,
      shortfalls: [short('A', availableFen, '900'), short('another-year', '0', '1')],
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
      { paymentId: 'p1', charge: 1, amountFen: '300', releasedOn: '2021-03-06', cause: 'sent-back', reason: '退回' },
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
    expect(rows({ appropriationIds: ['B'] })).toEqual([]);
  });

  it('shows a refusal that contradicts the events', () => {
    const wrong = [...events.slice(0, 4), ...givenEvents(refused('1', '1')).map((event) => ({ ...event, number: 5 }))];
    const { rows: told } = answerTo(availableBeforeEachAttempt, wrong, scopeOf());
    expect(told.at(-1)).toMatchObject({ available: '6.00', availableAsRefused: '0.01' });
  });
});
