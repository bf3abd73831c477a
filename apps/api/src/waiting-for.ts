import type { QueryBus } from '@nestjs/cqrs';
import { delegatorsIn, type Directory } from '@bofu/access';
import { today, type Clock } from '@bofu/http';
import { CountSigningQueue } from '@bofu/payment';
import { admissionOf } from '@bofu/sign-in';
import { MATRIX_OF_RIGHTS } from './rights-matrix';

/** How many payments wait for somebody's hand, as her own queue would show them now. */
export async function waitingFor(
  personId: string,
  { directory, clock, queries }: { directory: Directory; clock: Clock; queries: QueryBus },
): Promise<number> {
  const day = today(clock);
  const opens = MATRIX_OF_RIGHTS.get('GET /v1/signing-queue') ?? {};
  const held = directory.rightsOf(personId, day);
  if (typeof opens === 'string' || held.every(({ post }) => opens[post] === undefined)) return 0;
  const { rights } = admissionOf(directory, opens, { personId, by: 'session' }, day);
  const delegators = delegatorsIn(directory);
  const agencies = new Set(rights.flatMap(({ reach }) => reach));
  const counts = await Promise.all(
    [...agencies].map((agencyId) => {
      const here = rights.filter(({ reach }) => reach.includes(agencyId));
      return queries.execute(new CountSigningQueue([agencyId], { personId, rights: here, delegators }));
    }),
  );
  return counts.flat().reduce((sum, { hers }) => sum + hers, 0);
}
