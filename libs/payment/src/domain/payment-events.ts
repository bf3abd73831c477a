import type { BusinessDate, DomainEvent, FundingLevel, Period, RatePeriod } from '@bofu/kernel';
import type { PayableAccount } from '@bofu/payee';
import type { SecondApproval } from './approved-sum';

/** 收款方: an account of an institution. Persons are paid from a roll, through the account named here. */
export interface Payee {
  readonly kind: 'special-account' | 'organisation' | 'persons-by-bank';
  readonly name: string;
}

/**
 * The way the money goes, which decides what comes back: the treasury pays the payee, or moves it to a fund account
 * (财政专户, 支出户) from which persons are paid. What bounces there returns to that account and gives no authority back.
 */
export const ROUTES = ['treasury', 'fund-account'] as const;
export type Route = (typeof ROUTES)[number];

/** What a line counts: 人, 户, 人次. */
export const HEAD_UNITS = ['persons', 'households', 'person-times'] as const;
export interface Heads {
  readonly of: (typeof HEAD_UNITS)[number];
  readonly count: number;
}

/** 正常发放, 补发, 扣回 (less is paid), 预发 (a later month's money, paid early). */
export const LINE_ENTRIES = ['regular', 'back-pay', 'deduction', 'advance'] as const;
export type LineEntry = (typeof LINE_ENTRIES)[number];

/** One line of a payment. A lump sum has neither heads nor rate. */
export interface LineData {
  readonly line: number;
  readonly programmeId: string;
  readonly appropriationId: string;
  /** The group of the programme's people; `null` for everybody. */
  readonly groupId: string | null;
  readonly heads: Heads | null;
  readonly rate: { readonly amountFen: string; readonly per: RatePeriod } | null;
  /** How often the rate is paid: days for a rate per day, else 1. */
  readonly times: number;
  /** 所属期: the month the line is for. A rate per quarter or year names the month it is due in. */
  readonly period: Period | null;
  readonly entry: LineEntry;
  /** Why there is more or less than the standard: required of 补发 and 扣回. */
  readonly reason: string | null;
  /** 垫付: the level whose share is borne here until it settles it; `null` for one's own. */
  readonly borneFor: FundingLevel | null;
  /** heads × rate × times, or the lump sum; below zero for a deduction. */
  readonly amountFen: string;
}

/** What one appropriation bears of a payment. */
export interface ChargeData {
  readonly charge: number;
  readonly programmeId: string;
  readonly appropriationId: string;
  readonly amountFen: string;
}

/** What a returned charge gives back: authority, money on a fund account, or nothing here (跨年退回 goes to the treasury). */
export const RESTORES = ['authority', 'fund-account', 'treasury'] as const;
export type Restores = (typeof RESTORES)[number];

/** The return that is paid anew, and whether that takes authority again or money that lies on a fund account. */
export type Reissue = {
  readonly paymentId: string;
  readonly returnId: string;
  readonly drawsOn: 'authority' | 'fund-account';
};

/**
 * 补登: entered more than five working days after its day, with the reason. A `null` reason stands inside a 期初补录,
 * whose own it is.
 */
export interface LateEntry {
  readonly reason: string | null;
}

type Own = { readonly paymentId: string };
/** `null` where it was entered in time. */
type Entered = { readonly late: LateEntry | null };
type OfCharges = { readonly charges: readonly number[]; readonly totalFen: string };
/** Why; and why all the same, said when it was asked back. */
type Stated = Entered & { readonly reason: string; readonly confirmation: string | null };
type Released = OfCharges & Stated & { readonly releasedOn: BusinessDate };
/** 撤回 by the unit, 作废 by finance. */
export const WITHDRAWAL_ENDINGS = ['withdrawn', 'voided'] as const;
export type WithdrawalEnding = (typeof WITHDRAWAL_ENDINGS)[number];
/** The person who asked for it, where another agreed; `null` where one alone may do it. */
type OnRequest = { readonly requestedBy: string | null };
/** What a signature stands under: SHA-256, in hex, of what was submitted. */
type Signed = { readonly digest: string; readonly totalFen: string };
type ReturnData = Own &
  Stated & {
    returnId: string;
    /** How many of which line came back; empty for a return by amount. */
    lines: readonly { readonly line: number; readonly count: number }[];
    charges: readonly { readonly charge: number; readonly amountFen: string; readonly restores: Restores }[];
    totalFen: string;
    returnedOn: BusinessDate;
  };

export type PaymentEvent =
  | DomainEvent<
      'PaymentSubmitted',
      Own &
        Entered & {
          kind: 'disbursement' | 'payout-run';
          route: Route;
          lines: readonly LineData[];
          charges: readonly ChargeData[];
          totalFen: string;
          payee: Payee;
          /** Of the register, as it could be paid to when this was submitted; `null` where the payee was written down. */
          payeeAccount: PayableAccount | null;
          purpose: string;
          submittedOn: BusinessDate;
          /** The payout scheme it was filled in from; `null` where it was not. */
          schemeId: string | null;
          /** Entered again: the payment that was sent back, voided or reversed before. */
          replaces: string | null;
          /** 重发: pays anew what a bank had returned. */
          reissueOf: Reissue | null;
          /** Why it is not the same as another: said when it was asked back. */
          confirmation: string | null;
        }
    >
  /** 复核 and 审批: whoever signs has seen this content; nobody signs a payment twice. */
  | DomainEvent<'PaymentReviewed', Own & Signed & { reviewedOn: BusinessDate }>
  | DomainEvent<'PaymentApproved', Own & Signed & { approvedOn: BusinessDate; secondApproval: SecondApproval | null }>
  /** 第二次审批: where the first one says why it is needed. */
  | DomainEvent<'PaymentSecondApproved', Own & Signed & { approvedOn: BusinessDate }>
  /** 移交: from here on treasury or bank has it. */
  | DomainEvent<'PaymentHandedOver', Own & { totalFen: string; handedOverOn: BusinessDate }>
  /** Money of these charges left, by one voucher. */
  | DomainEvent<
      'PaymentPaid',
      Own &
        OfCharges &
        Entered & {
          paidOn: BusinessDate;
          voucherNumber: string | null;
          /** 代理银行: the one whose voucher it is; `null` where nobody said. */
          bank: string | null;
          confirmation: string | null;
        }
    >
  /** 退回修改, before it was handed over. */
  | DomainEvent<'PaymentSentBack', Own & Released>
  /** 申请撤销: one asks, another agrees; until then it is neither signed nor handed over nor paid. */
  | DomainEvent<
      'PaymentWithdrawalRequested',
      Own & OfCharges & Stated & { ending: WithdrawalEnding; requestedOn: BusinessDate }
    >
  | DomainEvent<
      'PaymentWithdrawalDeclined',
      Own & Omit<Stated, 'late'> & { totalFen: string; declinedOn: BusinessDate }
    >
  /** 撤回 by the unit. */
  | DomainEvent<'PaymentWithdrawn', Own & Released & OnRequest>
  /** 作废 by finance. */
  | DomainEvent<'PaymentVoided', Own & Released & OnRequest>
  /** Refused by bank or treasury after it was handed over: nothing left. */
  | DomainEvent<'PaymentRefused', Own & Released & { refusedBy: 'bank' | 'treasury' }>
  /**
   * 冲销. `leftBank: false`: the entry was a slip and no money had moved, so that it counts from the mistaken day of
   * payment; real money is free again from the reversal's own day.
   */
  | DomainEvent<
      'PaymentReversed',
      Own & OfCharges & Stated & OnRequest & { reversedOn: BusinessDate; countsFrom: BusinessDate; leftBank: boolean }
    >
  /** 更正: what is out of one charge, or a part of it, is borne by a new charge elsewhere. */
  | DomainEvent<
      'PaymentReclassified',
      Own &
        Stated &
        OnRequest & {
          correctionId: string;
          movedFrom: number;
          charge: number;
          programmeId: string;
          from: string;
          to: string;
          amountFen: string;
          correctedOn: BusinessDate;
        }
    >
  /** 申请冲销, 申请更正: booked once another has confirmed it. */
  | DomainEvent<'PaymentReversalRequested', Own & OfCharges & Stated & { reversedOn: BusinessDate; leftBank: boolean }>
  | DomainEvent<
      'PaymentReclassificationRequested',
      Own &
        Stated & {
          correctionId: string;
          movedFrom: number;
          programmeId: string;
          from: string;
          to: string;
          amountFen: string;
          correctedOn: BusinessDate;
        }
    >
  | DomainEvent<
      'PaymentCorrectionDeclined',
      Own & Omit<Stated, 'late'> & { totalFen: string; declinedOn: BusinessDate }
    >
  | DomainEvent<'PaymentReturnedByBank', ReturnData>
  | DomainEvent<'PaymentReturnedByPayee', ReturnData>
  /** 不再重发: what the bank had returned is paid to nobody, and nobody waits for it any more. */
  | DomainEvent<'PaymentReissueWaived', Own & Stated & { returnId: string; totalFen: string; waivedOn: BusinessDate }>
  /** 归垫: the level whose share was borne here has settled it. */
  | DomainEvent<
      'AdvanceRepaid',
      Own &
        Entered & { charge: number; debtor: FundingLevel; amountFen: string; repaidOn: BusinessDate; account: string }
    >;

/** What is submitted, as signers see it. */
export type SubmittedContent = Extract<PaymentEvent, { type: 'PaymentSubmitted' }>['data'];
