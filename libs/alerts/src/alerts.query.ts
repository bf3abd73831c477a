import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BooksSelection, RecordedEvent } from '@bofu/event-store';
import { fenFromDigits, NO_MONEY, sumFen, type BusinessDate, type Fen, type Stamped } from '@bofu/kernel';
import { asTyped, initialsOf } from '@bofu/pinyin';
import { Database } from '@bofu/read-model';
import { alertCodec } from './alerts-codec';
import {
  alertDecider,
  situationOn,
  type AlertCase,
  type AlertEvent,
  type AlertSituation,
  type RaisedAlert,
} from './domain/alert-case';
import type { AlertCause } from './domain/alert-cause';
import { ALERT_LEVELS, type AlertLevel } from './domain/alert-level';

/** A case as it stood, with the events that made it so. */
export interface AlertStanding {
  readonly agencyId: string;
  readonly state: RaisedAlert;
  readonly situation: AlertSituation;
  readonly version: bigint;
  readonly firstPosition: string;
  readonly position: string;
  readonly history: readonly AlertHistoryLine[];
}

export interface AlertHistoryLine {
  /** With who did it. */
  readonly event: Stamped<AlertEvent>;
  readonly on: BusinessDate;
  readonly recordedAt: string;
  readonly position: string;
  readonly version: bigint;
}

export interface AlertFilter {
  readonly situations: readonly AlertSituation[] | null;
  readonly levels: readonly AlertLevel[] | null;
  readonly cause: AlertCause | null;
  readonly rule: string | null;
  readonly programmeId: string | null;
  readonly appropriationId: string | null;
  /** What has to do with money of a unit: its programmes. */
  readonly programmeIds: readonly string[] | null;
  /** Whose it is to take care of; `'none'` for what is nobody's. */
  readonly assigneeId: string | null;
  /** Asked to be closed, and a second person has not agreed yet. */
  readonly closureRequested: boolean;
  /** Standing since before this day, and nobody has disposed of it. */
  readonly unansweredSince: BusinessDate | null;
  /** Part of the name of whom it is about, or the initials of its pinyin. */
  readonly text: string | null;
}

export const EVERY_ALERT: AlertFilter = {
  situations: null,
  levels: null,
  cause: null,
  rule: null,
  programmeId: null,
  appropriationId: null,
  programmeIds: null,
  assigneeId: null,
  closureRequested: false,
  unansweredSince: null,
  text: null,
};

/** What no rule and no person has ended. */
export const STANDING: readonly AlertSituation[] = ['open', 'acknowledged', 'snoozed'];

/** A case in a list, and the text that the list is sorted by and gone on from on the next page. */
export interface ListedAlert extends AlertStanding {
  readonly order: string;
}

/**
 * Cases of these books that match, worst first and the most money first among equals; `byProgramme` keeps those about
 * the same programme together, where the worst of them stands. `today` says which day a case put off is looked at on
 * where the books are not asked for as of a day.
 */
export class AskAlerts extends Query<ListedAlert[]> {
  constructor(
    readonly filter: AlertFilter,
    readonly books: BooksSelection,
    readonly today: BusinessDate,
    readonly byProgramme = false,
  ) {
    super();
  }
}

/** `null` where it is not in these books: another agency's answers exactly like one that never was. */
export class AskAlert extends Query<AlertStanding | null> {
  constructor(
    readonly alertId: string,
    readonly books: BooksSelection,
    readonly today: BusinessDate,
  ) {
    super();
  }
}

interface Row {
  readonly alertId: string;
  readonly firstPosition: string;
  readonly events: (Pick<RecordedEvent, 'type' | 'schema' | 'data'> & {
    readonly on: BusinessDate;
    readonly recordedAt: string;
    readonly position: string;
    readonly version: string;
  })[];
}

const SELECT = `select c.alert_id as "alertId", c.first_position as "firstPosition",
    jsonb_agg(jsonb_build_object('type', e.type, 'schema', e.schema, 'data', e.data, 'on', e.on_date,
      'recordedAt', e.recorded_at, 'position', e.position, 'version', e.version::text) order by e.version) as events
  from alerts.alert_case c join alerts.alert_event e using (alert_id)
  where c.agency_id = any ($1::text[]) and ($2::int is null or c.fiscal_year = $2)
    and ($3::date is null or e.on_date <= $3) and ($4::text is null or e.position <= $4)`;

const selected = ({ agencyScope, fiscalYear, asOf, knownAt }: BooksSelection) => [
  agencyScope,
  fiscalYear,
  asOf,
  knownAt,
];

@QueryHandler(AskAlerts)
export class AskAlertsHandler implements IQueryHandler<AskAlerts> {
  constructor(private readonly database: Database) {}

  async execute({ filter, books, today, byProgramme }: AskAlerts): Promise<ListedAlert[]> {
    const cases = casesOf(await readCases(this.database, filter, books), books.asOf ?? today);
    return listed(worstFirst(cases), filter, byProgramme);
  }
}

/** In the order of a list, worst first. */
export const worstFirst = (cases: readonly AlertStanding[]): ListedAlert[] =>
  cases.map((one) => ({ ...one, order: orderOf(one) })).sort(byOrder);

/** Of cases in their order those that match. */
export function listed(cases: readonly ListedAlert[], filter: AlertFilter, byProgramme = false): ListedAlert[] {
  const found = cases.filter((one) => matches(one, filter));
  return byProgramme ? together(found).sort(byOrder) : found;
}

const byOrder = (a: ListedAlert, b: ListedAlert): number => (a.order < b.order ? -1 : 1);

/** The events of each case that the filter lets through as far as the database can tell. */
export const readCases = (
  database: Database,
  { cause, programmeId, appropriationId }: AlertFilter,
  books: BooksSelection,
): Promise<Row[]> =>
  database.query<Row[]>(
    `${SELECT} and ($5::text is null or c.cause = $5) and ($6::text is null or c.programme_id = $6)
       and ($7::text is null or c.appropriation_id = $7)
     group by c.alert_id`,
    [...selected(books), cause, programmeId, appropriationId],
  );

/** How each case stands by its events, looked at on a day. */
export const casesOf = (rows: readonly Row[], on: BusinessDate): AlertStanding[] =>
  rows.flatMap((row) => standing(row, on) ?? []);

export function matches(one: AlertStanding, filter: AlertFilter): boolean {
  const { situations, levels, rule, programmeIds, assigneeId, closureRequested, unansweredSince, text } = filter;
  const { state, situation } = one;
  const { cause, programmeId, appropriationId, subjectName } = state.identity;
  return (
    (filter.cause === null || cause === filter.cause) &&
    (filter.programmeId === null || programmeId === filter.programmeId) &&
    (filter.appropriationId === null || appropriationId === filter.appropriationId) &&
    (situations === null || situations.includes(situation)) &&
    (levels === null || levels.includes(state.latest.level)) &&
    (rule === null || state.latest.lines.some((line) => line.rule === rule)) &&
    (programmeIds === null || (programmeId !== null && programmeIds.includes(programmeId))) &&
    (assigneeId === null || (state.assigneeId ?? 'none') === assigneeId) &&
    (!closureRequested || state.closureRequest !== null) &&
    (unansweredSince === null || isUnanswered(one, unansweredSince)) &&
    (text === null || asTyped(subjectName).includes(asTyped(text)) || initialsOf(subjectName).includes(asTyped(text)))
  );
}

/** Nobody has disposed of it and nobody has put it off, though it stands since before the day. 提示 asks for no answer. */
export const isUnanswered = ({ state, situation }: AlertStanding, before: BusinessDate): boolean =>
  state.latest.level !== 'info' &&
  (situation === 'open' || situation === 'acknowledged') &&
  state.disposition === null &&
  state.since < before;

@QueryHandler(AskAlert)
export class AskAlertHandler implements IQueryHandler<AskAlert> {
  constructor(private readonly database: Database) {}

  async execute({ alertId, books, today }: AskAlert): Promise<AlertStanding | null> {
    const [row] = await this.database.query<Row[]>(`${SELECT} and c.alert_id = $5 group by c.alert_id`, [
      ...selected(books),
      alertId,
    ]);
    return row ? standing(row, books.asOf ?? today) : null;
  }
}

/** 涉及金额 of a case: of unpaid months their sum, of everything else the greatest. */
export function stakeOf({ state }: AlertStanding): Fen {
  const stakes = state.latest.lines.map(({ stakeFen }) => fenFromDigits(stakeFen));
  if (state.identity.cause === 'unpaid') return sumFen(stakes);
  return stakes.reduce((most, stake) => (stake > most ? stake : most), NO_MONEY);
}

const MOST = 10n ** 20n;

/** Worst first, then the most money, then the longest standing. */
const orderOf = (standing: AlertStanding): string => {
  const { latest, raisedOn, identity, alertId } = standing.state;
  const worst = ALERT_LEVELS.length - ALERT_LEVELS.indexOf(latest.level);
  const money = String(MOST - stakeOf(standing)).padStart(21, '0');
  return [worst, money, raisedOn, identity.subjectName, identity.cause, alertId].join('/');
};

/** Those about the same subject follow the first of them. */
function together(alerts: readonly ListedAlert[]): ListedAlert[] {
  const first = new Map<string, string>();
  for (const { state, order } of alerts) {
    const before = first.get(state.identity.subject);
    if (before === undefined || order < before) first.set(state.identity.subject, order);
  }
  return alerts.map((one) => ({ ...one, order: `${first.get(one.state.identity.subject) ?? ''}/${one.order}` }));
}

/**
 * An act of a person may count for an earlier day than its case was raised on, where last year's books are looked at
 * today: what comes before the raising as of the day asked for is left out.
 */
function standing({ alertId, firstPosition, events }: Row, date: BusinessDate): AlertStanding | null {
  const { initial, evolve } = alertDecider(alertId);
  let state: AlertCase = initial;
  const history: AlertHistoryLine[] = [];
  for (const { type, schema, data, version, ...line } of events) {
    const event = alertCodec.decode({ type, schema, data });
    if (state.situation === 'none' && event.type !== 'AlertRaised') continue;
    state = evolve(state, event, event.data.by);
    history.push({ ...line, event, version: BigInt(version) });
  }
  const last = history.at(-1);
  if (state.situation === 'none' || last === undefined) return null;
  const { agencyId } = last.event.data;
  const { version, position } = last;
  return { agencyId, state, situation: situationOn(state, date), version, firstPosition, position, history };
}
