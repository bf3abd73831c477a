import { streamId, type Aggregate, type RecordedEvent } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import { alertDecider, type AlertCase, type AlertCommand, type AlertEvent } from '../domain/alert-case';
import {
  alertRuleDecider,
  shippedThresholds,
  type AlertRuleCommand,
  type AlertRuleEvent,
  type RuleId,
  type RuleThresholds,
} from '../domain/alert-rule';
import { knownRule, ruleOf } from './catalogue';
import type { AlertRule } from './rule';

export const alertAggregate = (alertId: string): Aggregate<AlertCase, AlertCommand, AlertEvent> => ({
  stream: streamId('alert', alertId),
  decider: alertDecider(alertId),
});

export const alertRuleAggregate = (rule: AlertRule): Aggregate<RuleThresholds, AlertRuleCommand, AlertRuleEvent> => ({
  stream: streamId('alert-rule', rule.id),
  decider: alertRuleDecider(rule),
});

/** Cases begin with their rule's capital R, so that the thresholds' streams are others. */
export const ALERT_STREAMS = 'alert-R';
export const ALERT_RULE_STREAMS = 'alert-rule-R';

export interface KnownCase {
  readonly state: AlertCase;
  readonly version: bigint;
}

/** All cases and all thresholds as they stand, folded from their events as these are handed in. */
export class AlertBook {
  readonly #cases = new Map<string, KnownCase>();
  readonly #thresholds = new Map<string, RuleThresholds>();
  #evaluatedOn = new Map<number, BusinessDate>();

  take(recorded: RecordedEvent): void {
    const { stream, version } = recorded;
    if (stream.startsWith(ALERT_STREAMS)) this.#takeCase(stream.slice('alert-'.length), version, recorded);
    if (!stream.startsWith(ALERT_RULE_STREAMS)) return;
    const rule = ruleOf(stream.slice('alert-rule-'.length));
    // Thresholds of a rule this version of the product does not have: nobody asks for them.
    if (rule === undefined) return;
    const { evolve } = alertRuleDecider(rule);
    this.#thresholds.set(rule.id, evolve(this.thresholdsOf(rule.id), recorded as unknown as AlertRuleEvent));
  }

  caseOf(alertId: string): KnownCase {
    return this.#cases.get(alertId) ?? { state: alertDecider(alertId).initial, version: -1n };
  }

  /** The cases of a year that have not been cleared. */
  standing(fiscalYear: number): string[] {
    return [...this.#cases].flatMap(([alertId, { state }]) =>
      state.situation !== 'none' && state.situation !== 'cleared' && state.identity.fiscalYear === fiscalYear
        ? [alertId]
        : [],
    );
  }

  /** The last day anything came of an evaluation of the year; `null` before. */
  evaluatedOn(fiscalYear: number): BusinessDate | null {
    return this.#evaluatedOn.get(fiscalYear) ?? null;
  }

  thresholdsOf = (rule: RuleId): RuleThresholds => this.#thresholds.get(rule) ?? shippedThresholds(knownRule(rule));

  #takeCase(alertId: string, version: bigint, recorded: RecordedEvent): void {
    const state = alertDecider(alertId).evolve(this.caseOf(alertId).state, recorded as unknown as AlertEvent);
    this.#cases.set(alertId, { state, version });
    if (state.situation === 'none') return;
    const { fiscalYear } = state.identity;
    const last = this.evaluatedOn(fiscalYear);
    if (last === null || state.evaluatedOn > last) this.#evaluatedOn.set(fiscalYear, state.evaluatedOn);
  }
}
