import type { QueryBus } from '@nestjs/cqrs';
import { z } from 'zod';
import {
  AskAlerts,
  AskAlertWatch,
  daysToJudge,
  dayToEvaluate,
  EvaluateAlerts,
  EVERY_ALERT,
  lastEvaluated,
  viewEvaluation,
} from '@bofu/alerts';
import { ListAppropriations } from '@bofu/budget';
import type { BooksSelection } from '@bofu/event-store';
import { jobKind, type DailyJob, type JobKind } from '@bofu/jobs';
import { parseBusinessDate, Refusal, yearOf, type BusinessDate } from '@bofu/kernel';
import type { JobTools } from './job-tools';

const parameters = z.strictObject({
  on: z.string().transform(parseBusinessDate),
  fiscalYear: z.int().optional(),
});

/**
 * 评估预警: every rule on an agency's books for each business date not judged yet, up to the one named and oldest first,
 * at its end and with what is on record by now; run again for the same day it changes nothing. Where no year is named,
 * the year before goes on being judged while a case of it stands open: what December owed is often entered in January.
 */
export const alertEvaluation = ({ commands, queries }: Pick<JobTools, 'commands' | 'queries'>): JobKind =>
  jobKind({
    kind: 'alert-evaluation',
    label: '评估预警',
    parameters,
    run: async ({ on, fiscalYear = null }, { agencyId, commandContext, progress }) => {
      const ownYear = fiscalYear ?? yearOf(on);
      const evaluate = async (year: number) => {
        const { watch } = await queries.execute(new AskAlertWatch(booksOf(agencyId, year)));
        const missed = daysToJudge(watch, year, on);
        const days = missed.length === 0 ? [on] : missed;
        const answers = [];
        for (const [done, day] of days.entries()) {
          progress({ phase: `评估 ${year} 年度 ${day}`, done, total: days.length, unit: '个业务日期' });
          const evaluation = new EvaluateAlerts(commandContext(`${year}/${day}`), year, day);
          const result = await commands.execute(evaluation).catch(unlessJudgedElsewhere(day, days.at(-1)));
          if (result !== null) answers.push(viewEvaluation(result));
        }
        return { ...answers.at(-1)!, days };
      };
      const evaluated = await evaluate(ownYear);
      const goesOn = fiscalYear === null && (await hasOpenCases(queries, booksOf(agencyId, ownYear - 1), on));
      const yearBefore = goesOn ? await evaluate(ownYear - 1) : null;
      return { answer: { ...evaluated, yearBefore }, file: null };
    },
  });

/** Another job judged the missed day meanwhile: then the days after it are left to do. */
const unlessJudgedElsewhere =
  (day: BusinessDate, last: BusinessDate | undefined) =>
  (error: unknown): null => {
    if (day !== last && error instanceof Refusal && error.code === 'evaluation-before-last') return null;
    throw error;
  };

/**
 * In the morning the day before is judged, and every day missed before it, where the office has switched that on 启用预警,
 * or has ever had a day judged.
 */
export const alertEvaluationOfTheDayBefore =
  ({ queries }: Pick<JobTools, 'queries'>): DailyJob['parameters'] =>
  async (day, agencyId) => {
    const on = dayToEvaluate(day);
    const year = yearOf(on);
    const isWatched = async (fiscalYear: number): Promise<boolean> => {
      const { watch } = await queries.execute(new AskAlertWatch(booksOf(agencyId, fiscalYear)));
      return watch.enabledFrom !== null || lastEvaluated(watch) !== null;
    };
    const [now, before] = [await isWatched(year), await isWatched(year - 1)];
    if (!now && !before) return null;
    const appropriations = await queries.execute(new ListAppropriations(booksOf(agencyId, year), null, 1));
    const wanted = appropriations.length > 0 || (await hasOpenCases(queries, booksOf(agencyId, year - 1), on));
    return wanted ? { on } : null;
  };

const booksOf = (agencyId: string, fiscalYear: number): BooksSelection => ({
  agencyScope: [agencyId],
  fiscalYear,
  asOf: null,
  knownAt: null,
});

async function hasOpenCases(queries: QueryBus, books: BooksSelection, on: BusinessDate): Promise<boolean> {
  const cases = await queries.execute(new AskAlerts(EVERY_ALERT, books, on));
  return cases.some(({ situation }) => situation !== 'cleared');
}
