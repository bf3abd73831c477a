import { z } from 'zod';
import { actFiles, budgetActRequest } from '@bofu/budget';
import { confirmation, documentNumber, freeText, minPosition, strictObject, uuid, worded } from '@bofu/http';

/** What a clerk and the signers send. */

/** A year's budget of a large office in one paper; what is more is two papers. */
export const MOST_ENTRIES = 500;

export const paperPath = z.strictObject({ paperId: uuid });

const title = freeText(100, '单据名称', '2021年10月基础养老金中央补助追加');
const reason = freeText(500, '事由', '金额与文件不符，请核对后重新提交');

export const submissionRequest = strictObject({
  title,
  documentNumber: documentNumber.nullable().default(null),
  entries: z
    .array(budgetActRequest)
    .min(1)
    .max(MOST_ENTRIES)
    .meta({ description: '各项事项，按顺序办理；content 与单独办理同一事项时的请求体相同' }),
  replaces: uuid.nullable().default(null).meta({ description: '所代替的已退回或已撤回的单据' }),
  fileDigest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null)
    .meta({ description: '读自公开文件的，文件的 SHA-256' }),
  fileName: freeText(200, '读自公开文件的，文件名', '2021年部门预算信息公开.docx').nullable().default(null),
  files: actFiles,
  confirmation,
}).transform(({ entries: acts, files, confirmation: _, ...content }) => ({ content: { ...content, acts }, files }));

export const signatureRequest = strictObject({
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ description: '所见单据的 digest' }),
  shownAt: minPosition.unwrap().meta({ description: '所见单据的 shownAt' }),
});

export const reasonRequest = worded({ reason });
