import { streamId, type Aggregate } from '@bofu/event-store';
import {
  appropriationDecider,
  type Appropriation,
  type AppropriationCommand,
  type AppropriationEvent,
} from './domain/appropriation';

/** One stream per appropriation and fiscal year: the one place where its money is guarded. */
export const appropriationAggregate = (
  appropriationId: string,
): Aggregate<Appropriation, AppropriationCommand, AppropriationEvent> => ({
  stream: streamId('appropriation', appropriationId),
  decider: appropriationDecider(appropriationId),
});
