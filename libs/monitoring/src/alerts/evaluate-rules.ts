import { alertIdOf, type AlertIdentity } from '../domain/alert-case';
import { versionOn, type RuleId, type RuleThresholds } from '../domain/alert-rule';
import { ALERT_RULES } from './catalogue';
import type { Finding, OfficeOnDay, Surroundings } from './rule';

/** What one rule says about one subject on the day, by the thresholds in force on it. */
export interface Verdict {
  readonly alertId: string;
  readonly identity: AlertIdentity;
  readonly ruleVersion: number;
  readonly found: Finding | null;
}

/** Asks every rule of the catalogue about everybody. Most verdicts find nothing; those clear what stands. */
export function evaluateRules(
  office: OfficeOnDay,
  thresholdsOf: (rule: RuleId) => RuleThresholds,
  surroundings: Surroundings,
): Verdict[] {
  const { fiscalYear, on } = office;
  return ALERT_RULES.flatMap(({ id: rule, name: ruleName, blocking, examine }) => {
    const { version: ruleVersion, thresholds } = versionOn(thresholdsOf(rule), on);
    return examine(office, { ...surroundings, thresholds }).map(({ finding: found, ...about }) => {
      const identity = { rule, ruleName, blocking, fiscalYear, ...about };
      return { alertId: alertIdOf(identity), identity, ruleVersion, found };
    });
  });
}
