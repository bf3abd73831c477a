import { addDays, type BusinessDate, type Post } from '@bofu/kernel';
import type { Directory } from './directory/directory';

/** Without one of these nothing is paid. */
const PAYING_POSTS = ['clerk', 'reviewer', 'approver', 'cashier'] as const satisfies readonly Post[];
export type PayingPost = (typeof PAYING_POSTS)[number];

/** A payday is never further away than a month. */
const DAYS_AHEAD = 31;

export interface Vacancy {
  readonly post: PayingPost;
  /** The first day on which nobody holds it; the day asked for where nobody does then. */
  readonly from: BusinessDate;
}

/**
 * 岗位空缺: of the four posts a payment goes through, those that nobody holds on some day until the next payday. None in
 * single-person mode, where nobody holds any. A program that enters is no holder: it does not sign for what it entered.
 */
export function vacanciesOf(
  directory: Pick<Directory, 'singlePersonMode' | 'grants' | 'rightsOf' | 'personAnywhere'>,
  agencyId: string,
  day: BusinessDate,
): readonly Vacancy[] {
  if (directory.singlePersonMode(agencyId)) return [];
  const last = addDays(day, DAYS_AHEAD);
  return PAYING_POSTS.flatMap((post) => {
    const grants = directory
      .grants()
      .filter(
        (grant) =>
          grant.post === post &&
          grant.onAgencyId === agencyId &&
          grant.situation === 'confirmed' &&
          directory.personAnywhere(grant.personId)?.kind !== 'service',
      );
    const isHeld = (on: BusinessDate): boolean =>
      grants.some(({ personId, grantId }) =>
        directory.rightsOf(personId, on).some((right) => right.grantId === grantId),
      );
    // Nothing changes but after an end; standing in for somebody ends with her own grant, which is among these.
    const ends = grants.flatMap(({ until }) => (until === null ? [] : [addDays(until, 1)]));
    const from = [day, ...ends]
      .filter((each) => each >= day && each <= last)
      .sort()
      .find((each) => !isHeld(each));
    return from === undefined ? [] : [{ post, from }];
  });
}
