import type { Office } from '@bofu/api';
import { publishedCalendar } from '@bofu/calendar';
import { loadCalendar, registerBureau } from '../../apps/cli/src/demo/demo-bureau';
import { evaluateEachMorning } from '../../apps/cli/src/demo/evaluate-each-morning';
import { booksOf, importBudget } from '../../apps/cli/src/demo/import-budget';
import { playYear, type DemoBooks } from '../../apps/cli/src/demo/play-year';
import { demoYear } from '../../apps/cli/src/demo/year-2021';

/** The demo year on an office's books, its bureau registered first; `watched`: judged every morning as well. */
export async function demoYearInOffice(office: Office, watched?: 'watched'): Promise<DemoBooks> {
  const bureau = await registerBureau(office, 2021);
  await loadCalendar(office, bureau, 2021);
  const books = await booksOf(office, bureau, await importBudget(office, bureau, 2021));
  const year = demoYear(publishedCalendar(2021));
  await office.projections.whileRecording(() =>
    playYear(office, year, books, () => undefined, watched && evaluateEachMorning(office, bureau)),
  );
  return books;
}
