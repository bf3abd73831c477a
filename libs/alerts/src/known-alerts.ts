import type { RecordedEvent } from '@bofu/event-store';
import type { BusinessDate, Stamped } from '@bofu/kernel';
import { alertRuleIdOf } from './alert-aggregates';
import { alertCodec, alertRuleCodec, alertWatchCodec } from './alerts-codec';
import { alertDecider, situationOn, type AlertCase, type AlertEvent } from './domain/alert-case';
import { alertRuleDecider, shippedThresholds, type RuleId, type RuleThresholds } from './domain/alert-rule';
import { alertWatchDecider, NEVER_WATCHED, type AlertWatch } from './domain/alert-watch';
import { knownRule, ruleOf } from './domain/catalogue';
import type { UnansweredCase } from './domain/rule';

export interface KnownCase {
  readonly state: AlertCase;
  readonly version: bigint;
}

/** All cases, thresholds and evaluations of every agency as they stand, folded from their events as these are handed in. */
export class KnownAlerts {
  readonly #cases = new Map<string, KnownCase>();
  readonly #ofYear = new Map<string, Set<string>>();
  /** By case, in the order of recording. */
  readonly #events = new Map<string, (readonly [Stamped<AlertEvent>, BusinessDate])[]>();
  readonly #thresholds = new Map<string, RuleThresholds>();
  readonly #watches = new Map<string, AlertWatch>();

  /** Other events are none of its business. */
  take(recorded: RecordedEvent): void {
    if (alertCodec.knows(recorded)) this.#takeCase(recorded);
    if (alertRuleCodec.knows(recorded)) this.#takeThresholds(recorded);
    if (alertWatchCodec.knows(recorded)) this.#takeWatch(recorded);
  }

  caseOf(alertId: string): KnownCase {
    return this.#cases.get(alertId) ?? { state: alertDecider(alertId).initial, version: -1n };
  }

  /** The cases of an agency's year. */
  casesOf(agencyId: string, fiscalYear: number): readonly string[] {
    return [...(this.#ofYear.get(yearKey(agencyId, fiscalYear)) ?? [])];
  }

  /**
   * Cases as a day finds them: what the rules had said before it and people up to its end, so that judging the day itself
   * changes nothing of what it is judged by.
   */
  unansweredOn(agencyId: string, fiscalYear: number, on: BusinessDate): UnansweredCase[] {
    return this.casesOf(agencyId, fiscalYear).flatMap((alertId) => {
      const { initial, evolve } = alertDecider(alertId);
      const state = (this.#events.get(alertId) ?? [])
        .filter(([event, day]) => ('evaluatedOn' in event.data ? day < on : day <= on))
        .reduce((case_, [event]) => evolve(case_, event, event.data.by), initial);
      if (state.situation === 'none' || state.disposition !== null) return [];
      if (!['open', 'acknowledged'].includes(situationOn(state, on))) return [];
      const { identity, latest, since } = state;
      return [{ subjectName: identity.subjectName, cause: identity.cause, level: latest.level, since }];
    });
  }

  watchOf(agencyId: string, fiscalYear: number): AlertWatch {
    return this.#watches.get(yearKey(agencyId, fiscalYear)) ?? NEVER_WATCHED;
  }

  thresholdsOf(agencyId: string, rule: RuleId): RuleThresholds {
    const known = knownRule(rule);
    return this.#thresholds.get(alertRuleIdOf(agencyId, known)) ?? shippedThresholds(known);
  }

  #takeCase(recorded: RecordedEvent): void {
    const event = alertCodec.decode(recorded);
    const { alertId, agencyId, by } = event.data;
    const state = alertDecider(alertId).evolve(this.caseOf(alertId).state, event, by);
    this.#cases.set(alertId, { state, version: recorded.version });
    const day = 'evaluatedOn' in event.data ? event.data.evaluatedOn : event.data.actedOn;
    const events = this.#events.get(alertId) ?? [];
    this.#events.set(alertId, events);
    events.push([event, day]);
    if (state.situation === 'none') return;
    const key = yearKey(agencyId, state.identity.fiscalYear);
    const alertIds = this.#ofYear.get(key) ?? new Set();
    this.#ofYear.set(key, alertIds.add(alertId));
  }

  #takeWatch(recorded: RecordedEvent): void {
    const event = alertWatchCodec.decode(recorded);
    const { agencyId, fiscalYear, watchId, by } = event.data;
    const watch = alertWatchDecider(watchId).evolve(this.watchOf(agencyId, fiscalYear), event, by);
    this.#watches.set(yearKey(agencyId, fiscalYear), watch);
  }

  #takeThresholds(recorded: RecordedEvent): void {
    const event = alertRuleCodec.decode(recorded);
    const { alertRuleId, agencyId, by, rule: id } = event.data;
    const rule = ruleOf(id);
    // Thresholds of a rule this version of the product does not have: nobody asks for them.
    if (rule === undefined) return;
    const { evolve } = alertRuleDecider(alertRuleId, rule);
    this.#thresholds.set(alertRuleId, evolve(this.thresholdsOf(agencyId, id), event, by));
  }
}

const yearKey = (agencyId: string, fiscalYear: number): string => `${agencyId}/${fiscalYear}`;
