import { ONE_AGENCY } from '@bofu/event-store';
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

const watched = (appropriation_id: string, programme_id: string, initial_fen: string, position: number) => ({
  ...{ appropriation_id, agency_id: ONE_AGENCY, programme_id, programme_code: `CODE-${programme_id}` },
  ...{ fiscal_year: 2021, issued_on: '2021-01-01', initial_fen, position: at(position) },
});

describe('what plan against actual is made of', () => {
  it('sums the money of a day however many events it had, and keeps every plan', () =>
    projectionSpec(planAgainstActualProjection)
      .given(YEAR_OF_EVENTS)
      .thenTables({
        watched_appropriation: [watched('A', 'P', '10000', 3), watched('B', 'Q', '5000', 4)],
        watched_plan: [{ appropriation_id: 'A', effective_on: '2021-01-01', position: at(5) }],
        money_day: [
          day('A', '2021-01-01', [3, 3], { budget_fen: '10000' }),
          day('A', '2021-02-01', [6, 6], { committed_fen: '3000' }),
          day('A', '2021-02-03', [7, 8], { committed_fen: '-3000', settled_fen: '2500' }),
          day('A', '2021-03-01', [10, 10], { budget_fen: '1000' }),
          day('B', '2021-01-01', [4, 4], { budget_fen: '5000' }),
          day('B', '2021-03-01', [9, 9], { budget_fen: '-1000' }),
          day('B', '2021-03-02', [11, 11], { frozen_fen: '200' }),
        ],
      }));

  it('starts a new row with every bucket of the stream, and says between which positions it lies', () =>
    projectionSpec(planAgainstActualProjection)
      .given(YEAR_OF_EVENTS[2]!, Array.from({ length: 80 }, supplementOfAFen))
      .thenRows('money_day', [
        { on_date: '2021-01-01', bucket: 0, first_position: at(1), last_position: at(1), budget_fen: '10000' },
        { on_date: '2021-05-01', bucket: 0, first_position: at(2), last_position: at(32), budget_fen: '31' },
        { on_date: '2021-05-01', bucket: 1, first_position: at(33), last_position: at(64), budget_fen: '32' },
        { on_date: '2021-05-01', bucket: 2, first_position: at(65), last_position: at(81), budget_fen: '17' },
      ]));
});

const supplementOfAFen = () => ({
  stream: 'appropriation-A',
  type: 'AppropriationSupplemented',
  data: {
    ...{ appropriationId: 'A', amountFen: '1', effectiveOn: '2021-05-01', documentNumber: null, documentDate: null },
    ...{ reason: '追加', confirmation: null, sources: [] },
  },
});
