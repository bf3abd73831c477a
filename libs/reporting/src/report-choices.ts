import { z } from 'zod';
import { businessDate, text, uuid } from '@bofu/http';
import { FUNDING_LEVELS } from '@bofu/kernel';
import { NOTHING_CHOSEN, type ReportChoice, type ReportRequest } from './report-request';

/** What a report can be narrowed to, as it crosses HTTP: named, or left out. */
export const reportChoices = {
  from: businessDate.optional().meta({ description: '起日；缺省为年初' }),
  unitCode: text(20, '预算单位编码').optional(),
  fundingLevel: z.enum(FUNDING_LEVELS).optional().meta({ description: '资金级次' }),
  programmeId: uuid.optional().meta({ description: '预算项目' }),
  appropriationId: uuid.optional().meta({ description: '预算指标；资金台账必填' }),
};

export const REPORT_CHOICE_LABEL: Readonly<Record<ReportChoice, string>> = {
  from: '起日',
  unitCode: '预算单位',
  fundingLevel: '资金级次',
  programmeId: '项目',
  appropriationId: '预算指标',
};

type Choices = Pick<ReportRequest, ReportChoice>;

export const chosenIn = (asked: { readonly [Choice in ReportChoice]?: Choices[Choice] | undefined }): Choices => ({
  from: asked.from ?? NOTHING_CHOSEN.from,
  unitCode: asked.unitCode ?? NOTHING_CHOSEN.unitCode,
  fundingLevel: asked.fundingLevel ?? NOTHING_CHOSEN.fundingLevel,
  programmeId: asked.programmeId ?? NOTHING_CHOSEN.programmeId,
  appropriationId: asked.appropriationId ?? NOTHING_CHOSEN.appropriationId,
});
