import { projectionSpec } from '@bofu/testing';
import { YEAR_OF_EVENTS } from '../../../budget/testing/year-of-events';
import { planAgainstActualProjection } from './plan-against-actual.projection';

const at = (position: number): string => String(position).padStart(20, '0');

const day = (appropriation_id: string, on_date: string, [first, last]: [number, number], change: object) => ({
  appropriation_id,
  on_date,
  bucket: 0,
  first_position: at(first),
  last_position: at(last),
  budget_fen: '0',
  committed_fen: '0',
  settled_fen: '0',
  frozen_fen: '0',
  ...change,
});

describe('what plan against actual is made of', () => {
  it('sums the money of a day however many events it had, and keeps every plan', () =>
    projectionSpec(planAgainstActualProjection)
      .given(YEAR_OF_EVENTS)
      .thenTables({
        watched_appropriation: [
          { appropriation_id: '2021-A', fiscal_year: 2021, programme_code: 'A', initial_fen: '10000', position: at(1) },
          { appropriation_id: '2021-B', fiscal_year: 2021, programme_code: 'B', initial_fen: '5000', position: at(2) },
        ],
        watched_plan: [{ appropriation_id: '2021-A', effective_on: '2021-01-01', position: at(3) }],
        money_day: [
          day('2021-A', '2021-01-01', [1, 1], { budget_fen: '10000' }),
          day('2021-A', '2021-02-01', [4, 4], { committed_fen: '3000' }),
          day('2021-A', '2021-02-03', [5, 6], { committed_fen: '-3000', settled_fen: '2500' }),
          day('2021-A', '2021-03-01', [8, 8], { budget_fen: '1000' }),
          day('2021-B', '2021-01-01', [2, 2], { budget_fen: '5000' }),
          day('2021-B', '2021-03-01', [7, 7], { budget_fen: '-1000' }),
          day('2021-B', '2021-03-02', [9, 9], { frozen_fen: '200' }),
        ],
      }));

  it('starts a new row with every bucket of the stream, and says between which positions it lies', () =>
    projectionSpec(planAgainstActualProjection)
      .given(YEAR_OF_EVENTS[0]!, Array.from({ length: 300 }, supplementOfAFen))
      .thenRows('money_day', [
        { on_date: '2021-01-01', bucket: 0, first_position: at(1), last_position: at(1), budget_fen: '10000' },
        { on_date: '2021-05-01', bucket: 0, first_position: at(2), last_position: at(128), budget_fen: '127' },
        { on_date: '2021-05-01', bucket: 1, first_position: at(129), last_position: at(256), budget_fen: '128' },
        { on_date: '2021-05-01', bucket: 2, first_position: at(257), last_position: at(301), budget_fen: '45' },
      ]));
});

const supplementOfAFen = () => ({
  stream: 'appropriation-2021-A',
  type: 'AppropriationSupplemented',
  data: { amountFen: '1', effectiveOn: '2021-05-01', documentNumber: null, reason: '追加' },
});
