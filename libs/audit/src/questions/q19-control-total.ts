import { z } from 'zod';
import type { BudgetType, ImportedProgrammes } from '@bofu/budget';
import { fenFromDigits, sumFen } from '@bofu/kernel';
import { inWords, money, yuan, type AuditQuestion } from './question';
import { appropriationEvents, programmeInWords, programmesOf, type ToldProgramme } from './told-by-events';

const BUDGETS: Record<BudgetType, string> = {
  'general-public': '一般公共预算',
  'government-fund': '政府性基金预算',
  'state-capital-operations': '国有资本经营预算',
  'social-insurance-fund': '社会保险基金预算',
};

const row = z.strictObject({
  appropriationId: z.string(),
  sequence: z.int().nullable(),
  programmeName: z.string(),
  budgetType: z.enum(['general-public', 'government-fund', 'state-capital-operations', 'social-insurance-fund']),
  amount: money,
  /** Part of the total the budget declares, or outside it. */
  declared: z.boolean(),
});
type Row = z.output<typeof row>;

/**
 * 口径调节: added up again from what was issued, programme by programme. What the import recorded as its own
 * reconciliation is not believed; only what the budget declares is taken from it.
 */
export const controlTotal: AuditQuestion<Row> = {
  number: 19,
  title: '各项目合计为什么不等于预算公开的项目支出总数？',
  row,
  ask(events, { fiscalYear }) {
    const programmes = programmesOf(appropriationEvents(events, fiscalYear));
    const imports = events.filter(
      ({ type, data }) => type === 'ProgrammesImported' && data['fiscalYear'] === fiscalYear,
    );
    const answers = imports.map(({ data }) => {
      const { digest, declared } = data as unknown as ImportedProgrammes;
      return reconciled(
        programmes.filter(({ fileDigest }) => fileDigest === digest),
        declared,
      );
    });
    const byHand = programmes.filter(({ fileDigest }) => fileDigest === null);
    return {
      answer:
        answers.map(({ answer }) => answer).join('') +
        (imports.length === 0 ? '没有申报总数可供核对。' : '') +
        (byHand.length > 0 ? `另有手工下达 ${byHand.length} 个项目，${inWords(totalOf(byHand))}，不在申报之列。` : ''),
      rows: answers.flatMap(({ rows }) => rows),
      proof: [...imports, ...programmes.map(({ issued }) => issued)],
    };
  },
};

const totalOf = (programmes: readonly ToldProgramme[]): bigint =>
  sumFen(programmes.map(({ initialFen }) => initialFen));

function reconciled(programmes: readonly ToldProgramme[], declared: ImportedProgrammes['declared']) {
  const types = new Set(declared.map(({ budgetType }) => budgetType));
  const outside = programmes.filter(({ terms }) => !types.has(terms.budgetType));
  const declaredFen = sumFen(declared.map(({ amountFen }) => fenFromDigits(amountFen)));
  const difference = totalOf(programmes) - declaredFen;
  const unexplained = difference - totalOf(outside);
  const parts = outside.map((programme) => `${programmeInWords(programme)} ${inWords(programme.initialFen)}`);
  const kinds = [...new Set(outside.map(({ terms }) => BUDGETS[terms.budgetType]))].join('、');
  const answer =
    `${programmes.length} 个项目合计 ${inWords(totalOf(programmes))}，` +
    `申报${declared.map(({ label, budgetType }) => `${label}（${BUDGETS[budgetType]}）`).join('、')} ${inWords(declaredFen)}，` +
    `差额 ${inWords(difference)}` +
    (outside.length > 0 ? `：${parts.join('、')}，属${kinds}，不在申报口径之内` : '') +
    `；未说明 ${inWords(unexplained)}。`;
  const rows = programmes.map(({ appropriationId, sequence, terms, initialFen }): Row => ({
    appropriationId,
    sequence,
    programmeName: terms.programmeName,
    budgetType: terms.budgetType,
    amount: yuan(initialFen),
    declared: types.has(terms.budgetType),
  }));
  return { answer, rows };
}
