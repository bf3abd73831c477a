import type { BusinessDate, Delegators, Fen, FundingLevel, Period, RatePeriod } from '@bofu/kernel';
import type { PayableAccount } from '@bofu/payee';
import type { SecondApproval } from './approved-sum';
import type { Heads, LateEntry, LineEntry, Payee, Reissue, Route } from './payment-events';

/** A line as a clerk enters it; what it costs follows from heads and rate, or is the lump sum. */
export interface LineInput {
  readonly programmeId: string;
  readonly appropriationId: string;
  readonly groupId: string | null;
  readonly period: Period | null;
  readonly entry: LineEntry;
  readonly reason: string | null;
  readonly borneFor: FundingLevel | null;
  readonly pays:
    | { readonly heads: Heads; readonly rateFen: Fen; readonly per: RatePeriod; readonly times: number }
    | { readonly amountFen: Fen };
}

/** Which charges a step is about: those named, or all that can take it. */
export type ChargeSelection = readonly number[] | 'all';

/** What came back: so many of each line, the same number of every line, or amounts of charges. */
export type ReturnedPart =
  | { readonly headcount: number }
  | { readonly lines: readonly { readonly line: number; readonly count: number }[] }
  | { readonly charges: readonly { readonly charge: number; readonly amountFen: Fen }[] }
  | { readonly amountFen: Fen };

/** How late it is entered; left out where it is in time. */
type Entered = { readonly late?: LateEntry | null };

/** `confirmation` is left out where nothing was asked. */
type Stated = Entered & { readonly reason: string; readonly confirmation?: string | null };

/** All of it as it goes on record. */
export const statedIn = ({ reason, confirmation = null, late = null }: Stated) => ({ reason, confirmation, late });

type Signed = {
  /** Of what the signer was shown. */
  readonly digest: string;
  /** Who submitted the payments that this one replaces or pays anew, by person. */
  readonly madeBefore: readonly string[];
  readonly delegators: Delegators;
};

export type PaymentCommand =
  | (Entered & {
      type: 'submit-payment';
      kind: 'disbursement' | 'payout-run';
      route: Route;
      lines: readonly LineInput[];
      payee: Payee;
      /** Left out where the payee is written down, and no account of the register was chosen. */
      payeeAccount?: PayableAccount | null;
      purpose: string;
      submittedOn: BusinessDate;
      schemeId: string | null;
      replaces: string | null;
      reissueOf: Reissue | null;
      confirmation: string | null;
    })
  | (Entered & {
      type: 'pay-payment';
      charges: ChargeSelection;
      paidOn: BusinessDate;
      voucherNumber: string | null;
      bank: string | null;
      confirmation: string | null;
    })
  | ({ type: 'review-payment'; reviewedOn: BusinessDate } & Signed)
  /** `secondApproval`: why another one has to follow, as the sums say; `null` where none has to. */
  | ({ type: 'approve-payment'; approvedOn: BusinessDate; secondApproval: SecondApproval | null } & Signed)
  | ({ type: 'second-approve-payment'; approvedOn: BusinessDate } & Signed)
  | { type: 'hand-over-payment'; handedOverOn: BusinessDate }
  | ({ type: 'send-back-payment'; sentBackOn: BusinessDate } & Stated)
  | ({ type: 'withdraw-payment'; charges: ChargeSelection; withdrawnOn: BusinessDate } & Stated)
  | ({
      type: 'void-payment';
      charges: ChargeSelection;
      voidedOn: BusinessDate;
      /** 年终作废: of all that is in transit of a year, by one person. Left out otherwise. */
      turnOfYear?: boolean;
    } & Stated)
  | { type: 'agree-to-withdrawal'; agreedOn: BusinessDate; delegators: Delegators }
  | ({ type: 'decline-withdrawal'; declinedOn: BusinessDate } & Omit<Stated, 'late'>)
  | ({
      type: 'record-payment-refusal';
      charges: ChargeSelection;
      refusedBy: 'bank' | 'treasury';
      refusedOn: BusinessDate;
    } & Stated)
  | ({ type: 'reverse-payment'; charges: ChargeSelection; leftBank: boolean; reversedOn: BusinessDate } & Stated)
  | ({
      type: 'reclassify-payment';
      correctionId: string;
      /** The charge to move, by number. */
      charge: number;
      to: { readonly appropriationId: string; readonly programmeId: string };
      /** A part of it; `null` for all that is out. */
      amountFen: Fen | null;
      correctedOn: BusinessDate;
    } & Stated)
  | { type: 'confirm-correction'; confirmedOn: BusinessDate; delegators: Delegators }
  | ({ type: 'decline-correction'; declinedOn: BusinessDate } & Omit<Stated, 'late'>)
  | ({
      type: 'record-payment-return';
      party: 'bank' | 'payee';
      returnId: string;
      returned: ReturnedPart;
      /** Charges whose authority has lapsed: their fiscal year is over. */
      lapsed: readonly number[];
      returnedOn: BusinessDate;
    } & Stated)
  | ({ type: 'waive-reissue'; returnId: string; waivedOn: BusinessDate } & Stated)
  | (Entered & {
      type: 'record-advance-repayment';
      charge: number;
      debtor: FundingLevel;
      amountFen: Fen;
      repaidOn: BusinessDate;
      account: string;
    });
