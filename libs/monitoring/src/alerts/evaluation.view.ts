import { z } from 'zod';
import type { EvaluationResult } from './evaluate-alerts';

const count = z.int().min(0);

export const evaluationView = z.strictObject({
  fiscalYear: z.int(),
  evaluatedOn: z.string().meta({ format: 'date' }),
  programmes: count.meta({ description: '评估的项目数' }),
  raised: count.meta({ description: '触发' }),
  escalated: count.meta({ description: '升级' }),
  eased: count.meta({ description: '降级' }),
  cleared: count.meta({ description: '销号' }),
  reopened: count.meta({ description: '再次触发' }),
  position: z.string().nullable().meta({ description: '读取时作为 minPosition 带回；没有变化则为 null' }),
});

export const viewEvaluation = ({ changes, ...result }: EvaluationResult): z.output<typeof evaluationView> => ({
  ...result,
  ...changes,
});
