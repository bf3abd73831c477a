import type { AlertCause } from '@bofu/alerts';
import type { BusinessDate, Fen, PaymentStandard, Period, RatePeriod, YearEndDisposal } from '@bofu/kernel';
import type { Payee } from '@bofu/payment';
import type { DemoPerson } from './demo-bureau';
import type { NumberedMeasure, NumberedStatement } from './targets-2021';

/**
 * One thing a clerk does, to be given to the product as a command. Programmes are named by the number they carry in
 * the imported file, payments by the key of the act that submits them.
 */
export type DemoAct = {
  /** Unique and stable: ids derive from it. */
  readonly key: string;
  /** 业务日期. */
  readonly on: BusinessDate;
  /** The day it is entered, later than `on` for what comes in late. */
  readonly recordedOn: BusinessDate;
  readonly actor: DemoPerson;
  /** The code the act must be refused with, leaving nothing behind. */
  readonly expects?: 'payout-run-short';
} & DemoCommand;

export interface DemoLine {
  readonly programme: number;
  readonly rateFen: Fen;
  readonly per: RatePeriod;
}

interface DemoArrival {
  readonly amountFen: Fen;
  readonly account: string;
  readonly reference: string;
  /** 文号 as printed. */
  readonly documentNumber: string | null;
}

export type DemoCommand =
  | {
      readonly act: 'define-scheme';
      readonly name: string;
      readonly lines: readonly DemoLine[];
      readonly headcount: number;
      readonly payee: Payee;
    }
  | {
      readonly act: 'revise-scheme';
      /** The key of the act that defined it. */
      readonly scheme: string;
      readonly name: string;
      readonly lines: readonly DemoLine[];
      readonly headcount: number;
      readonly payee: Payee;
    }
  | {
      readonly act: 'submit-payout-run';
      readonly lines: readonly DemoLine[];
      readonly headcount: number;
      /** Why persons are paid beside the regular run; `null` for the regular run itself. */
      readonly backPay: string | null;
      readonly period: Period;
      readonly payee: Payee;
      readonly purpose: string;
      /** The key of the act that defined its scheme. */
      readonly scheme?: string;
      /** Pays anew what this return, named by its act, had brought back. */
      readonly reissues?: { readonly payment: string; readonly returned: string };
    }
  | {
      readonly act: 'submit-disbursement';
      readonly programme: number;
      readonly amountFen: Fen;
      readonly period: Period | null;
      readonly payee: Payee;
      readonly purpose: string;
      /** The payment that was sent back or reversed, and is entered again. */
      readonly replaces?: string;
    }
  /** 复核, 审批, 移交 by the post of whoever does it. */
  | { readonly act: 'review' | 'approve' | 'hand-over'; readonly payment: string }
  /** `charges` by their numbers; all of them unless told. */
  | {
      readonly act: 'pay';
      readonly payment: string;
      readonly charges?: readonly number[];
      readonly voucherNumber: string;
    }
  | { readonly act: 'send-back' | 'reverse'; readonly payment: string; readonly reason: string }
  | { readonly act: 'void-in-transit'; readonly fiscalYear: number; readonly reason: string }
  | {
      readonly act: 'return';
      readonly payment: string;
      readonly by: 'bank' | 'payee';
      readonly returned: { readonly headcount: number } | { readonly amountFen: Fen };
      readonly reason: string;
    }
  | {
      readonly act: 'reclassify';
      readonly payment: string;
      readonly from: number;
      readonly to: number;
      readonly reason: string;
    }
  | {
      readonly act: 'supplement';
      readonly programme: number;
      readonly amountFen: Fen;
      /** 文号 as printed. */
      readonly documentNumber: string | null;
      readonly reason: string;
    }
  | {
      readonly act: 'virement';
      readonly from: number;
      readonly to: number;
      readonly amountFen: Fen;
      readonly documentNumber: string | null;
      readonly reason: string;
    }
  | {
      readonly act: 'freeze' | 'unfreeze';
      readonly programme: number;
      readonly amountFen: Fen;
      readonly reason: string;
    }
  | { readonly act: 'rename-programme'; readonly programme: number; readonly name: string; readonly reason: string }
  /** How targets are counted, and what came of them: of this year's programme, or of one of the year before. */
  | {
      readonly act: 'declare-measures';
      readonly programme: number;
      readonly measures: readonly NumberedMeasure[];
    }
  | {
      readonly act: 'record-actuals';
      readonly programme: number;
      readonly fiscalYear: number;
      readonly statements: readonly NumberedStatement[];
    }
  | { readonly act: 'set-standard'; readonly programme: number; readonly standard: PaymentStandard }
  | {
      readonly act: 'set-cut-off';
      readonly fiscalYear: number;
      readonly lastSubmissionOn: BusinessDate;
      readonly financeOn: BusinessDate;
      readonly reason: string;
    }
  /** Of last year's balance of a programme; carried over, it is the other side of what this year's file has issued. */
  | {
      readonly act: 'dispose-balance';
      readonly programme: number;
      readonly amountFen: Fen;
      readonly disposal: YearEndDisposal;
      readonly documentNumber: string | null;
      readonly reason: string;
    }
  /** From its day on the office keeps the arrivals of money of the levels above. */
  | { readonly act: 'keep-arrivals'; readonly reason: string }
  | ({ readonly act: 'funds-arrive'; readonly programme: number } & DemoArrival)
  /** `arrival`: the key of the act that entered it. */
  | ({
      readonly act: 'correct-arrival';
      readonly programme: number;
      readonly arrival: string;
      readonly arrivedOn: BusinessDate;
      readonly reason: string;
    } & DemoArrival)
  | { readonly act: 'end-programme'; readonly programme: number; readonly reason: string }
  | {
      readonly act: 'close-alert';
      readonly programme: number;
      readonly fiscalYear: number;
      readonly cause: AlertCause;
      readonly reason: string;
    };
