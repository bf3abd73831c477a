import { z } from 'zod';
import { formatBasisPoints, formatYuan, type Fen } from '@bofu/kernel';
import { CHECKS } from './domain/checks';
import { FIGURE_LINES, FIGURES, SIDES, type StatedLine } from './domain/statement';
import type { BehindCheck, ReportFigures } from './month-books';
import { MONTH_SITUATIONS } from './month-situation';
import type { MonthInFull, MonthOfYear } from './months.query';
import type { PaymentLeftOver } from '@bofu/payment';

const money = z.string().meta({ description: '元，两位小数', example: '7029591.00' });
const date = z.string().meta({ format: 'date', example: '2021-09-30' });

const laterView = z
  .strictObject({
    count: z.int().meta({ description: '结账后登记、业务日期在本月末以前的台账笔数' }),
    paid: money.meta({ description: '其中对累计支出的影响，可为负' }),
    budget: money.meta({ description: '其中对全年预算的影响，可为负' }),
    movements: z.array(
      z.strictObject({
        type: z.string(),
        on: date,
        recordedAt: z.string(),
        paymentId: z.string().nullable(),
        appropriationId: z.string(),
        paid: money.meta({ description: '这一笔增减的支出' }),
        budget: money.meta({ description: '这一笔增减的预算' }),
        reason: z.string().nullable(),
      }),
    ),
  })
  .nullable()
  .meta({ description: '结账以后登记的；未结账的月份为 null' });

const ofYear = {
  month: z.string().meta({ example: '2021-09' }),
  situation: z.enum(MONTH_SITUATIONS),
  isNext: z.boolean().meta({ description: '现在可以结的就是这个月' }),
  closedAt: z.string().nullable().meta({ description: '结账的登记时点' }),
  closedBy: z.string().nullable(),
  reopening: z.strictObject({ proposedBy: z.string(), proposedById: z.string(), reason: z.string() }).nullable(),
  later: laterView,
};

export const monthsView = z.strictObject({ items: z.array(z.strictObject(ofYear)) });

const behindView = z.strictObject({
  kind: z.enum(['payment', 'alert']),
  id: z.string(),
  name: z.string(),
  detail: z.string(),
  since: date,
  amount: money,
  explanation: z.string().nullable(),
});
const statedView = z.strictObject({
  line: z.enum(FIGURE_LINES),
  opening: money,
  received: money,
  paid: money,
  closing: money,
});
const figures = {
  budget: money,
  paidInMonth: money,
  paid: money,
  inTransit: money,
  frozen: money,
  available: money,
  executionRate: z.string().nullable(),
};

export const monthView = z.strictObject({
  ...ofYear,
  checks: z.array(
    z.strictObject({
      check: z.enum(CHECKS),
      count: z.int(),
      amount: money,
      blocks: z.boolean(),
      behind: z.array(behindView),
    }),
  ),
  statements: z.strictObject({ bank: z.array(statedView).nullable(), finance: z.array(statedView).nullable() }),
  compared: z.array(
    z.strictObject({
      line: z.enum(FIGURE_LINES),
      figure: z.enum(FIGURES),
      side: z.enum(SIDES),
      booked: money,
      stated: money,
      difference: money,
      explanation: z.string().nullable(),
    }),
  ),
  report: z.strictObject({
    stands: z.boolean().nullable().meta({ description: '按结账时点重读的报表与结账时的摘要一致' }),
    digest: z.string(),
    knownAt: z.string().nullable().meta({ description: '结账时点的登记位置；报表以此为 knownAt 即与结账时相同' }),
    lines: z.array(
      z.strictObject({
        appropriationId: z.string(),
        programmeCode: z.string(),
        programmeName: z.string(),
        unitName: z.string(),
        fundingLevel: z.string(),
        ...figures,
      }),
    ),
    total: z.strictObject(figures),
  }),
});

type NameOf = (personId: string) => string | null;

export function viewMonthOfYear(
  { period, situation, isNext, closedAt, month, later }: MonthOfYear,
  nameOf: NameOf,
): z.input<z.ZodObject<typeof ofYear>> {
  const { closing, proposal } = month;
  return {
    month: period,
    situation,
    isNext,
    closedAt,
    closedBy: closing && (nameOf(closing.closedBy) ?? closing.closedBy),
    reopening: proposal && {
      proposedBy: nameOf(proposal.proposedBy) ?? proposal.proposedBy,
      proposedById: proposal.proposedBy,
      reason: proposal.reason,
    },
    later: later && {
      count: later.count,
      paid: formatYuan(later.sums.settledFen),
      budget: formatYuan(later.sums.budgetFen),
      movements: later.movements.map(({ settledFen, budgetFen, recordedAt, ...moved }) => ({
        type: moved.type,
        on: moved.on,
        recordedAt: recordedAt.toISOString(),
        paymentId: moved.paymentId,
        appropriationId: moved.appropriationId,
        paid: formatYuan(settledFen),
        budget: formatYuan(budgetFen),
        reason: moved.reason,
      })),
    },
  };
}

const viewFigures = ({ executionRate, ...fen }: ReportFigures) => ({
  budget: formatYuan(fen.budgetFen),
  paidInMonth: formatYuan(fen.paidInMonthFen),
  paid: formatYuan(fen.paidFen),
  inTransit: formatYuan(fen.inTransitFen),
  frozen: formatYuan(fen.frozenFen),
  available: formatYuan(fen.availableFen),
  executionRate: executionRate === null ? null : formatBasisPoints(executionRate),
});

const viewStated = (lines: readonly StatedLine[] | null) =>
  lines &&
  lines.map(({ line, openingFen, receivedFen, paidFen, closingFen }) => ({
    line,
    opening: formatYuan(openingFen),
    received: formatYuan(receivedFen),
    paid: formatYuan(paidFen),
    closing: formatYuan(closingFen),
  }));

export function viewMonth(one: MonthInFull, nameOf: NameOf): z.input<typeof monthView> {
  const { standing, month, checks, compared, reportStands, lockedAt } = one;
  const payment = ({ paymentId, payeeName, purpose, since, amountFen }: PaymentLeftOver) => ({
    ...{ kind: 'payment' as const, id: paymentId, name: payeeName, detail: purpose, since },
    amount: formatYuan(amountFen),
    explanation: null,
  });
  const alert = ({ amountFen, ...one }: BehindCheck) => ({
    ...{ kind: 'alert' as const, ...one, amount: formatYuan(amountFen), explanation: null },
  });
  const behind = {
    'receipt-missing': standing.withoutReceipt.map((left) => ({
      ...payment(left),
      explanation: month.receiptsExplained.get(left.paymentId) ?? null,
    })),
    'statement-missing': [],
    'difference-unexplained': [],
    'in-transit': standing.inTransit.map(payment),
    'return-not-reissued': standing.notReissued.map(payment),
    'red-alert-unanswered': standing.redAlerts.map(alert),
  };
  return {
    ...viewMonthOfYear(one, nameOf),
    checks: checks.map(({ check, count, amountFen, blocks }) => ({
      ...{ check, count, blocks, amount: formatYuan(amountFen), behind: behind[check] },
    })),
    statements: { bank: viewStated(month.stated.bank), finance: viewStated(month.stated.finance) },
    // Differences first, and those that nobody has explained before all others.
    compared: compared
      .toSorted((a, b) => rankOf(a) - rankOf(b))
      .map(({ line, figure, side, bookedFen, statedFen, differenceFen, explanation }) => ({
        ...{ line, figure, side, explanation },
        booked: formatYuan(bookedFen),
        stated: formatYuan(statedFen),
        difference: formatYuan(differenceFen),
      })),
    report: {
      stands: reportStands,
      digest: standing.reportDigest,
      knownAt: lockedAt,
      lines: standing.report.lines.map(
        ({ appropriationId, programmeCode, programmeName, unitName, fundingLevel, ...fen }) => ({
          ...{ appropriationId, programmeCode, programmeName, unitName, fundingLevel },
          ...viewFigures(fen),
        }),
      ),
      total: viewFigures(standing.report.total),
    },
  };
}

const rankOf = ({ differenceFen, explanation }: { differenceFen: Fen; explanation: string | null }): number =>
  differenceFen === 0n ? 2 : explanation === null ? 0 : 1;
