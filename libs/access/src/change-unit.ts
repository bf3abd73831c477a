import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '@bofu/kernel';
import { EventStore, runDecisions, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { unitAggregate } from './access-aggregates';
import { claimForGood } from './claim-for-good';
import { refuse } from './domain/refusals';
import type { UnitFacts } from './domain/unit';

export class ChangeUnit extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly unitId: string,
    readonly change: UnitFacts & { readonly effectiveOn: BusinessDate; readonly reason: string },
  ) {
    super();
  }
}

@CommandHandler(ChangeUnit)
export class ChangeUnitHandler implements ICommandHandler<ChangeUnit> {
  constructor(private readonly store: EventStore) {}

  execute({ context, unitId, change }: ChangeUnit): Promise<DecisionResult> {
    const { code } = change;
    const claimed = { agencyId: context.agencyId, kind: 'unit-code', key: code } as const;
    const command = { type: 'change-unit', ...change } as const;
    const aggregate = unitAggregate(unitId);
    return runDecisions(this.store, context, { stream: aggregate.stream, command }, async (decisions) => {
      await decisions.decide(aggregate, command);
      await claimForGood(decisions, claimed, unitId, (holder) => refuse('unit-code-taken', { code, unitId: holder }));
    });
  }
}
