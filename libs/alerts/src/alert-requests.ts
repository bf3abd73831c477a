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

const severalOf = <Word extends string>(of: readonly [Word, ...Word[]], description: string, example: string) =>
  z
    .string()
    .transform((listed) => [...new Set(listed.split(','))])
    .pipe(z.array(z.enum(of)).min(1))
    .meta({ description: `${description}；几个以逗号分隔`, example });
const yes = z.literal('true').transform(() => true);

/** What narrows a list and its counts alike. */
const narrowing = {
  level: severalOf(ALERT_LEVELS, '级别', 'red,orange').optional(),
  cause: z.enum(ALERT_CAUSES).optional(),
  rule: text(10, '规则编号', 'R06').optional(),
  programmeId: uuid.optional(),
  unit: text(64, '单位代码：其项目的预警', '370001').optional(),
  assignee: z
    .union([uuid, z.literal('none')])
    .optional()
    .meta({ description: '责任人编号；none 为未指派' }),
  overdue: yes.optional().meta({ description: 'true：超过处置期限仍未处置' }),
  closureRequested: yes.optional().meta({ description: 'true：已申请销号，待另一人确认' }),
  text: text(100, '对象名称的一部分，或拼音首字母', '养老金').optional(),
};
export type AlertsNarrowed = z.output<z.ZodObject<typeof narrowing>>;

export const alertsQuery = strictObject({
  ...pageQuery('alerts'),
  ...booksQuery,
  ...narrowing,
  fiscalYear: fiscalYear.optional(),
  situation: severalOf(ALERT_SITUATIONS, '状态', 'open,acknowledged').optional(),
  appropriationId: uuid.optional(),
  order: z
    .enum(['worst', 'programme'])
    .default('worst')
    .meta({ description: 'worst 重者在前，programme 同一项目的归在一起' }),
});
export const alertQuery = strictObject(booksQuery);
export const alertWatchQuery = strictObject({ ...booksQuery, fiscalYear });
export const alertCountsQuery = strictObject({
  ...booksQuery,
  ...narrowing,
  fiscalYear,
});
export const alertTrendQuery = strictObject({ ...booksQuery, ...narrowing, fiscalYear });
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
/** As many as a supervisor looks through at once; all of them are recorded in one append. */
const alertIds = z.array(uuid).min(1).max(200).meta({ description: '预警编号，至多 200 件；全部办理，或一件都不办理' });
export const acknowledgeSeveralRequest = strictObject({ alertIds });
export const assignSeveralRequest = assignRequest.extend({ alertIds });
export const disposeSeveralRequest = worded({ alertIds, decision: z.enum(DISPOSITIONS), reason });
export const closeSeveralRequest = worded({ alertIds, reason });
export const watchRequest = strictObject({
  fiscalYear: fiscalYear,
  from: businessDate.optional().meta({ description: '自哪一日起评估；缺省为今日' }),
});
export const withdrawalRequest = worded({ fiscalYear, evaluatedOn: businessDate, reason });
export const evaluationRequest = strictObject({ on: businessDate, fiscalYear: fiscalYear.optional() });
export const evaluationTrialQuery = strictObject({
  agency: booksScopeQuery.agency,
  fiscalYear,
  on: businessDate.meta({ description: '拟评估的业务日期（日终）' }),
});
export const thresholdsRequest = worded({
  effectiveFrom: businessDate,
  thresholds: z.record(z.string().max(40), z.string().max(30)).meta({
    description: '全部阈值，按单位书写',
    example: { yellow: '5.00', orange: '10.00', red: '15.00', leastFen: '1000.00' },
  }),
  reason,
});
