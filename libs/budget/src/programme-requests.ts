import { z } from 'zod';
import { businessDate, period, strictObject, freeText, text, uuid, yuan, worded } from '@bofu/http';
import { CASH_FLOWS, fenToDigits, RATE_PERIODS } from '@bofu/kernel';
import { programmeCode, programmeName } from './appropriation-requests';

/** What a clerk sends about programmes. Each shape becomes a command's own fields, nothing more and nothing less. */

const reason = freeText(500, '事由', '按上级文件调整');
const groupId = uuid.meta({ description: '发放人群；全体为 null' });

export const registerProgrammeRequest = worded({
  code: programmeCode,
  name: programmeName,
  effectiveOn: businessDate,
});
export const renameProgrammeRequest = worded({
  code: programmeCode,
  name: programmeName,
  effectiveOn: businessDate,
  reason,
});
export const groupRequest = worded({ name: freeText(50, '人群名称', '70岁以上'), effectiveOn: businessDate });
export const entitlementRequest = worded({
  groupId: groupId.nullable().default(null),
  period,
  heads: z.int().min(1).max(1_500_000_000).meta({ description: '应发人数' }),
  amount: yuan,
  reason,
}).transform(({ amount, ...rest }) => ({ ...rest, amountFen: amount }));
export const endRequest = worded({ endsOn: businessDate.meta({ description: '自该日起不再应发' }), reason });
export const continuationRequest = worded({ effectiveOn: businessDate, reason });

const deadline = z.discriminatedUnion('kind', [
  strictObject({
    kind: z.literal('monthly'),
    day: z.int().min(1).max(31),
    printed: freeText(100, '原文', '每月30日以前'),
  }),
  strictObject({
    kind: z.literal('by-date'),
    monthDay: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
    printed: freeText(100, '原文', '每月30日以前'),
  }),
  strictObject({ kind: z.literal('unstated'), printed: freeText(100, '原文', '每月30日以前') }),
]);

export const paymentStandardRequest = strictObject({
  groupId: groupId.nullable().default(null),
  effectiveOn: businessDate,
  rates: z
    .array(
      strictObject({
        label: freeText(50, '标准名称', '基础养老金'),
        amount: yuan,
        per: z.enum(RATE_PERIODS),
      }).transform(({ label, amount, per }) => ({ label, amountFen: fenToDigits(amount), per })),
    )
    .max(20),
  headcount: z.int().positive().max(1_500_000_000).nullable().meta({ description: '人数' }),
  cashFlow: z.enum(CASH_FLOWS),
  deadline,
  arrearsDueOn: businessDate
    .nullable()
    .default(null)
    .meta({ description: '补差发放期限：通知载明的日期，未载明为 null' }),
});

export const performanceTargetsRequest = strictObject({
  fiscalYear: z.int().min(1949).max(9999).meta({ description: '预算年度', example: 2026 }),
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
