import { z } from 'zod';
import { codecOf, eventData } from '@bofu/event-store';
import { DISPOSITIONS, type AlertEvent } from './domain/alert-case';
import { ALERT_CAUSES } from './domain/alert-cause';
import { ALERT_LEVELS } from './domain/alert-level';
import type { AlertRuleEvent, RuleId } from './domain/alert-rule';
import type { AlertWatchEvent } from './domain/alert-watch';

/** How recorded alert cases and rules are read. They book no money, so none of them has a business day. */

const { count, dataOf, date, period, text } = eventData;

const ruleId = z.custom<RuleId>((value) => typeof value === 'string' && /^R\d+$/.test(value));
const own = { alertId: text };
const level = z.enum(ALERT_LEVELS);
const line = z.strictObject({
  rule: ruleId,
  ruleName: text,
  edition: count,
  ruleVersion: count,
  blocking: z.boolean(),
  appropriationId: text.nullable(),
  period: period.nullable(),
  level,
  formula: text,
  figures: z.record(z.string(), text),
  stakeFen: text,
  renewedBy: text.nullable(),
  since: date,
});
const assessment = { level, lines: z.array(line), evaluatedOn: date };
const acted = { ...own, actedOn: date };

export const alertCodec = codecOf<AlertEvent>({
  AlertRaised: {
    parse: dataOf({
      ...own,
      cause: z.enum(ALERT_CAUSES),
      fiscalYear: count,
      subject: text,
      subjectName: text,
      programmeId: text.nullable(),
      appropriationId: text.nullable(),
      ...assessment,
    }),
  },
  AlertEscalated: { parse: dataOf({ ...own, ...assessment, from: level }) },
  AlertEased: { parse: dataOf({ ...own, ...assessment, from: level }) },
  AlertLinesChanged: { parse: dataOf({ ...own, ...assessment }) },
  AlertCleared: { parse: dataOf({ ...own, evaluatedOn: date }) },
  AlertReopened: { parse: dataOf({ ...own, ...assessment }) },
  AlertAssessmentWithdrawn: { parse: dataOf({ ...own, evaluatedOn: date, reason: text }) },
  AlertAcknowledged: { parse: dataOf(acted) },
  AlertAssigned: { parse: dataOf({ ...acted, assigneeId: text }) },
  AlertCommented: { parse: dataOf({ ...acted, comment: text }) },
  AlertSnoozed: { parse: dataOf({ ...acted, until: date, reason: text }) },
  AlertDisposed: { parse: dataOf({ ...acted, decision: z.enum(DISPOSITIONS), reason: text }) },
  AlertClosureRequested: { parse: dataOf({ ...acted, reason: text }) },
  AlertClosed: { parse: dataOf({ ...acted, reason: text }) },
});

const ofYear = { watchId: text, fiscalYear: count };
const unjudged = z.strictObject({ rule: text, ruleName: text, subject: text, subjectName: text, reason: text });

export const alertWatchCodec = codecOf<AlertWatchEvent>({
  AlertWatchEnabled: { parse: dataOf({ ...ofYear, from: date }) },
  AlertsEvaluated: {
    parse: dataOf({
      ...ofYear,
      evaluatedOn: date,
      knownUpTo: text,
      programmes: count,
      unjudgedCount: count,
      unjudged: z.array(unjudged),
    }),
  },
  AlertEvaluationFailed: { parse: dataOf({ ...ofYear, on: date, reason: text }) },
  AlertEvaluationWithdrawn: { parse: dataOf({ ...ofYear, evaluatedOn: date, reason: text }) },
});

export const alertRuleCodec = codecOf<AlertRuleEvent>({
  AlertThresholdsSet: {
    parse: dataOf({
      alertRuleId: text,
      rule: ruleId,
      version: count,
      effectiveFrom: date,
      thresholds: z.record(z.string(), text),
      reason: text,
    }),
  },
});
