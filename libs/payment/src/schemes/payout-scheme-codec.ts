import { z } from 'zod';
import { codecOf, eventData } from '@bofu/event-store';
import { RATE_PERIODS } from '@bofu/kernel';
import type { PayoutSchemeEvent } from '../domain/payout-scheme';

const { count, dataOf, date, digits, text } = eventData;

const version = dataOf({
  schemeId: text,
  name: text,
  fiscalYear: count,
  lines: z
    .array(
      z.strictObject({
        appropriationId: text,
        groupId: text.nullable(),
        rateFen: digits,
        per: z.enum(RATE_PERIODS),
        headcount: count.nullable(),
      }),
    )
    .readonly(),
  headcount: count,
  payee: z.strictObject({ kind: z.enum(['special-account', 'organisation', 'persons-by-bank']), name: text }),
  payeeId: text.nullable(),
  effectiveOn: date,
});

/** How recorded payout schemes are read. A scheme books no money, so no version has a business day. */
export const payoutSchemeCodec = codecOf<PayoutSchemeEvent>({
  PayoutSchemeDefined: { parse: version },
  PayoutSchemeRevised: { parse: version },
});
