import { z } from 'zod';
import {
  CASH_FLOWS,
  type Fen,
  formatBasisPoints,
  formatYuan,
  FUNDING_LEVELS,
  type PaymentStandard,
  POSTS,
  RATE_PERIODS,
  type SpendingPlan,
} from '@bofu/kernel';
import { initialsOf } from '@bofu/pinyin';
import type { AppropriationStanding } from './ledger/appropriations.query';
import type { LedgerLine } from './ledger/ledger-lines.query';
import type { PlanVersion } from './ledger/versions.query';
import { BUDGET_SOURCES, BUDGET_TYPES, ISSUE_KINDS, PAYMENT_METHODS } from './domain/appropriation-terms';

/** Appropriations and their ledger as they leave over HTTP: money is 元 as text, shares are percent as text. */

const money = z.string().meta({ description: '元，两位小数', example: '188967.50' });
const date = z.string().meta({ format: 'date', example: '2021-01-01' });
const percent = z.string().meta({ description: '百分比', example: '25.00' });

const documentNumber = z.strictObject({ printed: z.string(), normalized: z.string().nullable() });

export const standardView = z.strictObject({
  rates: z.array(z.strictObject({ label: z.string(), amount: money, per: z.enum(RATE_PERIODS) })),
  headcount: z.int().nullable(),
  cashFlow: z.enum(CASH_FLOWS),
  deadline: z.looseObject({ kind: z.enum(['monthly', 'by-date', 'unstated']), printed: z.string() }),
});

const checkpoints = z.array(z.strictObject({ on: date, cumulativePercent: percent.nullable() }));

export const appropriationView = z.strictObject({
  appropriationId: z.string(),
  agencyId: z.string(),
  programmeId: z.string(),
  programmeCode: z.string(),
  programmeName: z.string(),
  initials: z.string().describe('项目名称的拼音首字母'),
  fiscalYear: z.int(),
  formedIn: z.int(),
  batch: z.int(),
  unitCode: z.string(),
  unitName: z.string(),
  fundingLevel: z.enum(FUNDING_LEVELS),
  fundingLevelBasis: z.enum(['stated', 'inferred']),
  budgetType: z.enum(BUDGET_TYPES),
  documentNumber: documentNumber.nullable(),
  documentDate: date.nullable(),
  elements: z.strictObject({
    functionalClass: z.string().nullable(),
    governmentEconomicClass: z.string().nullable(),
    departmentEconomicClass: z.string().nullable(),
    budgetSource: z.enum(BUDGET_SOURCES).nullable(),
    paymentMethod: z.enum(PAYMENT_METHODS).nullable(),
    directFunds: z.boolean().nullable(),
    threeGuarantees: z.string().nullable(),
    governmentProcurement: z.boolean().nullable(),
    superiorDocumentNumber: documentNumber.nullable(),
  }),
  issuedAs: z.enum(ISSUE_KINDS),
  issuedOn: date,
  sources: z.array(
    z.strictObject({ field: z.string(), printed: z.string(), documentDigest: z.string(), place: z.string() }),
  ),
  initialBudget: money,
  budget: money,
  settled: money,
  inTransit: money,
  frozen: money,
  available: money,
  spendingPlan: checkpoints.nullable(),
  paymentStandard: standardView.nullable(),
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

/** One by itself says how often it was changed as well. */
export const oneAppropriationView = appropriationView.extend({
  changes: z.int().meta({ description: '下达后变更几次：追加、追减、收回、调剂、冻结、解冻等' }),
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
  const { spendingPlan, paymentStandard, performanceTargets, sources, ...terms } = rest;
  return {
    ...terms,
    initials: initialsOf(terms.programmeName),
    sources: sources.map((source) => ({ ...source })),
    initialBudget: formatYuan(initialFen),
    budget: formatYuan(budgetFen),
    settled: formatYuan(settledFen),
    inTransit: formatYuan(committedFen),
    frozen: formatYuan(frozenFen),
    available: formatYuan(availableFen),
    spendingPlan: spendingPlan && viewCheckpoints(spendingPlan),
    paymentStandard: paymentStandard && viewStandard(paymentStandard),
    performanceTargets: performanceTargets && performanceTargets.map((target) => ({ ...target })),
    revision: `rev-${version}`,
  };
}

const viewCheckpoints = (plan: SpendingPlan): z.input<typeof checkpoints> =>
  plan.map(({ on, cumulativeShare }) => ({
    on,
    cumulativePercent: cumulativeShare === null ? null : formatBasisPoints(cumulativeShare),
  }));

export const planVersionsView = z.strictObject({
  items: z.array(z.strictObject({ effectiveOn: date, checkpoints, position: z.string() })),
});

export const viewPlanVersions = (versions: readonly PlanVersion[]): z.input<typeof planVersionsView> => ({
  items: versions.map(({ effectiveOn, checkpoints: plan, position }) => ({
    effectiveOn,
    checkpoints: viewCheckpoints(plan),
    position,
  })),
});

export const viewStandard = ({
  rates,
  headcount,
  cashFlow,
  deadline,
}: PaymentStandard): z.input<typeof standardView> => ({
  rates: rates.map(({ label, amountFen, per }) => ({ label, amount: formatYuan(BigInt(amountFen)), per })),
  headcount,
  cashFlow,
  deadline: { ...deadline },
});

export const ledgerLineView = z.strictObject({
  revision: z.string(),
  eventId: z.string(),
  type: z.string(),
  on: date,
  period: z.string().nullable(),
  bookedIn: z.string().nullable().meta({ description: '记账月份' }),
  paymentId: z.string().nullable(),
  charge: z.int().nullable().meta({ description: '付款内的列支序号' }),
  counterpart: z.string().nullable(),
  documentNumber: z.string().nullable(),
  reason: z.string().nullable(),
  budgetChange: money,
  inTransitChange: money,
  settledChange: money,
  frozenChange: money,
  availableAfter: money,
  actor: z.string().meta({ description: '办理人姓名' }),
  personId: z.string(),
  post: z.enum(POSTS),
  recordedAt: z.string().meta({ format: 'date-time' }),
  position: z.string(),
});

export function viewLedgerLine(
  line: LedgerLine,
  nameOf: (personId: string) => string | null,
): z.input<typeof ledgerLineView> {
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
    actor: nameOf(line.personId) ?? line.personId,
    recordedAt: recordedAt.toISOString(),
  };
}
