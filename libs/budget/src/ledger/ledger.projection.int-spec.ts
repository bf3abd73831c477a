import { projectionSpec } from '@bofu/testing';
import { YEAR_OF_EVENTS } from '../../testing/year-of-events';
import { ledgerProjection } from './ledger.projection';

describe('the ledger', () => {
  it('has every appropriation as it stands, and a line for every event that moved its money', () =>
    projectionSpec(ledgerProjection)
      .given(YEAR_OF_EVENTS)
      .thenTables({
        appropriation: [
          {
            appropriation_id: '2021-A',
            initial_fen: '10000',
            budget_fen: '11000',
            committed_fen: '0',
            settled_fen: '2500',
            frozen_fen: '0',
            version: '5',
            spending_plan: [{ on: '2021-12-31', cumulativeShare: 10_000 }],
            source: null,
          },
          {
            appropriation_id: '2021-B',
            initial_fen: '5000',
            budget_fen: '4000',
            committed_fen: '0',
            settled_fen: '0',
            frozen_fen: '200',
            version: '2',
            spending_plan: null,
            source: null,
          },
        ],
        setting: [
          {
            appropriation_id: '2021-A',
            version: '1',
            effective_on: '2021-01-01',
            kind: 'spending-plan',
            value: [{ on: '2021-12-31', cumulativeShare: 10_000 }],
          },
        ],
        ledger_line: [
          line('2021-A', '0', 'AppropriationIssued', { budget_fen: '10000' }),
          line('2021-A', '2', 'FundsCommitted', { committed_fen: '3000', on_date: '2021-02-01', period: '2021-02' }),
          line('2021-A', '3', 'CommitmentSettled', {
            committed_fen: '-3000',
            settled_fen: '3000',
            on_date: '2021-02-03',
          }),
          line('2021-A', '4', 'FundsReturnedByBank', {
            settled_fen: '-500',
            on_date: '2021-02-03',
            reason: '退票',
          }),
          line('2021-A', '5', 'VirementTransferredIn', {
            budget_fen: '1000',
            on_date: '2021-03-01',
            counterpart: '2021-B',
            document_number: '财〔2021〕1号',
            reason: '调剂',
          }),
          line('2021-B', '0', 'AppropriationIssued', { budget_fen: '5000' }),
          line('2021-B', '1', 'VirementTransferredOut', {
            budget_fen: '-1000',
            on_date: '2021-03-01',
            counterpart: '2021-A',
            document_number: '财〔2021〕1号',
            reason: '调剂',
          }),
          line('2021-B', '2', 'AppropriationFrozen', { frozen_fen: '200', on_date: '2021-03-02', reason: '核查' }),
        ],
      }));
});

const line = (appropriation_id: string, version: string, type: string, change: object) => ({
  appropriation_id,
  version,
  type,
  on_date: '2021-01-01',
  period: null,
  counterpart: null,
  document_number: null,
  reason: null,
  budget_fen: '0',
  committed_fen: '0',
  settled_fen: '0',
  frozen_fen: '0',
  actor: 'tester',
  ...change,
});
