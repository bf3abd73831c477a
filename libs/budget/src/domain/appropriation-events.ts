import type { BusinessDate, DocumentNumber, DomainEvent, Period, SpendingPlan, YearEndDisposal } from '@bofu/kernel';
import type { AppropriationTerms, Source } from './appropriation-terms';
import type { ChargeId } from './charges';

/** What can happen to an appropriation, as it is recorded; `appropriation.ts` tells the rules it happens by. */

// Amounts are digits of fen as text. `effectiveOn`, `submittedOn`, `paidOn`, `returnedOn` … are business dates.

type Own = { readonly appropriationId: string };
export type Amount = { readonly amountFen: string };
type Dated = { readonly effectiveOn: BusinessDate };
/** The paper an act rests on: its 文号 and the day it was issued, whatever day the act takes effect on. */
export type Paper = { readonly documentNumber: DocumentNumber | null; readonly documentDate: BusinessDate | null };
export type Documented = Paper & {
  readonly reason: string;
  /** Why it is not the same paper again: said when it was asked back. */
  readonly confirmation: string | null;
};
export type Sourced = { readonly sources: readonly Source[] };

/** Why committed funds came free: 退回修改, 撤回 by the unit, 作废 by finance, refusal by bank or treasury. */
export const RELEASE_CAUSES = ['sent-back', 'withdrawn', 'voided', 'refused-by-bank', 'refused-by-treasury'] as const;
export type ReleaseCause = (typeof RELEASE_CAUSES)[number];

/** 期初: one line of what had been paid before these books began, for the period it was paid for. */
export interface OpeningLine {
  readonly groupId: string | null;
  readonly period: Period | null;
  readonly heads: number | null;
  readonly amountFen: string;
}

export type AppropriationEvent =
  | DomainEvent<'AppropriationIssued', Own & AppropriationTerms & Amount & Dated & Sourced>
  | DomainEvent<'AppropriationSupplemented', Own & Amount & Dated & Documented & Sourced>
  | DomainEvent<'AppropriationReduced', Own & Amount & Dated & Documented & Sourced>
  | DomainEvent<'VirementTransferredOut', Own & Amount & Dated & Documented & { virementId: string; to: string }>
  | DomainEvent<'VirementTransferredIn', Own & Amount & Dated & Documented & { virementId: string; from: string }>
  | DomainEvent<'AppropriationFrozen', Own & Amount & Dated & { reason: string }>
  | DomainEvent<'AppropriationUnfrozen', Own & Amount & Dated & { reason: string }>
  | DomainEvent<'AppropriationClawedBack', Own & Amount & Dated & Documented>
  /**
   * 指标结转结余: what was left leaves the year's books with the first day of the next year, so that the year's own figures
   * stand as they were at its end. `carriedTo` is the next year's appropriation that 结转 enters.
   */
  | DomainEvent<
      'BalanceClosedOut',
      Own & Amount & Dated & Documented & { disposal: YearEndDisposal; carriedTo: string | null }
    >
  /** 临时指标 replaced by the 批复: what was left of it ends. */
  | DomainEvent<'ProvisionalAuthorityReplaced', Own & Amount & Dated & Documented & { replacedBy: string }>
  | DomainEvent<'SpendingPlanAdopted', Own & Dated & { checkpoints: SpendingPlan } & Sourced>
  | DomainEvent<'SpendingPlanRevised', Own & Dated & { checkpoints: SpendingPlan; reason: string } & Sourced>
  /** 资金到位: money of this appropriation arrived in an account. It moves no authority. */
  | DomainEvent<'FundsArrived', Own & Amount & ArrivalData>
  /** 更正到位: what truly arrived, and when; no amount where nothing did. The arrival is what its last correction says. */
  | DomainEvent<'FundsArrivalCorrected', Own & Amount & ArrivalData & { reason: string; correctedOn: BusinessDate }>
  /** 期初补录: what had been paid of this appropriation before these books began. */
  | DomainEvent<
      'OpeningBalanceEntered',
      Own & Amount & Dated & Sourced & { lines: readonly OpeningLine[]; reason: string }
    >
  /** `period`: the one month the charge is for, `null` for none or several; the payment's lines say all. */
  | DomainEvent<'FundsCommitted', Own & Amount & ChargeId & { submittedOn: BusinessDate; period: Period | null }>
  | DomainEvent<'CommitmentSettled', Own & Amount & ChargeId & { paidOn: BusinessDate }>
  | DomainEvent<
      'CommitmentReleased',
      Own & Amount & ChargeId & { releasedOn: BusinessDate; cause: ReleaseCause; reason: string }
    >
  /**
   * `leftBank: false`: the entry was a slip and no money had moved, so that it counts from the mistaken day of payment;
   * real money is free again from the reversal's own day.
   */
  | DomainEvent<
      'SettlementReversed',
      Own &
        Amount &
        ChargeId & { reversedOn: BusinessDate; countsFrom: BusinessDate; leftBank: boolean; reason: string }
    >
  | DomainEvent<
      'SettlementReclassifiedOut',
      Own & Amount & ChargeId & { correctionId: string; correctedOn: BusinessDate; to: string; reason: string }
    >
  /** The charge is a new one of the same payment; `movedFrom` is the number of the charge it came from. */
  | DomainEvent<
      'SettlementReclassifiedIn',
      Own &
        Amount &
        ChargeId & {
          correctionId: string;
          correctedOn: BusinessDate;
          from: string;
          movedFrom: number;
          period: Period | null;
          reason: string;
        }
    >
  | DomainEvent<'FundsReturnedByBank', Own & Amount & ChargeId & Returned>
  | DomainEvent<'FundsReturnedByPayee', Own & Amount & ChargeId & Returned>;

interface ArrivalData {
  readonly arrivalId: string;
  readonly arrivedOn: BusinessDate;
  /** 入账账户, 财政专户 for the most part. */
  readonly account: string;
  /** 银行回单号 or 拨款凭证号; `null` where nobody said. */
  readonly reference: string | null;
  /** 文号 of the paper the money came by; `null` where nobody said. */
  readonly documentNumber: DocumentNumber | null;
}

type Returned = { readonly returnId: string; readonly returnedOn: BusinessDate; readonly reason: string };
