import {
  claimDecider,
  holderInTheWay,
  type Claim,
  type ClaimCommand,
  type ClaimEvent,
  type ClaimKind,
} from './domain/claim';
import { claimCodec } from './claim-codec';
import { derivedId } from './event-identity';
import { streamId } from './event-store';
import type { Aggregate, Decisions } from './run-decision';

/** What is claimed, once for an agency. */
export interface Claimed {
  readonly agencyId: string;
  readonly kind: ClaimKind;
  readonly key: string;
}

export const claimIdOf = ({ agencyId, kind, key }: Claimed): string => derivedId('claim', agencyId, kind, key);

export const claimAggregate = (claimed: Claimed): Aggregate<Claim, ClaimCommand, ClaimEvent> => {
  const claimId = claimIdOf(claimed);
  const { agencyId } = claimed;
  return { stream: streamId('claim', claimId), decider: claimDecider(claimId), codec: claimCodec, agencyId };
};

/**
 * Who holds it now, `null` where nobody but the claimant does. Its stream is guarded by the append like any other that
 * is decided on.
 */
export async function claimHolder(
  { load }: Decisions,
  claimed: Claimed,
  part: string | null = null,
  claimant: string | null = null,
) {
  return holderInTheWay(await load(claimAggregate(claimed)), part, claimant);
}
