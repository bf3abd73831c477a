import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  claimAggregate,
  claimHolder,
  EventStore,
  recordedOn,
  runDecisions,
  type CommandContext,
  type DecisionResult,
} from '@bofu/event-store';
import { requireHappened } from '@bofu/kernel';
import { appropriationAggregate } from './appropriation-aggregate';
import type { AppropriationCommand } from './domain/appropriation';
import { refuse } from './domain/refusals';

type Balance = Omit<Extract<AppropriationCommand, { type: 'enter-opening-balance' }>, 'type'>;

/**
 * 期初补录: what had been paid before these books began, line by line; each line with a period claims it, so that the
 * month is not run again. Refuses `opening-period-claimed` with who holds the month.
 */
export class EnterOpeningBalance extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly appropriationId: string,
    readonly balance: Balance,
  ) {
    super();
  }
}

@CommandHandler(EnterOpeningBalance)
export class EnterOpeningBalanceHandler implements ICommandHandler<EnterOpeningBalance> {
  constructor(private readonly store: EventStore) {}

  execute({ context, appropriationId, balance }: EnterOpeningBalance): Promise<DecisionResult> {
    const { agencyId } = context;
    requireHappened(balance.effectiveOn, recordedOn(context));
    return runDecisions(this.store, context, { appropriationId, balance }, async (decisions) => {
      const { decide } = decisions;
      const appropriation = await decide(appropriationAggregate(appropriationId), {
        type: 'enter-opening-balance',
        ...balance,
      });
      if (appropriation.situation === 'not-issued') return;
      const { programmeId } = appropriation.terms;
      for (const { period, groupId } of balance.lines) {
        if (period === null) continue;
        const claimed = { agencyId, kind: 'regular-period', key: `${programmeId}/${period}` } as const;
        const holder = await claimHolder(decisions, claimed, groupId);
        if (holder !== null && holder !== programmeId) refuse('opening-period-claimed', { period, holderId: holder });
        const { kind, key } = claimed;
        await decide(claimAggregate(claimed), { type: 'claim', kind, key, part: groupId, holderId: programmeId });
      }
    });
  }
}
