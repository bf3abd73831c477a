import { z } from 'zod';
import { formatBasisPoints, formatYuan, type Fen } from '@bofu/kernel';
import type { AppropriationStanding } from './ledger/appropriations.query';
import type { LedgerLine } from './ledger/ledger-lines.query';
import { BUDGET_TYPES, CASH_FLOWS, FUNDING_LEVELS } from './domain/appropriation-terms';

/** Appropriations and their ledger as they leave over HTTP: money is 元 as text, shares are percent as text. */

const money = z.string().meta({ description: '元，两位小数', example: '188967.50' });
const date = z.string().meta({ format: 'date', example: '2021-01-01' });
const percent = z.string().meta({ description: '百分比', example: '25.00' });

export const appropriationView = z.strictObject({
  appropriationId: z.string(),
  fiscalYear: z.int(),
  programmeCode: z.string(),
  programmeName: z.string(),
  unitCode: z.string(),
  unitName: z.string(),
  fundingLevel: z.enum(FUNDING_LEVELS),
  fundingLevelBasis: z.enum(['stated', 'inferred']),
  budgetType: z.enum(BUDGET_TYPES),
  documentNumber: z.strictObject({ printed: z.string(), normalized: z.string().nullable() }).nullable(),
  issuedAs: z.enum(['regular', 'advance', 'prepaid']),
  issuedOn: date,
  source: z.strictObject({ fileDigest: z.string(), sequence: z.int() }).nullable(),
  initialBudget: money,
  budget: money,
  settled: money,
  inTransit: money,
  frozen: money,
  available: money,
  spendingPlan: z.array(z.strictObject({ on: date, cumulativePercent: percent.nullable() })).nullable(),
  paymentStandard: z
    .strictObject({
      rates: z.array(z.strictObject({ label: z.string(), amount: money, per: z.enum(['month', 'year']) })),
      headcount: z.int().nullable(),
      cashFlow: z.enum(CASH_FLOWS),
      deadline: z.looseObject({ kind: z.enum(['monthly', 'by-date', 'unstated']), printed: z.string() }),
    })
    .nullable(),
  performanceTargets: z
    .array(
      z.strictObject({
        level1: z.string(),
        level2: z.string(),
        level3: z.string(),
        target: z.string(),
        basis: z.string(),
      }),
    )
    .nullable(),
  revision: z.string().meta({ example: 'rev-4' }),
});

export function viewAppropriation(standing: AppropriationStanding): z.input<typeof appropriationView> {
  const {
    initialFen,
    budgetFen,
    settledFen,
    committedFen,
    frozenFen,
    availableFen,
    version,
    position: _,
    ...rest
  } = standing;
  const { spendingPlan, paymentStandard, performanceTargets, ...terms } = rest;
  return {
    ...terms,
    initialBudget: formatYuan(initialFen),
    budget: formatYuan(budgetFen),
    settled: formatYuan(settledFen),
    inTransit: formatYuan(committedFen),
    frozen: formatYuan(frozenFen),
    available: formatYuan(availableFen),
    spendingPlan:
      spendingPlan?.map(({ on, cumulativeShare }) => ({
        on,
        cumulativePercent: cumulativeShare === null ? null : formatBasisPoints(cumulativeShare),
      })) ?? null,
    paymentStandard: paymentStandard && {
      rates: paymentStandard.rates.map(({ label, amountFen, per }) => ({
        label,
        amount: formatYuan(BigInt(amountFen)),
        per,
      })),
      headcount: paymentStandard.headcount,
      cashFlow: paymentStandard.cashFlow,
      deadline: { ...paymentStandard.deadline },
    },
    performanceTargets: performanceTargets && performanceTargets.map((target) => ({ ...target })),
    revision: `rev-${version}`,
  };
}

export const ledgerLineView = z.strictObject({
  revision: z.string(),
  eventId: z.string(),
  type: z.string(),
  on: date,
  period: z.string().nullable(),
  paymentId: z.string().nullable(),
  counterpart: z.string().nullable(),
  documentNumber: z.string().nullable(),
  reason: z.string().nullable(),
  budgetChange: money,
  inTransitChange: money,
  settledChange: money,
  frozenChange: money,
  availableAfter: money,
  actor: z.string(),
  recordedAt: z.string().meta({ format: 'date-time' }),
  position: z.string(),
});

export function viewLedgerLine(line: LedgerLine): z.input<typeof ledgerLineView> {
  const { version, budgetFen, committedFen, settledFen, frozenFen, availableAfterFen, recordedAt, ...rest } = line;
  const yuan = (amount: Fen): string => formatYuan(amount);
  return {
    ...rest,
    revision: `rev-${version}`,
    budgetChange: yuan(budgetFen),
    inTransitChange: yuan(committedFen),
    settledChange: yuan(settledFen),
    frozenChange: yuan(frozenFen),
    availableAfter: yuan(availableAfterFen),
    recordedAt: recordedAt.toISOString(),
  };
}
