import type { Decisions } from '@bofu/event-store';
import type { BusinessDate, By } from '@bofu/kernel';
import { smallOfficeAggregate } from './access-aggregates';
import type { Directory } from './directory/directory';
import { isOversight } from './domain/posts';
import { isSmallOffice } from './domain/small-office';

/**
 * Whose 小单位模式 a grant is judged by: the agency's on whose books it is. An administrator's post is the whole
 * installation's, so that every agency that keeps books must be in that mode: one small office among thirty makes no
 * administrators of the other twenty-nine.
 */
export const agenciesJudging = (
  directory: Pick<Directory, 'agencies'>,
  onAgencyId: string | null,
  day: BusinessDate,
): readonly string[] =>
  onAgencyId !== null
    ? [onAgencyId]
    : directory.agencies(day).flatMap(({ agencyId, succeededOn }) => (succeededOn === null ? [agencyId] : []));

/** Reads each agency's own stream, so that what is decided by it is appended only while it stands. */
export async function areSmallOffices(
  { load }: Pick<Decisions, 'load'>,
  agencyIds: readonly string[],
): Promise<boolean> {
  for (const agencyId of agencyIds) if (!isSmallOffice(await load(smallOfficeAggregate(agencyId)))) return false;
  return agencyIds.length > 0;
}

/** Whether somebody acts as 监管 or 审计, in her own right, of each of these agencies or of one above it. */
export const overseesAll = (
  directory: Pick<Directory, 'rightsOf' | 'scopeOf'>,
  { personId, post, delegationId }: By,
  agencyIds: readonly string[],
  day: BusinessDate,
): boolean => {
  if (!isOversight(post) || delegationId !== null) return false;
  return directory
    .rightsOf(personId, day)
    .some(
      (right) =>
        right.post === post &&
        right.delegatorId === null &&
        right.onAgencyId !== null &&
        covers(directory, right.onAgencyId, agencyIds, day),
    );
};

/** Whether each of these agencies is that one or below it. */
export const covers = (
  directory: Pick<Directory, 'scopeOf'>,
  agencyId: string,
  agencyIds: readonly string[],
  day: BusinessDate,
): boolean => {
  const reach = directory.scopeOf(agencyId, day);
  return agencyIds.length > 0 && agencyIds.every((each) => reach.includes(each));
};
