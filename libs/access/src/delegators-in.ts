import type { Delegators } from '@bofu/kernel';
import type { Directory } from './directory/directory';

/** Whatever became of a grant since: who stood in for whom when something was signed stays so. */
export const delegatorsIn = (directory: Pick<Directory, 'grants'>): Delegators =>
  Object.fromEntries(
    directory.grants().flatMap(({ grantId, delegatorId }) => (delegatorId === null ? [] : [[grantId, delegatorId]])),
  );
