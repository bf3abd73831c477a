import { isRefusal, refusalsOf, type BusinessDate, type Fen, type Period, type SignedBefore } from '@bofu/kernel';

/** 在途, 部分支付, 已支付, 退回修改, 已撤回, 已作废, 已拒付, 已冲销: where a submitted payment stands. */
export const PAYMENT_SITUATIONS = [
  'submitted',
  'partly-paid',
  'paid',
  'sent-back',
  'withdrawn',
  'voided',
  'refused',
  'reversed',
] as const;
export type PaymentSituation = (typeof PAYMENT_SITUATIONS)[number];

/** 复核, 审批, 第二次审批 where it is needed, 移交: what a payment waits for, in this order. */
export const SIGNATURES = ['review', 'approval', 'second-approval', 'hand-over'] as const;
export type Signature = (typeof SIGNATURES)[number];

/**
 * What a payment in transit waits for: a signature, to be paid, or an answer to whoever asks to withdraw it; a
 * paid one, to whoever asks to correct it.
 */
export const WAITS_FOR = [...SIGNATURES, 'payment', 'withdrawal', 'correction'] as const;
export type WaitsFor = (typeof WAITS_FOR)[number];

/** She or whoever shares her stead made it or has signed it, or she made what it is entered again for. */
export type SignedAs = SignedBefore | 'maker-before';

/** What a payment may refuse on its own account; what an appropriation refuses stands in the budget's catalogue. */
export interface PaymentRefusals {
  'payment-exists': { paymentId: string };
  'payment-not-found': { paymentId: string };
  'wrong-state': { paymentId: string; situation: PaymentSituation; needed: PaymentSituation };
  'signature-out-of-turn': { paymentId: string; asked: Signature; next: Signature | null };
  'signed-already': { paymentId: string; totalFen: Fen; asked: Signature; as: SignedAs };
  'content-changed': { paymentId: string; shown: string; digest: string };
  'second-approval-needed': {
    paymentId: string;
    /** `sumFen`: the largest of what has come to the tier. */
    tier: { tierFen: Fen; windowDays: number; sumFen: Fen } | null;
    newAccount: { lastFour: string; confirmedOn: BusinessDate; newAccountDays: number } | null;
  };
  /** 只付登记的收款户. */
  'payee-not-registered': { name: string };
  'not-handed-over': { paymentId: string; next: Signature };
  'withdrawal-asked': { paymentId: string; requestedOn: BusinessDate };
  'withdrawal-not-asked': { paymentId: string };
  'correction-asked': { paymentId: string; requestedOn: BusinessDate };
  'correction-not-asked': { paymentId: string };
  /** Who asked for it agreed to it herself. */
  'own-request': { paymentId: string; totalFen: Fen };
  'before-request': { date: BusinessDate; requestedOn: BusinessDate };
  'handed-over-already': { paymentId: string; handedOverOn: BusinessDate };
  'no-lines': { paymentId: string };
  'line-needs-reason': { line: number };
  'line-not-found': { paymentId: string; line: number };
  'times-not-positive': { line: number; times: number };
  'charge-not-found': { paymentId: string; charge: number };
  'period-ahead': { period: Period; submittedOn: BusinessDate };
  'period-not-ahead': { period: Period | null; submittedOn: BusinessDate };
  'period-already-paid': {
    period: Period;
    programmeId: string;
    programmeName: string;
    groupId: string | null;
    paymentId: string;
  };
  'programme-ended': { programmeId: string; programmeName: string; endsOn: BusinessDate; period: Period | null };
  'replaced-payment-stands': { paymentId: string; situation: PaymentSituation };
  'reissued-return-not-found': { paymentId: string; returnId: string };
  'reissue-not-waited-for': { returnId: string };
  'return-reissued-already': { returnId: string; paymentId: string };
  'reissue-exceeds-return': { returnId: string; returnedFen: Fen; reissuedFen: Fen };
  'reissue-by-another-route': { paymentId: string; returnId: string };
  'repayment-exceeds-advance': { paymentId: string; owedFen: Fen; repaidFen: Fen };
  'appropriation-twice-in-run': { appropriationId: string };
  'headcount-not-positive': { headcount: number };
  'payout-run-short': {
    requiredFen: Fen;
    shortfalls: readonly {
      appropriationId: string;
      programmeName: string;
      availableFen: Fen;
      requiredFen: Fen;
      shortFen: Fen;
      /** How many people the rest pays in full; `null` where the charge is not one rate for each head. */
      payableHeadcount: number | null;
    }[];
  };
  'return-exceeds-headcount': { paymentId: string; outstanding: number; returned: number };
  'return-needs-lines': { paymentId: string };
  'return-needs-split': { paymentId: string };
  'return-needs-amount': { paymentId: string };
  'return-exceeds-net': { paymentId: string; netFen: Fen; returnedFen: Fen };
  /** `movedOn`: from when on the charges it was moved to bear the money. */
  'return-after-move': { paymentId: string; charge: number; movedTo: readonly number[]; movedOn: BusinessDate };
  'return-recorded-already': { returnId: string };
  'payment-already-returned': { paymentId: string };
  /** Asked back: recorded only with a stated reason. */
  'same-payment-again': { paymentId: string; submittedOn: BusinessDate };
  'voucher-used-already': { voucherNumber: string; paymentId: string };
  'month-skipped': { period: Period; skipped: Period; programmeId: string; programmeName: string };
  'headcount-moved': { period: Period; heads: number; monthBefore: Period; headsBefore: number };
  'after-cut-off': { submittedOn: BusinessDate; lastSubmissionOn: BusinessDate };
  'payment-large': { totalFen: Fen; fromFen: Fen };
  'entered-late': { day: BusinessDate; today: BusinessDate };
  'before-submission': { date: BusinessDate; submittedOn: BusinessDate };
  'before-payment': { date: BusinessDate; paidOn: BusinessDate };
  'charge-to-be-named': { paymentId: string; appropriationId: string };
  'not-charged-to': { paymentId: string; appropriationId: string };
  'already-charged-to': { paymentId: string; appropriationId: string };
  'scheme-exists': { schemeId: string };
  'scheme-not-found': { schemeId: string };
  'scheme-without-lines': object;
  'scheme-appropriation-unknown': { appropriationId: string };
  'appropriation-twice-in-scheme': { appropriationId: string };
  'scheme-across-fiscal-years': { fiscalYears: readonly number[] };
  'scheme-outside-fiscal-year': { date: BusinessDate; fiscalYear: number };
}

export const refuse: <Code extends keyof PaymentRefusals>(code: Code, facts: PaymentRefusals[Code]) => never =
  refusalsOf<PaymentRefusals>();

export const isPaymentRefusal = isRefusal<PaymentRefusals>();
