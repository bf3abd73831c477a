import type { Clocks } from '@bofu/budget';
import { streamId, type EventStore } from '@bofu/event-store';
import type { PaymentEvent } from '../domain/payment';
import { businessDateOf, rowAfter, type PaymentRow } from './payment-row';

/**
 * A payment as it stood on a day, as known at a position: its own events that count by both clocks, folded by the
 * rules of the projection. `null` where it was not submitted by then. One that nothing has happened to since is
 * answered from its row; a payment has a handful of events, so the others are read quickly.
 */
export async function stoodByThen(store: EventStore, row: PaymentRow, clocks: Clocks): Promise<PaymentRow | null> {
  const { asOf, knownAt } = clocks;
  if ((asOf === null || row.lastOn <= asOf) && (knownAt === null || row.position <= knownAt)) return row;
  const { events } = await store.readStream(streamId('payment', row.paymentId));
  let stood: PaymentRow | undefined;
  for (const recorded of events) {
    if (knownAt !== null && recorded.position > knownAt) break;
    if (asOf !== null && businessDateOf(recorded as unknown as PaymentEvent) > asOf) continue;
    stood = rowAfter(stood, row.paymentId, recorded);
  }
  return stood ?? null;
}
