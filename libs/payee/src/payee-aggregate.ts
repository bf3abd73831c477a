import { streamId, type Aggregate } from '@bofu/event-store';
import { payeeDecider, type Payee, type PayeeCommand } from './domain/payee';
import type { PayeeEvent } from './domain/payee-events';
import { payeeCodec } from './payee-codec';

export const payeeAggregate = (payeeId: string): Aggregate<Payee, PayeeCommand, PayeeEvent> => ({
  stream: streamId('payee', payeeId),
  decider: payeeDecider(payeeId),
  codec: payeeCodec,
});
