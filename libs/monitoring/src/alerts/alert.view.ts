import { z } from 'zod';
import { fenFromDigits, formatBasisPoints, formatYuan, unreachable } from '@bofu/kernel';
import { ALERT_SITUATIONS, DISPOSITIONS, type AlertEvent, type Disposition } from '../domain/alert-case';
import { ALERT_LEVELS, type AlertLevel } from '../domain/alert-level';
import type { AlertHistoryLine, AlertStanding } from './alerts.query';

/** Alerts as they cross HTTP and the command line: amounts in 元, shares in 个百分点, both as text with two places. */

const level = z.enum(ALERT_LEVELS).meta({ description: '级别：info 提示、yellow 黄、orange 橙、red 红' });
const situation = z
  .enum(ALERT_SITUATIONS)
  .meta({ description: '状态：open 待确认、acknowledged 处置中、snoozed 暂缓、cleared 已销号' });
const date = z.string().meta({ format: 'date', example: '2021-10-29' });
const figures = z.record(z.string(), z.string()).meta({ description: '算式中的数：金额为元，比例为个百分点' });

const shape = {
  alertId: z.string().meta({ example: 'R06-2021-13062121BHNLI8GFGL4GA-2021-05' }),
  rule: z.string().meta({ example: 'R06' }),
  ruleName: z.string(),
  ruleVersion: z.int().meta({ description: '触发或最近变化时所依据的阈值版本' }),
  blocking: z.boolean().meta({ description: '支付因此受阻' }),
  fiscalYear: z.int(),
  subject: z.string().meta({ description: '预算指标、发放方案或年度' }),
  subjectName: z.string(),
  appropriationId: z.string().nullable(),
  period: z.string().nullable(),
  level,
  situation,
  formula: z.string().meta({ description: '带数的算式' }),
  figures,
  raisedOn: date,
  changedOn: date.meta({ description: '级别最近一次变化所评估的业务日期' }),
  clearedOn: date.nullable(),
  assignee: z.string().nullable(),
  snoozedUntil: date.nullable(),
  disposition: z.strictObject({ decision: z.enum(DISPOSITIONS), reason: z.string(), on: date }).nullable(),
  recurrences: z.int().meta({ description: '销号后再次触发的次数' }),
  raisedAt: z.string().meta({ description: '触发事件的位置，可作 knownAt 回到触发时点' }),
  position: z.string(),
};

export const alertView = z.strictObject(shape);

const count = z.int().min(0);
const counts = z.strictObject({ red: count, orange: count, yellow: count, info: count });

/** How many cases stand, by programme and level; `null` is the programme of a case about a scheme or the whole year. */
export const alertCountsView = z.strictObject({
  fiscalYear: z.int(),
  programmes: z.array(z.strictObject({ appropriationId: z.string().nullable(), counts })),
});

const historyView = z.strictObject({
  version: z.int(),
  position: z.string(),
  type: z.string(),
  label: z.string(),
  on: date,
  actor: z.string(),
  recordedAt: z.string(),
  level: level.nullable(),
  formula: z.string().nullable(),
  text: z.string().nullable().meta({ description: '评论、事由、指派给谁、暂缓至何日' }),
});

export const alertWithHistoryView = z.strictObject({ ...shape, history: z.array(historyView) });
export type AlertView = z.output<typeof alertView>;
export type AlertWithHistoryView = z.output<typeof alertWithHistoryView>;

export const DISPOSITION_LABEL: Record<Disposition, string> = {
  continue: '继续',
  virement: '调剂',
  supplement: '追加',
  cancel: '取消',
};

const EVENT_LABEL: Record<AlertEvent['type'], string> = {
  AlertRaised: '触发',
  AlertEscalated: '升级',
  AlertEased: '降级',
  AlertCleared: '销号',
  AlertReopened: '再次触发',
  AlertAcknowledged: '确认',
  AlertAssigned: '指派',
  AlertCommented: '评论',
  AlertSnoozed: '暂缓',
  AlertDisposed: '处置',
};

export function viewAlert(standing: AlertStanding): AlertView {
  const { state, situation: now, firstPosition, position } = standing;
  const { identity, latest, snoozed, disposition } = state;
  return {
    alertId: state.alertId,
    ...identity,
    ruleVersion: latest.ruleVersion,
    level: latest.level,
    situation: now,
    formula: latest.formula,
    figures: viewFigures(latest.figures),
    raisedOn: state.raisedOn,
    changedOn: latest.evaluatedOn,
    clearedOn: state.clearedOn,
    assignee: state.assignee,
    snoozedUntil: now === 'snoozed' ? (snoozed?.until ?? null) : null,
    disposition,
    recurrences: state.recurrences,
    raisedAt: firstPosition,
    position,
  };
}

export function viewAlertCounts(
  fiscalYear: number,
  alerts: readonly AlertStanding[],
): z.output<typeof alertCountsView> {
  const programmes = new Map<string | null, Record<AlertLevel, number>>();
  for (const { state, situation: now } of alerts) {
    if (now === 'cleared') continue;
    const { appropriationId } = state.identity;
    const counted = programmes.get(appropriationId) ?? { info: 0, yellow: 0, orange: 0, red: 0 };
    counted[state.latest.level] += 1;
    programmes.set(appropriationId, counted);
  }
  return {
    fiscalYear,
    programmes: [...programmes].map(([appropriationId, counted]) => ({ appropriationId, counts: counted })),
  };
}

export const viewAlertWithHistory = (standing: AlertStanding): AlertWithHistoryView => ({
  ...viewAlert(standing),
  history: standing.history.map(viewLine),
});

const viewLine = ({ event, version, position, on, actor, recordedAt }: AlertHistoryLine) => ({
  version: Number(version),
  position,
  type: event.type,
  label: EVENT_LABEL[event.type],
  on,
  actor,
  recordedAt,
  level: 'level' in event.data ? event.data.level : null,
  formula: 'formula' in event.data ? event.data.formula : null,
  text: textOf(event),
});

function textOf(event: AlertEvent): string | null {
  switch (event.type) {
    case 'AlertAssigned':
      return `指派给 ${event.data.assignee}`;
    case 'AlertCommented':
      return event.data.comment;
    case 'AlertSnoozed':
      return `至 ${event.data.until}：${event.data.reason}`;
    case 'AlertDisposed':
      return `${DISPOSITION_LABEL[event.data.decision]}：${event.data.reason}`;
    case 'AlertRaised':
    case 'AlertEscalated':
    case 'AlertEased':
    case 'AlertCleared':
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
