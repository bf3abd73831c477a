import { ALERT_LEVEL_LABEL, type AlertWithHistoryView } from '@bofu/alerts';
import { formatYuanGrouped, parseYuan, toCapitalAmount } from '@bofu/kernel';
import { inBeijing } from '../heading';
import type { Printed, PrintedTable } from '../pdf/typeset';
import { SITUATION_LABEL } from '../alert-cases/alert-cases';

export const SUPERVISION_NOTICE_TITLE = '预警督办单';

/** What stands on the notice of one alert. */
export interface PrintedAlert {
  readonly alert: AlertWithHistoryView;
  readonly agencyName: string;
  /** Of the programme it is about; `null` where it is about a scheme or a year. */
  readonly unitName: string | null;
  /** How far the record reached when it was printed. */
  readonly dataUpTo: string;
}

/** So many fit beside the answer on one page; the case itself has the rest. */
const MOST_LINES = 14;
const MOST_HISTORY = 8;

const BY_PEOPLE: readonly string[] = [
  ...['AlertAcknowledged', 'AlertAssigned', 'AlertCommented', 'AlertSnoozed', 'AlertDisposed'],
  ...['AlertClosureRequested', 'AlertClosed'],
];

/** 督办单: to whom, about what, how much, by when, and room for the answer; a page for each alert. */
export const supervisionNotices = (printed: readonly PrintedAlert[]): (Printed | PrintedTable)[] =>
  printed.flatMap((one, at) => [
    {
      ...{ text: SUPERVISION_NOTICE_TITLE, alignment: 'center', bold: true, fontSize: 17 },
      ...(at > 0 && { pageBreak: 'before' }),
    } satisfies Printed,
    {
      text: `${one.agencyName}　　督办编号 ${one.alert.alertId}`,
      alignment: 'center',
      fontSize: 8,
      margin: [0, 3, 0, 6],
    },
    factsOf(one),
    linesOf(one.alert),
    historyOf(one.alert),
    answerTo(),
    { text: `数据截至 ${one.dataUpTo}`, fontSize: 7, margin: [0, 4, 0, 0] },
  ]);

const label = (text: string): Printed => ({ text, bold: true, fillColor: '#F2F4F7', alignment: 'center' });
const value = (text: string, more: Partial<Printed> = {}): Printed => ({ text, ...more });
/** A cell that another one spans over. */
const SPANNED: Printed = { text: '' };
const wide = (text: string): Printed[] => [value(text, { colSpan: 3 }), SPANNED, SPANNED];

function factsOf({ alert, unitName }: PrintedAlert): PrintedTable {
  const stake = parseYuan(alert.stake);
  const due = alert.answerDueOn ?? '-';
  const again = alert.recurrences === 0 ? '' : `，再次触发 ${alert.recurrences} 次，最近 ${alert.since}`;
  return {
    layout: 'form',
    table: {
      widths: [62, '*', 62, '*'],
      body: [
        [label('责任人'), value(alert.assignee ?? '未指派'), label('责任单位'), value(unitName ?? '-')],
        [label('对象'), ...wide(alert.subjectName)],
        [label('事由'), value(alert.causeName), label('级别'), value(ALERT_LEVEL_LABEL[alert.level])],
        [
          label('涉及金额'),
          value(`${formatYuanGrouped(stake)} 元`, { bold: true }),
          label('首次触发'),
          value(`${alert.raisedOn}${again}`),
        ],
        [label('大写'), ...wide(toCapitalAmount(stake))],
        [
          label('处置期限'),
          value(due, { bold: true }),
          label('状态'),
          value(`${SITUATION_LABEL[alert.situation]}${alert.overdue ? '，已超期' : ''}`),
        ],
        [
          label('督办要求'),
          ...wide(`请于 ${due} 前核实原因，提出处置（继续、调剂、追加或取消）与理由并登记；原因消除的，由系统销号。`),
        ],
      ],
    },
  };
}

function linesOf({ lines }: AlertWithHistoryView): PrintedTable {
  const left = lines.length - MOST_LINES;
  return {
    layout: 'form',
    margin: [0, -0.5, 0, 0],
    table: {
      widths: [104, 44, 40, 76, '*'],
      body: [
        ['规则', '月份', '级别', '涉及金额（元）', '算式'].map(label),
        ...lines
          .slice(0, MOST_LINES)
          .map(({ rule, ruleName, period, level, stake, formula }) => [
            value(`${rule} ${ruleName}`),
            value(period ?? '-', { alignment: 'center' }),
            value(ALERT_LEVEL_LABEL[level], { alignment: 'center' }),
            value(formatYuanGrouped(parseYuan(stake)), { alignment: 'right' }),
            value(formula),
          ]),
        ...(left > 0 ? [[value(`另有 ${left} 行`, { colSpan: 5 }), SPANNED, SPANNED, SPANNED, SPANNED]] : []),
      ],
    },
  };
}

function historyOf({ history }: AlertWithHistoryView): PrintedTable {
  const byPeople = history.filter(({ type }) => BY_PEOPLE.includes(type)).slice(-MOST_HISTORY);
  return {
    layout: 'form',
    margin: [0, -0.5, 0, 0],
    table: {
      widths: [104, 60, 60, '*'],
      body: [
        ['办理时间', '办理人', '事项', '内容'].map(label),
        ...(byPeople.length === 0
          ? [[value('尚无办理', { colSpan: 4 }), SPANNED, SPANNED, SPANNED]]
          : byPeople.map(({ recordedAt, actor, label: done, text }) =>
              [inBeijing(recordedAt), actor, done, text ?? '-'].map((each) => value(each)),
            )),
      ],
    },
  };
}

/** Room to write in, and who signs. */
const answerTo = (): PrintedTable => ({
  layout: 'form',
  margin: [0, -0.5, 0, 0],
  table: {
    widths: ['*', '*', '*'],
    body: [
      [label('办理情况回复（原因、措施、完成日期）'), SPANNED, SPANNED].map((cell, at) =>
        at === 0 ? { ...cell, colSpan: 3 } : cell,
      ),
      [value('', { colSpan: 3, margin: [0, 45, 0, 45] }), SPANNED, SPANNED],
      ['签发人', '签收人', '回复人'].map(label),
      ['签发', '签收', '回复'].map(() => value('　\n\n　　　　年　　月　　日', { alignment: 'right' })),
    ],
  },
});
