import { streamId, type Aggregate } from '@bofu/event-store';
import { paymentDecider, type Payment, type PaymentCommand, type PaymentEvent } from './domain/payment';

export const paymentAggregate = (paymentId: string): Aggregate<Payment, PaymentCommand, PaymentEvent> => ({
  stream: streamId('payment', paymentId),
  decider: paymentDecider(paymentId),
});
