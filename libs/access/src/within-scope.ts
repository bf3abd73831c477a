import { parseBusinessDate } from '@bofu/kernel';
import type { CommandContext } from '@bofu/event-store';
import type { Directory } from './directory/directory';
import { refuse } from './domain/refusals';

/**
 * The same command on the books of `agencyId`: one's own, or those of an agency below one's own today. Any other answers
 * as if it had never been.
 */
export function withinScope(directory: Directory, context: CommandContext, agencyId: string): CommandContext {
  const today = parseBusinessDate(context.recordedAt.slice(0, 10));
  const reachable = agencyId === context.agencyId || directory.scopeOf(context.agencyId, today).includes(agencyId);
  return reachable ? { ...context, agencyId } : refuse('agency-not-found', { agencyId });
}
