import { claimAggregate, claimHolder, type Decisions } from '@bofu/event-store';
import { daysBetween, fenToDigits, sumFen, yearOf, type BusinessDate, type Fen } from '@bofu/kernel';
import type { SubmittedPayment } from './domain/charges';
import type { LineInput } from './domain/payment-commands';
import type { Payee } from './domain/payment-events';
import { refuse } from './domain/refusals';
import { paymentAggregate } from './payment-aggregate';

/**
 * What looks like the same thing twice is asked back with the first one's number, and what is unusually large with the
 * amount that makes it so; either is recorded only with a stated reason (`confirmation`), which then stands in the event. The first of each kind holds a claim in its own append, so that two
 * clerks who press at once meet each other.
 */

/** As long apart, the same payee may be paid the same again without a question. */
const TWIN_DAYS = 15;

interface Submitted {
  readonly payee: Payee;
  readonly lines: readonly LineInput[];
  readonly confirmation: string | null;
}

/** 大额付款: as much as the office asks about. A month's regular run is as large every month, and is not asked about. */
export function askAboutSize(
  { kind, charges }: SubmittedPayment,
  { lines, confirmation }: Pick<Submitted, 'lines' | 'confirmation'>,
  fromFen: Fen | null,
): void {
  if (fromFen === null || confirmation !== null || isRunOfMonths(kind, lines)) return;
  const totalFen = sumFen(charges.map(({ amountFen }) => amountFen));
  if (totalFen >= fromFen) refuse('payment-large', { totalFen, fromFen });
}

/** 疑似重复付款: the same programme, payee, amount and period within days, by whomever. */
export async function askAboutTwin(
  decisions: Decisions,
  agencyId: string,
  payment: SubmittedPayment,
  { payee, lines, confirmation }: Submitted,
): Promise<void> {
  const { paymentId, kind, submittedOn, charges } = payment;
  // A regular run holds its month: nothing else needs to be asked.
  if (isRunOfMonths(kind, lines)) return;
  const programmes = [...new Set(lines.map(({ programmeId }) => programmeId))].sort();
  const periods = [...new Set(lines.map(({ period }) => period ?? ''))].sort();
  const total = fenToDigits(sumFen(charges.map(({ amountFen }) => amountFen)));
  const key = [...programmes, payee.kind, payee.name.normalize('NFKC'), total, ...periods].join('/');
  const claimed = { agencyId, kind: 'same-payment', key } as const;
  const first = await standingHolder(decisions, claimed, paymentId);
  const isTwin = first !== null && Math.abs(daysBetween(first.submittedOn, submittedOn)) <= TWIN_DAYS;
  if (isTwin && confirmation === null)
    refuse('same-payment-again', { paymentId: first.paymentId, submittedOn: first.submittedOn });
  await hold(decisions, claimed, paymentId);
}

/** 凭证号重复: one agency's voucher number of a year and kind on another payment that stands. */
export async function askAboutVoucher(
  decisions: Decisions,
  agencyId: string,
  { paymentId, kind }: SubmittedPayment,
  step: { readonly voucherNumber: string | null; readonly paidOn: BusinessDate; readonly confirmation: string | null },
): Promise<void> {
  const { voucherNumber, paidOn, confirmation } = step;
  if (voucherNumber === null) return;
  const key = [yearOf(paidOn), kind, voucherNumber.normalize('NFKC').replace(/\s/g, '')].join('/');
  const claimed = { agencyId, kind: 'voucher', key } as const;
  const first = await standingHolder(decisions, claimed, paymentId);
  if (first !== null && confirmation === null)
    refuse('voucher-used-already', { voucherNumber, paymentId: first.paymentId });
  await hold(decisions, claimed, paymentId);
}

const isRunOfMonths = (kind: SubmittedPayment['kind'], lines: readonly LineInput[]): boolean =>
  kind === 'payout-run' && lines.every(({ entry }) => entry === 'regular' || entry === 'advance');

type Claimed = Parameters<typeof claimHolder>[1];

/** Another payment that holds it and of which anything is in transit or out. */
async function standingHolder(
  decisions: Decisions,
  claimed: Claimed,
  paymentId: string,
): Promise<SubmittedPayment | null> {
  const holder = await claimHolder(decisions, claimed, null, paymentId);
  if (holder === null) return null;
  const payment = await decisions.load(paymentAggregate(holder));
  if (payment.situation === 'not-submitted') return null;
  return payment.charges.some(({ situation, netFen }) => situation === 'submitted' || netFen > 0n) ? payment : null;
}

/** The latest holds it: whoever comes next is shown the one that was last let through. */
async function hold(decisions: Decisions, claimed: Claimed, paymentId: string): Promise<void> {
  const { kind, key } = claimed;
  const aggregate = claimAggregate(claimed);
  const before = await claimHolder(decisions, claimed, null, paymentId);
  if (before !== null)
    await decisions.decide(aggregate, { type: 'give-back', kind, key, part: null, holderId: before });
  await decisions.decide(aggregate, { type: 'claim', kind, key, part: null, holderId: paymentId });
}
