import { claimAggregate, claimHolder, type Decisions, type ClaimCommand } from '@bofu/event-store';
import { programmeAggregate } from '@bofu/budget';
import { claimedPeriods, type ClaimedPeriod, type Payment } from './domain/charges';
import { refuse } from './domain/refusals';

/** A period that a step claims or gives back. */
export interface ClaimMove {
  readonly type: ClaimCommand['type'];
  readonly claimed: ClaimedPeriod;
}

/** What a step means for the periods a payment holds: what it leaves is given back before anything else is claimed. */
export function claimMoves(before: Payment, after: Payment): readonly ClaimMove[] {
  const held = periodsOf(before);
  const wanted = periodsOf(after);
  return [
    ...[...held].flatMap(([key, claimed]) => (wanted.has(key) ? [] : [{ type: 'give-back' as const, claimed }])),
    ...[...wanted].flatMap(([key, claimed]) => (held.has(key) ? [] : [{ type: 'claim' as const, claimed }])),
  ];
}

const periodsOf = (payment: Payment): ReadonlyMap<string, ClaimedPeriod> =>
  new Map(
    payment.situation === 'not-submitted'
      ? []
      : claimedPeriods(payment).map((claimed) => [
          `${claimed.programmeId}/${claimed.groupId ?? ''}/${claimed.period}`,
          claimed,
        ]),
  );

/** The key of a claim; the group is its part. */
export const claimKeyOf = ({ programmeId, period }: Omit<ClaimedPeriod, 'groupId'>): string =>
  `${programmeId}/${period}`;

/**
 * The regular run of a month of a programme, or of one of its groups, exists once, across fiscal years and whoever
 * bears it. A step that leaves nothing of a payment gives the month back; a correction takes it along.
 * Refuses `period-already-paid` with the payment that holds the month.
 */
export async function moveClaims(
  decisions: Decisions,
  agencyId: string,
  before: Payment,
  after: Payment,
): Promise<void> {
  const { paymentId } = after;
  for (const { type, claimed } of claimMoves(before, after)) {
    const { groupId } = claimed;
    const own = { agencyId, kind: 'regular-period', key: claimKeyOf(claimed) } as const;
    if (type === 'claim') await requireUnheld(decisions, own, claimed, paymentId);
    const { kind, key } = own;
    await decisions.decide(claimAggregate(own), { type, kind, key, part: groupId, holderId: paymentId });
  }
}

async function requireUnheld(
  decisions: Decisions,
  own: Parameters<typeof claimHolder>[1],
  { programmeId, groupId, period }: ClaimedPeriod,
  paymentId: string,
): Promise<void> {
  const holder = await claimHolder(decisions, own, groupId, paymentId);
  if (holder === null) return;
  const programme = await decisions.load(programmeAggregate(programmeId));
  const programmeName = programme.situation === 'registered' ? programme.name : programmeId;
  refuse('period-already-paid', { period, programmeId, programmeName, groupId, paymentId: holder });
}
