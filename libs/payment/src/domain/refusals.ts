import { refusalsOf, type BusinessDate, type Fen } from '@bofu/kernel';

/** 在途, 已支付, 退回修改, 已冲销: where a submitted payment stands. */
export type PaymentSituation = 'submitted' | 'paid' | 'sent-back' | 'reversed';

/** What a payment may refuse on its own account; what an appropriation refuses stands in the budget's catalogue. */
export interface PaymentRefusals {
  'payment-exists': { paymentId: string };
  'payment-not-found': { paymentId: string };
  'wrong-state': { paymentId: string; situation: PaymentSituation; needed: PaymentSituation };
  'no-lines': { paymentId: string };
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
      /** How many people the rest pays in full at this line's rate. */
      payableHeadcount: number;
    }[];
  };
  'return-exceeds-headcount': { paymentId: string; outstanding: number; returned: number };
  'return-needs-headcount': { paymentId: string };
  'return-needs-amount': { paymentId: string };
  'return-exceeds-net': { paymentId: string; netFen: Fen; returnedFen: Fen };
  'return-recorded-already': { returnId: string };
  'payment-already-returned': { paymentId: string };
  'before-submission': { date: BusinessDate; submittedOn: BusinessDate };
  'before-payment': { date: BusinessDate; paidOn: BusinessDate };
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
