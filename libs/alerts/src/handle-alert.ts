import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecision, runDecisions, type CommandContext, type DecisionResult } from '@bofu/event-store';
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

/** The same act on several cases: on all of them in one append, or, where one of them refuses it, on none. */
export class HandleAlerts extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly alertIds: readonly string[],
    readonly handling: AlertHandling,
  ) {
    super();
  }
}

@CommandHandler(HandleAlerts)
export class HandleAlertsHandler implements ICommandHandler<HandleAlerts> {
  constructor(private readonly store: EventStore) {}

  execute({ context, alertIds, handling }: HandleAlerts): Promise<DecisionResult> {
    return runDecisions(this.store, context, { alertIds, handling }, async ({ decide }) => {
      for (const alertId of alertIds) await decide(alertAggregate(alertId), handling);
    });
  }
}
