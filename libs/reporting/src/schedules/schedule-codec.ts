import { z } from 'zod';
import { codecOf, eventData, streamId, type Aggregate } from '@bofu/event-store';
import { FUNDING_LEVELS } from '@bofu/kernel';
import {
  reportSchedulesDecider,
  SCHEDULE_CYCLES,
  type ReportScheduleCommand,
  type ReportScheduleEvent,
  type ReportSchedules,
} from '../domain/report-schedules';

const { count, dataOf, date, text } = eventData;

export const reportScheduleCodec = codecOf<ReportScheduleEvent>({
  ReportScheduled: {
    parse: dataOf({
      ...{ scheduleId: text, report: text, format: text, every: z.enum(SCHEDULE_CYCLES), day: count },
      ...{ unitCode: text.nullable(), fundingLevel: z.enum(FUNDING_LEVELS).nullable(), programmeId: text.nullable() },
      scheduledOn: date,
    }),
  },
  ReportScheduleEnded: { parse: dataOf({ scheduleId: text, endedOn: date }) },
});

/** All scheduled reports of an agency. */
export const reportSchedulesAggregate = (
  agencyId: string,
): Aggregate<ReportSchedules, ReportScheduleCommand, ReportScheduleEvent> => ({
  stream: streamId('reporting', agencyId),
  decider: reportSchedulesDecider,
  codec: reportScheduleCodec,
  agencyId,
});
