import { BUDGET_TYPE_LABEL, FUNDING_LEVEL_LABEL } from '@bofu/budget';
import { formatBasisPoints, formatYuan, basisPointsOf, type BasisPoints } from '@bofu/kernel';
import { holdingOn, type Holding, type ToldAppropriation } from '../questions/told-by-events';
import type { InterfaceTable } from './interface-table';

interface ExecutionRow extends Holding {
  readonly appropriation: ToldAppropriation;
  readonly executedShare: BasisPoints | null;
}

/** What has come of each appropriation by the day asked for. */
export const yearExecution: InterfaceTable<ExecutionRow> = {
  part: 'final-accounts',
  name: '年度执行',
  columns: [
    {
      title: '指标编号',
      from: 'AppropriationIssued.appropriationId',
      value: (row) => row.appropriation.appropriationId,
    },
    {
      title: '项目代码',
      from: 'AppropriationIssued.programmeCode',
      value: (row) => row.appropriation.terms.programmeCode,
    },
    {
      title: '项目名称',
      from: 'AppropriationIssued.programmeName',
      value: (row) => row.appropriation.terms.programmeName,
    },
    { title: '单位代码', from: 'AppropriationIssued.unitCode', value: (row) => row.appropriation.terms.unitCode },
    {
      title: '资金级次',
      from: 'AppropriationIssued.fundingLevel',
      value: (row) => FUNDING_LEVEL_LABEL[row.appropriation.terms.fundingLevel],
    },
    {
      title: '预算类型',
      from: 'AppropriationIssued.budgetType',
      value: (row) => BUDGET_TYPE_LABEL[row.appropriation.terms.budgetType],
    },
    {
      title: '全年预算',
      unit: '元',
      from: '预算指标与指标变动之和，不含冻结',
      value: ({ budgetFen }) => formatYuan(budgetFen),
      isNumber: true,
    },
    {
      title: '已付',
      unit: '元',
      from: '支付与冲减之和',
      value: ({ settledFen }) => formatYuan(settledFen),
      isNumber: true,
    },
    {
      title: '在途',
      unit: '元',
      from: '已提交未支付',
      value: ({ committedFen }) => formatYuan(committedFen),
      isNumber: true,
    },
    { title: '冻结', unit: '元', from: '冻结减解冻', value: ({ frozenFen }) => formatYuan(frozenFen), isNumber: true },
    {
      title: '可用',
      unit: '元',
      from: '全年预算－已付－在途－冻结',
      value: ({ availableFen }) => formatYuan(availableFen),
      isNumber: true,
    },
    {
      title: '执行率',
      unit: '%',
      from: '已付÷全年预算；全年预算为零时空白',
      value: ({ executedShare }) => (executedShare === null ? null : formatBasisPoints(executedShare)),
      isNumber: true,
    },
  ],
  rows: ({ appropriations, told, scope }) =>
    appropriations
      .filter(({ terms }) => terms.effectiveOn <= scope.asOf)
      .map((appropriation) => {
        const holding = holdingOn(told, appropriation.appropriationId, scope.asOf);
        const { budgetFen, settledFen } = holding;
        return { ...holding, appropriation, executedShare: basisPointsOf(settledFen, budgetFen) };
      }),
};
