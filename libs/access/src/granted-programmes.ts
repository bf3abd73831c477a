import type { CommandContext, Decisions, StreamId } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import { programmeSetsAggregate } from './access-aggregates';
import type { Directory } from './directory/directory';
import { refuse } from './domain/refusals';

/** Which programmes something on record is about, by their ids; none where it is about none. The application knows. */
export type ProgrammesTouched = (stream: StreamId, load: Decisions['load']) => Promise<readonly string[]>;

/**
 * What keeps an act within the 项目组 somebody's post was granted for; `undefined` where she holds it for all programmes.
 * Her rights stand while the act is recorded, and so do the sets, whose history is read with it.
 */
export function withinGrantedProgrammes(
  directory: Pick<Directory, 'rightsOf'>,
  touched: ProgrammesTouched,
  { personId, post, delegationId }: Pick<CommandContext['by'], 'personId' | 'post' | 'delegationId'>,
  agencyId: string,
  day: BusinessDate,
): CommandContext['within'] {
  const setIds = directory
    .rightsOf(personId, day)
    .filter((right) => right.post === post && right.onAgencyId === agencyId)
    .filter((right) => (delegationId === null ? right.delegatorId === null : right.grantId === delegationId))
    .map(({ programmeSetId }) => programmeSetId);
  if (setIds.length === 0 || setIds.includes(null)) return undefined;
  return async (stream, load) => {
    const programmeIds = await touched(stream, load);
    if (programmeIds.length === 0) return;
    const sets = await load(programmeSetsAggregate(agencyId));
    const granted = new Set(setIds.flatMap((setId) => [...(sets.get(setId ?? '')?.programmeIds ?? [])]));
    const outside = [...new Set(programmeIds)].filter((programmeId) => !granted.has(programmeId));
    if (outside.length > 0) refuse('programme-not-granted', { programmeIds: outside });
  };
}
