import { z } from 'zod';
import {
  fenFromDigits,
  formatBasisPoints,
  formatYuan,
  unreachable,
  type BusinessDate,
  type WorkingCalendar,
} from '@bofu/kernel';
import { ALERT_CAUSE_LABEL, ALERT_EVENT_LABEL, DISPOSITION_LABEL } from './alert-labels';
import { alertWatchView, viewAlertWatch } from './alert-watch.view';
import type { AlertWatchStanding } from './alert-watch.query';
import type { AlertsOfMonth } from './alert-trend.query';
import { isUnanswered, stakeOf, type AlertHistoryLine, type AlertStanding } from './alerts.query';
import { ANSWER_WITHIN_WORKING_DAYS, answerDueOn, overdueBefore, workingDaysUpTo } from './domain/answer-due';
import { ALERT_SITUATIONS, DISPOSITIONS, type AlertEvent } from './domain/alert-case';
import { ALERT_CAUSES } from './domain/alert-cause';
import { ALERT_LEVELS, type AlertLevel } from './domain/alert-level';

/** Alerts as they cross HTTP and the command line: amounts in 元, shares in 个百分点, both as text with two places. */

const level = z.enum(ALERT_LEVELS).meta({ description: '级别：info 提示、yellow 黄、orange 橙、red 红' });
const situation = z
  .enum(ALERT_SITUATIONS)
  .meta({ description: '状态：open 待确认、acknowledged 处置中、snoozed 暂缓、cleared 已销号' });
const date = z.string().meta({ format: 'date', example: '2021-10-29' });
const figures = z.record(z.string(), z.string()).meta({ description: '算式中的数：金额为元，比例为个百分点' });

const line = z.strictObject({
  rule: z.string().meta({ example: 'R06' }),
  ruleName: z.string(),
  ruleVersion: z.int().meta({ description: '所依据的阈值版本' }),
  blocking: z.boolean().meta({ description: '支付因此受阻' }),
  appropriationId: z.string().nullable().meta({ description: '关于整个项目的为 null' }),
  period: z.string().nullable(),
  level,
  formula: z.string().meta({ description: '带数的算式' }),
  figures,
  stake: z.string().meta({ description: '涉及金额，元' }),
  since: date.meta({ description: '首次出现' }),
});

const shape = {
  alertId: z.string(),
  agencyId: z.string(),
  cause: z.enum(ALERT_CAUSES).meta({
    description:
      '事由：unpaid 未按期支付、behind 进度滞后、ahead 进度超前、short 资金不足、performance 绩效滞后、data 数据待核',
  }),
  causeName: z.string(),
  fiscalYear: z.int(),
  subject: z.string().meta({ description: '项目、发放方案或年度' }),
  subjectName: z.string(),
  programmeId: z.string().nullable(),
  appropriationId: z.string().nullable().meta({ description: '项目最先下达的指标' }),
  level,
  situation,
  stake: z.string().meta({ description: '涉及金额，元' }),
  formula: z.string().meta({ description: '最重一行的算式' }),
  blocking: z.boolean().meta({ description: '支付因此受阻，不能暂缓' }),
  lines: z.array(line).meta({ description: '逐行：规则、指标、月份' }),
  raisedOn: date,
  since: date.meta({ description: '首次触发，或最近一次再次触发' }),
  answerDueOn: date
    .nullable()
    .meta({ description: `处置期限：其后第 ${ANSWER_WITHIN_WORKING_DAYS} 个工作日；提示级与日历未载入的为 null` }),
  overdue: z.boolean().meta({ description: '超过处置期限仍未处置' }),
  changedOn: date.meta({ description: '最近一次变化所评估的业务日期' }),
  clearedOn: date.nullable(),
  closed: z
    .strictObject({ reason: z.string(), on: date, personId: z.string(), person: z.string() })
    .nullable()
    .meta({ description: '由人销号的事由' }),
  closureRequest: z
    .strictObject({ reason: z.string(), on: date, personId: z.string(), person: z.string() })
    .nullable()
    .meta({ description: '申请销号，待另一人确认' }),
  assigneeId: z.string().nullable(),
  assignee: z.string().nullable().meta({ description: '责任人姓名' }),
  snoozedUntil: date.nullable(),
  disposition: z.strictObject({ decision: z.enum(DISPOSITIONS), reason: z.string(), on: date }).nullable(),
  recurrences: z.int().meta({ description: '销号后再次触发的次数' }),
  raisedAt: z.string().meta({ description: '触发事件的位置，可作 knownAt 回到触发时点' }),
  position: z.string(),
};

export const alertView = z.strictObject(shape);

const count = z.int().min(0);
const counts = z.strictObject({ red: count, orange: count, yellow: count, info: count });

/** How many cases there are, by situation and level. */
export const alertCountsView = z.strictObject({
  fiscalYear: z.int(),
  situations: z.strictObject({ open: counts, acknowledged: counts, snoozed: counts, cleared: counts }),
  overdue: count.meta({ description: '超过处置期限仍未处置' }),
  unassigned: count.meta({ description: '未销号且未指派责任人' }),
  closureRequested: count.meta({ description: '已申请销号，待另一人确认' }),
  answered: z
    .strictObject({ cases: count, workingDays: z.string() })
    .nullable()
    .meta({ description: '已处置的件数，及触发到处置平均几个工作日；没有的为 null' }),
  evaluation: alertWatchView,
});

const historyView = z.strictObject({
  version: z.int(),
  position: z.string(),
  type: z.string(),
  label: z.string(),
  on: date,
  personId: z.string(),
  actor: z.string().meta({ description: '办理人姓名' }),
  recordedAt: z.string(),
  level: level.nullable(),
  formula: z.string().nullable(),
  text: z.string().nullable().meta({ description: '评论、事由、指派给谁、暂缓至何日' }),
});

export const alertWithHistoryView = z.strictObject({ ...shape, history: z.array(historyView) });
export type AlertView = z.output<typeof alertView>;
export type AlertWithHistoryView = z.output<typeof alertWithHistoryView>;

export type NameOf = (personId: string) => string | null;

/** By what a case is said to have waited too long: the working days, and the day it is looked at. */
export interface SeenOn {
  readonly on: BusinessDate;
  readonly calendar: WorkingCalendar;
}

export function viewAlert(standing: AlertStanding, nameOf: NameOf, { on, calendar }: SeenOn): AlertView {
  const { agencyId, state, situation: now, firstPosition, position } = standing;
  const { identity, latest, snoozed, disposition } = state;
  return {
    alertId: state.alertId,
    agencyId,
    ...identity,
    causeName: ALERT_CAUSE_LABEL[identity.cause],
    level: latest.level,
    situation: now,
    stake: formatYuan(stakeOf(standing)),
    formula: latest.lines[0]?.formula ?? '',
    blocking: latest.lines.some((one) => one.blocking && one.level === 'red'),
    lines: latest.lines.map(({ figures: kept, stakeFen, edition: _, renewedBy: _anew, ...one }) => ({
      ...one,
      figures: viewFigures(kept),
      stake: formatYuan(fenFromDigits(stakeFen)),
    })),
    raisedOn: state.raisedOn,
    since: state.since,
    answerDueOn: latest.level === 'info' ? null : answerDueOn(state.since, calendar),
    overdue: isUnanswered(standing, overdueBefore(on, calendar)),
    changedOn: latest.evaluatedOn,
    clearedOn: state.clearedOn,
    closed: state.closed && saidBy(state.closed, nameOf),
    closureRequest: state.closureRequest && saidBy(state.closureRequest, nameOf),
    assigneeId: state.assigneeId,
    assignee: state.assigneeId && (nameOf(state.assigneeId) ?? state.assigneeId),
    snoozedUntil: now === 'snoozed' ? (snoozed?.until ?? null) : null,
    disposition,
    recurrences: state.recurrences,
    raisedAt: firstPosition,
    position,
  };
}

const saidBy = <Said extends { readonly personId: string }>(said: Said, nameOf: NameOf) => ({
  ...said,
  person: nameOf(said.personId) ?? said.personId,
});

type Counted = Record<AlertLevel, number>;
const none = (): Counted => ({ info: 0, yellow: 0, orange: 0, red: 0 });

export function viewAlertCounts(
  fiscalYear: number,
  alerts: readonly AlertStanding[],
  watch: AlertWatchStanding,
  seen: SeenOn,
): z.output<typeof alertCountsView> {
  const situations = { open: none(), acknowledged: none(), snoozed: none(), cleared: none() };
  for (const { state, situation: now } of alerts) situations[now][state.latest.level] += 1;
  return {
    fiscalYear,
    situations,
    ...waitingOf(alerts, seen),
    evaluation: viewAlertWatch(fiscalYear, watch),
  };
}

function waitingOf(alerts: readonly AlertStanding[], { on, calendar }: SeenOn) {
  const before = overdueBefore(on, calendar);
  const standing = alerts.filter(({ situation: now }) => now !== 'cleared');
  const waited = alerts.flatMap(({ state: { since, disposition } }) =>
    disposition === null ? [] : (workingDaysUpTo(since, disposition.on, calendar) ?? []),
  );
  const days = waited.reduce((sum, each) => sum + each, 0);
  return {
    overdue: alerts.filter((one) => isUnanswered(one, before)).length,
    unassigned: standing.filter(({ state }) => state.assigneeId === null).length,
    closureRequested: standing.filter(({ state }) => state.closureRequest !== null).length,
    answered: waited.length === 0 ? null : { cases: waited.length, workingDays: (days / waited.length).toFixed(1) },
  };
}

export const alertTrendView = z.strictObject({
  fiscalYear: z.int(),
  months: z.array(
    z.strictObject({
      period: z.string().meta({ example: '2021-10' }),
      on: date.meta({ description: '月末，或所看的日期' }),
      standing: counts,
      appeared: count.meta({ description: '此时未销号而上月末没有的' }),
      ended: count.meta({ description: '上月末未销号而此时没有的' }),
    }),
  ),
});

export const viewAlertTrend = (fiscalYear: number, months: readonly AlertsOfMonth[]) => ({
  fiscalYear,
  months: [...months],
});

export const viewAlertWithHistory = (standing: AlertStanding, nameOf: NameOf, seen: SeenOn): AlertWithHistoryView => ({
  ...viewAlert(standing, nameOf, seen),
  history: standing.history.map((line) => viewLine(line, nameOf)),
});

const viewLine = ({ event, version, position, on, recordedAt }: AlertHistoryLine, nameOf: NameOf) => ({
  version: Number(version),
  position,
  type: event.type,
  label: ALERT_EVENT_LABEL[event.type],
  on,
  personId: event.data.by.personId,
  actor: nameOf(event.data.by.personId) ?? event.data.by.personId,
  recordedAt,
  level: 'level' in event.data ? event.data.level : null,
  formula: 'lines' in event.data ? event.data.lines.map(({ formula }) => formula).join('；') : null,
  text: textOf(event, nameOf),
});

function textOf(event: AlertEvent, nameOf: NameOf): string | null {
  switch (event.type) {
    case 'AlertAssigned':
      return `指派给 ${nameOf(event.data.assigneeId) ?? event.data.assigneeId}`;
    case 'AlertCommented':
      return event.data.comment;
    case 'AlertSnoozed':
      return `至 ${event.data.until}：${event.data.reason}`;
    case 'AlertDisposed':
      return `${DISPOSITION_LABEL[event.data.decision]}：${event.data.reason}`;
    case 'AlertAssessmentWithdrawn':
      return `${event.data.evaluatedOn} 及以后的评估：${event.data.reason}`;
    case 'AlertClosureRequested':
    case 'AlertClosed':
      return event.data.reason;
    case 'AlertCleared':
      return '原因已消除';
    case 'AlertRaised':
    case 'AlertEscalated':
    case 'AlertEased':
    case 'AlertLinesChanged':
    case 'AlertReopened':
    case 'AlertAcknowledged':
      return null;
    default:
      return unreachable(event);
  }
}

/** `lagFen` becomes `lag` in 元, `lagPoints` stays in points with two places. */
const viewFigures = (kept: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(kept).map(([name, text]) => {
      if (name.endsWith('Fen')) return [name.slice(0, -'Fen'.length), formatYuan(fenFromDigits(text))];
      return [name, name.endsWith('Points') ? formatBasisPoints(Number(text)) : text];
    }),
  );
