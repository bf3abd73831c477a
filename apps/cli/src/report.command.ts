import { lastDayOf, AskPlanAgainstActual, planAgainstActualProjection, viewPlanAgainstActual } from '@bofu/monitoring';
import { parseBusinessDate, yearOf } from '@bofu/kernel';
import { planAgainstActualTable } from './plan-against-actual-table';
import { knownPosition, parseKnownAt, requireOfSameStore } from '@bofu/http';
import { RecordedTime } from '@bofu/read-model';
import { print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

/** `bofu report plan-against-actual`. */
export async function reportPlanAgainstActual(options: {
  year?: string;
  asOf?: string;
  knownAt?: string;
  json?: boolean;
}): Promise<void> {
  const named = options.asOf === undefined ? null : parseBusinessDate(options.asOf);
  const known = options.knownAt === undefined ? undefined : parseKnownAt(options.knownAt);
  const fiscalYear = options.year === undefined ? (named === null ? null : yearOf(named)) : Number(options.year);
  if (fiscalYear === null || !Number.isInteger(fiscalYear)) {
    tell('请用 --year 或 --as-of 指明年度');
    process.exitCode = 2;
    return;
  }
  await withOffice(async ({ app, queries, projections, store }) => {
    const head = await store.head();
    const position = head && (await projections.waitFor(planAgainstActualProjection.name, head, 60_000)).position;
    const knownAt = await knownPosition(app.get(RecordedTime), known);
    requireOfSameStore(knownAt, position ?? '');
    const question = new AskPlanAgainstActual(fiscalYear, named ?? lastDayOf(fiscalYear), knownAt);
    const answer = await queries.execute(question);
    if (options.json) printJson({ ...viewPlanAgainstActual(answer, knownAt), position });
    else print(planAgainstActualTable(answer));
    if (knownAt !== null) tell(`登记时点为事件 ${knownAt === '' ? '（首个事件之前）' : knownAt}`);
    tell(`数据截至事件 ${position ?? '（无）'}`);
  });
}
