import { claimHolder, type Decisions } from '@bofu/event-store';
import { appropriationAggregate, programmeAggregate } from '@bofu/budget';
import { beginningOf, dayInPeriod, owedOf, periodBefore, type Period } from '@bofu/kernel';
import { claimKeyOf } from './claim-periods';
import type { SubmittedPayment } from './domain/charges';
import type { LineInput } from './domain/payment-commands';
import { refuse } from './domain/refusals';

/** As far back as a month is looked for that has a payment. */
const MONTHS_BACK = 12;

/**
 * 跳月: the regular run of a month while an earlier one, owed to the same people, has no payment. A later month is easily
 * entered by mistake; it is recorded with a stated reason. Earlier months are looked at back to the last that has a
 * payment, and where none has, back to the issue of the money: what was paid before these books began stands in them
 * only as an opening balance. A month that is paid early (预发) says so itself.
 */
export async function askAboutSkippedMonth(
  decisions: Decisions,
  agencyId: string,
  { kind }: SubmittedPayment,
  { lines, confirmation }: { readonly lines: readonly LineInput[]; readonly confirmation: string | null },
): Promise<void> {
  if (kind !== 'payout-run' || confirmation !== null) return;
  for (const line of lines) {
    if (line.entry !== 'regular' || line.period === null || !isByMonth(line)) continue;
    const skipped = await skippedBefore(decisions, agencyId, line, line.period);
    if (skipped !== null) refuse('month-skipped', { period: line.period, ...skipped });
  }
}

/** What is paid by the quarter or the year names the month it is due in, and skips none. */
const isByMonth = ({ pays }: LineInput): boolean => !('per' in pays) || pays.per === 'month' || pays.per === 'day';

/** The first open month before a period, up to the last that has a payment; `null` where the one before it has. */
async function skippedBefore(
  decisions: Decisions,
  agencyId: string,
  { programmeId, appropriationId, groupId }: LineInput,
  period: Period,
) {
  const programme = await decisions.load(programmeAggregate(programmeId));
  const appropriation = await decisions.load(appropriationAggregate(appropriationId));
  if (programme.situation === 'not-registered' || appropriation.situation === 'not-issued') return null;
  const { standards, endsOn, name: programmeName } = programme;
  const { issuedOn } = appropriation;
  const record = { standards, entitlements: [], beginsOn: beginningOf(standards, issuedOn), endsOn };
  const isOwed = (month: Period): boolean =>
    owedOf(record, month)?.groups.some((one) => groupId === null || one.groupId === null || one.groupId === groupId) ??
    false;
  const found = (skipped: Period | null) => (skipped === null ? null : { skipped, programmeId, programmeName });

  let open: Period | null = null;
  let openSinceIssue: Period | null = null;
  let month = periodBefore(period);
  for (let back = 0; back < MONTHS_BACK && isOwed(month); back += 1) {
    const claimed = { agencyId, kind: 'regular-period', key: claimKeyOf({ programmeId, period: month }) } as const;
    if ((await claimHolder(decisions, claimed, groupId)) !== null) return found(open);
    open = month;
    if (dayInPeriod(month, 31) >= issuedOn) openSinceIssue = month;
    month = periodBefore(month);
  }
  return found(openSinceIssue);
}
