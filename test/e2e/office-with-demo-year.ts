import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AskAppropriations, ImportProgrammes, ledgerProjection } from '@bofu/budget';
import { CALENDAR_2021, workingCalendar } from '@bofu/kernel';
import { evaluateEachMorning } from '../../apps/cli/src/demo/evaluate-each-morning';
import { playYear } from '../../apps/cli/src/demo/play-year';
import { demoYear } from '../../apps/cli/src/demo/year-2021';
import { officeOverHttp, type OfficeUnderTest, type StoreKind } from './office-over-http';

/** An office over HTTP whose books are the demonstration year, every projection at its end; `watched`: with its alerts. */
export async function officeWithDemoYear(kind: StoreKind, watched?: 'watched'): Promise<OfficeUnderTest> {
  const over = await officeOverHttp(kind);
  const { commands, queries, projections, store } = over.office;
  const file = await readFile(join(__dirname, '../../libs/budget/programmes/mancheng-hrss-2021.json'));
  const recordedAt = '2021-01-01T09:00:00.000+08:00';
  await commands.execute(new ImportProgrammes(file, { fileName: '2021.json', actor: '预算经办', recordedAt }));
  const caughtUp = async (name: string) => {
    const head = await store.head();
    if (head !== null) expect((await projections.waitFor(name, head, 120_000)).reached).toBe(true);
  };
  await caughtUp(ledgerProjection.name);
  const rows = await queries.execute(new AskAppropriations(2021, null, 1_000));
  const ids = new Map(rows.map(({ source, appropriationId }) => [source?.sequence ?? 0, appropriationId]));
  await playYear(
    over.office,
    demoYear(workingCalendar([CALENDAR_2021])),
    (programme) => ids.get(programme) ?? '',
    () => undefined,
    watched && evaluateEachMorning(over.office),
  );
  for (const { name } of await projections.status()) await caughtUp(name);
  return over;
}
