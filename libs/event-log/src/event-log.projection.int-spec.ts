import { budgetEvents } from '@bofu/budget';
import { paymentEvents } from '@bofu/payment';
import { projectionSpec, recorded, type GivenEvent } from '@bofu/testing';
import { YEAR_OF_EVENTS } from '../../budget/testing/year-of-events';
import { moved, paid, rated, recordedLine, submit, submitted, charged } from '../../payment/testing/payment-examples';
import { eventLogProjection } from './event-log.projection';

const LOG = eventLogProjection([...budgetEvents, ...paymentEvents]);

const at = (recordedAt: string, more: Record<string, string> = {}) => ({ metadata: { recordedAt, ...more } });

const LINES = [rated('B', '20.00', 1), rated('A', '93.00', 2)] as const;
const SUBMITTED = submitted(
  submit(LINES),
  [recordedLine(1, LINES[0], '20.00'), recordedLine(2, LINES[1], '186.00')],
  [charged(1, 'B', '20.00'), charged(2, 'A', '186.00')],
  '206.00',
);
const CLERK = { personId: 'li', post: 'cashier', delegationId: null, channel: 'page', mode: 'office' };

const PAYMENT: readonly GivenEvent[] = [
  { stream: 'payment-p1', ...SUBMITTED, ...at('2021-02-10T16:00:00.000+08:00', { correlationId: 'one' }) },
  YEAR_OF_EVENTS[2]!,
  // Behind the event before it: a clock that was put back.
  { stream: 'payment-p1', ...moved(1, 3, 'B', 'C', '20.00'), ...at('2021-02-10T15:00:00.000+08:00') },
  { stream: 'payment-p1', ...paid([2], '186.00'), ...at('2021-02-21T00:00:00.000Z') },
  // Nobody describes its category, and it does not say when.
  { stream: 'weather-1', type: 'ItRained', data: { level: { of: 'red' } }, metadata: { recordedAt: 'some day' } },
];

describe('the event log', () => {
  it('has one row for every event, numbered without a gap, however they arrive', async () => {
    const numbered = recorded(YEAR_OF_EVENTS).map(({ stream, version, type, position, id, agency }, index) => ({
      number: String(index + 1),
      stream,
      version: String(version),
      type,
      schema: 1,
      agency_id: agency,
      position,
      event_id: id,
    }));
    await projectionSpec(LOG).given(YEAR_OF_EVENTS).thenRows('event', numbered);
  });

  it('knows when, whose and how much, and about which appropriations a payment’s later events are', async () => {
    const row = (number: number, more: object) => ({
      number: String(number),
      known_by: '2021-02-10 08:00:00+00',
      payment_id: 'p1',
      moves_money: false,
      person_id: 'somebody',
      ...more,
    });
    await projectionSpec(LOG)
      .given(PAYMENT)
      .thenTables({
        event: [
          row(1, {
            appropriation_ids: ['B', 'A'],
            business_date: '2021-02-10',
            amount_fen: '20600',
            period: '2021-02',
          }),
          row(2, {
            appropriation_ids: ['A'],
            business_date: '2021-01-01',
            payment_id: null,
            amount_fen: '10000',
            moves_money: true,
            period: null,
          }),
          row(3, { appropriation_ids: ['B', 'C'], amount_fen: '2000', business_date: '2021-03-01', period: null }),
          row(4, {
            appropriation_ids: ['B', 'A', 'C'],
            known_by: '2021-02-21 00:00:00+00',
            business_date: '2021-02-20',
            amount_fen: '18600',
            period: null,
          }),
          row(5, {
            appropriation_ids: [],
            known_by: '2021-02-21 00:00:00+00',
            business_date: null,
            payment_id: null,
            amount_fen: null,
            period: null,
            person_id: null,
          }),
        ],
        event_of_appropriation: [
          ...[1, 2, 4].map((number) => ({ appropriation_id: 'A', number: String(number) })),
          ...[1, 3, 4].map((number) => ({ appropriation_id: 'B', number: String(number) })),
          ...[3, 4].map((number) => ({ appropriation_id: 'C', number: String(number) })),
        ],
      });
  });

  it('says who acted from which post, and the event in words of its capability', async () => {
    const { data, ...event } = paid([1], '186.00');
    await projectionSpec(LOG)
      .given({ stream: 'payment-p1', ...event, data: { ...data, by: CLERK } })
      .thenRows('event', [
        {
          person_id: 'li',
          post: 'cashier',
          channel: 'page',
          label: '登记已支付',
          details: '186.00 元，支付凭证号 凭证1',
        },
      ]);
  });

  it('says “from the beginning” while no event has told its time', async () => {
    const timeless = { stream: 'weather-1', type: 'ItRained', data: {}, metadata: { recordedAt: '' } };
    const timed = { ...timeless, metadata: { recordedAt: '2021-01-01T00:00:00Z' } };
    await projectionSpec(LOG)
      .given(timeless, timed)
      .thenRows('event', [
        { number: '1', recorded_at: null, known_by: '-infinity' },
        { number: '2', recorded_at: '2021-01-01 00:00:00+00', known_by: '2021-01-01 00:00:00+00' },
      ]);
  });

  it('stops at an event of ours that this program does not know', async () => {
    const unheard = { stream: 'payment-p1', type: 'PaymentBlessed', data: {} };
    await expect(projectionSpec(LOG).given(unheard).thenRows('event', [])).rejects.toThrow('PaymentBlessed');
  });
});
