import type { AppropriationEvent } from '@bofu/budget';
import { unreachable, type BusinessDate } from '@bofu/kernel';

/**
 * One money event in double entry: the amount leaves one account and arrives in another. 指标 is what is still
 * available, so that its balance at any moment is 可用; 在途, 支出 and 冻结 hold what left it.
 *
 * This reads the events anew instead of asking `movementOf`: two readings that must agree are worth more than one.
 */
export interface Booking {
  readonly on: BusinessDate;
  readonly from: AccountKind;
  readonly to: AccountKind;
  /** Digits of fen, as in the event; more than zero. */
  readonly amountFen: string;
  readonly paymentId: string | null;
  readonly label: string;
  /** What somebody wrote down about it; `null` where the event carries no words. */
  readonly reason: string | null;
}

/** 来源, 指标, 在途, 支出, 冻结, and 调剂过渡: a virement leaves one programme and arrives in another in two events. */
export type AccountKind = 'source' | 'quota' | 'in-transit' | 'paid' | 'frozen' | 'virement';

/**
 * `null` for events that move no authority: plans, and money that arrived. A return that restores none, to the treasury
 * or to the fund account it was paid from, has no event here at all: 支出 stands, and the payment says where it went.
 */
export function bookingOf({ type, data }: AppropriationEvent): Booking | null {
  switch (type) {
    case 'AppropriationIssued':
      return { ...moved('source', 'quota', '下达', data), on: data.effectiveOn };
    case 'AppropriationSupplemented':
      return { ...moved('source', 'quota', '追加', data), on: data.effectiveOn };
    case 'AppropriationReduced':
      return { ...moved('quota', 'source', '追减', data), on: data.effectiveOn };
    case 'AppropriationClawedBack':
      return { ...moved('quota', 'source', '收回', data), on: data.effectiveOn };
    case 'BalanceClosedOut':
      return { ...moved('quota', 'source', '结转结余', data), on: data.effectiveOn };
    case 'ProvisionalAuthorityReplaced':
      return { ...moved('quota', 'source', '临时指标被批复取代', data), on: data.effectiveOn };
    case 'OpeningBalanceEntered':
      return { ...moved('quota', 'paid', '期初补录', data), on: data.effectiveOn };
    case 'VirementTransferredOut':
      return { ...moved('quota', 'virement', '调剂调出', data), on: data.effectiveOn };
    case 'VirementTransferredIn':
      return { ...moved('virement', 'quota', '调剂调入', data), on: data.effectiveOn };
    case 'AppropriationFrozen':
      return { ...moved('quota', 'frozen', '冻结', data), on: data.effectiveOn };
    case 'AppropriationUnfrozen':
      return { ...moved('frozen', 'quota', '解冻', data), on: data.effectiveOn };
    case 'FundsCommitted':
      return { ...moved('quota', 'in-transit', '提交', data), on: data.submittedOn };
    case 'CommitmentSettled':
      return { ...moved('in-transit', 'paid', '支付', data), on: data.paidOn };
    case 'CommitmentReleased':
      return { ...moved('in-transit', 'quota', '退回', data), on: data.releasedOn };
    case 'SettlementReversed':
      return { ...moved('paid', 'quota', '冲销', data), on: data.countsFrom };
    case 'SettlementReclassifiedOut':
      return { ...moved('paid', 'quota', '更正转出', data), on: data.correctedOn };
    case 'SettlementReclassifiedIn':
      return { ...moved('quota', 'paid', '更正转入', data), on: data.correctedOn };
    case 'FundsReturnedByBank':
      return { ...moved('paid', 'quota', '退票', data), on: data.returnedOn };
    case 'FundsReturnedByPayee':
      return { ...moved('paid', 'quota', '主动退回', data), on: data.returnedOn };
    case 'SpendingPlanAdopted':
    case 'SpendingPlanRevised':
    case 'FundsArrived':
    case 'FundsArrivalCorrected':
      return null;
    default:
      return unreachable(type);
  }
}

const moved = (
  from: AccountKind,
  to: AccountKind,
  label: string,
  { amountFen, paymentId, reason }: { amountFen: string; paymentId?: string; reason?: string },
): Omit<Booking, 'on'> => ({ from, to, amountFen, paymentId: paymentId ?? null, label, reason: reason ?? null });
