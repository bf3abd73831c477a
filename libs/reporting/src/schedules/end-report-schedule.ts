import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { parseBusinessDate } from '@bofu/kernel';
import { reportSchedulesAggregate } from './schedule-codec';

export class EndReportSchedule extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly scheduleId: string,
  ) {
    super();
  }
}

/** 停止定期报表: what has been made stays. Refuses `report-schedule-not-found`. */
@CommandHandler(EndReportSchedule)
export class EndReportScheduleHandler implements ICommandHandler<EndReportSchedule> {
  constructor(private readonly store: EventStore) {}

  execute({ context, scheduleId }: EndReportSchedule): Promise<DecisionResult> {
    const endedOn = parseBusinessDate(context.recordedAt.slice(0, 10));
    const command = { type: 'end-report-schedule', scheduleId, endedOn } as const;
    return runDecision(this.store, context, reportSchedulesAggregate(context.agencyId), command);
  }
}
