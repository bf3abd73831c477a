import { claimAggregate, claimHolder, type Decisions } from '@bofu/event-store';
import { fen, sumFen } from '@bofu/kernel';
import type { Payment, ReturnedMoney, SubmittedPayment } from './domain/charges';
import type { Reissue, Route } from './domain/payment-events';
import { refuse } from './domain/refusals';
import { paymentAggregate } from './payment-aggregate';

/**
 * What a reissue pays anew, and what it draws on: money that bounced to a fund account lies there and took no authority
 * along, so paying it again takes none either. Refuses `reissued-return-not-found`,
 * `reissue-not-waited-for` and `reissue-by-another-route`.
 */
export async function reissued(
  { load }: Decisions,
  reissueOf: Omit<Reissue, 'drawsOn'> | null,
  route: Route,
): Promise<Reissue | null> {
  if (reissueOf === null) return null;
  const { paymentId } = reissueOf;
  const { charges, waived } = returnedMoney(await load(paymentAggregate(paymentId)), reissueOf);
  if (waived) refuse('reissue-not-waited-for', { returnId: reissueOf.returnId });
  const liesThere = charges.every(({ restores }) => restores === 'fund-account');
  if (liesThere && route !== 'fund-account') refuse('reissue-by-another-route', reissueOf);
  return { ...reissueOf, drawsOn: liesThere ? 'fund-account' : 'authority' };
}

/** What somebody has paid anew, or is about to, is not said to be paid to nobody. Refuses `return-reissued-already`. */
export async function requireNotReissued(
  decisions: Decisions,
  agencyId: string,
  { paymentId, returnId }: Omit<Reissue, 'drawsOn'>,
): Promise<void> {
  const claimed = { agencyId, kind: 'returned-money', key: `${paymentId}/${returnId}` } as const;
  const holder = await claimHolder(decisions, claimed);
  if (holder !== null) refuse('return-reissued-already', { returnId, paymentId: holder });
}

const returnedMoney = (payment: Payment, { paymentId, returnId }: Omit<Reissue, 'drawsOn'>): ReturnedMoney =>
  (payment.situation === 'not-submitted'
    ? undefined
    : payment.returns.find((returned) => returned.returnId === returnId)) ??
  refuse('reissued-return-not-found', { paymentId, returnId });

/**
 * A return is paid anew once, and up to its amount: it is claimed by the payment that does so, and given back where
 * nothing of that payment stands any more. Refuses `return-reissued-already` and `reissue-exceeds-return`.
 */
export async function moveReturnClaim(
  decisions: Decisions,
  agencyId: string,
  before: Payment,
  after: SubmittedPayment,
): Promise<void> {
  const { reissueOf, paymentId } = after;
  if (reissueOf === null || stands(before) === stands(after)) return;
  const key = `${reissueOf.paymentId}/${reissueOf.returnId}`;
  const own = { agencyId, kind: 'returned-money', key } as const;
  if (stands(after)) {
    const holder = await claimHolder(decisions, own, null, paymentId);
    const { returnId } = reissueOf;
    if (holder !== null) refuse('return-reissued-already', { returnId, paymentId: holder });
    requireWithin(returnedMoney(await decisions.load(paymentAggregate(reissueOf.paymentId)), reissueOf), after);
  }
  const type = stands(after) ? 'claim' : 'give-back';
  await decisions.decide(claimAggregate(own), { type, kind: own.kind, key, part: null, holderId: paymentId });
}

const stands = ({ situation }: Payment): boolean =>
  situation === 'submitted' || situation === 'partly-paid' || situation === 'paid';

/** In all; and on a fund account for each appropriation it had come from, whose money it still is. */
function requireWithin({ returnId, charges: returned }: ReturnedMoney, { reissueOf, charges }: SubmittedPayment): void {
  const returnedOf = (appropriationId: string | null) =>
    sumFen(
      returned
        .filter((charge) => appropriationId === null || charge.appropriationId === appropriationId)
        .map(({ amountFen }) => amountFen),
    );
  const wanted = [
    { returnedFen: returnedOf(null), reissuedFen: sumFen(charges.map(({ amountFen }) => amountFen)) },
    ...(reissueOf?.drawsOn === 'fund-account'
      ? charges.map(({ appropriationId, amountFen }) => ({
          returnedFen: returnedOf(appropriationId),
          reissuedFen: fen(amountFen),
        }))
      : []),
  ];
  const over = wanted.find(({ returnedFen, reissuedFen }) => reissuedFen > returnedFen);
  if (over) refuse('reissue-exceeds-return', { returnId, ...over });
}
