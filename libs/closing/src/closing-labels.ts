import type { MonthEvent } from './domain/month';
import type { Check } from './domain/checks';
import type { Figure, FigureLine, Side } from './domain/statement';
import type { MonthSituation } from './month-situation';

export const MONTH_EVENT_LABEL: Readonly<Record<MonthEvent['type'], string>> = {
  BankStatementEntered: '录入银行对账单',
  FinanceFiguresEntered: '录入财政对账数',
  DifferenceExplained: '说明对账差异',
  MissingReceiptExplained: '说明回单缺失',
  MonthClosed: '月结',
  MonthReopenProposed: '申请反月结',
  MonthReopened: '反月结',
};

export const MONTH_SITUATION_LABEL: Readonly<Record<MonthSituation, string>> = {
  'not-over': '未到期',
  open: '未结账',
  locked: '结账未完成',
  closed: '已结账',
  'reopening-proposed': '已结账，申请反月结',
  'locked-before': '随以后月份锁定',
};

export const CHECK_LABEL: Readonly<Record<Check, string>> = {
  'receipt-missing': '付款超过十个工作日没有回单',
  'statement-missing': '银行或财政的对账数未录入',
  'difference-unexplained': '三方对账差异未说明',
  'in-transit': '在途付款（结转下月）',
  'return-not-reissued': '退票未重发',
  'red-alert-unanswered': '红色预警未处置',
};

export const FIGURE_LINE_LABEL: Readonly<Record<FigureLine, string>> = {
  central: '中央',
  provincial: '省级',
  municipal: '市级',
  district: '区（县）级',
  outside: '不在本系统核算',
};

export const SIDE_LABEL: Readonly<Record<Side, string>> = { bank: '银行', finance: '财政' };
export const FIGURE_LABEL: Readonly<Record<Figure, string>> = { paid: '本月支出', balance: '期末余额' };
