import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId, EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { parseBusinessDate } from '@bofu/kernel';
import type { ReportSchedule } from '../domain/report-schedules';
import { requireTaken } from '../report-catalogue';
import type { ReportKind } from '../report-request';
import { reportSchedulesAggregate } from './schedule-codec';

export class ScheduleReport extends Command<DecisionResult & { readonly scheduleId: string }> {
  constructor(
    readonly context: CommandContext,
    readonly schedule: Omit<ReportSchedule, 'scheduleId' | 'report'> & { readonly report: ReportKind },
  ) {
    super();
  }
}

/** 设定定期报表. Refuses `report-scheduled-already`, `report-does-not-take`. */
@CommandHandler(ScheduleReport)
export class ScheduleReportHandler implements ICommandHandler<ScheduleReport> {
  constructor(private readonly store: EventStore) {}

  async execute({ context, schedule }: ScheduleReport): Promise<DecisionResult & { readonly scheduleId: string }> {
    requireTaken(schedule.report, schedule);
    const scheduleId = derivedId('report-schedule', context.commandId);
    const scheduledOn = parseBusinessDate(context.recordedAt.slice(0, 10));
    const command = { type: 'schedule-report', ...schedule, scheduleId, scheduledOn } as const;
    return {
      ...(await runDecision(this.store, context, reportSchedulesAggregate(context.agencyId), command)),
      scheduleId,
    };
  }
}
