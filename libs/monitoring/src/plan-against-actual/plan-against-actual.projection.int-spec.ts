import { projectionSpec } from '@bofu/testing';
import { YEAR_OF_EVENTS } from '../../../budget/testing/year-of-events';
import { planAgainstActualProjection } from './plan-against-actual.projection';

const day = (appropriation_id: string, on_date: string, change: object) => ({
  appropriation_id,
  on_date,
  bucket: 0,
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
          { appropriation_id: '2021-A', fiscal_year: 2021, programme_code: 'A', initial_fen: '10000' },
          { appropriation_id: '2021-B', fiscal_year: 2021, programme_code: 'B', initial_fen: '5000' },
        ],
        watched_plan: [{ appropriation_id: '2021-A', effective_on: '2021-01-01' }],
        money_day: [
          day('2021-A', '2021-01-01', { budget_fen: '10000' }),
          day('2021-A', '2021-02-01', { committed_fen: '3000' }),
          day('2021-A', '2021-02-03', { committed_fen: '-3000', settled_fen: '2500' }),
          day('2021-A', '2021-03-01', { budget_fen: '1000' }),
          day('2021-B', '2021-01-01', { budget_fen: '5000' }),
          day('2021-B', '2021-03-01', { budget_fen: '-1000' }),
          day('2021-B', '2021-03-02', { frozen_fen: '200' }),
        ],
      }));
});
