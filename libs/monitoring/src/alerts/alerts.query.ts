import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Clocks } from '@bofu/budget';
import type { BusinessDate } from '@bofu/kernel';
import {
  alertDecider,
  situationOn,
  type AlertCase,
  type AlertEvent,
  type AlertSituation,
  type RaisedAlert,
} from '../domain/alert-case';
import { ALERT_LEVELS, type AlertLevel } from '../domain/alert-level';

/** A case as it stood, with the events that made it so. */
export interface AlertStanding {
  readonly state: RaisedAlert;
  readonly situation: AlertSituation;
  readonly version: bigint;
  readonly firstPosition: string;
  readonly position: string;
  readonly history: readonly AlertHistoryLine[];
}

export interface AlertHistoryLine {
  readonly event: AlertEvent;
  readonly on: BusinessDate;
  readonly actor: string;
  readonly recordedAt: string;
  readonly position: string;
  readonly version: bigint;
}

export interface AlertFilter {
  readonly fiscalYear: number | null;
  readonly situation: AlertSituation | null;
  readonly level: AlertLevel | null;
  readonly rule: string | null;
  readonly appropriationId: string | null;
}

/**
 * Cases that match, worst first and the longest standing first among equals, as of a business date and as known at a
 * position. `today` says which day a case put off is looked at on where no business date is asked for.
 */
export class AskAlerts extends Query<AlertStanding[]> {
  constructor(
    readonly filter: AlertFilter,
    readonly clocks: Clocks,
    readonly today: BusinessDate,
  ) {
    super();
  }
}

export class AskAlert extends Query<AlertStanding | null> {
  constructor(
    readonly alertId: string,
    readonly clocks: Clocks,
    readonly today: BusinessDate,
  ) {
    super();
  }
}

interface Row {
  alertId: string;
  firstPosition: string;
  events: {
    type: string;
    data: object;
    on: BusinessDate;
    actor: string;
    recordedAt: string;
    position: string;
    version: string;
  }[];
}

const SELECT = `select c.alert_id as "alertId", c.first_position as "firstPosition",
    jsonb_agg(jsonb_build_object('type', e.type, 'data', e.data, 'on', e.on_date, 'actor', e.actor,
      'recordedAt', e.recorded_at, 'position', e.position, 'version', e.version::text) order by e.version) as events
  from alerts.alert_case c join alerts.alert_event e using (alert_id)
  where ($1::date is null or e.on_date <= $1) and ($2::text is null or e.position <= $2)`;

@QueryHandler(AskAlerts)
export class AskAlertsHandler implements IQueryHandler<AskAlerts> {
  constructor(private readonly database: DataSource) {}

  async execute({ filter, clocks, today }: AskAlerts): Promise<AlertStanding[]> {
    const { fiscalYear, rule, appropriationId, situation, level } = filter;
    const rows = await this.database.query<Row[]>(
      `${SELECT} and ($3::int is null or c.fiscal_year = $3) and ($4::text is null or c.rule = $4)
         and ($5::text is null or c.appropriation_id = $5)
       group by c.alert_id`,
      [clocks.asOf, clocks.knownAt, fiscalYear, rule, appropriationId],
    );
    return rows
      .flatMap((row) => standing(row, clocks.asOf ?? today) ?? [])
      .filter((one) => situation === null || one.situation === situation)
      .filter(({ state }) => level === null || state.latest.level === level)
      .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  }
}

@QueryHandler(AskAlert)
export class AskAlertHandler implements IQueryHandler<AskAlert> {
  constructor(private readonly database: DataSource) {}

  async execute({ alertId, clocks, today }: AskAlert): Promise<AlertStanding | null> {
    const [row] = await this.database.query<Row[]>(`${SELECT} and c.alert_id = $3 group by c.alert_id`, [
      clocks.asOf,
      clocks.knownAt,
      alertId,
    ]);
    return row ? standing(row, clocks.asOf ?? today) : null;
  }
}

/** Text to sort by and to go on from on the next page. */
export const orderOf = ({ state }: AlertStanding): string =>
  [ALERT_LEVELS.length - ALERT_LEVELS.indexOf(state.latest.level), state.raisedOn, state.alertId].join('/');

/**
 * An act of a person may count for an earlier day than its case was raised on, where last year's books are looked at
 * today: what comes before the raising as of the day asked for is left out.
 */
function standing({ alertId, firstPosition, events }: Row, date: BusinessDate): AlertStanding | null {
  const { initial, evolve } = alertDecider(alertId);
  let state: AlertCase = initial;
  const history: AlertHistoryLine[] = [];
  for (const { type, data, version, ...line } of events) {
    const event = { type, data } as AlertEvent;
    if (state.situation === 'none' && event.type !== 'AlertRaised') continue;
    state = evolve(state, event);
    history.push({ ...line, event, version: BigInt(version) });
  }
  const last = history.at(-1);
  if (state.situation === 'none' || last === undefined) return null;
  const { version, position } = last;
  return { state, situation: situationOn(state, date), version, firstPosition, position, history };
}
