import { z } from 'zod';
import { booksScopeQuery } from '@bofu/access';
import { businessDate, documentNumber, freeText, strictObject, uuid, worded, yuan } from '@bofu/http';
import { YEAR_END_DISPOSALS } from '@bofu/kernel';
import { NOTED_STEPS } from '../domain/year';

/** What is asked about a fiscal year's end, and what is entered to close it. */

const reason = freeText(500, '事由', '项目未完成，按原用途结转下年');

export const yearPath = z.strictObject({
  year: z
    .string()
    .regex(/^\d{4}$/, '须为四位年度')
    .meta({ description: '预算年度', example: '2021' })
    .transform(Number)
    .pipe(z.int().min(1950).max(2999)),
});
export const yearQuery = strictObject({ agency: booksScopeQuery.agency });

export const cutOffRequest = worded({
  lastSubmissionOn: businessDate.describe('最后提交日；此后提交的须写明事由'),
  financeOn: businessDate.nullable().describe('财政关账日；未知为 null'),
  reason,
});
export const balanceRequest = worded({
  appropriationId: uuid,
  disposal: z.enum(YEAR_END_DISPOSALS).describe('carried-over 结转，surplus 结余，clawed-back 收回'),
  amount: yuan,
  carriedTo: uuid.nullable().default(null).describe('次年已下达的结转指标；没有为 null，随即下达'),
  documentNumber: documentNumber.nullable().default(null).describe('文号；结转的可以后补'),
  documentDate: businessDate.nullable().default(null),
  reason,
});
export const noteRequest = worded({
  step: z.enum(NOTED_STEPS),
  applies: z.boolean().describe('false 为不适用'),
  doneOn: businessDate.nullable().describe('完成日；不适用为 null'),
  documentNumber: documentNumber.nullable().default(null),
  reason,
});
export const signatureRequest = strictObject({
  reportDigest: z
    .string()
    .regex(/^[0-9a-f]{64}$/, '须为 SHA-256 摘要')
    .meta({ description: '所见年度报表的摘要' }),
});
export const lockRequest = strictObject({});
export const yearReopeningProposalRequest = worded({ reason });
export const yearReopeningRequest = strictObject({});
