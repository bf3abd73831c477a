import type { YearEndDisposal } from '@bofu/kernel';
import type { MonthEvent } from './domain/month';
import type { Check } from './domain/checks';
import type { Figure, FigureLine, Side } from './domain/statement';
import type { SigningPost } from './domain/signing-posts';
import type { NotedStep, YearEvent } from './domain/year';
import type { MonthSituation } from './month-situation';
import type { StepState, YearStep } from './year/year-steps';

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

export const YEAR_EVENT_LABEL: Readonly<Record<YearEvent['type'], string>> = {
  YearBalanceDisposed: '年终余额处理',
  YearStepNoted: '登记年终事项',
  YearReportSigned: '签署年度报表',
  YearLocked: '年终结账',
  YearReopenProposed: '申请反年结',
  YearReopened: '反年结',
};

export const DISPOSAL_LABEL: Readonly<Record<YearEndDisposal, string>> = {
  'carried-over': '结转',
  surplus: '结余',
  'clawed-back': '收回',
};

export const SIGNING_POST_LABEL: Readonly<Record<SigningPost, string>> = {
  clerk: '经办',
  cashier: '财务',
  approver: '负责人',
};

export const NOTED_STEP_LABEL: Readonly<Record<NotedStep, string>> = {
  forecast: '年末预测与追加、调剂申请',
  'special-accounts': '财政专户、支出户对账',
  'self-evaluation': '绩效自评定稿',
  'carry-over-confirmed': '财政确认结转',
  'final-accounts': '决算批复',
  archive: '归档',
};

export const YEAR_STEP_LABEL: Readonly<Record<YearStep, string>> = {
  forecast: '年末预测',
  'cut-off': '关账日',
  'in-transit': '清理在途',
  returns: '清理退票',
  receipts: '核对回单',
  reconciliation: '三方对账',
  'sum-check': '合计核对',
  'carry-over': '结转、结余、收回',
  'self-evaluation': '绩效自评',
  'sign-and-lock': '签署与锁账',
  'next-year': '新年度',
  archive: '决算与归档',
};

export const STEP_STATE_LABEL: Readonly<Record<StepState, string>> = {
  done: '已完成',
  open: '待办',
  blocking: '阻止锁账',
  'not-applicable': '不适用',
  'not-yet': '未到',
};
