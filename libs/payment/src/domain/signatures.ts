import { fenToDigits, sumFen, type BusinessDate, type By } from '@bofu/kernel';
import { numbersOf, requireSubmitted, type Payment, type Signer, type SubmittedPayment } from './charges';
import type { Delegators, PaymentCommand } from './payment-commands';
import type { PaymentEvent } from './payment-events';
import { refuse, type Signature } from './refusals';

/**
 * 经办, 复核, 审批: three people for one payment, by its own history (财政部《行政事业单位内部控制规范（试行）》第十五条:
 * posts that must not be held together). Whoever has signed once does not sign again, from whatever post or in whosever
 * stead; nor does who stands in for her, nor she herself after who stood in for her. In single-person mode nobody else is there, and a payment is paid without signatures, which its events say.
 */

type SignCommand = Extract<PaymentCommand, { type: 'review-payment' | 'approve-payment' }>;

export function sign(state: Payment, command: SignCommand, by: By): readonly PaymentEvent[] {
  const payment = requireInHand(state, command.type === 'review-payment' ? command.reviewedOn : command.approvedOn);
  const { paymentId, charges, signatures } = payment;
  const next = nextSignature(payment);
  const asked: Signature = command.type === 'review-payment' ? 'review' : 'approval';
  if (next !== asked) refuse('signature-out-of-turn', { paymentId, asked, next });
  const sumOfAll = sumFen(charges.map(({ amountFen }) => amountFen));
  const before = [signatures.submittedBy, signatures.reviewedBy].flatMap((each) => whoseHand(each, command.delegators));
  if (whoseHand(by, command.delegators).some((each) => before.includes(each)))
    refuse('signed-already', { paymentId, totalFen: sumOfAll });
  const { digest } = command;
  const totalFen = fenToDigits(sumOfAll);
  return command.type === 'review-payment'
    ? [{ type: 'PaymentReviewed', data: { paymentId, digest, totalFen, reviewedOn: command.reviewedOn } }]
    : [{ type: 'PaymentApproved', data: { paymentId, digest, totalFen, approvedOn: command.approvedOn } }];
}

/** Who signs, and in whose stead: for both of them it is done. */
const whoseHand = (signer: Signer | null, delegators: Delegators): readonly string[] =>
  signer === null ? [] : [signer.personId, delegators[signer.delegationId ?? ''] ?? signer.personId];

export function handOver(
  state: Payment,
  { handedOverOn }: Extract<PaymentCommand, { type: 'hand-over-payment' }>,
): readonly PaymentEvent[] {
  const payment = requireInHand(state, handedOverOn);
  const { paymentId, charges } = payment;
  const next = nextSignature(payment);
  if (next !== 'hand-over') refuse('signature-out-of-turn', { paymentId, asked: 'hand-over', next });
  return [{ type: 'PaymentHandedOver', data: { paymentId, totalFen: numbersOf(charges).totalFen, handedOverOn } }];
}

/** In an office nothing is paid, or refused by whom it was sent to, before it was signed and handed over. */
export function requireHandedOver(payment: SubmittedPayment, { mode }: By): void {
  const next = nextSignature(payment);
  if (mode === 'office' && next !== null) refuse('not-handed-over', { paymentId: payment.paymentId, next });
}

/** What it waits for; `null` once it was handed over. */
export function nextSignature({ signatures }: Pick<SubmittedPayment, 'signatures'>): Signature | null {
  const { reviewedBy, approvedBy, handedOverOn } = signatures;
  if (handedOverOn !== null) return null;
  if (reviewedBy === null) return 'review';
  return approvedBy === null ? 'approval' : 'hand-over';
}

/** All of it is in transit still: neither paid nor ended. */
function requireInHand(state: Payment, date: BusinessDate): SubmittedPayment {
  const payment = requireSubmitted(state);
  const { paymentId, situation, submittedOn } = payment;
  if (situation !== 'submitted') refuse('wrong-state', { paymentId, situation, needed: 'submitted' });
  if (date < submittedOn) refuse('before-submission', { date, submittedOn });
  return payment;
}
