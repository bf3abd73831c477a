import { wordFor } from '../words';

/** What an event that moved money is called. */
export const MOVEMENT_WORDS: Readonly<Record<string, string>> = {
  AppropriationIssued: '指标下达',
  AppropriationSupplemented: '追加',
  AppropriationReduced: '追减',
  AppropriationClawedBack: '收回',
  BalanceClosedOut: '年终结转结余',
  VirementTransferredOut: '调剂（调出）',
  VirementTransferredIn: '调剂（调入）',
  AppropriationFrozen: '冻结',
  AppropriationUnfrozen: '解冻',
  FundsCommitted: '提交，转为在途',
  CommitmentSettled: '已支付',
  CommitmentReleased: '释放在途',
  SettlementReversed: '冲销',
  SettlementReclassifiedOut: '更正（转出）',
  SettlementReclassifiedIn: '更正（转入）',
  FundsReturnedByBank: '退票',
  FundsReturnedByPayee: '主动退回',
  OpeningBalanceEntered: '期初补录',
  FundsArrived: '资金到位',
  FundsArrivalCorrected: '更正到位',
  ProvisionalAuthorityReplaced: '临时指标被批复取代',
};

export const movementWord = (type: string): string => wordFor(MOVEMENT_WORDS, type);
