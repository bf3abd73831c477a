import { fenToDigits } from '@bofu/kernel';
import type { AlertIdentity } from './alert-case';
import type { AlertCause } from './alert-cause';
import { keyOfLine, type AlertLine } from './alert-line';
import { versionOn, type RuleId, type RuleThresholds } from './alert-rule';
import { ALERT_RULES } from './catalogue';
import type { AlertRule, Examined, RuleInputs, YearOnDay } from './rule';

/** What the rules say of one subject and cause on the day, by the thresholds in force on it. */
export interface Verdict {
  readonly identity: AlertIdentity;
  readonly found: readonly Omit<AlertLine, 'since'>[];
  /** The questions that could not be answered, and why: what stands of them goes on standing. */
  readonly unjudged: readonly Unanswered[];
}

export interface Unanswered {
  readonly key: string;
  readonly rule: RuleId;
  readonly ruleName: string;
  readonly reason: Error;
}

/** Asks every rule of the catalogue about everybody. Most verdicts find nothing; those clear what stands. */
export function evaluateRules(
  year: YearOnDay,
  thresholdsOf: (rule: RuleId) => RuleThresholds,
  inputs: RuleInputs,
): Verdict[] {
  const verdicts = new Map<
    string,
    { identity: AlertIdentity; found: Verdict['found'][number][]; unjudged: Unanswered[] }
  >();
  const firstOf = new Map(
    year.programmes.map(({ programmeId, appropriations: [first] }) => [programmeId, first.appropriationId]),
  );
  for (const rule of ALERT_RULES) {
    const { version, thresholds } = versionOn(thresholdsOf(rule.id), year.on);
    for (const examined of rule.examine(year, { ...inputs, thresholds })) {
      const identity = identityOf(examined, causeOf(rule, examined.finding), year, firstOf);
      const key = `${identity.subject}/${identity.cause}`;
      const verdict = verdicts.get(key) ?? { identity, found: [], unjudged: [] };
      verdicts.set(key, verdict);
      const { finding, unjudged: reason, period } = examined;
      const about = { rule: rule.id, ruleName: rule.name, appropriationId: appropriationOf(examined), period };
      if (reason !== null) verdict.unjudged.push({ ...about, key: keyOfLine(about), reason });
      else if (finding !== null) verdict.found.push(lineOf(rule, version, about, finding));
    }
  }
  return [...verdicts.values()];
}

const causeOf = ({ cause }: AlertRule, finding: Examined['finding']): AlertCause =>
  typeof cause === 'function' ? cause(finding) : cause;

function identityOf(
  { subject, subjectName, programmeId }: Examined,
  cause: AlertCause,
  { fiscalYear }: YearOnDay,
  firstOf: ReadonlyMap<string, string>,
): AlertIdentity {
  const appropriationId = programmeId === null ? null : (firstOf.get(programmeId) ?? null);
  return { cause, fiscalYear, subject: programmeId ?? subject, subjectName, programmeId, appropriationId };
}

/** A line of a rule that asks the programme as a whole is of none of its appropriations. */
const appropriationOf = ({ subject, programmeId, appropriationId }: Examined): string | null =>
  subject === programmeId ? null : appropriationId;

const lineOf = (
  { blocking, edition = 1 }: AlertRule,
  ruleVersion: number,
  about: Pick<AlertLine, 'rule' | 'ruleName' | 'appropriationId' | 'period'>,
  { level, formula, figures, stakeFen, renewedBy }: NonNullable<Examined['finding']>,
): Omit<AlertLine, 'since'> => ({
  ...about,
  edition,
  ruleVersion,
  blocking,
  level,
  formula,
  figures,
  stakeFen: fenToDigits(stakeFen),
  renewedBy: renewedBy ?? null,
});
