import { z } from 'zod';
import { AskAppropriations } from '@bofu/budget';
import { jobKind, type DailyJob, type JobKind } from '@bofu/jobs';
import { parseBusinessDate, yearOf } from '@bofu/kernel';
import { dayToEvaluate, EvaluateAlerts, viewEvaluation } from '@bofu/monitoring';
import type { JobTools } from './job-tools';

const parameters = z.strictObject({ on: z.string().transform(parseBusinessDate) });

/** 评估预警: every rule for one business date at its end; run again for the same day it changes nothing. */
export const alertEvaluation = ({ commands }: Pick<JobTools, 'commands'>): JobKind =>
  jobKind({
    kind: 'alert-evaluation',
    label: '评估预警',
    parameters,
    run: async ({ on }, { commandContext }) => {
      const evaluated = await commands.execute(new EvaluateAlerts(commandContext('evaluate'), yearOf(on), on));
      return { answer: viewEvaluation(evaluated), file: null };
    },
  });

/** In the morning the day before is judged, where its year has anything to judge: an empty year is nobody's alert. */
export const alertEvaluationOfTheDayBefore =
  ({ queries }: Pick<JobTools, 'queries'>): DailyJob['parameters'] =>
  async (day) => {
    const on = dayToEvaluate(day);
    const programmes = await queries.execute(new AskAppropriations(yearOf(on), null, 1));
    return programmes.length === 0 ? null : { on };
  };
