import type { BudgetType } from '@bofu/budget';
import type {
  ArrivalStanding,
  BusinessDate,
  DocumentNumber,
  Fen,
  FundingLevel,
  Period,
  SpendingPlan,
} from '@bofu/kernel';

/** One appropriation 预算指标 as it stood at the end of one business date: the money and the plan. */
export interface AppropriationOnDay extends MoneyOnDay {
  readonly on: BusinessDate;
  readonly appropriationId: string;
  readonly agencyId: string;
  readonly programmeId: string;
  readonly fiscalYear: number;
  /** 形成年度: of carried-over money, an earlier year. */
  readonly formedIn: number;
  readonly issuedOn: BusinessDate;
  /** The day its record begins: that of its 期初, the day ahead or not; without one, of its issue. */
  readonly recordedFrom: BusinessDate;
  readonly programmeCode: string;
  readonly programmeName: string;
  readonly unitCode: string;
  readonly fundingLevel: FundingLevel;
  readonly budgetType: BudgetType;
  readonly documentNumber: DocumentNumber | null;
  /** The document its amount was read from; `null` where it was entered by hand. */
  readonly documentDigest: string | null;
  /** The plan in force on the day; `null` where none was adopted. */
  readonly plan: SpendingPlan | null;
  /** Where the plan's line starts: the programme's beginning, or this issue if it came later. */
  readonly planStartsOn: BusinessDate;
  /** What it bears of payments and what became of it, in the order of submission. */
  readonly payments: readonly PaymentOnDay[];
  /** 退票 nobody has paid anew, the oldest first. */
  readonly bounced: readonly BouncedOnDay[];
  /** Attempts refused for want of money up to the day. */
  readonly refusedAttempts: readonly RefusedAttemptOnDay[];
  /** 更正 and 冲销 of what it bears or has borne, by the day. */
  readonly corrections: readonly CorrectionOnDay[];
  /** 资金到位. */
  readonly funds: FundsOnDay;
}

/** One 更正 or 冲销 of a payment, as far as it took money out of one appropriation. */
export interface CorrectionOnDay {
  readonly kind: 'reclassified' | 'reversed';
  readonly paymentId: string;
  readonly on: BusinessDate;
  readonly amountFen: Fen;
}

export interface FundsOnDay extends ArrivalStanding {
  /** Since when its agency keeps arrivals; `null` where it does not: then nobody knows what is missing. */
  readonly keptSince: BusinessDate | null;
}

export interface MoneyOnDay {
  readonly initialFen: Fen;
  readonly budgetFen: Fen;
  readonly settledFen: Fen;
  readonly inTransitFen: Fen;
  readonly frozenFen: Fen;
  readonly availableFen: Fen;
}

/** One charge of a payment: as much of the payment as one appropriation bears. */
export interface PaymentOnDay {
  readonly paymentId: string;
  readonly charge: number;
  readonly kind: 'disbursement' | 'payout-run' | 'opening-balance';
  readonly lines: readonly LineOnDay[];
  readonly amountFen: Fen;
  /** Of the whole payment, whoever bears it. */
  readonly paymentFen: Fen;
  /** Of the register of payees; `null` where the payee was written down. */
  readonly payeeAccountId: string | null;
  /** What was said of it when it was asked back. */
  readonly confirmation: string | null;
  /** Approved a second time by the day. */
  readonly approvedAgain: boolean;
  /** Paid by the day, with no voucher of the bank on record. */
  readonly lacksReceipt: boolean;
  /** Less what was returned, reversed or moved elsewhere by the day; zero unless paid by then. */
  readonly netFen: Fen;
  readonly submittedOn: BusinessDate;
  readonly paidOn: BusinessDate | null;
  readonly situation: 'submitted' | 'paid' | 'released' | 'reversed';
  /** 重发: it pays anew what came back of another. */
  readonly isReissue: boolean;
  /** When it was entered, among all that is on record. */
  readonly order: number;
  /** What its lines have handed over and paid, day by day. */
  readonly flows: readonly LineFlow[];
}

/** A day's movement of one line, by its place in `lines`; less than nothing where it came back. */
export interface LineFlow {
  readonly line: number;
  readonly on: BusinessDate;
  readonly handedFen: Fen;
  readonly paidFen: Fen;
}

/** What a charge is for, line by line. */
export interface LineOnDay {
  /** `null` for everybody. */
  readonly groupId: string | null;
  readonly period: Period | null;
  readonly entry: 'regular' | 'back-pay' | 'deduction' | 'advance';
  /** Less those who came back; `null` for a lump sum. */
  readonly heads: number | null;
  readonly rateFen: Fen | null;
  readonly amountFen: Fen;
  /** As submitted, whatever came back since. */
  readonly submitted: { readonly heads: number | null; readonly amountFen: Fen };
}

/** 退票 of one payment and month that nobody has paid anew. */
export interface BouncedOnDay {
  readonly paymentId: string;
  readonly returnId: string;
  /** `null` where it was paid for no month, or for several without a word for which. */
  readonly period: Period | null;
  readonly returnedOn: BusinessDate;
  /** Less what is paid anew. */
  readonly amountFen: Fen;
}

export interface RefusedAttemptOnDay {
  readonly attemptId: string;
  /** The command that was refused. */
  readonly attempted: string;
  readonly on: BusinessDate;
  readonly period: Period | null;
  readonly requiredFen: Fen;
  readonly availableFen: Fen;
  readonly shortFen: Fen;
  /** The same was done afterwards, with money enough; a payment is known by its month or its amount instead. */
  readonly doneSince: boolean;
}

/** In transit or paid: it counts. */
export const stands = ({ situation }: PaymentOnDay): boolean => situation === 'submitted' || situation === 'paid';
