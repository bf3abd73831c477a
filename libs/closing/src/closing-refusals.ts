import type { MonthLockRefusals } from '@bofu/event-store';
import { formatYuanGrouped, type RefusalCatalogue } from '@bofu/kernel';
import { CHECK_LABEL, FIGURE_LINE_LABEL } from './closing-labels';
import type { ClosingRefusals } from './domain/refusals';

const inMonth = (month: string): string => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`;

export const closingRefusals: RefusalCatalogue<ClosingRefusals & MonthLockRefusals> = {
  'month-out-of-order': {
    status: 409,
    title: ({ month, next }) =>
      month < next
        ? `${inMonth(month)}已随以后月份结账，下一个可结账的月份是 ${inMonth(next)}`
        : `月结须按月份先后办理：请先结 ${inMonth(next)}`,
  },
  'month-not-over': {
    status: 422,
    title: ({ month, today }) => `${inMonth(month)}尚未过完（今天 ${today}），不能结账`,
  },
  'month-not-last-closed': {
    status: 409,
    title: ({ month, last }) =>
      last === null
        ? `${inMonth(month)}没有结账，无可反月结`
        : `反月结须从最后一个已结账的月份起：请先反 ${inMonth(last)}`,
  },
  'month-closed': { status: 409, title: ({ month }) => `${inMonth(month)}已结账，对账数与说明不能再变更` },
  'month-not-closed': { status: 409, title: ({ month }) => `${inMonth(month)}没有结账，无可反月结` },
  'month-blocked': {
    status: 409,
    title: ({ month, blocking }) =>
      `${inMonth(month)}还不能结账：${blocking.map(({ check, count }) => `${CHECK_LABEL[check]} ${count} 项`).join('，')}`,
  },
  'reopening-proposed': { status: 409, title: ({ month }) => `${inMonth(month)}的反月结已有人申请，待另一人办理` },
  'reopening-not-proposed': {
    status: 409,
    title: ({ month }) => `${inMonth(month)}的反月结还没有人申请：须一人申请，另一人办理`,
  },
  'reopening-needs-second-person': { status: 403, title: () => '反月结须由申请人以外的另一人办理' },
  'figures-line-twice': { status: 422, title: ({ line }) => `“${FIGURE_LINE_LABEL[line]}”写了两行，请合并为一行` },
  'figures-do-not-tie': {
    status: 422,
    title: ({ line, expectedFen, closingFen }) =>
      `“${FIGURE_LINE_LABEL[line]}”一行不平：期初 + 收入 − 支出 = ${formatYuanGrouped(expectedFen)} 元，期末写的是 ${formatYuanGrouped(closingFen)} 元`,
  },
  'nothing-to-explain': {
    status: 409,
    title: () => '这里现在没有需要说明的：差异或缺失已不存在，或已有说明，请刷新后再看',
  },
};
