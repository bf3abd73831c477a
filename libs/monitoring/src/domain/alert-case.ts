import { invariant, unreachable, type BusinessDate, type Decider, type DomainEvent, type Period } from '@bofu/kernel';
import { isWorse, type AlertLevel } from './alert-level';
import type { RuleId } from './alert-rule';
import { refuse } from './refusals';

/**
 * An alert 预警 is a case: raised by a rule about a subject (and a period), handled by people, cleared by the rule when
 * its cause is gone, and reopened in the same stream when it comes back. What people decide does not clear it; only the
 * books do. An assessment that finds the case as it stands, figures that moved within the level included, records
 * nothing.
 */

/** 继续 / 调剂 / 追加 / 取消. */
export const DISPOSITIONS = ['continue', 'virement', 'supplement', 'cancel'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** What a rule found on a day, and by which version of its thresholds. */
export interface Assessment {
  readonly ruleVersion: number;
  readonly level: AlertLevel;
  readonly formula: string;
  readonly figures: Readonly<Record<string, string>>;
  /** The business date that was looked at, at its end. */
  readonly evaluatedOn: BusinessDate;
}

/** Whom the case is about. */
export interface AlertIdentity {
  readonly rule: RuleId;
  readonly ruleName: string;
  readonly blocking: boolean;
  readonly fiscalYear: number;
  /** The appropriation, the payout scheme or the fiscal year. */
  readonly subject: string;
  readonly subjectName: string;
  readonly appropriationId: string | null;
  readonly period: Period | null;
}

export type AlertEvent =
  | DomainEvent<'AlertRaised', AlertIdentity & Assessment & { alertId: string }>
  | DomainEvent<'AlertEscalated', Assessment & { from: AlertLevel }>
  | DomainEvent<'AlertEased', Assessment & { from: AlertLevel }>
  | DomainEvent<'AlertCleared', { ruleVersion: number; evaluatedOn: BusinessDate }>
  | DomainEvent<'AlertReopened', Assessment>
  | DomainEvent<'AlertAcknowledged', { actedOn: BusinessDate }>
  | DomainEvent<'AlertAssigned', { actedOn: BusinessDate; assignee: string }>
  | DomainEvent<'AlertCommented', { actedOn: BusinessDate; comment: string }>
  | DomainEvent<'AlertSnoozed', { actedOn: BusinessDate; until: BusinessDate; reason: string }>
  | DomainEvent<'AlertDisposed', { actedOn: BusinessDate; decision: Disposition; reason: string }>;

export type AlertCommand =
  /** `found: null`: the rule finds nothing to object to any more. */
  | {
      type: 'assess-alert';
      identity: AlertIdentity;
      ruleVersion: number;
      evaluatedOn: BusinessDate;
      found: {
        readonly level: AlertLevel;
        readonly formula: string;
        readonly figures: Readonly<Record<string, string>>;
      } | null;
    }
  | { type: 'acknowledge-alert'; actedOn: BusinessDate }
  | { type: 'assign-alert'; actedOn: BusinessDate; assignee: string }
  | { type: 'comment-alert'; actedOn: BusinessDate; comment: string }
  /** Until the end of that day; the case then stands again as it stood before. */
  | { type: 'snooze-alert'; actedOn: BusinessDate; until: BusinessDate; reason: string }
  | { type: 'dispose-alert'; actedOn: BusinessDate; decision: Disposition; reason: string };

export interface RaisedAlert {
  /** 待确认 / 处置中 / 已销号. Put off 暂缓 is a matter of the day: see `situationOn`. */
  readonly situation: 'open' | 'acknowledged' | 'cleared';
  readonly alertId: string;
  readonly identity: AlertIdentity;
  readonly latest: Assessment;
  readonly raisedOn: BusinessDate;
  readonly clearedOn: BusinessDate | null;
  /** The last business date an event of a rule is about. */
  readonly evaluatedOn: BusinessDate;
  readonly assignee: string | null;
  readonly snoozed: { readonly until: BusinessDate; readonly reason: string } | null;
  readonly disposition: { readonly decision: Disposition; readonly reason: string; readonly on: BusinessDate } | null;
  readonly recurrences: number;
}

export type AlertCase = { readonly situation: 'none'; readonly alertId: string } | RaisedAlert;

export const ALERT_SITUATIONS = ['open', 'acknowledged', 'snoozed', 'cleared'] as const;
/** 待确认 / 处置中 / 暂缓 / 已销号. */
export type AlertSituation = (typeof ALERT_SITUATIONS)[number];

/** How a case stands on a day: what was put off stands again, without anybody's doing, once its day is over. */
export const situationOn = ({ situation, snoozed }: RaisedAlert, date: BusinessDate): AlertSituation =>
  situation !== 'cleared' && snoozed !== null && date <= snoozed.until ? 'snoozed' : situation;

/** `R06-2021-13062121BHNLI8GFGL4GA-2021-05`: what the case is about, so that a rule that asks again finds the first. */
export const alertIdOf = ({ rule, subject, period }: Pick<AlertIdentity, 'rule' | 'subject' | 'period'>): string =>
  [rule, subject, ...(period === null ? [] : [period])].join('-');

type Assess = Extract<AlertCommand, { type: 'assess-alert' }>;

function assess(state: AlertCase, command: Assess): AlertEvent[] {
  const { identity, ruleVersion, evaluatedOn, found } = command;
  if (state.situation !== 'none' && evaluatedOn < state.evaluatedOn) return [];
  if (found === null)
    return state.situation === 'none' || state.situation === 'cleared'
      ? []
      : [{ type: 'AlertCleared', data: { ruleVersion, evaluatedOn } }];
  const assessment: Assessment = { ruleVersion, ...found, evaluatedOn };
  if (state.situation === 'none')
    return [{ type: 'AlertRaised', data: { alertId: state.alertId, ...identity, ...assessment } }];
  if (state.situation === 'cleared') return [{ type: 'AlertReopened', data: assessment }];
  const from = state.latest.level;
  if (found.level === from) return [];
  return [{ type: isWorse(found.level, from) ? 'AlertEscalated' : 'AlertEased', data: { ...assessment, from } }];
}

function standing(state: AlertCase): RaisedAlert & { situation: 'open' | 'acknowledged' } {
  if (state.situation === 'none') return refuse('alert-not-found', { alertId: state.alertId });
  if (state.situation === 'cleared')
    return refuse('alert-cleared', { alertId: state.alertId, clearedOn: state.clearedOn ?? state.evaluatedOn });
  return { ...state, situation: state.situation };
}

function decide(state: AlertCase, command: AlertCommand): readonly AlertEvent[] {
  switch (command.type) {
    case 'assess-alert':
      return assess(state, command);
    case 'acknowledge-alert':
      return standing(state).situation === 'acknowledged'
        ? []
        : [{ type: 'AlertAcknowledged', data: { actedOn: command.actedOn } }];
    case 'assign-alert': {
      const { actedOn, assignee } = command;
      return standing(state).assignee === assignee ? [] : [{ type: 'AlertAssigned', data: { actedOn, assignee } }];
    }
    case 'comment-alert': {
      if (state.situation === 'none') return refuse('alert-not-found', { alertId: state.alertId });
      const { actedOn, comment } = command;
      return [{ type: 'AlertCommented', data: { actedOn, comment } }];
    }
    case 'snooze-alert': {
      const { identity, latest } = standing(state);
      const { actedOn, until, reason } = command;
      if (identity.blocking && latest.level === 'red')
        return refuse('alert-blocking-not-snoozed', { rule: identity.rule });
      if (until <= actedOn) return refuse('snooze-not-ahead', { until, on: actedOn });
      return [{ type: 'AlertSnoozed', data: { actedOn, until, reason } }];
    }
    case 'dispose-alert': {
      standing(state);
      const { actedOn, decision, reason } = command;
      return [{ type: 'AlertDisposed', data: { actedOn, decision, reason } }];
    }
    default:
      return unreachable(command);
  }
}

function evolve(state: AlertCase, { type, data }: AlertEvent): AlertCase {
  if (type === 'AlertRaised') {
    const { alertId, rule, ruleName, blocking, fiscalYear, subject, subjectName, appropriationId, period, ...latest } =
      data;
    return {
      situation: 'open',
      alertId,
      identity: { rule, ruleName, blocking, fiscalYear, subject, subjectName, appropriationId, period },
      latest,
      raisedOn: data.evaluatedOn,
      clearedOn: null,
      evaluatedOn: data.evaluatedOn,
      assignee: null,
      snoozed: null,
      disposition: null,
      recurrences: 0,
    };
  }
  invariant(state.situation !== 'none', `${type} before AlertRaised`);
  switch (type) {
    case 'AlertEscalated':
    case 'AlertEased': {
      const { from: _from, ...latest } = data;
      // Who put a yellow alert off has not agreed to a red one.
      const snoozed = type === 'AlertEscalated' ? null : state.snoozed;
      return { ...state, latest, evaluatedOn: data.evaluatedOn, snoozed };
    }
    case 'AlertCleared':
      return {
        ...state,
        situation: 'cleared',
        clearedOn: data.evaluatedOn,
        evaluatedOn: data.evaluatedOn,
        snoozed: null,
      };
    case 'AlertReopened':
      return {
        ...state,
        situation: 'open',
        latest: data,
        clearedOn: null,
        evaluatedOn: data.evaluatedOn,
        disposition: null,
        recurrences: state.recurrences + 1,
      };
    case 'AlertAcknowledged':
      return { ...state, situation: 'acknowledged' };
    case 'AlertAssigned':
      return { ...state, assignee: data.assignee };
    case 'AlertCommented':
      return state;
    case 'AlertSnoozed':
      return { ...state, snoozed: { until: data.until, reason: data.reason } };
    case 'AlertDisposed':
      return {
        ...state,
        situation: 'acknowledged',
        disposition: { decision: data.decision, reason: data.reason, on: data.actedOn },
      };
    default:
      return unreachable(type);
  }
}

export const alertDecider = (alertId: string): Decider<AlertCase, AlertCommand, AlertEvent> => ({
  initial: { situation: 'none', alertId },
  decide,
  evolve,
});
