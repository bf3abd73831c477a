import { fingerprintOf } from '@bofu/event-store';
import type { SubmittedContent } from './domain/payment-events';

/**
 * What a signature stands under: SHA-256, in hex, over the canonical JSON (RFC 8785) of what was submitted. Not over who
 * submitted it or when it was recorded, which a signer is shown as well but does not answer for.
 */
export const digestOf = (content: SubmittedContent): string => {
  const { paymentId, kind, route, lines, charges, totalFen, payee, payeeAccount, purpose } = content;
  const { submittedOn, schemeId, replaces, reissueOf, confirmation, late } = content;
  return fingerprintOf({
    ...{ paymentId, kind, route, lines, charges, totalFen, payee, payeeAccount, purpose },
    ...{ submittedOn, schemeId, replaces, reissueOf, confirmation, late },
  });
};
