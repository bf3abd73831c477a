import { GetAppropriation, type AppropriationStanding } from '@bofu/budget';
import { Refusal } from '@bofu/kernel';
import type { ReportBasis } from './report-basis';

/** Refuses `appropriation-not-found`, as for another year's appropriation, which is none of this year's. */
export async function appropriationAsked(
  { queries, books }: ReportBasis,
  appropriationId: string,
): Promise<AppropriationStanding> {
  const standing = await queries.execute(new GetAppropriation(appropriationId, books));
  if (standing?.fiscalYear !== books.fiscalYear) throw new Refusal('appropriation-not-found', { appropriationId });
  return standing;
}
