import { derivedId, streamId, type Aggregate } from '@bofu/event-store';
import {
  alertDecider,
  type AlertCase,
  type AlertCommand,
  type AlertEvent,
  type AlertIdentity,
} from './domain/alert-case';
import {
  alertRuleDecider,
  type AlertRuleCommand,
  type AlertRuleEvent,
  type RuleTerms,
  type RuleThresholds,
} from './domain/alert-rule';
import { alertWatchDecider, type AlertWatch, type AlertWatchCommand, type AlertWatchEvent } from './domain/alert-watch';
import { alertCodec, alertRuleCodec, alertWatchCodec } from './alerts-codec';

export const ALERT_STREAMS = 'alert-';
export const ALERT_RULE_STREAMS = 'alertRule-';
export const ALERT_WATCH_STREAMS = 'alertWatch-';

/** Made of what the case is about, so that rules that ask again find the first. */
export const alertIdOf = (
  agencyId: string,
  { cause, fiscalYear, subject }: Pick<AlertIdentity, 'cause' | 'fiscalYear' | 'subject'>,
): string => derivedId('alert', agencyId, cause, String(fiscalYear), subject);

export const alertAggregate = (alertId: string): Aggregate<AlertCase, AlertCommand, AlertEvent> => ({
  stream: streamId('alert', alertId),
  decider: alertDecider(alertId),
  codec: alertCodec,
});

/** The thresholds of a rule are each agency's own. */
export const alertRuleIdOf = (agencyId: string, { id }: Pick<RuleTerms, 'id'>): string =>
  derivedId('alert-rule', agencyId, id);

export const alertRuleAggregate = (
  agencyId: string,
  rule: RuleTerms,
): Aggregate<RuleThresholds, AlertRuleCommand, AlertRuleEvent> => {
  const alertRuleId = alertRuleIdOf(agencyId, rule);
  return {
    stream: streamId('alertRule', alertRuleId),
    decider: alertRuleDecider(alertRuleId, rule),
    codec: alertRuleCodec,
  };
};

/** One stream for each year of each agency. */
export const alertWatchAggregate = (
  agencyId: string,
  fiscalYear: number,
): Aggregate<AlertWatch, AlertWatchCommand, AlertWatchEvent> => {
  const watchId = derivedId('alert-watch', agencyId, String(fiscalYear));
  return {
    stream: streamId('alertWatch', watchId),
    decider: alertWatchDecider(watchId),
    codec: alertWatchCodec,
  };
};
