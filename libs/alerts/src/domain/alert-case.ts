import { invariant, unreachable, type BusinessDate, type By, type Decider, type DomainEvent } from '@bofu/kernel';
import type { AlertCause } from './alert-cause';
import { isWorse, type AlertLevel } from './alert-level';
import { keyOfLine, sayTheSame, worstOf, type AlertLine } from './alert-line';
import { refuse } from './refusals';

/**
 * An alert 预警 is a case: one for each programme and cause, whatever number of rules, months and appropriations it is
 * found in; those are its lines. It ends by its cause, when no rule finds anything any more, or by a person who gives a
 * reason (and, once an agency has granted rights, a second one who agrees). What a person has closed comes back when it
 * gets worse or another line joins it. An assessment that finds the same lines at the same levels records nothing.
 */

/** 继续 / 调剂 / 追加 / 取消. */
export const DISPOSITIONS = ['continue', 'virement', 'supplement', 'cancel'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** What the rules found on a day, at its end. */
export interface Assessment {
  /** The worst of its lines. */
  readonly level: AlertLevel;
  readonly lines: readonly AlertLine[];
  readonly evaluatedOn: BusinessDate;
}

/** Whom the case is about. */
export interface AlertIdentity {
  readonly cause: AlertCause;
  readonly fiscalYear: number;
  /** The programme, the payout scheme or the fiscal year. */
  readonly subject: string;
  readonly subjectName: string;
  /** `null` where the subject is no programme. */
  readonly programmeId: string | null;
  /** Of a programme, the first of its appropriations. */
  readonly appropriationId: string | null;
}

type Own = { readonly alertId: string };
type Acted = Own & { readonly actedOn: BusinessDate };

export type AlertEvent =
  | DomainEvent<'AlertRaised', Own & AlertIdentity & Assessment>
  | DomainEvent<'AlertEscalated', Own & Assessment & { from: AlertLevel }>
  | DomainEvent<'AlertEased', Own & Assessment & { from: AlertLevel }>
  /** The level stays and the lines do not: another month, another rule. */
  | DomainEvent<'AlertLinesChanged', Own & Assessment>
  | DomainEvent<'AlertCleared', Own & { evaluatedOn: BusinessDate }>
  | DomainEvent<'AlertReopened', Own & Assessment>
  /** The evaluation of a day, and of those after it, was withdrawn: the case stands as it stood before. */
  | DomainEvent<'AlertAssessmentWithdrawn', Own & { evaluatedOn: BusinessDate; reason: string }>
  | DomainEvent<'AlertAcknowledged', Acted>
  /** `assigneeId`: a registered person. */
  | DomainEvent<'AlertAssigned', Acted & { assigneeId: string }>
  | DomainEvent<'AlertCommented', Acted & { comment: string }>
  | DomainEvent<'AlertSnoozed', Acted & { until: BusinessDate; reason: string }>
  | DomainEvent<'AlertDisposed', Acted & { decision: Disposition; reason: string }>
  | DomainEvent<'AlertClosureRequested', Acted & { reason: string }>
  /** 人工销号. */
  | DomainEvent<'AlertClosed', Acted & { reason: string }>;

export type AlertCommand =
  /** `lines: []`: the rules find nothing to object to any more. */
  | {
      type: 'assess-alert';
      identity: AlertIdentity;
      evaluatedOn: BusinessDate;
      lines: readonly AlertLine[];
    }
  | { type: 'withdraw-assessment'; evaluatedOn: BusinessDate; reason: string }
  | { type: 'acknowledge-alert'; actedOn: BusinessDate }
  | { type: 'assign-alert'; actedOn: BusinessDate; assigneeId: string }
  | { type: 'comment-alert'; actedOn: BusinessDate; comment: string }
  /** Until the end of that day; the case then stands again as it stood before. */
  | { type: 'snooze-alert'; actedOn: BusinessDate; until: BusinessDate; reason: string }
  | { type: 'dispose-alert'; actedOn: BusinessDate; decision: Disposition; reason: string }
  /** `alone`: the agency is in single-person mode. Else the first to ask requests, and another one closes. */
  | { type: 'close-alert'; actedOn: BusinessDate; reason: string; alone: boolean };

/** What the rules have said so far. */
interface Judged {
  readonly situation: 'open' | 'acknowledged' | 'cleared';
  readonly latest: Assessment;
  readonly clearedOn: BusinessDate | null;
  /** The day it was raised, or came back for the last time. */
  readonly since: BusinessDate;
  /** The last business date an event of a rule is about; `null` where that evaluation was withdrawn and none came before. */
  readonly evaluatedOn: BusinessDate | null;
  readonly recurrences: number;
}

export interface RaisedAlert extends Judged {
  readonly alertId: string;
  readonly identity: AlertIdentity;
  readonly raisedOn: BusinessDate;
  readonly assigneeId: string | null;
  readonly snoozed: { readonly until: BusinessDate; readonly reason: string } | null;
  readonly disposition: { readonly decision: Disposition; readonly reason: string; readonly on: BusinessDate } | null;
  /** By a person; the lines that were closed with it. */
  readonly closed: { readonly reason: string; readonly on: BusinessDate; readonly personId: string } | null;
  readonly closureRequest: { readonly reason: string; readonly on: BusinessDate; readonly personId: string } | null;
  /** How it stood before each day that changed anything, the earliest first. */
  readonly before: readonly { readonly day: BusinessDate; readonly judged: Judged }[];
}

export type AlertCase = { readonly situation: 'none'; readonly alertId: string } | RaisedAlert;

export const ALERT_SITUATIONS = ['open', 'acknowledged', 'snoozed', 'cleared'] as const;
/** 待确认 / 处置中 / 暂缓 / 已销号. */
export type AlertSituation = (typeof ALERT_SITUATIONS)[number];

/** How a case stands on a day: what was put off stands again, without anybody's doing, once its day is over. */
export const situationOn = ({ situation, snoozed }: RaisedAlert, date: BusinessDate): AlertSituation =>
  situation !== 'cleared' && snoozed !== null && date <= snoozed.until ? 'snoozed' : situation;

type Assess = Omit<Extract<AlertCommand, { type: 'assess-alert' }>, 'type'>;

/** What comes of a day's judgement; nobody's doing. */
export function assess(state: AlertCase, { identity, evaluatedOn, lines }: Assess): AlertEvent[] {
  const { alertId } = state;
  if (state.situation !== 'none' && state.evaluatedOn !== null && evaluatedOn < state.evaluatedOn) return [];
  if (lines.length === 0) {
    // What a person has closed is over for good when its cause is: the same again would be another case of it.
    const stands = state.situation !== 'none' && (state.situation !== 'cleared' || state.closed !== null);
    return stands ? [{ type: 'AlertCleared', data: { alertId, evaluatedOn } }] : [];
  }
  const assessment: Assessment = { level: worstOf(lines), lines, evaluatedOn };
  if (state.situation === 'none') return [{ type: 'AlertRaised', data: { alertId, ...identity, ...assessment } }];
  if (state.situation === 'cleared') {
    if (state.closed !== null && addsNothing(lines, state.latest.lines)) return [];
    return [{ type: 'AlertReopened', data: { alertId, ...assessment } }];
  }
  const from = state.latest.level;
  if (assessment.level === from)
    return sayTheSame(lines, state.latest.lines)
      ? []
      : [{ type: 'AlertLinesChanged', data: { alertId, ...assessment } }];
  const type = isWorse(assessment.level, from) ? 'AlertEscalated' : 'AlertEased';
  return [{ type, data: { alertId, ...assessment, from } }];
}

/** Every line was there when the case was closed, and is no worse. */
const addsNothing = (lines: readonly AlertLine[], closed: readonly AlertLine[]): boolean =>
  lines.every((line) => {
    const before = closed.find((one) => keyOfLine(one) === keyOfLine(line));
    return before !== undefined && !isWorse(line.level, before.level);
  });

function standing(state: AlertCase): RaisedAlert & { situation: 'open' | 'acknowledged' } {
  if (state.situation === 'none') return refuse('alert-not-found', { alertId: state.alertId });
  if (state.situation === 'cleared')
    return refuse('alert-cleared', { alertId: state.alertId, clearedOn: state.clearedOn ?? state.raisedOn });
  return { ...state, situation: state.situation };
}

function decide(state: AlertCase, command: AlertCommand, by: By): readonly AlertEvent[] {
  const { alertId } = state;
  switch (command.type) {
    case 'assess-alert':
      return assess(state, command);
    case 'withdraw-assessment': {
      const { evaluatedOn, reason } = command;
      const concerned = state.situation !== 'none' && state.evaluatedOn !== null && state.evaluatedOn >= evaluatedOn;
      return concerned ? [{ type: 'AlertAssessmentWithdrawn', data: { alertId, evaluatedOn, reason } }] : [];
    }
    case 'acknowledge-alert':
      return standing(state).situation === 'acknowledged'
        ? []
        : [{ type: 'AlertAcknowledged', data: { alertId, actedOn: command.actedOn } }];
    case 'assign-alert': {
      const { actedOn, assigneeId } = command;
      return standing(state).assigneeId === assigneeId
        ? []
        : [{ type: 'AlertAssigned', data: { alertId, actedOn, assigneeId } }];
    }
    case 'comment-alert': {
      if (state.situation === 'none') return refuse('alert-not-found', { alertId });
      const { actedOn, comment } = command;
      return [{ type: 'AlertCommented', data: { alertId, actedOn, comment } }];
    }
    case 'snooze-alert': {
      const blocking = standing(state).latest.lines.find((line) => line.blocking && line.level === 'red');
      const { actedOn, until, reason } = command;
      if (blocking !== undefined) return refuse('alert-blocking-not-snoozed', { rule: blocking.rule });
      if (until <= actedOn) return refuse('snooze-not-ahead', { until, on: actedOn });
      return [{ type: 'AlertSnoozed', data: { alertId, actedOn, until, reason } }];
    }
    case 'dispose-alert': {
      standing(state);
      const { actedOn, decision, reason } = command;
      return [{ type: 'AlertDisposed', data: { alertId, actedOn, decision, reason } }];
    }
    case 'close-alert': {
      const { closureRequest } = standing(state);
      const { actedOn, reason, alone } = command;
      if (alone) return [{ type: 'AlertClosed', data: { alertId, actedOn, reason } }];
      if (closureRequest === null) return [{ type: 'AlertClosureRequested', data: { alertId, actedOn, reason } }];
      if (closureRequest.personId === by.personId) return refuse('closure-by-second-person', { alertId });
      return [{ type: 'AlertClosed', data: { alertId, actedOn, reason } }];
    }
    default:
      return unreachable(command);
  }
}

function evolve(state: AlertCase, { type, data }: AlertEvent, by: By): AlertCase {
  if (type === 'AlertRaised') {
    const { alertId, cause, fiscalYear, subject, subjectName, programmeId, appropriationId } = data;
    const latest = assessmentOf(data);
    const before: Judged = {
      ...{ situation: 'cleared', latest, clearedOn: data.evaluatedOn, since: data.evaluatedOn },
      ...{ evaluatedOn: null, recurrences: 0 },
    };
    return {
      situation: 'open',
      alertId,
      identity: { cause, fiscalYear, subject, subjectName, programmeId, appropriationId },
      latest,
      raisedOn: data.evaluatedOn,
      clearedOn: null,
      since: data.evaluatedOn,
      evaluatedOn: data.evaluatedOn,
      assigneeId: null,
      snoozed: null,
      disposition: null,
      closed: null,
      closureRequest: null,
      recurrences: 0,
      before: [{ day: data.evaluatedOn, judged: before }],
    };
  }
  invariant(state.situation !== 'none', `${type} before AlertRaised`);
  switch (type) {
    case 'AlertEscalated':
    case 'AlertEased':
    case 'AlertLinesChanged': {
      // Who put a yellow alert off, or asked for it to be closed, has not agreed to a red one.
      const worse = type === 'AlertEscalated';
      const { snoozed, closureRequest } = worse ? { snoozed: null, closureRequest: null } : state;
      return judged(state, data.evaluatedOn, { latest: assessmentOf(data) }, { snoozed, closureRequest });
    }
    case 'AlertCleared': {
      const clearedOn = data.evaluatedOn;
      return judged(state, clearedOn, { situation: 'cleared', clearedOn }, { snoozed: null, closed: null });
    }
    case 'AlertReopened': {
      const { latest, since } = { latest: assessmentOf(data), since: data.evaluatedOn };
      return judged(
        state,
        since,
        { situation: 'open', latest, clearedOn: null, since, recurrences: state.recurrences + 1 },
        { disposition: null, closed: null, closureRequest: null },
      );
    }
    case 'AlertAssessmentWithdrawn':
      return asBefore(state, data.evaluatedOn);
    case 'AlertAcknowledged':
      return { ...state, situation: 'acknowledged' };
    case 'AlertAssigned':
      return { ...state, assigneeId: data.assigneeId };
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
    case 'AlertClosureRequested':
      return { ...state, closureRequest: { reason: data.reason, on: data.actedOn, personId: by.personId } };
    case 'AlertClosed': {
      const { reason, actedOn: on } = data;
      const closed = { reason, on, personId: by.personId };
      return { ...state, situation: 'cleared', clearedOn: on, snoozed: null, closureRequest: null, closed };
    }
    default:
      return unreachable(type);
  }
}

/** The case without what was judged on a day and after it. */
export function asBefore(state: AlertCase, judgedOn: BusinessDate): AlertCase {
  if (state.situation === 'none') return state;
  const first = state.before.findIndex(({ day }) => day >= judgedOn);
  const then = state.before[first];
  if (then === undefined) return state;
  // What people have said of it stays said; a case they have closed stays closed.
  const situation = state.closed !== null ? 'cleared' : then.judged.situation;
  return { ...state, ...then.judged, situation, before: state.before.slice(0, first) };
}

function judged(
  state: RaisedAlert,
  day: BusinessDate,
  change: Partial<Judged>,
  rest: Partial<Omit<RaisedAlert, keyof Judged>>,
): RaisedAlert {
  const { situation, latest, clearedOn, since, evaluatedOn, recurrences } = state;
  const before = { day, judged: { situation, latest, clearedOn, since, evaluatedOn, recurrences } };
  return { ...state, ...change, ...rest, evaluatedOn: day, before: [...state.before, before] };
}

const assessmentOf = ({ level, lines, evaluatedOn }: Assessment): Assessment => ({ level, lines, evaluatedOn });

export const alertDecider = (alertId: string): Decider<AlertCase, AlertCommand, AlertEvent> => ({
  initial: { situation: 'none', alertId },
  decide,
  evolve,
});
