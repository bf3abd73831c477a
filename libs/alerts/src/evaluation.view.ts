import { z } from 'zod';
import type { EvaluationResult, EvaluationTrial } from './evaluate-alerts';
import { unjudgedInWords } from './unjudged-in-words';

const count = z.int().min(0);
/** A missing calendar may leave thousands open, and R00 tells of them all. */
const MOST_UNJUDGED = 100;

const changes = {
  raised: count.meta({ description: '触发' }),
  escalated: count.meta({ description: '升级' }),
  eased: count.meta({ description: '降级' }),
  updated: count.meta({ description: '更新' }),
  cleared: count.meta({ description: '销号' }),
  reopened: count.meta({ description: '再次触发' }),
};

export const evaluationView = z.strictObject({
  fiscalYear: z.int(),
  evaluatedOn: z.string().meta({ format: 'date' }),
  programmes: count.meta({ description: '评估的项目数' }),
  ...changes,
  unjudged: count.meta({ description: '未能判断的规则与对象数' }),
  firstUnjudged: z
    .array(
      z.strictObject({
        rule: z.string(),
        ruleName: z.string(),
        subject: z.string(),
        subjectName: z.string(),
        reason: z.string(),
      }),
    )
    .meta({ description: `其中前 ${MOST_UNJUDGED} 个及原因` }),
  position: z.string().nullable().meta({ description: '读取时作为 minPosition 带回；没有变化则为 null' }),
});

export const viewEvaluation = ({
  changes,
  unjudged,
  ...result
}: EvaluationResult): z.output<typeof evaluationView> => ({
  ...result,
  ...changes,
  unjudged: unjudged.length,
  firstUnjudged: unjudged.slice(0, MOST_UNJUDGED).map(unjudgedInWords),
});

export const evaluationTrialView = z.strictObject({
  fiscalYear: z.int(),
  on: z.string().meta({ format: 'date' }),
  evaluatedUpTo: z.string().nullable().meta({ format: 'date', description: '已评估到的业务日期；null 为从未评估' }),
  programmes: count.meta({ description: '将评估的项目数' }),
  ...changes,
  unjudged: count.meta({ description: '未能判断的规则与对象数' }),
});

export const viewEvaluationTrial = ({ changes, ...trial }: EvaluationTrial): z.output<typeof evaluationTrialView> => ({
  ...trial,
  ...changes,
});
