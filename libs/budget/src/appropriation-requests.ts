import { z } from 'zod';
import {
  businessDate,
  documentNumber,
  parsedBy,
  percent,
  period,
  strictObject,
  freeText,
  text,
  uuid,
  yuan,
  worded,
  confirmation,
} from '@bofu/http';
import { FUNDING_LEVELS, Refusal, type Fen } from '@bofu/kernel';
import { actFiles } from './act-files-request';
import { BUDGET_SOURCES, BUDGET_TYPES, ISSUE_KINDS, NO_ELEMENTS, PAYMENT_METHODS } from './domain/appropriation-terms';
import { parseProgrammeCode, parseUnitCode } from './domain/codes';

/** What a clerk sends to change appropriations. Each shape becomes a command's own fields, nothing more and nothing less. */

const reason = freeText(500, '事由', '中央提前下达资金不足，申请追加');
export const programmeCode = parsedBy(parseProgrammeCode, {
  type: 'string',
  description: '项目编码：21 位数字或大写字母；全角、小写和首尾空格视为同一编码',
  example: '13062121RXGO3YWDTCKQR',
});
const unitCode = parsedBy(parseUnitCode, {
  type: 'string',
  description: '预算单位编码：1 至 20 位数字或字母',
  example: '356001',
});
export const programmeName = freeText(200, '项目名称（原文）', '城乡居民基本养老保险基础养老金补贴');

const year = z.int().min(1949).max(9999);
const paper = {
  documentNumber: documentNumber.nullable(),
  documentDate: businessDate.nullable().default(null).meta({ description: '发文日期' }),
};

const elements = strictObject({
  functionalClass: text(30, '支出功能分类', '2082602').nullable().default(null),
  governmentEconomicClass: text(30, '政府预算支出经济分类', '50901').nullable().default(null),
  departmentEconomicClass: text(30, '部门预算支出经济分类', '30305').nullable().default(null),
  budgetSource: z.enum(BUDGET_SOURCES).nullable().default(null).meta({ description: '预算来源' }),
  paymentMethod: z.enum(PAYMENT_METHODS).nullable().default(null).meta({ description: '支付方式' }),
  directFunds: z.boolean().nullable().default(null).meta({ description: '直达资金标识' }),
  threeGuarantees: text(50, '三保标识', '保基本民生').nullable().default(null),
  governmentProcurement: z.boolean().nullable().default(null).meta({ description: '是否政府采购' }),
  superiorDocumentNumber: documentNumber.nullable().default(null),
});

const issueFields = {
  programmeId: uuid.optional().meta({ description: '预算项目；新项目改填项目编码与名称' }),
  programmeCode: programmeCode.optional(),
  programmeName: programmeName.optional(),
  fiscalYear: year.meta({ description: '预算年度', example: 2026 }),
  formedIn: year.optional().meta({ description: '形成年度，缺省为预算年度；结转指标填资金形成的年度', example: 2025 }),
  batch: z.int().min(1).max(999).default(1).meta({ description: '批次：同一项目、级次、方式第几次下达' }),
  unitCode,
  unitName: freeText(200, '预算单位', '人力资源和社会保障局本级'),
  fundingLevel: z.enum(FUNDING_LEVELS).meta({ description: '资金级次' }),
  fundingLevelBasis: z.enum(['stated', 'inferred']).meta({ description: '级次依据：原文载明或推断' }),
  budgetType: z.enum(BUDGET_TYPES).meta({ description: '预算类型' }),
  ...paper,
  elements: elements.optional(),
  issuedAs: z.enum(ISSUE_KINDS).meta({ description: '下达方式：正常、提前下达、预拨、临时指标、结转' }),
  amount: yuan,
  effectiveOn: businessDate,
};
const issueAsSent = strictObject(issueFields);

/** The programme is named by its id, or by code and name: a code that is new is registered with its first appropriation. */
function issueOf(
  { programmeId, programmeCode: code, programmeName: name, amount, formedIn, ...terms }: z.output<typeof issueAsSent>,
  context: z.RefinementCtx,
) {
  const missing = code === undefined ? 'programmeCode' : 'programmeName';
  const programme =
    programmeId !== undefined ? { programmeId } : code !== undefined && name !== undefined ? { code, name } : null;
  if (programme === null) {
    const refusal = new Refusal('missing-field', { field: missing });
    context.addIssue({ code: 'custom', path: [missing], params: { refusal } });
    return z.NEVER;
  }
  return {
    ...terms,
    programme,
    formedIn: formedIn ?? terms.fiscalYear,
    elements: terms.elements ?? NO_ELEMENTS,
    amountFen: amount,
    sources: [],
  };
}

export const issueRequest = issueAsSent.transform(issueOf);

/** By itself an act brings its files along; those of a paper belong to the paper as a whole. */
const withFiles = { files: actFiles };

export const issueWithFilesRequest = strictObject({ ...issueFields, ...withFiles, confirmation }).transform(
  ({ files, confirmation: _, ...issue }, context) => ({ issue: issueOf(issue, context), files }),
);

const documented = { amount: yuan, effectiveOn: businessDate, ...paper, reason, confirmation };
const moved = <Sent extends { readonly amount: Fen }>({ amount, ...rest }: Sent) => ({ ...rest, amountFen: amount });

export const documentedMovement = strictObject(documented).transform(moved);
export const movementWithFilesRequest = strictObject({ ...documented, ...withFiles }).transform(
  ({ files, ...sent }) => ({
    change: moved(sent),
    files,
  }),
);

export const replacementRequest = worded({ replacedBy: uuid, effectiveOn: businessDate, ...paper, reason });

const arrival = {
  arrivedOn: businessDate,
  account: text(100, '到账账户', '城乡居民基本养老保险基金财政专户'),
  reference: text(100, '银行回单号或拨款凭证号', '0215-0031').nullable().default(null),
  documentNumber: documentNumber.nullable().default(null),
};
export const arrivalRequest = strictObject({ amount: yuan, ...arrival }).transform(({ amount, ...rest }) => ({
  ...rest,
  amountFen: amount,
}));
export const arrivalPath = z.strictObject({ appropriationId: uuid, arrivalId: uuid });
/** As it truly was; `amount` is 0.00 where nothing had arrived. */
export const arrivalCorrectionRequest = worded({ amount: yuan, ...arrival, reason }).transform(
  ({ amount, ...rest }) => ({ ...rest, arrivedFen: amount }),
);

const openingLines = z
  .array(
    strictObject({
      groupId: uuid.nullable().default(null),
      period: period.nullable(),
      heads: z.int().min(0).max(1_500_000_000).nullable().default(null).meta({ description: '人数' }),
      amount: yuan,
    }).transform(({ amount, ...rest }) => ({ ...rest, amountFen: amount })),
  )
  .min(1)
  .max(120);
const openingDay = businessDate.meta({ description: '期初日' });

export const openingBalanceRequest = worded({ effectiveOn: openingDay, lines: openingLines, reason });

/** A year's appropriations at once: all of it is entered, or nothing. */
export const openingBalancesRequest = worded({
  effectiveOn: openingDay,
  balances: z
    .array(strictObject({ appropriationId: uuid, lines: openingLines }))
    .min(1)
    .max(500),
  reason,
});

export const movement = worded({ amount: yuan, effectiveOn: businessDate, reason }).transform(
  ({ amount, ...rest }) => ({ ...rest, amountFen: amount }),
);

const virement = {
  from: uuid.meta({ description: '调出指标' }),
  to: uuid.meta({ description: '调入指标' }),
  ...documented,
};
export const virementRequest = strictObject(virement).transform(moved);
export const virementWithFilesRequest = strictObject({ ...virement, ...withFiles }).transform(({ files, ...sent }) => ({
  virement: moved(sent),
  files,
}));

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
export const revisePlanRequest = worded({ effectiveOn: businessDate, checkpoints, reason });
