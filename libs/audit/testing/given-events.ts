import { NO_ELEMENTS, type AppropriationEvent, type ProgrammeEvent } from '@bofu/budget';
import { publishedYear } from '@bofu/calendar';
import { ONE_AGENCY, type EventStore } from '@bofu/event-store';
import { parseBusinessDate, type DomainEvent } from '@bofu/kernel';
import type { PaymentEvent } from '@bofu/payment';
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
  agencyId: ONE_AGENCY,
  fiscalYear: 2021,
  asOf: parseBusinessDate('2021-12-31'),
  appropriationIds: null,
  period: null,
  ...scope,
});

/** Data as a test writes it: days and months as plain text. */
type Written<Value> = Value extends string
  ? string
  : Value extends object
    ? { readonly [Key in keyof Value]: Written<Value[Key]> }
    : Value;
type DataOf<Event extends DomainEvent, Type> = Written<Extract<Event, { type: Type }>['data']>;

const recordedOn = (day: string, metadata: Readonly<Record<string, string>> = {}) => ({
  metadata: { recordedAt: `${day}T09:00:00+08:00`, ...metadata },
});

/** One event of an appropriation `A`, `B` …, recorded in the morning of a day. */
export const of = <Type extends AppropriationEvent['type']>(
  appropriationId: string,
  type: Type,
  data: Omit<DataOf<AppropriationEvent, Type>, 'appropriationId'>,
  day: string,
  metadata: Readonly<Record<string, string>> = {},
): GivenEvent => ({
  stream: `appropriation-${appropriationId}`,
  type,
  data: { appropriationId, ...data },
  ...recordedOn(day, metadata),
});

/** One event of the programme of an appropriation `A`, `B` …. */
export const ofProgramme = <Type extends ProgrammeEvent['type']>(
  appropriationId: string,
  type: Type,
  data: Omit<DataOf<ProgrammeEvent, Type>, 'programmeId'>,
  day: string,
): GivenEvent => ({
  stream: `programme-of-${appropriationId}`,
  type,
  data: { programmeId: `of-${appropriationId}`, ...data },
  ...recordedOn(day),
});

export const ofPayment = <Type extends PaymentEvent['type']>(
  paymentId: string,
  type: Type,
  data: Omit<DataOf<PaymentEvent, Type>, 'paymentId'>,
  day: string,
  metadata: Readonly<Record<string, string>> = {},
): GivenEvent => ({
  stream: `payment-${paymentId}`,
  type,
  data: { paymentId, ...data },
  ...recordedOn(day, metadata),
});

/** A year's calendar as published; `more` days off make it a corrected one. */
export const calendarLoaded = (year: number, ...more: string[]): GivenEvent => {
  const { holidays, ...published } = publishedYear(year);
  return {
    stream: `calendar-${year}`,
    type: more.length > 0 ? 'CalendarYearCorrected' : 'CalendarYearLoaded',
    data: {
      calendarId: String(year),
      year,
      ...published,
      holidays: [...holidays, ...more.map((date) => ({ from: date, to: date, name: '另行放假' }))],
      actedOn: `${year}-01-01`,
      reason: more.length > 0 ? '另行通知' : null,
    },
  };
};

type Terms = DataOf<AppropriationEvent, 'AppropriationIssued'>;
export const issued = (appropriationId: string, amountFen: string, change: Partial<Terms> = {}): GivenEvent =>
  of(
    appropriationId,
    'AppropriationIssued',
    {
      programmeId: `of-${appropriationId}`,
      fiscalYear: 2021,
      formedIn: 2021,
      batch: 1,
      programmeCode: appropriationId,
      programmeName: `项目${appropriationId}`,
      unitCode: '356001',
      unitName: '本级',
      fundingLevel: 'district',
      fundingLevelBasis: 'stated',
      budgetType: 'general-public',
      documentNumber: null,
      documentDate: null,
      elements: NO_ELEMENTS,
      issuedAs: 'regular',
      amountFen,
      effectiveOn: '2021-01-01',
      sources: [],
      ...change,
    },
    '2021-01-01',
  );

export const committed = (
  appropriationId: string,
  paymentId: string,
  amountFen: string,
  on: string,
  charge = 1,
): GivenEvent =>
  of(appropriationId, 'FundsCommitted', { paymentId, charge, amountFen, submittedOn: on, period: on.slice(0, 7) }, on);

export const settled = (
  appropriationId: string,
  paymentId: string,
  amountFen: string,
  on: string,
  day = on,
  charge = 1,
): GivenEvent => of(appropriationId, 'CommitmentSettled', { paymentId, charge, amountFen, paidOn: on }, day);

type Line = DataOf<PaymentEvent, 'PaymentSubmitted'>['lines'][number];

/** A payment of one line and charge on each of several appropriations, a fen each. */
export const submitted = (
  paymentId: string,
  appropriationIds: readonly string[],
  on: string,
  line: Partial<Line> = {},
): GivenEvent =>
  ofPayment(
    paymentId,
    'PaymentSubmitted',
    {
      kind: 'payout-run',
      route: 'treasury',
      lines: appropriationIds.map((appropriationId, at) => ({
        line: at + 1,
        programmeId: `of-${appropriationId}`,
        appropriationId,
        groupId: null,
        heads: { of: 'persons', count: 1 },
        rate: { amountFen: '1', per: 'month' },
        times: 1,
        period: on.slice(0, 7),
        entry: 'regular',
        reason: null,
        borneFor: null,
        amountFen: '1',
        ...line,
      })),
      charges: appropriationIds.map((appropriationId, at) => ({
        charge: at + 1,
        programmeId: `of-${appropriationId}`,
        appropriationId,
        amountFen: '1',
      })),
      totalFen: String(appropriationIds.length),
      payee: { kind: 'special-account', name: '财政专户' },
      payeeAccount: null,
      purpose: '发放',
      submittedOn: on,
      schemeId: null,
      replaces: null,
      reissueOf: null,
      confirmation: null,
      late: null,
    },
    on,
  );

export const paid = (paymentId: string, charges: readonly number[], on: string): GivenEvent =>
  ofPayment(
    paymentId,
    'PaymentPaid',
    {
      charges: [...charges],
      totalFen: String(charges.length),
      paidOn: on,
      voucherNumber: null,
      bank: null,
      confirmation: null,
      late: null,
    },
    on,
  );
