import { projectionSpec } from '@bofu/testing';
import { YEAR_OF_EVENTS } from '../../testing/year-of-events';
import { ledgerProjection } from './ledger.projection';

describe('the ledger', () => {
  it('has every appropriation as it stands, and a line for every event that moved its money', () =>
    projectionSpec(ledgerProjection)
      .given(YEAR_OF_EVENTS)
      .thenTables({
        programme: [
          { programme_id: 'P', code: 'CODE-P', name: '项目P', ends_on: null, version: '0' },
          { programme_id: 'Q', code: 'CODE-Q2', name: '项目Q改', ends_on: '2021-07-01', version: '2' },
        ],
        appropriation: [
          {
            appropriation_id: 'A',
            programme_id: 'P',
            initial_fen: '10000',
            budget_fen: '11000',
            committed_fen: '0',
            settled_fen: '2500',
            frozen_fen: '0',
            version: '5',
            sources: [],
          },
          {
            appropriation_id: 'B',
            programme_id: 'Q',
            initial_fen: '5000',
            budget_fen: '4000',
            committed_fen: '0',
            settled_fen: '0',
            frozen_fen: '200',
            version: '2',
            sources: [],
          },
        ],
        setting: [
          named('P', '0', '2021-01-01', { code: 'CODE-P', name: '项目P' }),
          named('Q', '0', '2021-01-01', { code: 'CODE-Q', name: '项目Q' }),
          named('Q', '1', '2021-04-01', { code: 'CODE-Q2', name: '项目Q改' }),
          {
            subject_id: 'Q',
            version: '2',
            effective_on: '2021-07-01',
            kind: 'end',
            value: { endsOn: '2021-07-01', reason: '到期' },
          },
          {
            subject_id: 'A',
            version: '1',
            effective_on: '2021-01-01',
            kind: 'spending-plan',
            value: [{ on: '2021-12-31', cumulativeShare: 10_000 }],
          },
        ],
        ledger_line: [
          line('A', '0', 'AppropriationIssued', { budget_fen: '10000' }),
          line('A', '2', 'FundsCommitted', {
            committed_fen: '3000',
            on_date: '2021-02-01',
            period: '2021-02',
            charge: 1,
          }),
          line('A', '3', 'CommitmentSettled', {
            committed_fen: '-3000',
            settled_fen: '3000',
            charge: 1,
            on_date: '2021-02-03',
          }),
          line('A', '4', 'FundsReturnedByBank', {
            settled_fen: '-500',
            charge: 1,
            on_date: '2021-02-03',
            reason: '退票',
          }),
          line('A', '5', 'VirementTransferredIn', {
            budget_fen: '1000',
            on_date: '2021-03-01',
            counterpart: 'B',
            document_number: '财〔2021〕1号',
            reason: '调剂',
          }),
          line('B', '0', 'AppropriationIssued', { budget_fen: '5000' }),
          line('B', '1', 'VirementTransferredOut', {
            budget_fen: '-1000',
            on_date: '2021-03-01',
            counterpart: 'A',
            document_number: '财〔2021〕1号',
            reason: '调剂',
          }),
          line('B', '2', 'AppropriationFrozen', { frozen_fen: '200', on_date: '2021-03-02', reason: '核查' }),
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
  charge: null,
  person_id: 'somebody',
  post: 'clerk',
  ...change,
});

const named = (subject_id: string, version: string, effective_on: string, value: object) => ({
  ...{ subject_id, version, effective_on, kind: 'name', value },
});
