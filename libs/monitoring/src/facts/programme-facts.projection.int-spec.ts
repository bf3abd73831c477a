import { ONE_AGENCY } from '@bofu/event-store';
import { projectionSpec } from '@bofu/testing';
import { YEAR_OF_EVENTS } from '../../../budget/testing/year-of-events';
import { programmeFactsProjection } from './programme-facts.projection';

const charged = (appropriationId: string, charge: number, type: string, data: object) => ({
  stream: `appropriation-${appropriationId}`,
  type,
  data: { appropriationId, paymentId: 'q', charge, ...data },
});
const ofPayment = (type: string, data: object) => ({ stream: 'payment-q', type, data: { paymentId: 'q', ...data } });

const line = (number: number, appropriationId: string, programmeId: string) => ({
  ...{ line: number, programmeId, appropriationId, groupId: null, heads: { of: 'persons', count: 10 } },
  ...{ rate: { amountFen: '30', per: 'month' }, times: 1, period: '2021-03', entry: 'regular' },
  ...{ reason: null, borneFor: null, amountFen: '300' },
});

const RUN = [
  ofPayment('PaymentSubmitted', {
    kind: 'payout-run',
    route: 'treasury',
    lines: [line(1, 'A', 'P')],
    charges: [{ charge: 1, programmeId: 'P', appropriationId: 'A', amountFen: '300' }],
    totalFen: '300',
    payee: { kind: 'persons-by-bank', name: '代发户' },
    payeeAccount: null,
    purpose: '发放',
    submittedOn: '2021-03-05',
    schemeId: null,
    replaces: null,
    reissueOf: null,
    confirmation: null,
    late: null,
  }),
  charged('A', 1, 'FundsCommitted', { amountFen: '300', submittedOn: '2021-03-05', period: '2021-03' }),
  charged('A', 1, 'CommitmentSettled', { amountFen: '300', paidOn: '2021-03-08' }),
  ofPayment('PaymentReturnedByBank', {
    returnId: 'r1',
    lines: [{ line: 1, count: 1 }],
    charges: [{ charge: 1, amountFen: '30', restores: 'authority' }],
    totalFen: '30',
    returnedOn: '2021-03-09',
    reason: '退票',
    confirmation: null,
    late: null,
  }),
  charged('A', 1, 'SettlementReclassifiedOut', {
    ...{ amountFen: '270', correctionId: 'c1', correctedOn: '2021-03-10', to: 'B', reason: '列错指标' },
  }),
  ofPayment('PaymentReclassified', {
    ...{ correctionId: 'c1', movedFrom: 1, charge: 2, programmeId: 'Q', from: 'A', to: 'B', amountFen: '270' },
    ...{ correctedOn: '2021-03-10', reason: '列错指标', requestedBy: null, confirmation: null, late: null },
  }),
  charged('B', 2, 'SettlementReclassifiedIn', {
    ...{ amountFen: '270', correctionId: 'c1', correctedOn: '2021-03-10', from: 'A', movedFrom: 1 },
    ...{ period: '2021-03', reason: '列错指标' },
  }),
];

const row = (subject_id: string, position: number, ordinal: number, on_date: string | null) => ({
  ...{ subject_id, position: String(position).padStart(20, '0'), ordinal, agency_id: ONE_AGENCY, on_date },
});

describe('the facts of programmes', () => {
  it('are a row each, with the business date and the position, of what they are about', () =>
    projectionSpec(programmeFactsProjection)
      .given(YEAR_OF_EVENTS, RUN)
      .thenTables({
        appropriation: [
          { appropriation_id: 'A', agency_id: ONE_AGENCY, fiscal_year: 2021, programme_id: 'P' },
          { appropriation_id: 'B', agency_id: ONE_AGENCY, fiscal_year: 2021, programme_id: 'Q' },
        ],
        bearing: [
          { appropriation_id: 'A', payment_id: 'p' },
          { appropriation_id: 'A', payment_id: 'q' },
          { appropriation_id: 'B', payment_id: 'q' },
        ],
      }));

  it('name what pays a return anew beside what it pays anew, though no appropriation bears it', () =>
    projectionSpec(programmeFactsProjection)
      .given(YEAR_OF_EVENTS, RUN.slice(0, 4), {
        stream: 'payment-s',
        type: 'PaymentSubmitted',
        data: {
          ...RUN[0]?.data,
          ...{ paymentId: 's', route: 'fund-account', submittedOn: '2021-03-12', totalFen: '30' },
          charges: [{ charge: 1, programmeId: 'P', appropriationId: 'A', amountFen: '30' }],
          reissueOf: { paymentId: 'q', returnId: 'r1', drawsOn: 'fund-account' },
        },
      })
      .thenTables({
        bearing: ['p', 'q', 's'].map((payment_id) => ({ appropriation_id: 'A', payment_id })),
      }));

  it('stand in the order in which they became known, some without a day', () =>
    projectionSpec(programmeFactsProjection)
      .given(YEAR_OF_EVENTS.find(({ type }) => type === 'AppropriationIssued') ?? [], RUN.slice(0, 4), {
        stream: 'programme-P',
        type: 'ProgrammeEnded',
        data: { programmeId: 'P', endsOn: '2021-07-01', reason: '到期' },
      })
      .thenRows('fact', [
        row('A', 1, 0, '2021-01-01'),
        row('A', 1, 1, '2021-01-01'),
        row('q', 2, 0, '2021-03-05'),
        row('A', 3, 0, '2021-03-05'),
        row('A', 4, 0, '2021-03-08'),
        row('q', 5, 0, '2021-03-09'),
        row('P', 6, 0, null),
      ]));

  it('say of a payment what it is for', () =>
    projectionSpec(programmeFactsProjection)
      .given(RUN[0] ?? [])
      .thenRows('fact', [
        {
          fact: {
            ...{ fact: 'submitted', paymentId: 'q', on: '2021-03-05', kind: 'payout-run' },
            ...{ totalFen: '300', payeeAccountId: null, confirmation: null },
            lines: [
              {
                ...{ line: 1, programmeId: 'P', appropriationId: 'A', groupId: null, period: '2021-03' },
                ...{ entry: 'regular', heads: 10, rateFen: '30', amountFen: '300' },
              },
            ],
            charges: [{ charge: 1, programmeId: 'P', appropriationId: 'A' }],
          },
        },
      ]));
});
