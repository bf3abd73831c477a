import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import { alertWatchAggregate } from './alert-aggregates';

/** 启用预警: from that day on, the days of a fiscal year of the acting agency are judged of themselves. */
export class EnableAlertWatch extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly fiscalYear: number,
    readonly from: BusinessDate,
  ) {
    super();
  }
}

@CommandHandler(EnableAlertWatch)
export class EnableAlertWatchHandler implements ICommandHandler<EnableAlertWatch> {
  constructor(private readonly store: EventStore) {}

  execute({ context, fiscalYear, from }: EnableAlertWatch): Promise<DecisionResult> {
    const aggregate = alertWatchAggregate(context.agencyId, fiscalYear);
    return runDecision(this.store, context, aggregate, { type: 'enable-alert-watch', fiscalYear, from });
  }
}
