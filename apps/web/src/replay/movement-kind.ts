import { lateDaysOf } from './late-days';

/** What an event did to the money, as the strip tells it apart. */
export type MovementKind = 'paid' | 'more' | 'less' | 'returned' | 'in-transit' | 'other';

const KIND_OF: Readonly<Record<string, MovementKind>> = {
  AppropriationIssued: 'more',
  AppropriationSupplemented: 'more',
  VirementTransferredIn: 'more',
  AppropriationUnfrozen: 'more',
  AppropriationReduced: 'less',
  AppropriationClawedBack: 'less',
  BalanceClosedOut: 'less',
  VirementTransferredOut: 'less',
  AppropriationFrozen: 'less',
  ProvisionalAuthorityReplaced: 'less',
  CommitmentSettled: 'paid',
  OpeningBalanceEntered: 'paid',
  FundsCommitted: 'in-transit',
  CommitmentReleased: 'in-transit',
  SettlementReversed: 'returned',
  FundsReturnedByBank: 'returned',
  FundsReturnedByPayee: 'returned',
};

export const movementKind = (type: string): MovementKind => KIND_OF[type] ?? 'other';

/** In the order of the legend. */
export const MOVEMENT_KINDS: Readonly<Record<MovementKind, string>> = {
  paid: '已拨',
  'in-transit': '在途、释放',
  more: '下达、追加、调入、解冻',
  less: '追减、收回、调出、冻结',
  returned: '退票、退回、冲销',
  other: '更正、到位',
};

export interface Marked {
  readonly type: string;
  readonly on: string;
  readonly recordedAt: string;
}

/** Recorded so many days after its day that the books of that day did not show it. */
export const LATE_DAYS = 5;
export const isLateOnStrip = (movement: Omit<Marked, 'type'>): boolean => lateDaysOf(movement) > LATE_DAYS;
