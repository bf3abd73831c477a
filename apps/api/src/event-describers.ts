import { accessEvents } from '@bofu/access';
import { alertEvents } from '@bofu/alerts';
import { attachmentEvents } from '@bofu/attachment';
import { budgetEvents } from '@bofu/budget';
import { budgetPaperEvents } from '@bofu/budget-paper';
import { calendarEvents } from '@bofu/calendar';
import { closingEvents } from '@bofu/closing';
import { technicalEvents, type EventDescriber } from '@bofu/event-log';
import { jobEvents } from '@bofu/jobs';
import { payeeEvents } from '@bofu/payee';
import { paymentEvents } from '@bofu/payment';
import { reportingEvents } from '@bofu/reporting';
import { signInEvents } from '@bofu/sign-in';

/** Every event of the product, described by whose it is: what the event log says, and what verification knows. */
export const EVENT_DESCRIBERS: readonly EventDescriber[] = [
  ...technicalEvents,
  ...accessEvents,
  ...calendarEvents,
  ...budgetEvents,
  ...budgetPaperEvents,
  ...payeeEvents,
  ...paymentEvents,
  ...alertEvents,
  ...closingEvents,
  ...attachmentEvents,
  ...jobEvents,
  ...reportingEvents,
  ...signInEvents,
];
