import { calendarsProjection } from '@bofu/calendar';
import { ledgerProjection, OUTLOOK_LABEL, TARGET_MEASURE_LABEL, VERDICT_LABEL } from '@bofu/budget';
import {
  AskPerformance,
  measuredText,
  programmeFactsProjection,
  type ProgrammePerformance,
  type TargetResult,
} from '@bofu/monitoring';
import type { ReportBasis } from '../report-basis';
import { isChosen } from '../reported-appropriations';

export const PERFORMANCE_MADE_FROM = [ledgerProjection.name, programmeFactsProjection.name, calendarsProjection.name];

/** The programmes that the request is about, with their money and their targets on the day. */
export async function reportedPerformance({
  queries,
  books,
  request,
}: Pick<ReportBasis, 'queries' | 'books' | 'request'>): Promise<ProgrammePerformance[]> {
  const all = await queries.execute(new AskPerformance(books));
  return all.filter(({ programme }) => programme.appropriations.some(isChosen(request)));
}

/** 实际完成值: as payments prove it, or as a person says; `null` where there is none. */
export function actualOf({ proved, measured, statement }: TargetResult): string | null {
  if (proved === null || measured === null) return statement?.finding?.actual ?? null;
  const value = measuredText(measured.measure, proved.value);
  switch (measured.measure) {
    case 'people-paid':
      return `${value}人`;
    case 'amount-paid':
      return `${value}元`;
    default:
      return `${value}%`;
  }
}

/** 计算口径, and the sum or the grounds and the verdict. */
export function groundsOf({ proved, measured, statement, missing }: TargetResult): string | null {
  if (proved !== null && measured !== null) return `${TARGET_MEASURE_LABEL[measured.measure]}：${proved.formula}`;
  const finding = statement?.finding ?? null;
  if (statement === null || finding === null) return missing;
  return `${VERDICT_LABEL[finding.verdict]}（截至 ${statement.asOf}）：${finding.comment}`;
}

export const outlookOf = ({ statement }: TargetResult): string | null =>
  statement === null || statement.outlook === null ? null : OUTLOOK_LABEL[statement.outlook];
