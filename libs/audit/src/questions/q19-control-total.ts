import { z } from 'zod';
import { BUDGET_TYPE_LABEL, BUDGET_TYPES, programmeImportCodec, type ImportedProgrammes } from '@bofu/budget';
import { fenFromDigits, sumFen } from '@bofu/kernel';
import { inWords, money, yuan, type AuditQuestion } from './question';
import { appropriationEvents, appropriationInWords, appropriationsOf, type ToldAppropriation } from './told-by-events';

const row = z.strictObject({
  appropriationId: z.string(),
  sequence: z.int().nullable(),
  programmeName: z.string(),
  budgetType: z.enum(BUDGET_TYPES),
  amount: money,
  /** Part of the total the budget declares, or outside it. */
  declared: z.boolean(),
});
type Row = z.output<typeof row>;

/**
 * 口径调节: added up again from what was issued, appropriation by appropriation. What the import recorded as its own
 * reconciliation is not believed; only what the budget declares is taken from it.
 */
export const controlTotal: AuditQuestion<Row> = {
  number: 19,
  title: '各项目合计为什么不等于预算公开的项目支出总数？',
  row,
  ask(events, scope) {
    const appropriations = appropriationsOf(appropriationEvents(events, scope));
    const imports = events.filter(programmeImportCodec.knows).flatMap((event) => {
      const { data } = programmeImportCodec.decode(event);
      return data.agencyId === scope.agencyId && data.fiscalYear === scope.fiscalYear ? [{ event, data }] : [];
    });
    const answers = imports.map(({ data: { digest, declared } }) =>
      reconciled(
        appropriations.filter(({ fileDigest }) => fileDigest === digest),
        declared,
      ),
    );
    const byHand = appropriations.filter(({ fileDigest }) => fileDigest === null);
    return {
      answer:
        answers.map(({ answer }) => answer).join('') +
        (imports.length === 0 ? '没有申报总数可供核对。' : '') +
        (byHand.length > 0 ? `另有手工下达 ${byHand.length} 项，${inWords(totalOf(byHand))}，不在申报之列。` : ''),
      rows: answers.flatMap(({ rows }) => rows),
      proof: [...imports.map(({ event }) => event), ...appropriations.map(({ issued }) => issued)],
    };
  },
};

const totalOf = (appropriations: readonly ToldAppropriation[]): bigint =>
  sumFen(appropriations.map(({ initialFen }) => initialFen));

function reconciled(appropriations: readonly ToldAppropriation[], declared: ImportedProgrammes['declared']) {
  const types = new Set(declared.map(({ budgetType }) => budgetType));
  const outside = appropriations.filter(({ terms }) => !types.has(terms.budgetType));
  const declaredFen = sumFen(declared.map(({ amountFen }) => fenFromDigits(amountFen)));
  const difference = totalOf(appropriations) - declaredFen;
  const unexplained = difference - totalOf(outside);
  const parts = outside.map((one) => `${appropriationInWords(one)} ${inWords(one.initialFen)}`);
  const kinds = [...new Set(outside.map(({ terms }) => BUDGET_TYPE_LABEL[terms.budgetType]))].join('、');
  const answer =
    `${appropriations.length} 项合计 ${inWords(totalOf(appropriations))}，` +
    `申报${declared.map(({ label, budgetType }) => `${label}（${BUDGET_TYPE_LABEL[budgetType]}）`).join('、')} ${inWords(declaredFen)}，` +
    `差额 ${inWords(difference)}` +
    (outside.length > 0 ? `：${parts.join('、')}，属${kinds}，不在申报口径之内` : '') +
    `；未说明 ${inWords(unexplained)}。`;
  const rows = appropriations.map(({ appropriationId, sequence, terms, initialFen }): Row => ({
    appropriationId,
    sequence,
    programmeName: terms.programmeName,
    budgetType: terms.budgetType,
    amount: yuan(initialFen),
    declared: types.has(terms.budgetType),
  }));
  return { answer, rows };
}
