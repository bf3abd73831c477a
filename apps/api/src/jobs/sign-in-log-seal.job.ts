import { z } from 'zod';
import { jobKind, type DailyJob, type JobKind } from '@bofu/jobs';
import { addDays, parseBusinessDate } from '@bofu/kernel';
import { lastLineBy, sealSignInLog } from '@bofu/sign-in';
import type { JobTools } from './job-tools';

const parameters = z.strictObject({ day: z.string().transform(parseBusinessDate) });

/** 封存登录记录: one event a day for the whole installation, whichever agency's job comes first. */
export const signInLogSeal = ({ store, durable, rootAgencyId }: JobTools): JobKind =>
  jobKind({
    kind: 'sign-in-log-seal',
    label: '封存登录记录',
    parameters,
    run: async ({ day }, { commandContext }) => {
      const sealed = await sealSignInLog({ store, database: durable, rootAgencyId }, commandContext('seal'), day);
      return { answer: { day, line: sealed?.n ?? null }, file: null };
    },
  });

/** In the morning the day before, where anybody has ever signed in. */
export const signInLogOfTheDayBefore =
  ({ durable }: Pick<JobTools, 'durable'>): DailyJob['parameters'] =>
  async (today) => {
    const day = addDays(today, -1);
    return (await lastLineBy(durable, day)) === null ? null : { day };
  };
