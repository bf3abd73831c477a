import type { QueryKey } from '@tanstack/react-query';

/** Which readings a kind of change concerns, by how their keys begin. */
const READINGS: Readonly<Record<string, readonly string[]>> = {
  budget: [
    ...[
      'plan-against-actual',
      'execution-lines',
      'appropriation',
      'appropriations-now',
      'programmes',
      'programme',
      'ledger-of',
      'funds-arrivals',
    ],
    ...['events-of', 'forecast', 'due-soon', 'month-strips', 'years-on-books', 'months'],
  ],
  payments: [
    ...['payments', 'payment', 'payments-of', 'payout-schemes', 'signing-queue', 'came-back', 'due-soon'],
    ...['plan-against-actual', 'appropriation', 'appropriations-now', 'ledger-of', 'events-of', 'forecast'],
    ...['execution-lines', 'month-strips'],
    ...['late-and-reversed', 'last-run', 'run-of-period', 'months', 'years-on-books', 'drafts'],
  ],
  papers: ['papers'],
  attachments: ['attachments', 'events-of'],
  months: ['months', 'signing-queue'],
  alerts: ['alerts', 'alert', 'alert-counts', 'alert-rules', 'execution-lines'],
  jobs: ['jobs'],
  calendars: ['calendars', 'due-soon'],
  office: ['office', 'people', 'units'],
  grants: ['grants', 'accounts', 'session'],
};

/**
 * What somebody is about to sign stays as she read it: if it changed, her signature is refused with the difference, and
 * nothing moves under her eyes.
 */
const isBeforeSigning = (key: QueryKey): boolean => key[0] === 'signing-queue' && key[2] === 'payment';

/** Whether a reading on the screen is to be taken anew. `everything`: it cannot be told what changed. */
export const isConcerned = (changed: readonly string[] | 'everything', key: QueryKey): boolean =>
  !isBeforeSigning(key) &&
  (changed === 'everything' || changed.some((topic) => READINGS[topic]?.includes(String(key[0]))));
