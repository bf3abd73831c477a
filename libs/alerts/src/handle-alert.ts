import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { alertAggregate } from './alert-aggregates';
import type { AlertCommand } from './domain/alert-case';

/** What a person may do with a case; assessing it is the evaluation's. */
export type AlertHandling = Exclude<AlertCommand, { type: 'assess-alert' | 'withdraw-assessment' }>;

export class HandleAlert extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly alertId: string,
    readonly handling: AlertHandling,
  ) {
    super();
  }
}

@CommandHandler(HandleAlert)
export class HandleAlertHandler implements ICommandHandler<HandleAlert> {
  constructor(private readonly store: EventStore) {}

  execute({ context, alertId, handling }: HandleAlert): Promise<DecisionResult> {
    return runDecision(this.store, context, alertAggregate(alertId), handling);
  }
}
