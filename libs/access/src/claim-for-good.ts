import { claimAggregate, claimHolder, type Claimed, type Decisions } from '@bofu/event-store';

/**
 * A code or a 工号 stays with the first who had it, even after it has changed or its holder is gone: an old paper that
 * bears it must never come to mean somebody else.
 */
export async function claimForGood(
  decisions: Decisions,
  claimed: Claimed,
  holderId: string,
  taken: (holder: string) => never,
): Promise<void> {
  const holder = await claimHolder(decisions, claimed);
  if (holder !== null && holder !== holderId) taken(holder);
  const { kind, key } = claimed;
  await decisions.decide(claimAggregate(claimed), { type: 'claim', kind, key, part: null, holderId });
}
