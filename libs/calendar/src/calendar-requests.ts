import { z } from 'zod';
import { booksScopeQuery } from '@bofu/access';
import { businessDate, knownAt, minPosition, strictObject, freeText, text, worded } from '@bofu/http';

/** What is asked about calendar years, and what loads and corrects one. */

const yearNumber = z.int().min(1949).max(9999).meta({ description: '年度', example: 2026 });
const reason = freeText(500, '事由', '省政府另行安排');
const clocks = { agency: booksScopeQuery.agency, asOf: businessDate.optional(), knownAt, minPosition };

/** One form for a body and for a file. */
const days = {
  source: text(200, '依据：通知的标题或文号', '国务院办公厅关于2026年部分节假日安排的通知'),
  holidays: z
    .array(strictObject({ from: businessDate, to: businessDate, name: text(50, '名称', '国庆节') }))
    .max(366)
    .meta({ description: '放假的起止日（含），连同其间的周末；其余周末不必列出' }),
  makeUpDays: z.array(businessDate).max(366).meta({ description: '调休上班的周六、周日' }),
};

export const yearPath = strictObject({ year: z.coerce.number().pipe(yearNumber) });
export const yearsQuery = strictObject(clocks);
export const yearQuery = strictObject({
  ...clocks,
  deadlineDay: z.coerce
    .number()
    .int()
    .min(1)
    .max(31)
    .optional()
    .meta({ description: '每月几日以前；31 即月底。写明时一并答各月的实际时限', example: 30 }),
});
export const publishedRequest = strictObject({});
export const ownDaysRequest = worded({ ...days, reason: reason.nullable().default(null) });
export const correctionRequest = worded({ ...days, reason });
export const calendarFile = strictObject({ year: yearNumber, ...days, reason: reason.nullable().default(null) });
