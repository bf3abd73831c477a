import { accessEvents } from '@bofu/access';
import { alertEvents } from '@bofu/alerts';
import { budgetEvents } from '@bofu/budget';
import { calendarEvents } from '@bofu/calendar';
import { closingEvents } from '@bofu/closing';
import { technicalEvents, type EventDescriber } from '@bofu/event-log';
import { jobEvents } from '@bofu/jobs';
import { paymentEvents } from '@bofu/payment';
import { reportingEvents } from '@bofu/reporting';
import { signInEvents } from '@bofu/sign-in';

/** Every event of the product, described by whose it is: what the event log says, and what verification knows. */
export const EVENT_DESCRIBERS: readonly EventDescriber[] = [
  ...technicalEvents,
  ...accessEvents,
  ...calendarEvents,
  ...budgetEvents,
  ...paymentEvents,
  ...alertEvents,
  ...closingEvents,
  ...jobEvents,
  ...reportingEvents,
  ...signInEvents,
];
