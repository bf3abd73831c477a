import { z } from 'zod';
import { commandAnswer } from '@bofu/http';
import { formatYuan, YEAR_END_DISPOSALS } from '@bofu/kernel';
import type { PaymentLeftOver } from '@bofu/payment';
import { SIGNING_POSTS } from '../domain/signing-posts';
import { NOTED_STEPS } from '../domain/year';
import { leftOf } from './balances-left';
import { STEP_STATES, YEAR_STEPS } from './year-steps';
import type { YearClosing } from './year-closing.query';

const money = z.string().meta({ description: '元，两位小数', example: '112100.00' });
const date = z.string().meta({ format: 'date', example: '2021-12-31' });

const payment = z.strictObject({
  paymentId: z.string(),
  payeeName: z.string(),
  purpose: z.string(),
  since: date,
  amount: money,
});
const sum = z.strictObject({ key: z.string(), programmes: z.int(), budget: money, paid: money, left: money });

export const yearView = z.strictObject({
  fiscalYear: z.int(),
  steps: z.array(
    z.strictObject({
      step: z.enum(YEAR_STEPS),
      state: z.enum(STEP_STATES),
      count: z.int().nullable(),
      amount: money.nullable(),
      found: z.string().meta({ description: '系统中已有的记录' }),
      missing: z.string().nullable().meta({ description: '还缺什么；不缺为 null' }),
    }),
  ),
  cutOff: z.strictObject({ lastSubmissionOn: date, financeOn: date.nullable() }).nullable(),
  balances: z.array(
    z.strictObject({
      appropriationId: z.string(),
      programmeCode: z.string(),
      programmeName: z.string(),
      fundingLevel: z.string(),
      formedIn: z.int(),
      budget: money.meta({ description: '全年预算，未减去年终转出' }),
      paid: money,
      inTransit: money,
      frozen: money,
      left: money.meta({ description: '未处理的余额，含冻结' }),
      secondYear: z.boolean().meta({ description: '形成于以前年度，第二年仍未用完' }),
      disposed: z.array(
        z.strictObject({
          disposal: z.enum(YEAR_END_DISPOSALS),
          amount: money,
          carriedTo: z.string().nullable(),
          reason: z.string(),
        }),
      ),
    }),
  ),
  inTransit: z.array(payment),
  returns: z.array(payment),
  receipts: z.array(payment),
  sums: z.strictObject({ byFundingLevel: z.array(sum), byBudgetType: z.array(sum), total: sum }),
  carriedIn: z
    .array(
      z.strictObject({
        appropriationId: z.string(),
        programmeId: z.string(),
        programmeName: z.string(),
        formedIn: z.int(),
        initial: money,
        documentNumber: z.string().nullable(),
        /** Whether a balance of this year is its other side. */
        matched: z.boolean(),
      }),
    )
    .meta({ description: '次年的结转指标' }),
  notes: z.array(
    z.strictObject({
      step: z.enum(NOTED_STEPS),
      applies: z.boolean(),
      doneOn: date.nullable(),
      documentNumber: z.string().nullable(),
      reason: z.string(),
      notedAt: z.string(),
      notedBy: z.string(),
    }),
  ),
  report: z.strictObject({
    digest: z
      .string()
      .nullable()
      .meta({ description: '年度报表（12 月月结报表与余额处理）的摘要；12 月未月结为 null' }),
    signatures: z.array(
      z.strictObject({
        post: z.enum(SIGNING_POSTS),
        signedBy: z.string(),
        signedAt: z.string(),
        stands: z.boolean().meta({ description: 'false 为签署后报表有变，须重签' }),
      }),
    ),
  }),
  locked: z.strictObject({ at: z.string(), by: z.string(), digest: z.string() }).nullable(),
  reopening: z.strictObject({ proposedBy: z.string(), proposedById: z.string(), reason: z.string() }).nullable(),
});

/** What disposing of a balance answers: where it was carried to, if it was. */
export const disposalAnswer = commandAnswer.extend({ carriedTo: z.string().nullable() });

type NameOf = (personId: string) => string | null;

const viewPayment = ({ paymentId, payeeName, purpose, since, amountFen }: PaymentLeftOver) => ({
  ...{ paymentId, payeeName, purpose, since },
  amount: formatYuan(amountFen),
});

export function viewYear(closing: YearClosing, nameOf: NameOf): z.input<typeof yearView> {
  const { year, sums, fiscalYear } = closing;
  const called = (personId: string): string => nameOf(personId) ?? personId;
  const viewSum = ({ key, programmes, budgetFen, settledFen, availableFen, frozenFen }: typeof sums.total) => ({
    ...{ key, programmes, budget: formatYuan(budgetFen), paid: formatYuan(settledFen) },
    left: formatYuan(availableFen + frozenFen),
  });
  const matched = new Set(year.disposed.map(({ carriedTo }) => carriedTo));
  return {
    fiscalYear,
    steps: closing.steps.map(({ amountFen, ...step }) => ({
      ...step,
      amount: amountFen === null ? null : formatYuan(amountFen),
    })),
    cutOff: closing.cutOff && {
      lastSubmissionOn: closing.cutOff.lastSubmissionOn,
      financeOn: closing.cutOff.financeOn,
    },
    balances: closing.balances.map((row) => {
      const disposed = year.disposed.filter(({ appropriationId }) => appropriationId === row.appropriationId);
      const out = disposed.reduce((all, { amountFen }) => all + amountFen, 0n);
      const left = leftOf(row);
      return {
        appropriationId: row.appropriationId,
        programmeCode: row.programmeCode,
        programmeName: row.programmeName,
        fundingLevel: row.fundingLevel,
        formedIn: row.formedIn,
        budget: formatYuan(row.budgetFen + out),
        paid: formatYuan(row.settledFen),
        inTransit: formatYuan(row.committedFen),
        frozen: formatYuan(row.frozenFen),
        left: formatYuan(left),
        secondYear: row.formedIn < fiscalYear && left > 0n,
        disposed: disposed.map(({ disposal, amountFen, carriedTo, reason }) => ({
          ...{ disposal, carriedTo, reason, amount: formatYuan(amountFen) },
        })),
      };
    }),
    inTransit: closing.inTransit.map(viewPayment),
    returns: closing.notReissued.map(viewPayment),
    receipts: closing.withoutReceipt.map(viewPayment),
    sums: {
      byFundingLevel: sums.byFundingLevel.map(viewSum),
      byBudgetType: sums.byBudgetType.map(viewSum),
      total: viewSum(sums.total),
    },
    carriedIn: closing.carriedIn.map((row) => ({
      appropriationId: row.appropriationId,
      programmeId: row.programmeId,
      programmeName: row.programmeName,
      formedIn: row.formedIn,
      initial: formatYuan(row.initialFen),
      documentNumber: row.documentNumber?.printed ?? null,
      matched: matched.has(row.appropriationId),
    })),
    notes: closing.notes.flatMap(({ step, notedAt, notedBy }) => {
      const note = year.notes.get(step);
      if (note === undefined) return [];
      const { applies, doneOn, documentNumber, reason } = note;
      const paper = documentNumber?.printed ?? null;
      return [{ step, applies, doneOn, documentNumber: paper, reason, notedAt, notedBy: called(notedBy) }];
    }),
    report: {
      digest: closing.reportDigest,
      signatures: closing.signatures.map(({ post, personId, signedAt, stands }) => ({
        ...{ post, signedBy: called(personId), signedAt, stands },
      })),
    },
    locked:
      year.lock === null || closing.lockedAt === null
        ? null
        : { at: closing.lockedAt, by: called(year.lock.lockedBy), digest: year.lock.reportDigest },
    reopening: year.proposal && {
      proposedBy: called(year.proposal.proposedBy),
      proposedById: year.proposal.proposedBy,
      reason: year.proposal.reason,
    },
  };
}
