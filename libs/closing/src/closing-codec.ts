import { z } from 'zod';
import { codecOf, eventData } from '@bofu/event-store';
import { YEAR_END_DISPOSALS } from '@bofu/kernel';
import { CHECKS } from './domain/checks';
import type { MonthEvent } from './domain/month';
import { FIGURE_LINES, FIGURES, SIDES } from './domain/statement';
import { NOTED_STEPS, type YearEvent } from './domain/year';

const { count, dataOf, date, digits, documentNumber, period, text } = eventData;

const line = z.strictObject({
  line: z.enum(FIGURE_LINES),
  openingFen: digits,
  receivedFen: digits,
  paidFen: digits,
  closingFen: digits,
});
const lines = z.array(line);
const check = z.strictObject({ check: z.enum(CHECKS), count, amountFen: digits });
const compared = { line: z.enum(FIGURE_LINES), figure: z.enum(FIGURES), side: z.enum(SIDES) };

/** None has a business day: they are about a month, and book nothing into it. */
export const monthCodec = codecOf<MonthEvent>({
  BankStatementEntered: { parse: dataOf({ month: period, lines }) },
  FinanceFiguresEntered: { parse: dataOf({ month: period, lines }) },
  DifferenceExplained: { parse: dataOf({ month: period, ...compared, differenceFen: digits, reason: text }) },
  MissingReceiptExplained: { parse: dataOf({ month: period, paymentId: text, reason: text }) },
  MonthClosed: { parse: dataOf({ month: period, lockedBy: text, checks: z.array(check), reportDigest: text }) },
  MonthReopenProposed: { parse: dataOf({ month: period, reason: text }) },
  MonthReopened: { parse: dataOf({ month: period, proposedBy: text, reason: text }) },
});

/** None has a business day either: what a balance becomes moves money in its appropriation's own event. */
export const yearCodec = codecOf<YearEvent>({
  YearBalanceDisposed: {
    parse: dataOf({
      fiscalYear: count,
      appropriationId: text,
      disposal: z.enum(YEAR_END_DISPOSALS),
      amountFen: digits,
      carriedTo: text.nullable(),
      reason: text,
    }),
  },
  YearStepNoted: {
    parse: dataOf({
      fiscalYear: count,
      step: z.enum(NOTED_STEPS),
      applies: z.boolean(),
      doneOn: date.nullable(),
      documentNumber: documentNumber.nullable(),
      reason: text,
    }),
  },
  YearReportSigned: { parse: dataOf({ fiscalYear: count, reportDigest: text }) },
  YearLocked: { parse: dataOf({ fiscalYear: count, reportDigest: text }) },
  YearReopenProposed: { parse: dataOf({ fiscalYear: count, reason: text }) },
  YearReopened: { parse: dataOf({ fiscalYear: count, proposedBy: text, reason: text }) },
});
