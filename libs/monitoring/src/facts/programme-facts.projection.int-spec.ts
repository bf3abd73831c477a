import { projectionSpec } from '@bofu/testing';
import { YEAR_OF_EVENTS } from '../../../budget/testing/year-of-events';
import { programmeFactsProjection } from './programme-facts.projection';

const day = (on: string, change: object) => ({
  on,
  budgetFen: '0',
  committedFen: '0',
  settledFen: '0',
  frozenFen: '0',
  ...change,
});

const RUN = {
  stream: 'payment-q',
  type: 'PayoutRunSubmitted',
  data: {
    paymentId: 'q',
    charges: [
      { appropriationId: '2021-A', rateFen: '30', amountFen: '300' },
      { appropriationId: '2021-B', rateFen: '20', amountFen: '200' },
    ],
    totalFen: '500',
    payee: { kind: 'special-account', name: '财政专户' },
    purpose: '发放',
    period: '2021-03',
    run: 'regular',
    headcount: 10,
    submittedOn: '2021-03-05',
  },
};
const charged = (appropriationId: string, type: string, data: object) => ({
  stream: `appropriation-${appropriationId}`,
  type,
  data: { paymentId: 'q', ...data },
});

const REFUSED = {
  stream: 'attempt-c1',
  type: 'AttemptRefused',
  data: {
    attempted: 'submit-disbursement',
    code: 'insufficient-appropriation',
    attemptedOn: '2021-03-04',
    paymentId: 'x',
    period: null,
    headcount: null,
    requiredFen: '9000',
    shortfalls: [
      {
        appropriationId: '2021-A',
        programmeName: '项目',
        availableFen: '8500',
        requiredFen: '9000',
        shortFen: '500',
        payableHeadcount: null,
      },
    ],
  },
};

/** As `given` counts them: the run is the second event after the year. */
const positionOf = (index: number): string => String(index + 1).padStart(20, '0');
const RUN_SUBMITTED_AT = positionOf(YEAR_OF_EVENTS.length + 1);

describe('the facts of a programme', () => {
  it('keep every movement by its day, the plans, the attempts, and each payment as each appropriation bears it', () =>
    projectionSpec(programmeFactsProjection)
      .given(
        ...YEAR_OF_EVENTS,
        REFUSED,
        RUN,
        charged('2021-A', 'FundsCommitted', {
          amountFen: '300',
          submittedOn: '2021-03-05',
          period: '2021-03',
          claimsPeriod: true,
        }),
        charged('2021-B', 'FundsCommitted', {
          amountFen: '200',
          submittedOn: '2021-03-05',
          period: '2021-03',
          claimsPeriod: true,
        }),
        charged('2021-A', 'CommitmentSettled', { amountFen: '300', paidOn: '2021-03-08' }),
        charged('2021-B', 'CommitmentSettled', { amountFen: '200', paidOn: '2021-03-08' }),
        {
          stream: 'payment-q',
          type: 'PaymentReturnedByBank',
          data: {
            returnId: 'r1',
            headcount: 1,
            charges: [
              { appropriationId: '2021-A', amountFen: '30' },
              { appropriationId: '2021-B', amountFen: '20' },
            ],
            totalFen: '50',
            returnedOn: '2021-03-09',
            reason: '退票',
          },
        },
        charged('2021-A', 'FundsReturnedByBank', {
          returnId: 'r1',
          amountFen: '30',
          returnedOn: '2021-03-09',
          reason: '退票',
        }),
        charged('2021-B', 'FundsReturnedByBank', {
          returnId: 'r1',
          amountFen: '20',
          returnedOn: '2021-03-09',
          reason: '退票',
        }),
      )
      .thenTables({
        programme: [
          {
            appropriation_id: '2021-A',
            fiscal_year: 2021,
            record: expect.objectContaining({
              appropriationId: '2021-A',
              initialFen: '10000',
              days: [
                day('2021-01-01', { budgetFen: '10000' }),
                day('2021-02-01', { committedFen: '3000' }),
                day('2021-02-03', { committedFen: '-3000', settledFen: '2500' }),
                day('2021-03-01', { budgetFen: '1000' }),
                day('2021-03-05', { committedFen: '300' }),
                day('2021-03-08', { committedFen: '-300', settledFen: '300' }),
                day('2021-03-09', { settledFen: '-30' }),
              ],
              plans: [{ effectiveOn: '2021-01-01', checkpoints: [{ on: '2021-12-31', cumulativeShare: 10_000 }] }],
              standards: [],
              refusedAttempts: [
                {
                  attemptId: 'c1',
                  on: '2021-03-04',
                  period: null,
                  requiredFen: '9000',
                  availableFen: '8500',
                  shortFen: '500',
                },
              ],
            }) as unknown,
          },
          { appropriation_id: '2021-B', fiscal_year: 2021, record: expect.anything() as unknown },
        ],
        charged_payment: [
          {
            appropriation_id: '2021-A',
            payment_id: 'p',
            first_position: positionOf(YEAR_OF_EVENTS.findIndex(({ type }) => type === 'FundsCommitted')),
            record: expect.objectContaining({ form: expect.objectContaining({ kind: 'disbursement' }) }) as unknown,
          },
          {
            appropriation_id: '2021-A',
            payment_id: 'q',
            first_position: RUN_SUBMITTED_AT,
            record: {
              appropriationId: '2021-A',
              paymentId: 'q',
              form: {
                kind: 'payout-run',
                run: 'regular',
                period: '2021-03',
                headcount: 10,
                rateFen: '30',
                submittedOn: '2021-03-05',
                paidElsewhereOn: null,
              },
              steps: [
                { on: '2021-03-05', step: 'submitted', amountFen: '300' },
                { on: '2021-03-08', step: 'paid', amountFen: '300' },
                { on: '2021-03-09', step: 'returned', amountFen: '30' },
              ],
              returnedPersons: [{ on: '2021-03-09', headcount: 1 }],
            },
          },
          {
            appropriation_id: '2021-B',
            payment_id: 'q',
            first_position: RUN_SUBMITTED_AT,
            record: expect.anything() as unknown,
          },
        ],
      }));
});
