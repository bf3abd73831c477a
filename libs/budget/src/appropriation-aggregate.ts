import { streamId, type Aggregate } from '@bofu/event-store';
import { appropriationCodec } from './budget-codec';
import type { AppropriationEvent } from './domain/appropriation-events';
import { appropriationDecider, type Appropriation, type AppropriationCommand } from './domain/appropriation';

/** One stream per appropriation: the one place where its money is guarded. */
export const appropriationAggregate = (
  appropriationId: string,
): Aggregate<Appropriation, AppropriationCommand, AppropriationEvent> => ({
  stream: streamId('appropriation', appropriationId),
  decider: appropriationDecider(appropriationId),
  codec: appropriationCodec,
});
