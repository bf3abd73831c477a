import type { AppropriationEvent } from './domain/appropriation-events';
import type { FundingLevel } from '@bofu/kernel';
import type { BudgetType } from './domain/appropriation-terms';
import type { BudgetActType } from './domain/budget-act';
import type { Outlook, TargetMeasure, Verdict } from './domain/performance-target';
import type { ProgrammeEvent } from './domain/programme';

/** What the words of this capability are called where people read them: in refusals, tables and reports alike. */

export const FUNDING_LEVEL_LABEL: Readonly<Record<FundingLevel, string>> = {
  central: '中央',
  provincial: '省级',
  municipal: '市级',
  district: '区级',
};

export const BUDGET_TYPE_LABEL: Readonly<Record<BudgetType, string>> = {
  'general-public': '一般公共预算',
  'government-fund': '政府性基金预算',
  'state-capital-operations': '国有资本经营预算',
  'social-insurance-fund': '社会保险基金预算',
  'special-account': '财政专户管理资金',
  'unit-funds': '单位资金',
};

export const APPROPRIATION_EVENT_LABEL: Readonly<Record<AppropriationEvent['type'], string>> = {
  AppropriationIssued: '指标下达',
  AppropriationSupplemented: '追加',
  AppropriationReduced: '追减',
  AppropriationClawedBack: '收回',
  BalanceClosedOut: '指标结转结余',
  AppropriationFrozen: '冻结指标',
  AppropriationUnfrozen: '解冻指标',
  VirementTransferredOut: '调剂（调出）',
  VirementTransferredIn: '调剂（调入）',
  SpendingPlanAdopted: '制定支出计划',
  SpendingPlanRevised: '调整支出计划',
  ProvisionalAuthorityReplaced: '临时指标被批复取代',
  FundsArrived: '资金到位',
  FundsArrivalCorrected: '更正到位',
  OpeningBalanceEntered: '期初补录',
  FundsCommitted: '资金占用',
  CommitmentSettled: '占用转支付',
  CommitmentReleased: '释放占用',
  SettlementReversed: '支付冲销',
  SettlementReclassifiedOut: '更正（转出）',
  SettlementReclassifiedIn: '更正（转入）',
  FundsReturnedByBank: '退票恢复指标',
  FundsReturnedByPayee: '主动退回恢复指标',
};

export const PROGRAMME_EVENT_LABEL: Readonly<Record<ProgrammeEvent['type'], string>> = {
  ProgrammeRegistered: '登记预算项目',
  ProgrammeRenamed: '变更项目编码或名称',
  ProgrammeGroupDefined: '设定发放人群',
  PaymentStandardSet: '设定发放标准',
  PerformanceTargetsSet: '设定绩效目标',
  PerformanceMeasuresDeclared: '声明绩效指标计算口径',
  PerformanceActualRecorded: '登记绩效指标完成情况',
  EntitlementStated: '核定应发',
  ProgrammeEnded: '项目终止',
  ProgrammeContinued: '项目恢复',
};

/** What an entry of a paper is called. */
export const BUDGET_ACT_LABEL: Readonly<Record<BudgetActType, string>> = {
  'issue-appropriation': '下达指标',
  'supplement-appropriation': '追加',
  'reduce-appropriation': '追减',
  'claw-back-appropriation': '收回',
  'freeze-appropriation': '冻结指标',
  'unfreeze-appropriation': '解冻指标',
  'replace-provisional-authority': '批复取代临时指标',
  'transfer-virement': '调剂',
  'adopt-spending-plan': '制定支出计划',
  'revise-spending-plan': '调整支出计划',
  'register-programme': '登记预算项目',
  'rename-programme': '变更项目编码或名称',
  'define-programme-group': '设定发放人群',
  'set-payment-standard': '设定发放标准',
  'set-performance-targets': '设定绩效指标',
  'end-programme': '终止项目',
  'continue-programme': '恢复项目',
};

/** 计算口径 of a target. */
export const TARGET_MEASURE_LABEL: Readonly<Record<TargetMeasure, string>> = {
  'people-paid': '发放人数',
  'amount-paid': '发放金额',
  'execution-rate': '预算执行率',
  'payout-rate': '发放率',
  'timely-rate': '发放及时率',
  evidence: '凭佐证认定',
};

export const VERDICT_LABEL: Readonly<Record<Verdict, string>> = {
  met: '达成',
  'partly-met': '部分达成',
  'not-met': '未达成',
};

export const OUTLOOK_LABEL: Readonly<Record<Outlook, string>> = {
  certain: '确定能',
  likely: '有可能',
  unlikely: '完全不可能',
};
