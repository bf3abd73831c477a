import { recorded, projectionSpec, type GivenEvent } from '@bofu/testing';
import { YEAR_OF_EVENTS } from '../../../budget/testing/year-of-events';
import { eventLogProjection } from './event-log.projection';

const at = (recordedAt: string, more: Record<string, string> = {}) => ({ metadata: { recordedAt, ...more } });

const PAYMENT: readonly GivenEvent[] = [
  {
    stream: 'payment-p',
    type: 'PayoutRunSubmitted',
    data: {
      paymentId: 'p',
      charges: [{ appropriationId: '2021-A' }, { appropriationId: '2021-B' }],
      totalFen: '11300',
      headcount: 1,
      period: '2021-10',
      submittedOn: '2021-10-26',
    },
    ...at('2021-10-26T16:00:00.000+08:00', { correlationId: 'one' }),
  },
  { stream: 'appropriation-2021-A', type: 'FundsCommitted', data: { amountFen: '9300', submittedOn: '2021-10-26' } },
  {
    stream: 'payment-p',
    type: 'PaymentReclassified',
    data: { from: '2021-B', to: '2021-C', amountFen: '2000', correctedOn: '2021-11-01', reason: '更正' },
    // Behind the event before it: a clock that was put back.
    ...at('2021-10-26T15:00:00.000+08:00'),
  },
  { stream: 'payment-p', type: 'PaymentPaid', data: { paidOn: '2021-10-29' }, ...at('2021-11-02T00:00:00.000Z') },
  // Nobody knows it, and it does not say when.
  { stream: 'alert-1', type: 'AlertRaised', data: { level: { of: 'red' } }, metadata: { recordedAt: 'some day' } },
];

describe('the event log', () => {
  it('has one row for every event, numbered without a gap, however they arrive', async () => {
    const numbered = recorded(YEAR_OF_EVENTS).map(({ stream, version, type, position, id }, index) => ({
      number: String(index + 1),
      stream,
      version: String(version),
      type,
      position,
      event_id: id,
    }));
    await projectionSpec(eventLogProjection).given(YEAR_OF_EVENTS).thenRows('event', numbered);
  });

  it('knows when, whose and how much, carries a payment’s own facts on, and takes what it does not know', async () => {
    const row = (number: number, more: object) => ({
      number: String(number),
      known_by: '2021-10-26 08:00:00+00',
      payment_id: 'p',
      amount_fen: '11300',
      business_date: null,
      moves_money: false,
      ...more,
    });
    await projectionSpec(eventLogProjection)
      .given(PAYMENT)
      .thenTables({
        event: [
          row(1, { appropriation_ids: ['2021-A', '2021-B'], business_date: '2021-10-26' }),
          row(2, {
            appropriation_ids: ['2021-A'],
            business_date: '2021-10-26',
            payment_id: null,
            amount_fen: '9300',
            moves_money: true,
          }),
          row(3, {
            appropriation_ids: ['2021-A', '2021-B', '2021-C'],
            amount_fen: '2000',
            business_date: '2021-11-01',
          }),
          row(4, {
            appropriation_ids: ['2021-A', '2021-B', '2021-C'],
            known_by: '2021-11-02 00:00:00+00',
            business_date: '2021-10-29',
          }),
          row(5, { appropriation_ids: [], known_by: '2021-11-02 00:00:00+00', payment_id: null, amount_fen: null }),
        ],
        event_of_appropriation: [
          ...[1, 2, 3, 4].map((number) => ({ appropriation_id: '2021-A', number: String(number) })),
          ...[1, 3, 4].map((number) => ({ appropriation_id: '2021-B', number: String(number) })),
          ...[3, 4].map((number) => ({ appropriation_id: '2021-C', number: String(number) })),
        ],
      });
  });

  it('says “from the beginning” while no event has told its time', async () => {
    const timeless = { stream: 'alert-1', type: 'AlertRaised', data: {}, metadata: { recordedAt: '' } };
    const timed = { ...timeless, metadata: { recordedAt: '2021-01-01T00:00:00Z' } };
    await projectionSpec(eventLogProjection)
      .given(timeless, timed)
      .thenRows('event', [
        { number: '1', recorded_at: null, known_by: '-infinity' },
        { number: '2', recorded_at: '2021-01-01 00:00:00+00', known_by: '2021-01-01 00:00:00+00' },
      ]);
  });
});
