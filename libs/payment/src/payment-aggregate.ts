import { derivedId, streamId, type Aggregate, type CommandContext } from '@bofu/event-store';
import type { Payment } from './domain/charges';
import { paymentDecider } from './domain/payment';
import type { PaymentCommand } from './domain/payment-commands';
import type { PaymentEvent } from './domain/payment-events';
import { paymentCodec } from './payment-codec';

export const paymentIdOf = ({ commandId }: Pick<CommandContext, 'commandId'>): string =>
  derivedId('payment', commandId);

export const paymentAggregate = (paymentId: string): Aggregate<Payment, PaymentCommand, PaymentEvent> => ({
  stream: streamId('payment', paymentId),
  decider: paymentDecider(paymentId),
  codec: paymentCodec,
});
