export { AgencyEvents, type NumberedEvent } from './agency-events';
export {
  describing,
  EventDescribers,
  NOTHING_SAID,
  type EventDescriber,
  type EventDescription,
  wordFor,
} from './event-description';
export { EventLogModule } from './event-log.module';
export { EVENT_LOG, eventLogProjection } from './event-log.projection';
export {
  CountEvents,
  GetEvent,
  ListEvents,
  type EventFilter,
  type EventInFull,
  type EventPage,
  type LoggedEvent,
} from './event-log.query';
export { eventLogRefusals, type EventLogRefusals } from './event-log-refusals';
export { EventLogTime } from './event-log-time.query';
export { EventMarks, type EventMark } from './event-marks.query';
export { technicalEvents } from './technical-events';
