import { z } from 'zod';
import type { BusinessDate } from '@bofu/kernel';
import type { RuleId } from './domain/alert-rule';
import { ALERT_LEVELS } from './domain/alert-level';
import type { ThresholdTrial } from './domain/threshold-trial';

const date = z.string().meta({ format: 'date' });
const level = z.enum(ALERT_LEVELS).nullable();
const MOST_DIFFERENCES = 200;

export const thresholdTrialView = z.strictObject({
  rule: z.string(),
  days: z.array(date).meta({ description: '试算的各日（日终），按现在已登记的内容' }),
  linesInForce: z.int().meta({ description: '在用阈值在其中任一日触发的行数' }),
  linesProposed: z.int().meta({ description: '拟设阈值在其中任一日触发的行数' }),
  differenceCount: z.int(),
  differences: z
    .array(
      z.strictObject({
        subjectName: z.string(),
        appropriationId: z.string().nullable(),
        period: z.string().nullable(),
        inForce: level.meta({ description: '在用阈值的级别；null 为不触发' }),
        proposed: level.meta({ description: '拟设阈值的级别；null 为不触发' }),
        firstOn: date,
        lastOn: date,
        days: z.int().meta({ description: '其中多少日如此' }),
      }),
    )
    .meta({ description: `其中前 ${MOST_DIFFERENCES} 项` }),
});

export const viewThresholdTrial = (
  rule: RuleId,
  { differences, ...trial }: ThresholdTrial & { readonly days: readonly BusinessDate[] },
): z.input<typeof thresholdTrialView> => ({
  rule,
  ...trial,
  days: [...trial.days],
  differenceCount: differences.length,
  differences: differences
    .slice(0, MOST_DIFFERENCES)
    .map(({ about: { subjectName, appropriationId, period }, ...difference }) => ({
      subjectName,
      appropriationId,
      period,
      ...difference,
    })),
});
