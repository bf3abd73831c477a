import { z } from 'zod';
import { actFiles, BUDGET_TYPES } from '@bofu/budget';
import { businessDate, confirmation, freeText, minPosition, strictObject, text } from '@bofu/http';
import { FUNDING_LEVELS } from '@bofu/kernel';
import { PAPER_PRINTS } from '../domain/against-books';
import { DECIDED_FIELDS } from '../decided-programme';

export const readingPath = strictObject({
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ description: '文件的 SHA-256', example: '9f86d081884c7d659a2feaa0c55ad015'.repeat(2) }),
});

const ALLOWED: Readonly<Partial<Record<string, readonly string[]>>> = {
  fundingLevel: FUNDING_LEVELS,
  budgetType: BUDGET_TYPES,
};

const choice = strictObject({
  sequence: z.int().min(1).nullable().meta({ description: '草稿中的第几个项目；全部项目为 null' }),
  field: z.enum(DECIDED_FIELDS),
  value: text(200, '核定为', 'general-public'),
  reason: freeText(200, '核定的依据', '据预算批复'),
}).refine(({ field, value }) => ALLOWED[field]?.includes(value) ?? true, { path: ['value'] });

export const printsAsked = z
  .enum(PAPER_PRINTS)
  .describe('账上已有的项目，文件印的是全年数（whole）还是追加数（addition）');

export const entryRequest = strictObject({
  effectiveOn: businessDate.meta({ description: '各项指标的生效日期', example: '2021-01-01' }),
  shownAt: minPosition.unwrap().meta({ description: '所见草稿的 shownAt' }),
  prints: printsAsked.nullable().default(null),
  choices: z.array(choice).max(2_000).default([]),
  seen: z.array(z.string().max(64)).max(500).default([]).meta({ description: '已逐项看过的 points 的 key' }),
  files: actFiles,
  confirmation,
});

export type EntryRequest = z.output<typeof entryRequest>;
