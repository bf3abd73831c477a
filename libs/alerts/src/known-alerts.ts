import type { RecordedEvent } from '@bofu/event-store';
import { alertRuleIdOf } from './alert-aggregates';
import { alertCodec, alertRuleCodec, alertWatchCodec } from './alerts-codec';
import { alertDecider, type AlertCase } from './domain/alert-case';
import { alertRuleDecider, shippedThresholds, type RuleId, type RuleThresholds } from './domain/alert-rule';
import { alertWatchDecider, NEVER_WATCHED, type AlertWatch } from './domain/alert-watch';
import { knownRule, ruleOf } from './domain/catalogue';

export interface KnownCase {
  readonly state: AlertCase;
  readonly version: bigint;
}

/** All cases, thresholds and evaluations of every agency as they stand, folded from their events as these are handed in. */
export class KnownAlerts {
  readonly #cases = new Map<string, KnownCase>();
  readonly #ofYear = new Map<string, Set<string>>();
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
