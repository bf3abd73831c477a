import type { CommandContext, DecisionResult, EventStore } from '@bofu/event-store';
import { appropriationAggregate } from './appropriation-aggregate';
import type { AppropriationCommand } from './domain/appropriation';
import type { BudgetActType } from './domain/budget-act';
import { requireSignatures } from './needs-signatures';
import { recordingRefusedAttempts } from './record-refused-attempt';

export type AppropriationChange = Extract<AppropriationCommand, { effectiveOn: unknown; type: BudgetActType }>;

/** One act on one appropriation by itself; one that finds too little money goes on record as an attempt. */
export function changeAppropriation(
  store: EventStore,
  context: CommandContext,
  appropriationId: string,
  change: AppropriationChange,
): Promise<DecisionResult> {
  requireSignatures(context, change.type);
  const attempt = {
    attempted: change.type,
    attemptedOn: change.effectiveOn,
    paymentId: null,
    period: null,
    headcount: null,
  };
  return recordingRefusedAttempts(store, context, { appropriationId, change }, attempt, async ({ decide }) => {
    await decide(appropriationAggregate(appropriationId), change);
  });
}
