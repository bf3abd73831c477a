import type { By } from '@bofu/kernel';
import { derivedId } from '@bofu/event-store';

/**
 * The first person of an agency registers herself: nobody was there to do it. Her id follows from the agency's, so that
 * of many who would be the first at once one is.
 */
export const founderIdOf = (agencyId: string): string => derivedId('person', agencyId);

/** What the office does by itself (daily jobs, results of jobs) is done by a service of the agency's own. */
export const serviceIdOf = (agencyId: string): string => derivedId('service', agencyId);

export const SERVICE_NAME = '后台任务';

export const actingService = (agencyId: string, mode: By['mode'] = 'single-person'): By => ({
  personId: serviceIdOf(agencyId),
  post: 'service',
  delegationId: null,
  channel: 'service',
  mode,
});
