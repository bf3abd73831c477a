import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { appropriationAggregate } from '@bofu/budget';
import {
  EventStore,
  runDecisions,
  streamId,
  type Aggregate,
  type CommandContext,
  type DecisionResult,
} from '@bofu/event-store';
import type { Fen } from '@bofu/kernel';
import {
  payoutSchemeDecider,
  type PayoutScheme,
  type PayoutSchemeCommand,
  type PayoutSchemeEvent,
  type SchemeContent,
} from '../domain/payout-scheme';

/** A scheme as a clerk writes it down: whose year each line is of, the appropriation itself says. */
export type WrittenScheme = Omit<SchemeContent, 'lines'> & {
  readonly lines: readonly { readonly appropriationId: string; readonly rateFen: Fen }[];
};

export const payoutSchemeAggregate = (
  schemeId: string,
): Aggregate<PayoutScheme, PayoutSchemeCommand, PayoutSchemeEvent> => ({
  stream: streamId('payout-scheme', schemeId),
  decider: payoutSchemeDecider(schemeId),
});

/** Defines a payout scheme, or writes it down anew from a day on. */
export class SetPayoutScheme extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly type: PayoutSchemeCommand['type'],
    readonly schemeId: string,
    readonly scheme: WrittenScheme,
  ) {
    super();
  }
}

@CommandHandler(SetPayoutScheme)
export class SetPayoutSchemeHandler implements ICommandHandler<SetPayoutScheme> {
  constructor(private readonly store: EventStore) {}

  execute({ context, type, schemeId, scheme }: SetPayoutScheme): Promise<DecisionResult> {
    const own = payoutSchemeAggregate(schemeId);
    return runDecisions(this.store, context, { type, schemeId, scheme }, async ({ load, decide }) => {
      // First of all its own stream: the version the caller has seen is that of the scheme.
      await load(own);
      const lines: SchemeContent['lines'][number][] = [];
      for (const line of scheme.lines) {
        const found = await load(appropriationAggregate(line.appropriationId));
        lines.push({ ...line, fiscalYear: found.situation === 'issued' ? found.terms.fiscalYear : null });
      }
      await decide(own, { type, ...scheme, lines });
    });
  }
}
