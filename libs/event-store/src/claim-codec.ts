import { z } from 'zod';
import { CLAIM_KINDS, type ClaimEvent } from './domain/claim';
import { codecOf } from './codec';
import { dataOf, text } from './event-data';

const held = dataOf({ claimId: text, kind: z.enum(CLAIM_KINDS), key: text, part: text.nullable(), holderId: text });

export const claimCodec = codecOf<ClaimEvent>({
  Claimed: { parse: held },
  ClaimGivenBack: { parse: held },
});
