import { fingerprintOf, monthLockAggregate, type Decisions } from '@bofu/event-store';
import { parsePeriod, type Period } from '@bofu/kernel';
import { monthAggregate, yearAggregate } from '../closing-aggregate';

export const decemberOf = (fiscalYear: number): Period => parsePeriod(`${fiscalYear}-12`);

/**
 * The digest of what is signed and locked: the report December was closed with, which is that of the whole year, and what
 * became of each balance. Both stand in streams that the act then checks, so that nobody signs what has moved on. `null`
 * while December is open.
 */
export async function yearReportDigest(
  { load }: Pick<Decisions, 'load'>,
  agencyId: string,
  fiscalYear: number,
): Promise<string | null> {
  const december = decemberOf(fiscalYear);
  const { closing } = await load(monthAggregate(agencyId, december));
  const locked = await load(monthLockAggregate(agencyId));
  if (closing === null || !locked.includes(december)) return null;
  const { disposed } = await load(yearAggregate(agencyId, fiscalYear));
  return fingerprintOf({ fiscalYear, december: closing.reportDigest, disposed });
}
