import { lastDayOf, AskPlanAgainstActual, planAgainstActualProjection, viewPlanAgainstActual } from '@bofu/monitoring';
import { parseBusinessDate, yearOf } from '@bofu/kernel';
import { planAgainstActualTable } from './plan-against-actual-table';
import { print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

/** `bofu report plan-against-actual`. */
export async function reportPlanAgainstActual(options: {
  year?: string;
  asOf?: string;
  json?: boolean;
}): Promise<void> {
  const named = options.asOf === undefined ? null : parseBusinessDate(options.asOf);
  const fiscalYear = options.year === undefined ? (named === null ? null : yearOf(named)) : Number(options.year);
  if (fiscalYear === null || !Number.isInteger(fiscalYear)) {
    tell('请用 --year 或 --as-of 指明年度');
    process.exitCode = 2;
    return;
  }
  await withOffice(async ({ queries, projections, store }) => {
    const head = await store.head();
    const position = head && (await projections.waitFor(planAgainstActualProjection.name, head, 60_000)).position;
    const answer = await queries.execute(new AskPlanAgainstActual(fiscalYear, named ?? lastDayOf(fiscalYear)));
    if (options.json) printJson({ ...viewPlanAgainstActual(answer), position });
    else print(planAgainstActualTable(answer));
    tell(`数据截至事件 ${position ?? '（无）'}`);
  });
}
