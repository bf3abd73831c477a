import type { PayeeEvent, PayeeKind } from './domain/payee-events';
import type { AccountSituation } from './domain/refusals';

export const PAYEE_EVENT_LABEL: Readonly<Record<PayeeEvent['type'], string>> = {
  PayeeRegistered: '登记收款户',
  PayeeRenamed: '收款户更名',
  PayeeAccountProposed: '提出账户',
  PayeeAccountConfirmed: '确认账户',
  PayeeAccountDeclined: '不予确认账户',
  PayeeAccountProposalWithdrawn: '撤回账户',
  PayeeAccountRetired: '停用账户',
  PayeeAccountDisclosed: '查看账户全号',
};

export const PAYEE_KIND_LABEL: Readonly<Record<PayeeKind, string>> = {
  'special-account': '财政专户',
  organisation: '单位',
  'persons-by-bank': '代发户',
};

export const ACCOUNT_SITUATION_LABEL: Readonly<Record<AccountSituation, string>> = {
  proposed: '待确认',
  confirmed: '已确认',
  declined: '未予确认',
  withdrawn: '已撤回',
  retired: '已停用',
};
