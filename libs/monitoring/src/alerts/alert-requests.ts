import { z } from 'zod';
import { businessDate, knownAt, minPosition, pageQuery, strictObject, text } from '@bofu/http';
import { ALERT_SITUATIONS, DISPOSITIONS } from '../domain/alert-case';
import { ALERT_LEVELS } from '../domain/alert-level';

/** What is asked about alerts, and what a supervisor sends. */

const fiscalYear = z.coerce.number().int().min(1949).max(9999).meta({ description: '预算年度', example: 2021 });
const clocks = { asOf: businessDate.optional(), knownAt, minPosition };
const reason = text(500, '事由', '等上级追加文件');

export const alertPath = z.strictObject({ alertId: text(80, '预警编号', 'R06-2021-13062121BHNLI8GFGL4GA-2021-05') });
export const rulePath = z.strictObject({ rule: text(10, '规则编号', 'R01') });

export const alertsQuery = strictObject({
  ...pageQuery,
  ...clocks,
  fiscalYear: fiscalYear.optional(),
  situation: z.enum(ALERT_SITUATIONS).optional(),
  level: z.enum(ALERT_LEVELS).optional(),
  rule: text(10, '规则编号', 'R06').optional(),
  appropriationId: text(40, '预算指标', '2021-13062121RXGO3YWDTCKQR').optional(),
});
export const alertQuery = strictObject(clocks);
export const alertCountsQuery = strictObject({ ...clocks, fiscalYear });
export const alertRulesQuery = strictObject({ asOf: businessDate.optional(), knownAt });

export const acknowledgeRequest = strictObject({});
export const assignRequest = strictObject({ assignee: text(64, '责任人', '李股长') });
export const commentRequest = strictObject({ comment: text(500, '评论', '请今天联系市局确认追加文号') });
export const snoozeRequest = strictObject({ until: businessDate, reason });
export const disposeRequest = strictObject({ decision: z.enum(DISPOSITIONS), reason });
export const evaluationRequest = strictObject({ on: businessDate, fiscalYear: fiscalYear.optional() });
export const thresholdsRequest = strictObject({
  effectiveFrom: businessDate,
  thresholds: z.record(z.string().max(40), z.string().max(30)).meta({
    description: '全部阈值，按单位书写',
    example: { yellow: '5.00', orange: '10.00', red: '15.00', leastFen: '1000.00' },
  }),
  reason,
});
