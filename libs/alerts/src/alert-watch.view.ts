import { z } from 'zod';
import type { AlertWatchStanding } from './alert-watch.query';

const date = z.string().meta({ format: 'date', example: '2021-10-29' });

/** How far a year has been judged, as it crosses HTTP: what figures of alerts have to say of themselves. */
export const alertWatchView = z.strictObject({
  fiscalYear: z.int(),
  state: z
    .enum(['never', 'evaluated', 'failed'])
    .meta({ description: 'never 从未评估、evaluated 已评估、failed 最近一次失败' }),
  enabledFrom: date.nullable().meta({ description: '启用预警之日；null 为未启用' }),
  evaluatedOn: date.nullable().meta({ description: '最近评估到的业务日期（日终）' }),
  evaluatedAt: z.string().nullable().meta({ description: '评估的登记时点' }),
  madeUp: z.boolean().meta({ description: '不在次日评估，所据为评估时已登记的内容' }),
  knownUpTo: z.string().nullable().meta({ description: '评估时所见的最后位置' }),
  unjudgedCount: z.int(),
  unjudged: z
    .array(
      z.strictObject({
        rule: z.string(),
        ruleName: z.string(),
        subject: z.string(),
        subjectName: z.string(),
        reason: z.string(),
      }),
    )
    .meta({ description: '未能判断的规则与对象及原因' }),
  failed: z.strictObject({ on: date, reason: z.string() }).nullable(),
});
export type AlertWatchView = z.output<typeof alertWatchView>;

export const viewAlertWatch = (fiscalYear: number, { watch, last }: AlertWatchStanding): AlertWatchView => ({
  fiscalYear,
  state: watch.failed !== null ? 'failed' : last === null ? 'never' : 'evaluated',
  enabledFrom: watch.enabledFrom,
  evaluatedOn: last?.on ?? null,
  evaluatedAt: last?.at ?? null,
  madeUp: last?.madeUp ?? false,
  knownUpTo: last?.knownUpTo ?? null,
  unjudgedCount: last?.unjudgedCount ?? 0,
  unjudged: [...(last?.unjudged ?? [])],
  failed: watch.failed,
});
