import { z } from 'zod';
import {
  businessDate,
  confirmation,
  percent,
  period,
  strictObject,
  freeText,
  text,
  uuid,
  yuan,
  worded,
} from '@bofu/http';
import { askAboutNumbers, CASH_FLOWS, fenToDigits, RATE_PERIODS } from '@bofu/kernel';
import { programmeCode, programmeName } from './appropriation-requests';
import { OUTLOOKS, VERDICTS, type MeasuredTarget, type TargetStatement } from './domain/performance-target';
import { refuse } from './domain/refusals';

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

const yearOfTargets = z.int().min(1949).max(9999).meta({ description: '预算年度', example: 2026 });
const targetName = {
  level1: text(50, '一级指标', '产出指标'),
  level2: text(50, '二级指标', '数量指标'),
  level3: text(200, '三级指标', '享受人数'),
};

export const performanceTargetsRequest = strictObject({
  fiscalYear: yearOfTargets,
  effectiveOn: businessDate,
  targets: z
    .array(
      strictObject({
        ...targetName,
        target: text(200, '指标值', '75587人'),
        basis: text(100, '确定依据', '工作需要'),
      }),
    )
    .min(1)
    .max(100),
});

const bound = z.enum(['at-least', 'at-most']).meta({ description: '不低于或不超过年度值' });
const accrues = z.boolean().meta({ description: '随年度累计：截至某日完成的是全年的一部分，如金额；比率类为 false' });

/** 计算口径 of one target: what is counted, and the year's value as a person reads the printed one. */
const measuredTarget = z.discriminatedUnion('measure', [
  strictObject({
    ...targetName,
    accrues,
    bound,
    measure: z.literal('people-paid'),
    people: z.int().min(1).max(1_500_000_000),
  }),
  strictObject({ ...targetName, accrues, bound, measure: z.literal('amount-paid'), amount: yuan }),
  strictObject({
    ...{ ...targetName, accrues, bound, percent },
    measure: z.enum(['execution-rate', 'payout-rate', 'timely-rate']),
  }),
  strictObject({ ...targetName, accrues, measure: z.literal('evidence') }),
]);

function measuredOf(asked: z.output<typeof measuredTarget>): MeasuredTarget {
  const { level1, level2, level3, measure, accrues: isPart } = asked;
  const own = { level1, level2, level3, measure, accrues: isPart };
  switch (asked.measure) {
    case 'evidence':
      return { ...own, planned: null };
    case 'people-paid':
      return { ...own, planned: { value: String(asked.people), bound: asked.bound } };
    case 'amount-paid':
      return { ...own, planned: { value: fenToDigits(asked.amount), bound: asked.bound } };
    default:
      return { ...own, planned: { value: String(asked.percent), bound: asked.bound } };
  }
}

export const performanceMeasuresRequest = strictObject({
  fiscalYear: yearOfTargets,
  effectiveOn: businessDate,
  measures: z.array(measuredTarget.transform(measuredOf)).min(1).max(100),
});

const finding = {
  actual: freeText(100, '实际完成值，照实写', '92%'),
  verdict: z.enum(VERDICTS).meta({ description: '评定：达成、部分达成、未达成' }),
  completion: percent.meta({
    description: '完成率，由评定人判断：达成 80–100、部分达成 60 至不足 80、未达成 0 至不足 60',
  }),
  comment: freeText(500, '佐证：何处可查', '2021 年满意度问卷汇总，回收 300 份'),
};

const TEXTS = ['actual', 'comment', 'reason', 'remedy'] as const;

/** 实际值, 评定, 完成率 and 佐证 come together, or not at all for a target that payments prove. */
const statement = strictObject({
  ...targetName,
  actual: finding.actual.nullable().default(null),
  verdict: finding.verdict.nullable().default(null),
  completion: finding.completion.nullable().default(null),
  comment: finding.comment.nullable().default(null),
  reason: freeText(500, '偏差原因', '部分人员年底前未认证').nullable().default(null),
  outlook: z.enum(OUTLOOKS).nullable().default(null).meta({ description: '完成可能性' }),
  remedy: freeText(500, '改进措施', '入户协助认证').nullable().default(null),
});

function statementOf(asked: z.output<typeof statement>): Omit<TargetStatement, 'asOf'> {
  const { actual, verdict, completion, comment, ...rest } = asked;
  if (actual === null && verdict === null && completion === null && comment === null) return { ...rest, finding: null };
  if (actual === null || verdict === null || completion === null || comment === null)
    return refuse('target-needs-a-finding', { target: rest.level3 });
  return { ...rest, finding: { actual, verdict, completion, comment } };
}

export const performanceActualsRequest = strictObject({
  fiscalYear: yearOfTargets,
  asOf: businessDate.meta({ description: '截至日' }),
  statements: z.array(statement).min(1).max(100),
  confirmation,
}).transform(({ fiscalYear, asOf, statements, confirmation: stated }) => {
  const written = statements.flatMap((one, at) => TEXTS.map((field) => ({ field, line: at + 1, text: one[field] })));
  askAboutNumbers(written, stated);
  return { fiscalYear, statements: statements.map((one): TargetStatement => ({ ...statementOf(one), asOf })) };
});
