import type { Post } from '@bofu/kernel';
import type { AgencyEvent, ApprovalTierTerms } from './domain/agency';
import type { OfficeEvent } from './domain/office';
import type { PersonEvent, PersonKind } from './domain/person';
import type { ProgrammeSetEvent } from './domain/programme-sets';
import type { RightsEvent } from './domain/rights';
import type { SmallOfficeEvent } from './domain/small-office';
import type { UnitEvent } from './domain/unit';

/** What people read for each kind of person. */
export const PERSON_KIND_LABEL: Readonly<Record<PersonKind, string>> = { person: '自然人', service: '服务程序' };

export const AGENCY_EVENT_LABEL: Readonly<Record<AgencyEvent['type'], string>> = {
  AgencyRegistered: '登记部门',
  AgencyChanged: '变更部门',
  AgencySucceeded: '部门撤并',
  ClearingWindowSet: '设定清算期',
  CutOffSet: '设定年末关账日',
  LargePaymentSet: '设定大额付款',
  ApprovalTierSet: '设定审批分档',
  PayeeRulesSet: '设定收款户管理',
  FundsArrivalsKept: '登记资金到位',
  AppropriationFilesRequired: '要求指标文件',
  PaidToleranceSet: '设定足额容差',
  BackfillOpened: '开启期初补录',
  BackfillClosed: '关闭期初补录',
};

/** By what approvals are summed up. */
export const TIER_SUMMED_PER_LABEL: Readonly<Record<ApprovalTierTerms['summedPer'], string>> = {
  payee: '按收款方',
  programme: '按预算项目',
  both: '按收款方与预算项目',
};

export const OFFICE_EVENT_LABEL: Readonly<Record<OfficeEvent['type'], string>> = {
  SinglePersonModeEnded: '单人模式结束',
};

export const PROGRAMME_SET_EVENT_LABEL: Readonly<Record<ProgrammeSetEvent['type'], string>> = {
  ProgrammeSetCreated: '设立项目组',
  ProgrammeSetChanged: '变更项目组',
  ProgrammeSetChangeProposed: '提出变更项目组',
  ProgrammeSetChangeDeclined: '不予变更项目组',
  ProgrammeSetGranted: '授予项目组',
};

export const SMALL_OFFICE_EVENT_LABEL: Readonly<Record<SmallOfficeEvent['type'], string>> = {
  SmallOfficeProposed: '提出小单位模式',
  SmallOfficeDeclared: '确认小单位模式',
  SmallOfficeDeclined: '退回小单位模式',
  SmallOfficeEnded: '结束小单位模式',
};

/** 岗位, as people call them. */
export const POST_LABEL: Readonly<Record<Post, string>> = {
  clerk: '经办',
  reviewer: '复核',
  approver: '审批',
  cashier: '财务（出纳）',
  supervisor: '监管',
  auditor: '审计',
  'system-administrator': '系统管理员',
  'security-administrator': '安全管理员',
  'audit-administrator': '审计管理员',
  service: '服务程序',
};

export const RIGHTS_EVENT_LABEL: Readonly<Record<RightsEvent['type'], string>> = {
  GrantProposed: '提出授权',
  GrantConfirmed: '确认授权',
  GrantDeclined: '退回授权',
  GrantRevoked: '收回授权',
  AdministratorFounded: '安全管理员就任',
};

export const UNIT_EVENT_LABEL: Readonly<Record<UnitEvent['type'], string>> = {
  UnitRegistered: '登记单位',
  UnitChanged: '变更单位',
  UnitClosed: '撤销单位',
};

export const PERSON_EVENT_LABEL: Readonly<Record<PersonEvent['type'], string>> = {
  PersonRegistered: '登记人员',
  PersonRenamed: '变更姓名',
};
