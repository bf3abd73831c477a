import type { BusinessDate, By } from '@bofu/kernel';
import type { Directory } from './directory/directory';

/**
 * Whether whoever acted could act so on those books today: from the same post, and in nobody's stead but the same one's.
 * What the office does by itself, and what was done before it worked by name, was nobody's to lose.
 */
export function holdsStill(
  directory: Pick<Directory, 'rightsOf' | 'scopeOf'>,
  { personId, post, delegationId, mode }: By,
  agencyId: string,
  day: BusinessDate,
): boolean {
  if (mode === 'single-person' || post === 'service') return true;
  return directory.rightsOf(personId, day).some((right) => {
    const same =
      right.post === post && (delegationId === null ? right.delegatorId === null : right.grantId === delegationId);
    const reaches =
      right.onAgencyId === null ||
      right.onAgencyId === agencyId ||
      (post === 'supervisor' && directory.scopeOf(right.onAgencyId, day).includes(agencyId));
    return same && reaches;
  });
}
