import type { CommandContext, DecisionResult, EventStore } from '@bofu/event-store';
import { fileAct, withFiles, type Filing } from './act-files';
import { appropriationAggregate } from './appropriation-aggregate';
import type { AppropriationCommand } from './domain/appropriation';
import type { BudgetActType } from './domain/budget-act';
import { requireSignatures } from './needs-signatures';
import { recordingRefusedAttempts } from './record-refused-attempt';

export type AppropriationChange = Extract<AppropriationCommand, { effectiveOn: unknown; type: BudgetActType }>;

/**
 * One act on one appropriation by itself; one that finds too little money goes on record as an attempt.
 *
 * @param filing of an act that may come with files
 */
export function changeAppropriation(
  store: EventStore,
  context: CommandContext,
  appropriationId: string,
  change: AppropriationChange,
  filing: Filing | null = null,
): Promise<DecisionResult> {
  requireSignatures(context, change.type);
  const attempt = {
    attempted: change.type,
    attemptedOn: change.effectiveOn,
    paymentId: null,
    period: null,
    headcount: null,
  };
  const intent = withFiles({ appropriationId, change }, filing?.files ?? []);
  return recordingRefusedAttempts(store, context, intent, attempt, async (decisions) => {
    await decisions.decide(appropriationAggregate(appropriationId), change);
    if (filing !== null) await fileAct(decisions, context, change.type, [appropriationId], filing);
  });
}
