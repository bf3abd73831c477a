import { recordedUpTo, type EventStore, type Position } from '@bofu/event-store';
import type { ProgrammeFacts } from './fact-records';
import { FACT_STREAMS, foldFacts } from './fold-facts';

/** The facts as they were known at a position: folded from the events themselves, which needs no table of versions. */
export const factsKnownAt = async (store: EventStore, position: Position | null): Promise<ProgrammeFacts[]> =>
  foldFacts(await recordedUpTo(store, FACT_STREAMS, position));
