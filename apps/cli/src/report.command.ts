import { lastDayOf, AskPlanAgainstActual, planAgainstActualProjection, viewPlanAgainstActual } from '@bofu/monitoring';
import { yearOf, type BusinessDate } from '@bofu/kernel';
import { planAgainstActualTable } from './plan-against-actual-table';
import { positionInWriting, type KnownAt } from '@bofu/http';
import { booksFromCommandLine } from './books-from-command-line';
import { seenUpTo } from './seen-up-to';
import { misused, print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

/** `bofu report plan-against-actual`. */
export async function reportPlanAgainstActual(options: {
  agency?: string;
  year?: number;
  asOf?: BusinessDate;
  knownAt?: KnownAt;
  json?: boolean;
}): Promise<void> {
  const fiscalYear = options.year ?? (options.asOf && yearOf(options.asOf));
  if (fiscalYear === undefined) return misused('请用 --year 或 --as-of 指明年度');
  await withOffice(async (office) => {
    const { queries, store } = office;
    const { agencyScope, knownAt } = await booksFromCommandLine(office, options);
    const position = await seenUpTo(office, [planAgainstActualProjection.name], knownAt);
    const books = { agencyScope, fiscalYear, asOf: options.asOf ?? lastDayOf(fiscalYear), knownAt };
    const answer = await queries.execute(new AskPlanAgainstActual(books));
    if (options.json) printJson({ ...viewPlanAgainstActual(answer, knownAt), position: position || null });
    else print(planAgainstActualTable(answer));
    if (knownAt !== null) tell(`登记时点为事件 ${knownAt === '' ? '（首个事件之前）' : knownAt}`);
    tell(`数据截至事件 ${(await positionInWriting(store, position)) || '（无）'}`);
  });
}
