import type { Decisions } from '@bofu/event-store';
import type { SubmittedPayment } from './domain/charges';
import { paymentAggregate } from './payment-aggregate';

/**
 * Who submitted what a payment replaces, or pays anew after it came back, and what that one replaced: whoever made it
 * once does not sign it when somebody else has entered it again.
 */
export async function makersBefore(
  { load }: Decisions,
  { content: { replaces, reissueOf } }: SubmittedPayment,
): Promise<readonly string[]> {
  const makers: string[] = [];
  const before = [replaces, reissueOf?.paymentId ?? null];
  for (let paymentId = before.pop(); paymentId !== undefined; paymentId = before.pop()) {
    if (paymentId === null) continue;
    const earlier = await load(paymentAggregate(paymentId));
    if (earlier.situation === 'not-submitted') continue;
    makers.push(earlier.signatures.submittedBy.personId);
    before.push(earlier.content.replaces, earlier.content.reissueOf?.paymentId ?? null);
  }
  return makers;
}
