import {
  ALERT_CAUSE_LABEL,
  ALERT_LEVEL_LABEL,
  DISPOSITION_LABEL,
  stakeOf,
  type AlertEvent,
  type AlertSituation,
  type AlertStanding,
} from '@bofu/alerts';
import { daysBetween, type BusinessDate } from '@bofu/kernel';
import type { Column } from '../sheet/column';

export const SITUATION_LABEL: Readonly<Record<AlertSituation, string>> = {
  open: '待确认',
  acknowledged: '处置中',
  snoozed: '暂缓',
  cleared: '已销号',
};

export interface AlertCaseRow {
  readonly standing: AlertStanding;
  readonly asOf: BusinessDate;
  /** 处置期限; `null` where none is set, or its year's days were not known. */
  readonly dueOn: BusinessDate | null;
  readonly nameOf: (personId: string) => string;
}

/**
 * 预警处置台账: a line for each case, worst first, with the last thing a person did about it and how it ended. 未处置天数 are
 * calendar days since it was raised of one that stands and that nobody has disposed of. 级别 and 涉及金额 of one that has
 * cleared are those it had last.
 */
export const alertCaseColumns: readonly Column<AlertCaseRow>[] = [
  { header: '触发日', kind: 'date', value: ({ standing }) => standing.state.raisedOn },
  { header: '对象', kind: 'text', value: ({ standing }) => standing.state.identity.subjectName },
  { header: '事由', kind: 'text', value: ({ standing }) => ALERT_CAUSE_LABEL[standing.state.identity.cause] },
  { header: '级别', kind: 'text', value: ({ standing }) => ALERT_LEVEL_LABEL[standing.state.latest.level] },
  { header: '规则', kind: 'text', value: ({ standing }) => rulesOf(standing) },
  { header: '涉及金额', unit: '元', kind: 'money', value: ({ standing }) => stakeOf(standing) },
  { header: '算式', kind: 'text', value: ({ standing }) => standing.state.latest.lines[0]?.formula ?? null },
  { header: '状态', kind: 'text', value: ({ standing }) => SITUATION_LABEL[standing.situation] },
  {
    header: '责任人',
    kind: 'text',
    value: ({ standing: { state }, nameOf }) => (state.assigneeId === null ? null : nameOf(state.assigneeId)),
  },
  { header: '处置期限', kind: 'date', value: ({ dueOn }) => dueOn },
  {
    header: '处置',
    kind: 'text',
    value: ({ standing: { state } }) => state.disposition && DISPOSITION_LABEL[state.disposition.decision],
  },
  { header: '处置事由', kind: 'text', value: ({ standing: { state } }) => state.disposition?.reason ?? null },
  { header: '处置日', kind: 'date', value: ({ standing: { state } }) => state.disposition?.on ?? null },
  { header: '处置人', kind: 'text', value: (row) => lastActor(row, ['AlertDisposed']) },
  {
    header: '销号日',
    kind: 'date',
    value: ({ standing: { state, situation } }) => (situation === 'cleared' ? endOf(state) : null),
  },
  {
    header: '销号',
    kind: 'text',
    value: ({ standing: { state, situation }, nameOf }) => {
      if (situation !== 'cleared') return null;
      return state.closed === null ? '事由消除' : `人工：${nameOf(state.closed.personId)}，${state.closed.reason}`;
    },
  },
  { header: '再次触发', kind: 'count', summed: true, value: ({ standing }) => standing.state.recurrences },
  {
    header: '未处置天数',
    kind: 'count',
    value: ({ standing: { state, situation }, asOf }) =>
      situation === 'cleared' || state.disposition !== null ? null : daysBetween(state.raisedOn, asOf),
  },
];

const endOf = ({ clearedOn, closed }: AlertStanding['state']): BusinessDate | null => clearedOn ?? closed?.on ?? null;

const rulesOf = ({ state }: AlertStanding): string | null => {
  const rules = new Set(state.latest.lines.map(({ rule }) => rule));
  return rules.size === 0 ? null : [...rules].join('、');
};

function lastActor({ standing, nameOf }: AlertCaseRow, types: readonly AlertEvent['type'][]): string | null {
  const last = standing.history.findLast(({ event }) => types.includes(event.type));
  return last === undefined ? null : nameOf(last.event.data.by.personId);
}
