import type { AppropriationStanding, IssueKind } from '@bofu/budget';
import { BUDGET_TYPE_LABEL } from '@bofu/budget';
import { fen, type Fen } from '@bofu/kernel';
import { programmeColumns } from '../reported-appropriations';
import type { Column } from '../sheet/column';

export interface CarryOverRow {
  readonly appropriation: AppropriationStanding;
  readonly clawedBackFen: Fen;
  /** What the year after was given of it. */
  readonly carriedOver: readonly AppropriationStanding[];
}

const ISSUE_KIND_LABEL: Readonly<Record<IssueKind, string>> = {
  regular: '当年下达',
  advance: '提前下达',
  prepaid: '预拨',
  provisional: '临时指标',
  'carry-over': '上年结转',
};

/**
 * 结转结余表: a line for each appropriation of the year, with what of it was not paid by the day and where that went. 收回
 * has left the budget already. 结转下年 is what the next year's books had been given as 结转 of the same programme, level
 * and 形成年度 by the position the report is made from; 未结转 is the rest of what was not paid.
 */
export const carryOverColumns: readonly Column<CarryOverRow>[] = [
  { header: '形成年度', kind: 'text', value: ({ appropriation }) => String(appropriation.formedIn) },
  ...programmeColumns<CarryOverRow>(({ appropriation }) => appropriation),
  { header: '预算类型', kind: 'text', value: ({ appropriation }) => BUDGET_TYPE_LABEL[appropriation.budgetType] },
  { header: '来源', kind: 'text', value: ({ appropriation }) => ISSUE_KIND_LABEL[appropriation.issuedAs] },
  { header: '收回', unit: '元', kind: 'money', summed: true, value: ({ clawedBackFen }) => clawedBackFen },
  {
    header: '全年预算',
    unit: '元',
    kind: 'money',
    summed: true,
    value: ({ appropriation }) => appropriation.budgetFen,
  },
  { header: '已付', unit: '元', kind: 'money', summed: true, value: ({ appropriation }) => appropriation.settledFen },
  { header: '未付', unit: '元', kind: 'money', summed: true, value: (row) => unpaidOf(row) },
  {
    ...{ header: '其中：在途', unit: '元', kind: 'money', summed: true },
    value: ({ appropriation }) => appropriation.committedFen,
  },
  {
    ...{ header: '其中：冻结', unit: '元', kind: 'money', summed: true },
    value: ({ appropriation }) => appropriation.frozenFen,
  },
  { header: '结转下年', unit: '元', kind: 'money', summed: true, value: (row) => carriedOf(row) },
  { header: '未结转', unit: '元', kind: 'money', summed: true, value: (row) => fen(unpaidOf(row) - carriedOf(row)) },
  {
    header: '结转文号',
    kind: 'text',
    value: ({ carriedOver }) => {
      const numbers = carriedOver.flatMap(({ documentNumber }) =>
        documentNumber === null ? [] : [documentNumber.normalized ?? documentNumber.printed],
      );
      return numbers.length === 0 ? null : numbers.join('、');
    },
  },
];

const unpaidOf = ({ appropriation: { budgetFen, settledFen } }: CarryOverRow): Fen => fen(budgetFen - settledFen);
const carriedOf = ({ carriedOver }: CarryOverRow): Fen =>
  fen(carriedOver.reduce((sum, { budgetFen }) => sum + budgetFen, 0n));

/** What the year after carries goes to the first of those it may come from: two batches of one year are one money there. */
export function carryOverRows(
  appropriations: readonly AppropriationStanding[],
  yearAfter: readonly AppropriationStanding[],
  clawedBackOf: ReadonlyMap<string, Fen>,
): CarryOverRow[] {
  const left = new Set(yearAfter.filter(({ issuedAs }) => issuedAs === 'carry-over'));
  return appropriations.map((appropriation) => {
    const carriedOver = [...left].filter(
      ({ programmeId, fundingLevel, formedIn }) =>
        programmeId === appropriation.programmeId &&
        fundingLevel === appropriation.fundingLevel &&
        formedIn === appropriation.formedIn,
    );
    for (const one of carriedOver) left.delete(one);
    const clawedBackFen = clawedBackOf.get(appropriation.appropriationId) ?? fen(0n);
    return { appropriation, clawedBackFen, carriedOver };
  });
}
