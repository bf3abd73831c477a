import { APPROPRIATION_EVENT_LABEL, BUDGET_TYPE_LABEL, FUNDING_LEVEL_LABEL, type IssueKind } from '@bofu/budget';
import { formatBasisPoints, formatYuan, type Checkpoint } from '@bofu/kernel';
import { recordedAtOf, type ToldAppropriation, type ToldEvent } from '../questions/told-by-events';
import type { InterfaceTable } from './interface-table';

const ISSUED_AS: Readonly<Record<IssueKind, string>> = {
  regular: '正常下达',
  advance: '提前下达',
  prepaid: '预拨',
  provisional: '临时指标',
  'carry-over': '结转',
};
const BUDGET_SOURCE = { initial: '年初预算', adjustment: '预算调整', virement: '调剂' } as const;
const PAYMENT_METHOD = { direct: '直接支付', authorised: '授权支付', allocated: '实拨' } as const;

const said = (yes: boolean | null): string | null => (yes === null ? null : yes ? '是' : '否');

/** The appropriations of the year as they were issued; what changed their amount since is a table of its own. */
export const appropriationsIssued: InterfaceTable<ToldAppropriation> = {
  part: 'budget',
  name: '预算指标',
  columns: [
    { title: '指标编号', from: 'AppropriationIssued.appropriationId', value: (one) => one.appropriationId },
    { title: '预算年度', from: 'AppropriationIssued.fiscalYear', value: ({ terms }) => terms.fiscalYear },
    { title: '形成年度', from: 'AppropriationIssued.formedIn', value: ({ terms }) => terms.formedIn },
    { title: '项目编号', from: 'AppropriationIssued.programmeId', value: ({ terms }) => terms.programmeId },
    { title: '项目代码', from: 'AppropriationIssued.programmeCode', value: ({ terms }) => terms.programmeCode },
    { title: '项目名称', from: 'AppropriationIssued.programmeName', value: ({ terms }) => terms.programmeName },
    { title: '单位代码', from: 'AppropriationIssued.unitCode', value: ({ terms }) => terms.unitCode },
    { title: '单位名称', from: 'AppropriationIssued.unitName', value: ({ terms }) => terms.unitName },
    {
      title: '资金级次',
      from: 'AppropriationIssued.fundingLevel',
      value: ({ terms }) => FUNDING_LEVEL_LABEL[terms.fundingLevel],
    },
    {
      title: '级次依据',
      from: 'AppropriationIssued.fundingLevelBasis',
      value: ({ terms }) => (terms.fundingLevelBasis === 'stated' ? '文件载明' : '由文件推断'),
    },
    {
      title: '预算类型',
      from: 'AppropriationIssued.budgetType',
      value: ({ terms }) => BUDGET_TYPE_LABEL[terms.budgetType],
    },
    { title: '下达方式', from: 'AppropriationIssued.issuedAs', value: ({ terms }) => ISSUED_AS[terms.issuedAs] },
    { title: '批次', from: 'AppropriationIssued.batch', value: ({ terms }) => terms.batch },
    {
      title: '指标文号',
      from: 'AppropriationIssued.documentNumber',
      value: ({ terms }) => terms.documentNumber?.printed ?? null,
    },
    { title: '发文日期', from: 'AppropriationIssued.documentDate', value: ({ terms }) => terms.documentDate },
    { title: '生效日', from: 'AppropriationIssued.effectiveOn', value: ({ terms }) => terms.effectiveOn },
    {
      title: '下达金额',
      unit: '元',
      from: 'AppropriationIssued.amountFen',
      value: ({ initialFen }) => formatYuan(initialFen),
      isNumber: true,
    },
    {
      title: '支出功能分类',
      from: 'AppropriationIssued.elements.functionalClass',
      value: ({ terms }) => terms.elements.functionalClass,
    },
    {
      title: '政府预算支出经济分类',
      from: 'AppropriationIssued.elements.governmentEconomicClass',
      value: ({ terms }) => terms.elements.governmentEconomicClass,
    },
    {
      title: '部门预算支出经济分类',
      from: 'AppropriationIssued.elements.departmentEconomicClass',
      value: ({ terms }) => terms.elements.departmentEconomicClass,
    },
    {
      title: '预算来源',
      from: 'AppropriationIssued.elements.budgetSource',
      value: ({ terms: { elements } }) =>
        elements.budgetSource === null ? null : BUDGET_SOURCE[elements.budgetSource],
    },
    {
      title: '支付方式',
      from: 'AppropriationIssued.elements.paymentMethod',
      value: ({ terms: { elements } }) =>
        elements.paymentMethod === null ? null : PAYMENT_METHOD[elements.paymentMethod],
    },
    {
      title: '直达资金标识',
      from: 'AppropriationIssued.elements.directFunds',
      value: ({ terms }) => said(terms.elements.directFunds),
    },
    {
      title: '三保标识',
      from: 'AppropriationIssued.elements.threeGuarantees',
      value: ({ terms }) => terms.elements.threeGuarantees,
    },
    {
      title: '是否政府采购',
      from: 'AppropriationIssued.elements.governmentProcurement',
      value: ({ terms }) => said(terms.elements.governmentProcurement),
    },
    {
      title: '上级指标文号',
      from: 'AppropriationIssued.elements.superiorDocumentNumber',
      value: ({ terms }) => terms.elements.superiorDocumentNumber?.printed ?? null,
    },
  ],
  rows: ({ appropriations, scope }) => appropriations.filter(({ terms }) => terms.effectiveOn <= scope.asOf),
};

interface ChangeRow {
  readonly one: ToldEvent;
  readonly on: string;
  readonly changeFen: bigint;
  readonly actor: string;
}

/** Everything that raised, lowered or froze an appropriation after its issue, in the order recorded. */
export const appropriationChanges: InterfaceTable<ChangeRow> = {
  part: 'budget',
  name: '指标变动',
  columns: [
    { title: '指标编号', from: '*.appropriationId', value: ({ one }) => one.appropriation.appropriationId },
    { title: '事件号', from: '事件在全部事件中的序号', value: ({ one }) => one.event.number },
    { title: '变动类型', from: '事件类型', value: ({ one }) => APPROPRIATION_EVENT_LABEL[one.told.type] },
    { title: '生效日', from: '*.effectiveOn', value: ({ on }) => on },
    {
      title: '增减',
      unit: '元',
      from: '*.amountFen；冻结为负、解冻为正，只减增可用',
      value: ({ changeFen }) => formatYuan(changeFen),
      isNumber: true,
    },
    {
      title: '文号',
      from: '*.documentNumber',
      value: ({ one: { told } }) =>
        'documentNumber' in told.data ? (told.data.documentNumber?.printed ?? null) : null,
    },
    {
      title: '事由',
      from: '*.reason',
      value: ({ one: { told } }) => ('reason' in told.data ? told.data.reason : null),
    },
    { title: '办理人', from: '*.by.personId 的姓名', value: ({ actor }) => actor },
    { title: '登记时点', from: '事件元数据 recordedAt', value: ({ one }) => recordedAtOf(one.event) },
  ],
  rows: ({ told, scope, nameOf }) =>
    told.flatMap((one) => {
      const { movement } = one;
      if (one.told.type === 'AppropriationIssued' || movement === null || movement.on > scope.asOf) return [];
      const changeFen = movement.budgetFen - movement.frozenFen;
      return changeFen === 0n ? [] : [{ one, on: movement.on, changeFen, actor: nameOf(one.told.data.by.personId) }];
    }),
};

interface PlanRow extends Checkpoint {
  readonly appropriationId: string;
  readonly since: string;
  readonly reason: string | null;
}

/** Each version of a spending plan, a line for each checkpoint. */
export const spendingPlans: InterfaceTable<PlanRow> = {
  part: 'budget',
  name: '支出计划',
  columns: [
    { title: '指标编号', from: 'SpendingPlanAdopted.appropriationId', value: (row) => row.appropriationId },
    {
      title: '自',
      from: 'SpendingPlanAdopted.effectiveOn, SpendingPlanRevised.effectiveOn',
      value: (row) => row.since,
    },
    { title: '节点', from: '*.checkpoints.on', value: ({ on }) => on },
    {
      title: '累计比例',
      unit: '%',
      from: '*.checkpoints.cumulativeShare；空白为文件未填',
      value: ({ cumulativeShare }) => (cumulativeShare === null ? null : formatBasisPoints(cumulativeShare)),
      isNumber: true,
    },
    { title: '调整事由', from: 'SpendingPlanRevised.reason', value: ({ reason }) => reason },
  ],
  rows: ({ told, scope }) =>
    told.flatMap(({ told: { type, data } }) => {
      if (type !== 'SpendingPlanAdopted' && type !== 'SpendingPlanRevised') return [];
      const { appropriationId, effectiveOn, checkpoints } = data;
      const reason = 'reason' in data ? data.reason : null;
      return effectiveOn > scope.asOf
        ? []
        : checkpoints.map((checkpoint) => ({ ...checkpoint, appropriationId, since: effectiveOn, reason }));
    }),
};
