import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '@bofu/kernel';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { unitAggregate } from './access-aggregates';

export class CloseUnit extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly unitId: string,
    readonly closure: { readonly closedOn: BusinessDate; readonly reason: string },
  ) {
    super();
  }
}

@CommandHandler(CloseUnit)
export class CloseUnitHandler implements ICommandHandler<CloseUnit> {
  constructor(private readonly store: EventStore) {}

  execute({ context, unitId, closure }: CloseUnit): Promise<DecisionResult> {
    return runDecision(this.store, context, unitAggregate(unitId), { type: 'close-unit', ...closure });
  }
}
