import { appropriationAggregate } from '@bofu/budget';
import { runDecisions, type CommandContext, type DecisionResult, type EventStore } from '@bofu/event-store';
import type { PayoutSchemeCommand, SchemeContent, SchemeLine } from '../domain/payout-scheme';
import { payoutSchemeAggregate } from './payout-scheme-aggregate';

/** A scheme as a clerk writes it down: whose year each line is of, the appropriation itself says. */
export type WrittenScheme = Omit<SchemeContent, 'lines'> & {
  readonly lines: readonly Omit<SchemeLine, 'fiscalYear'>[];
};

export function setPayoutScheme(
  store: EventStore,
  context: CommandContext,
  type: PayoutSchemeCommand['type'],
  schemeId: string,
  scheme: WrittenScheme,
): Promise<DecisionResult> {
  const own = payoutSchemeAggregate(schemeId);
  return runDecisions(store, context, { type, schemeId, scheme }, async ({ load, decide }) => {
    // First of all its own stream: the version the caller has seen is that of the scheme.
    await load(own);
    const lines: SchemeLine[] = [];
    for (const line of scheme.lines) {
      const found = await load(appropriationAggregate(line.appropriationId));
      lines.push({ ...line, fiscalYear: found.situation === 'issued' ? found.terms.fiscalYear : null });
    }
    await decide(own, { type, ...scheme, lines });
  });
}
