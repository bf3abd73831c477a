import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import type { AlertCommand } from '../domain/alert-case';
import type { AlertRuleCommand } from '../domain/alert-rule';
import { refuse } from '../domain/refusals';
import { alertAggregate, alertRuleAggregate } from './alert-book';
import { ruleOf } from './catalogue';

/** What a person may do with a case; assessing it is the evaluation's. */
export type AlertHandling = Exclude<AlertCommand, { type: 'assess-alert' }>;

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

/** A further version of a rule's thresholds. Refuses `alert-rule-not-found` for a rule the catalogue has not. */
export class SetAlertThresholds extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly rule: string,
    readonly command: AlertRuleCommand,
  ) {
    super();
  }
}

@CommandHandler(SetAlertThresholds)
export class SetAlertThresholdsHandler implements ICommandHandler<SetAlertThresholds> {
  constructor(private readonly store: EventStore) {}

  async execute({ context, rule: id, command }: SetAlertThresholds): Promise<DecisionResult> {
    const rule = ruleOf(id);
    if (rule === undefined) return refuse('alert-rule-not-found', { rule: id });
    return runDecision(this.store, context, alertRuleAggregate(rule), command);
  }
}
