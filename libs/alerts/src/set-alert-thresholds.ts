import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { alertRuleAggregate } from './alert-aggregates';
import type { AlertRuleCommand } from './domain/alert-rule';
import { ruleOf } from './domain/catalogue';
import { refuse } from './domain/refusals';

/** A further version of a rule's thresholds in the acting agency. Refuses `alert-rule-not-found` for a rule the catalogue has not. */
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
    return runDecision(this.store, context, alertRuleAggregate(context.agencyId, rule), command);
  }
}
