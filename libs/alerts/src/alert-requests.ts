import { z } from 'zod';
import { booksQuery, booksScopeQuery } from '@bofu/access';
import { businessDate, fiscalYear, knownAt, pageQuery, strictObject, freeText, text, uuid, worded } from '@bofu/http';
import { ALERT_SITUATIONS, DISPOSITIONS } from './domain/alert-case';
import { ALERT_CAUSES } from './domain/alert-cause';
import { ALERT_LEVELS } from './domain/alert-level';

/** What is asked about alerts, and what a supervisor sends. */

const reason = freeText(500, '事由', '等上级追加文件');

export const alertPath = z.strictObject({ alertId: uuid });
export const rulePath = z.strictObject({ rule: text(10, '规则编号', 'R01') });

export const alertsQuery = strictObject({
  ...pageQuery('alerts'),
  ...booksQuery,
  fiscalYear: fiscalYear.optional(),
  situation: z.enum(ALERT_SITUATIONS).optional(),
  level: z.enum(ALERT_LEVELS).optional(),
  cause: z.enum(ALERT_CAUSES).optional(),
  rule: text(10, '规则编号', 'R06').optional(),
  programmeId: uuid.optional(),
  appropriationId: uuid.optional(),
});
export const alertQuery = strictObject(booksQuery);
export const alertWatchQuery = strictObject({ ...booksQuery, fiscalYear });
export const alertCountsQuery = strictObject({
  ...booksQuery,
  fiscalYear,
  programmeId: uuid.optional(),
  cause: z.enum(ALERT_CAUSES).optional(),
});
export const alertRulesQuery = strictObject({ agency: booksScopeQuery.agency, asOf: businessDate.optional(), knownAt });
/** As `yellow:5.00,orange:10.00`: a read has no body. */
const thresholdsInQuery = z
  .string()
  .max(400)
  .regex(/^\w{1,40}:[^,:]{1,30}(,\w{1,40}:[^,:]{1,30})*$/, '须写成“名称:值”，以逗号分隔')
  .transform((text) => Object.fromEntries(text.split(',').map((pair) => pair.split(':') as [string, string])))
  .meta({ description: '拟设的全部阈值，按单位书写', example: 'yellow:5.00,orange:10.00,red:15.00,leastFen:1000.00' });
export const thresholdTrialQuery = strictObject({
  agency: booksScopeQuery.agency,
  fiscalYear,
  upTo: businessDate.optional().meta({ description: '试算到哪一日（日终）；缺省为昨日' }),
  thresholds: thresholdsInQuery,
});

export const acknowledgeRequest = strictObject({});
export const assignRequest = strictObject({ assignee: text(64, '责任人：已登记人员的姓名、工号或编号', '李股长') });
export const commentRequest = worded({ comment: freeText(500, '评论', '请今天联系市局确认追加文号') });
export const snoozeRequest = worded({ until: businessDate, reason });
export const disposeRequest = worded({ decision: z.enum(DISPOSITIONS), reason });
export const closeRequest = worded({ reason });
export const watchRequest = strictObject({
  fiscalYear: fiscalYear,
  from: businessDate.optional().meta({ description: '自哪一日起评估；缺省为今日' }),
});
export const withdrawalRequest = worded({ fiscalYear, evaluatedOn: businessDate, reason });
export const evaluationRequest = strictObject({ on: businessDate, fiscalYear: fiscalYear.optional() });
export const thresholdsRequest = worded({
  effectiveFrom: businessDate,
  thresholds: z.record(z.string().max(40), z.string().max(30)).meta({
    description: '全部阈值，按单位书写',
    example: { yellow: '5.00', orange: '10.00', red: '15.00', leastFen: '1000.00' },
  }),
  reason,
});
