import { derivedId, streamId, type Aggregate, type CommandContext } from '@bofu/event-store';
import { paymentDecider, type Payment, type PaymentCommand, type PaymentEvent } from './domain/payment';
import { paymentCodec } from './payment-codec';

export const paymentIdOf = ({ commandId }: Pick<CommandContext, 'commandId'>): string =>
  derivedId('payment', commandId);

export const paymentAggregate = (paymentId: string): Aggregate<Payment, PaymentCommand, PaymentEvent> => ({
  stream: streamId('payment', paymentId),
  decider: paymentDecider(paymentId),
  codec: paymentCodec,
});
