import { claimHolder, type Decisions } from '@bofu/event-store';
import { periodBefore, type Period } from '@bofu/kernel';
import { claimKeyOf } from './claim-periods';
import type { SubmittedPayment } from './domain/charges';
import type { LineInput } from './domain/payment-commands';
import { refuse } from './domain/refusals';
import { paymentAggregate } from './payment-aggregate';

/** A fifth, and no fewer people than this: in a programme of six, one who dies is no mistake of typing. */
const ONE_IN = 5;
const LEAST_PEOPLE = 5;

/**
 * 人数波动: the regular run of a month for a fifth more or fewer people than the month before. A digit too few is easily
 * typed, and people left out are not paid: it is recorded with a stated reason.
 */
export async function askAboutHeadcount(
  decisions: Decisions,
  agencyId: string,
  { kind, paymentId }: SubmittedPayment,
  { lines, confirmation }: { readonly lines: readonly LineInput[]; readonly confirmation: string | null },
): Promise<void> {
  if (kind !== 'payout-run' || confirmation !== null) return;
  for (const { programmeId, groupId, period, entry, pays } of lines) {
    if (entry !== 'regular' || period === null || !('heads' in pays)) continue;
    const monthBefore = periodBefore(period);
    const { count: heads } = pays.heads;
    const before = await headsIn(decisions, agencyId, paymentId, { programmeId, groupId, period: monthBefore });
    if (before === null) continue;
    const moved = Math.abs(heads - before);
    if (moved >= LEAST_PEOPLE && moved * ONE_IN >= before)
      refuse('headcount-moved', { period, heads, monthBefore, headsBefore: before });
  }
}

/** Of the regular run of a month; `null` where there was none, or not for that group by itself. */
async function headsIn(
  decisions: Decisions,
  agencyId: string,
  paymentId: string,
  { programmeId, groupId, period }: { programmeId: string; groupId: string | null; period: Period },
): Promise<number | null> {
  const claimed = { agencyId, kind: 'regular-period', key: claimKeyOf({ programmeId, period }) } as const;
  const holder = await claimHolder(decisions, claimed, groupId, paymentId);
  if (holder === null) return null;
  const payment = await decisions.load(paymentAggregate(holder));
  if (payment.situation === 'not-submitted') return null;
  const line = payment.lines.find(
    (one) => one.programmeId === programmeId && one.groupId === groupId && one.period === period && one.heads !== null,
  );
  return line?.heads?.count ?? null;
}
