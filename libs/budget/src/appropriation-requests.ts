import { z } from 'zod';
import { businessDate, documentNumber, percent, strictObject, text, yuan } from '@bofu/http';
import { fenToDigits } from '@bofu/kernel';
import { BUDGET_TYPES, CASH_FLOWS, FUNDING_LEVELS } from './domain/appropriation-terms';

/** What a clerk sends to change appropriations. Each shape becomes a command's own fields, nothing more and nothing less. */

const reason = text(500, '事由', '中央提前下达资金不足，申请追加');
const programmeCode = text(21, '项目编码', '13062121RXGO3YWDTCKQR');
export const fiscalYear = z.coerce.number().int().min(1949).max(9999).meta({ description: '预算年度', example: 2021 });

export const issueRequest = strictObject({
  fiscalYear: z.int().min(1949).max(9999).meta({ description: '预算年度', example: 2021 }),
  programmeCode,
  programmeName: text(200, '项目名称（原文）', '城乡居民基本养老保险基础养老金补贴'),
  unitCode: text(20, '预算单位编码', '356001'),
  unitName: text(200, '预算单位', '保定市满城区人力资源和社会保障局本级'),
  fundingLevel: z.enum(FUNDING_LEVELS).meta({ description: '资金级次' }),
  fundingLevelBasis: z.enum(['stated', 'inferred']).meta({ description: '级次依据：原文载明或推断' }),
  budgetType: z.enum(BUDGET_TYPES).meta({ description: '预算类型' }),
  documentNumber: documentNumber.nullable(),
  issuedAs: z.enum(['regular', 'advance', 'prepaid']).meta({ description: '下达方式：正常、提前下达、预拨' }),
  amount: yuan,
  effectiveOn: businessDate,
}).transform(({ amount, ...rest }) => ({ ...rest, amountFen: amount }));

export const documentedMovement = strictObject({
  amount: yuan,
  effectiveOn: businessDate,
  documentNumber: documentNumber.nullable(),
  reason,
}).transform(({ amount, ...rest }) => ({ ...rest, amountFen: amount }));

export const movement = strictObject({ amount: yuan, effectiveOn: businessDate, reason }).transform(
  ({ amount, ...rest }) => ({ ...rest, amountFen: amount }),
);

export const virementRequest = strictObject({
  from: text(40, '调出指标', '2021-13062121VLAKGQ3T8BFUX'),
  to: text(40, '调入指标', '2021-13062121BHNLI8GFGL4GA'),
  amount: yuan,
  effectiveOn: businessDate,
  documentNumber: documentNumber.nullable(),
  reason,
}).transform(({ amount, ...rest }) => ({ ...rest, amountFen: amount }));

const checkpoints = z
  .array(
    strictObject({
      on: businessDate,
      cumulativePercent: percent.nullable(),
    }).transform(({ on, cumulativePercent }) => ({ on, cumulativeShare: cumulativePercent })),
  )
  .min(1)
  .max(366)
  .meta({ description: '各时点累计支出计划；原表空白处为 null' });

export const adoptPlanRequest = strictObject({ effectiveOn: businessDate, checkpoints });
export const revisePlanRequest = strictObject({ effectiveOn: businessDate, checkpoints, reason });

const deadline = z.discriminatedUnion('kind', [
  strictObject({ kind: z.literal('monthly'), day: z.int().min(1).max(31), printed: text(100, '原文') }),
  strictObject({
    kind: z.literal('by-date'),
    monthDay: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
    printed: text(100, '原文'),
  }),
  strictObject({ kind: z.literal('unstated'), printed: text(100, '原文') }),
]);

export const paymentStandardRequest = strictObject({
  effectiveOn: businessDate,
  rates: z
    .array(
      strictObject({
        label: text(50, '标准名称', '基础养老金'),
        amount: yuan,
        per: z.enum(['month', 'year']),
      }).transform(({ label, amount, per }) => ({ label, amountFen: fenToDigits(amount), per })),
    )
    .max(20),
  headcount: z.int().positive().max(1_500_000_000).nullable().meta({ description: '人数' }),
  cashFlow: z.enum(CASH_FLOWS),
  deadline,
});

export const performanceTargetsRequest = strictObject({
  effectiveOn: businessDate,
  targets: z
    .array(
      strictObject({
        level1: text(50, '一级指标', '产出指标'),
        level2: text(50, '二级指标', '数量指标'),
        level3: text(200, '三级指标', '享受人数'),
        target: text(200, '指标值', '75587人'),
        basis: text(100, '确定依据', '工作需要'),
      }),
    )
    .min(1)
    .max(100),
});
