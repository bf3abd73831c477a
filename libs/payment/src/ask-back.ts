import { claimAggregate, type Claimed, type Decisions } from '@bofu/event-store';
import { daysBetween, fenToDigits, sumFen, yearOf, type BusinessDate, type Fen } from '@bofu/kernel';
import type { SubmittedPayment } from './domain/charges';
import type { LineInput } from './domain/payment-commands';
import type { Payee } from './domain/payment-events';
import { refuse } from './domain/refusals';
import { payeeKeyOf } from './payee-key';
import { paymentAggregate } from './payment-aggregate';

/**
 * What looks like the same thing twice is asked back with the first one's number, what is unusually large with the
 * amount that makes it so, and a number that may be a person's with its last four places; each is recorded only with a
 * stated reason (`confirmation`), which then stands in the event. The first of two alike holds a claim in its own append,
 * so that two clerks who press at once meet each other.
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

/** 年末关账: submitted after the office's last day for it. Finance may still pay it, and somebody has to say why it comes. */
export function askAboutCutOff(
  { submittedOn, confirmation }: { readonly submittedOn: BusinessDate; readonly confirmation: string | null },
  lastSubmissionOn: BusinessDate | null,
): void {
  if (lastSubmissionOn !== null && confirmation === null && submittedOn > lastSubmissionOn)
    refuse('after-cut-off', { submittedOn, lastSubmissionOn });
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
  const key = [...programmes, payee.kind, payeeKeyOf(payee), total, ...periods].join('/');
  const claimed = { agencyId, kind: 'same-payment', key } as const;
  const first = await standingHolder(decisions, claimed, paymentId);
  const isTwin = first !== null && Math.abs(daysBetween(first.payment.submittedOn, submittedOn)) <= TWIN_DAYS;
  if (isTwin && confirmation === null)
    refuse('same-payment-again', { paymentId: first.payment.paymentId, submittedOn: first.payment.submittedOn });
  await hold(decisions, claimed, paymentId);
}

interface PaidByVoucher {
  readonly paidOn: BusinessDate;
  readonly voucherNumber: string | null;
  readonly bank: string | null;
  readonly confirmation: string | null;
}

/**
 * 凭证号重复: one agency's voucher number of a year, kind and bank on another payment that stands. Two banks number by
 * themselves; a payment of which nobody says the bank is asked about against every bank, and every bank against it.
 */
export async function askAboutVoucher(
  decisions: Decisions,
  agencyId: string,
  { paymentId, kind }: SubmittedPayment,
  { voucherNumber, bank, paidOn, confirmation }: PaidByVoucher,
): Promise<void> {
  if (voucherNumber === null) return;
  const key = [yearOf(paidOn), kind, asOneWrites(voucherNumber)].join('/');
  const claimed = { agencyId, kind: 'voucher', key } as const;
  const ofBank = bank === null ? null : asOneWrites(bank);
  const first = await standingHolder(decisions, claimed, paymentId, ofBank);
  if (first !== null && confirmation === null)
    refuse('voucher-used-already', { voucherNumber, paymentId: first.payment.paymentId });
  // Held for every bank once, it stays so: the first one's bank is no better known than before.
  await hold(decisions, claimed, paymentId, first?.part === null ? null : ofBank);
}

const asOneWrites = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');

const isRunOfMonths = (kind: SubmittedPayment['kind'], lines: readonly LineInput[]): boolean =>
  kind === 'payout-run' && lines.every(({ entry }) => entry === 'regular' || entry === 'advance');

const collide = (held: string | null, part: string | null): boolean => held === null || part === null || held === part;

/** Another payment that holds it, or a part that collides, and of which anything is in transit or out. */
async function standingHolder(
  { load }: Decisions,
  claimed: Claimed,
  paymentId: string,
  part: string | null = null,
): Promise<{ readonly payment: SubmittedPayment; readonly part: string | null } | null> {
  const { holders } = await load(claimAggregate(claimed));
  for (const [held, holder] of holders) {
    if (holder === paymentId || !collide(held, part)) continue;
    const payment = await load(paymentAggregate(holder));
    if (payment.situation === 'not-submitted') continue;
    const stands = payment.charges.some(({ situation, netFen }) => situation === 'submitted' || netFen > 0n);
    if (stands) return { payment, part: held };
  }
  return null;
}

/** The latest holds it: whoever comes next is shown the one that was last let through. */
async function hold(
  { load, decide }: Decisions,
  claimed: Claimed,
  paymentId: string,
  part: string | null = null,
): Promise<void> {
  const { kind, key } = claimed;
  const aggregate = claimAggregate(claimed);
  for (const [held, holderId] of (await load(aggregate)).holders)
    if (holderId !== paymentId && collide(held, part))
      await decide(aggregate, { type: 'give-back', kind, key, part: held, holderId });
  await decide(aggregate, { type: 'claim', kind, key, part, holderId: paymentId });
}
