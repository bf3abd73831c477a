import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  derivedId,
  EventStore,
  runDecision,
  streamId,
  type Aggregate,
  type CommandContext,
  type DecisionResult,
} from '@bofu/event-store';
import { calendarCodec } from './calendar-codec';
import {
  calendarYearDecider,
  type CalendarCommand,
  type CalendarEvent,
  type CalendarYearState,
} from './domain/calendar-year';

export const CALENDAR_STREAMS = 'calendar-';

/** One stream for a year of an agency, whoever loads it first. */
export function calendarAggregate(
  agencyId: string,
  year: number,
): Aggregate<CalendarYearState, CalendarCommand, CalendarEvent> {
  const calendarId = derivedId('calendar', agencyId, String(year));
  return {
    stream: streamId('calendar', calendarId),
    decider: calendarYearDecider(calendarId, year),
    codec: calendarCodec,
  };
}

/** Loads a calendar year, or gives it anew with the reason, on the books of the acting person's agency. */
export class SetCalendarYear extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly year: number,
    readonly command: CalendarCommand,
  ) {
    super();
  }
}

@CommandHandler(SetCalendarYear)
export class SetCalendarYearHandler implements ICommandHandler<SetCalendarYear> {
  constructor(private readonly store: EventStore) {}

  execute({ context, year, command }: SetCalendarYear): Promise<DecisionResult> {
    return runDecision(this.store, context, calendarAggregate(context.agencyId, year), command);
  }
}
