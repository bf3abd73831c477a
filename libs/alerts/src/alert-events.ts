import { describing, NOTHING_SAID, type EventDescriber, type EventDescription } from '@bofu/event-log';
import type { Stamped } from '@bofu/kernel';
import { alertCodec, alertRuleCodec, alertWatchCodec } from './alerts-codec';
import {
  ALERT_CAUSE_LABEL,
  ALERT_EVENT_LABEL,
  ALERT_LEVEL_LABEL,
  ALERT_RULE_EVENT_LABEL,
  ALERT_WATCH_EVENT_LABEL,
  DISPOSITION_LABEL,
} from './alert-labels';
import type { AlertEvent } from './domain/alert-case';
import type { AlertRuleEvent } from './domain/alert-rule';
import type { AlertWatchEvent } from './domain/alert-watch';

/** Only the first event of a case says whom it is about; the log carries that on to the later ones. */
const describeAlert = ({ type, data }: Stamped<AlertEvent>): EventDescription => ({
  ...NOTHING_SAID,
  label: ALERT_EVENT_LABEL[type],
  by: data.by,
  businessDate: 'evaluatedOn' in data ? data.evaluatedOn : data.actedOn,
  appropriationIds: type === 'AlertRaised' && data.appropriationId !== null ? [data.appropriationId] : [],
  details: [
    ...(type === 'AlertRaised' ? [ALERT_CAUSE_LABEL[data.cause], data.subjectName] : []),
    'level' in data ? ALERT_LEVEL_LABEL[data.level] : null,
    ...('lines' in data ? data.lines.map(({ formula }) => formula) : []),
    'decision' in data ? DISPOSITION_LABEL[data.decision] : null,
    'until' in data ? `至 ${data.until}` : null,
    'comment' in data ? data.comment : null,
    'reason' in data ? data.reason : null,
  ],
});

const describeRule = ({ type, data }: Stamped<AlertRuleEvent>): EventDescription => ({
  ...NOTHING_SAID,
  label: ALERT_RULE_EVENT_LABEL[type],
  by: data.by,
  businessDate: data.effectiveFrom,
  details: [data.rule, `第 ${data.version} 版`, data.reason],
});

function describeWatch({ type, data }: Stamped<AlertWatchEvent>): EventDescription {
  const said = { ...NOTHING_SAID, label: ALERT_WATCH_EVENT_LABEL[type], by: data.by };
  const year = `${data.fiscalYear} 年度`;
  switch (type) {
    case 'AlertWatchEnabled':
      return { ...said, businessDate: data.from, details: [year] };
    case 'AlertsEvaluated':
      return {
        ...said,
        businessDate: data.evaluatedOn,
        details: [
          year,
          `${data.programmes} 个项目`,
          data.unjudgedCount === 0 ? null : `${data.unjudgedCount} 项未能判断`,
        ],
      };
    case 'AlertEvaluationFailed':
      return { ...said, businessDate: data.on, details: [year, data.reason] };
    case 'AlertEvaluationWithdrawn':
      return { ...said, businessDate: data.evaluatedOn, details: [year, data.reason] };
  }
}

/** What the event log says of alerts, their thresholds and their evaluation. */
export const alertEvents: readonly EventDescriber[] = [
  describing('alert', alertCodec, describeAlert),
  describing('alertRule', alertRuleCodec, describeRule),
  describing('alertWatch', alertWatchCodec, describeWatch),
];
