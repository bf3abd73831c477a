import type { EventStore } from '@bofu/event-store';
import { CALENDAR_2021, parseBusinessDate, workingCalendar } from '@bofu/kernel';
import { recorded, type GivenEvent } from '@bofu/testing';
import { numberedEvents, type NumberedEvent } from '../src/export/numbered-events';
import type { QuestionScope } from '../src/questions/question';

/** Events as a test writes them, numbered in their order. */
export const givenEvents = (...events: readonly GivenEvent[]): NumberedEvent[] =>
  recorded(events).map((event, at) => ({ ...event, number: at + 1 }));

export async function eventsOf(store: EventStore): Promise<NumberedEvent[]> {
  const events: NumberedEvent[] = [];
  for await (const batch of numberedEvents(store, null)) events.push(...batch);
  return events;
}

export const scopeOf = (scope: Partial<QuestionScope> = {}): QuestionScope => ({
  fiscalYear: 2021,
  asOf: parseBusinessDate('2021-12-31'),
  appropriationId: null,
  period: null,
  calendar: workingCalendar([CALENDAR_2021]),
  ...scope,
});

/** One event of an appropriation `A`, `B` …; `recordedAt` defaults to the morning of the business date given. */
export const of = (
  appropriation: string,
  type: string,
  data: object,
  recordedOn: string,
  metadata: Readonly<Record<string, string>> = {},
): GivenEvent => ({
  stream: `appropriation-2021-${appropriation}`,
  type,
  data,
  metadata: { recordedAt: `${recordedOn}T09:00:00+08:00`, ...metadata },
});

export const issued = (appropriation: string, amountFen: string): GivenEvent =>
  of(
    appropriation,
    'AppropriationIssued',
    {
      appropriationId: `2021-${appropriation}`,
      fiscalYear: 2021,
      programmeCode: appropriation,
      programmeName: `项目${appropriation}`,
      unitCode: '356001',
      unitName: '本级',
      fundingLevel: 'district',
      fundingLevelBasis: 'stated',
      budgetType: 'general-public',
      documentNumber: null,
      issuedAs: 'regular',
      amountFen,
      effectiveOn: '2021-01-01',
      source: null,
    },
    '2021-01-01',
  );

export const committed = (appropriation: string, paymentId: string, amountFen: string, on: string): GivenEvent =>
  of(
    appropriation,
    'FundsCommitted',
    { paymentId, amountFen, submittedOn: on, period: on.slice(0, 7), claimsPeriod: false },
    on,
  );

export const settled = (
  appropriation: string,
  paymentId: string,
  amountFen: string,
  on: string,
  recordedOn = on,
): GivenEvent => of(appropriation, 'CommitmentSettled', { paymentId, amountFen, paidOn: on }, recordedOn);
