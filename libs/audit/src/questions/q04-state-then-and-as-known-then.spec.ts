import { parseBusinessDate } from '@bofu/kernel';
import { committed, givenEvents, issued, scopeOf, settled } from '../../testing/given-events';
import { stateThenAndAsKnownThen } from './q04-state-then-and-as-known-then';
import { answerTo } from './question';

describe('the state then and as known then', () => {
  const events = givenEvents(
    issued('A', '1000'),
    issued('B', '500'),
    committed('A', 'p1', '300', '2021-03-29'),
    committed('B', 'p2', '200', '2021-03-30'),
    settled('B', 'p2', '200', '2021-03-31'),
    // Paid before the end of March, entered in April.
    settled('A', 'p1', '300', '2021-03-30', '2021-04-02'),
    committed('A', 'p3', '1', '2021-04-03'),
  );
  const {
    rows,
    answer,
    events: proof,
  } = answerTo(stateThenAndAsKnownThen, events, scopeOf({ asOf: parseBusinessDate('2021-06-30') }));

  it('gives both answers, and names what was recorded later', () => {
    expect(rows.filter(({ on }) => on === '2021-03-31')).toMatchObject([
      {
        appropriationId: 'A',
        asKnownNow: { budget: '10.00', settled: '3.00', inTransit: '0.00', available: '7.00' },
        asKnownThen: { budget: '10.00', settled: '0.00', inTransit: '3.00', available: '7.00' },
        agree: false,
        recordedLater: [6],
      },
      { appropriationId: 'B', asKnownThen: { settled: '2.00' }, agree: true, recordedLater: [] },
    ]);
    expect(answer).toContain('2021-03-31：全年预算 15.00 元，已付 5.00 元');
    expect(answer).toContain('当时所知有 1 项指标不同（“项目A”（区级）后来补登 E-000006）');
    expect(proof.map(({ number }) => number)).toContain(6);
  });

  it('agrees again once everything was recorded, and goes no further than asked', () => {
    expect(rows.filter(({ on }) => on === '2021-06-30').map(({ agree }) => agree)).toEqual([true, true]);
    expect(new Set(rows.map(({ on }) => on))).toEqual(new Set(['2021-03-31', '2021-06-30']));
  });
});
