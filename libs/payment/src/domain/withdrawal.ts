import { type BusinessDate, type By, fenFromDigits, isSameHand } from '@bofu/kernel';
import { inTransit, requireSubmitted, type Payment, type SubmittedPayment } from './charges';
import { statedIn, type PaymentCommand } from './payment-commands';
import type { PaymentEvent } from './payment-events';
import { refuse } from './refusals';

/**
 * 撤销: the unit takes back (撤回) or finance ends (作废) what is in transit. In an office that takes two people, until it
 * was handed over: one asks, another agrees or declines, and meanwhile nothing else happens to it. What was handed over
 * treasury or bank refuse, with their paper. In single-person mode it is one step; so it is, by whomever, for all that
 * is in transit at the turn of the year.
 */
export function withdraw(
  state: Payment,
  command: Extract<PaymentCommand, { type: 'withdraw-payment' | 'void-payment' }>,
  { mode }: By,
): readonly PaymentEvent[] {
  const isVoiding = command.type === 'void-payment';
  const day = isVoiding ? command.voidedOn : command.withdrawnOn;
  const { paymentId, ...selected } = inTransit(state, command.charges, day);
  const stated = statedIn(command);
  if (mode === 'office' && !(isVoiding && command.turnOfYear === true)) {
    const payment = requireSubmitted(state);
    requireNoneAsked(payment);
    requireNotHandedOver(payment);
    const ending = isVoiding ? 'voided' : 'withdrawn';
    return [
      { type: 'PaymentWithdrawalRequested', data: { paymentId, ...selected, ending, requestedOn: day, ...stated } },
    ];
  }
  const data = { paymentId, ...selected, releasedOn: day, requestedBy: null, ...stated };
  return [{ type: isVoiding ? 'PaymentVoided' : 'PaymentWithdrawn', data }];
}

/** Whoever has asked for it does not agree to it, from whatever post, nor does who stands in for her. */
export function agreeToWithdrawal(
  state: Payment,
  { agreedOn, delegators }: Extract<PaymentCommand, { type: 'agree-to-withdrawal' }>,
  by: By,
): readonly PaymentEvent[] {
  const { payment, asked } = requireAsked(state, agreedOn);
  const { ending, requestedBy, reason, confirmation } = asked;
  const { paymentId, ...selected } = inTransit(payment, asked.charges, agreedOn);
  if (isSameHand(requestedBy, by, delegators))
    refuse('own-request', { paymentId, totalFen: fenFromDigits(selected.totalFen) });
  const said = { reason, confirmation, late: null };
  const data = { paymentId, ...selected, releasedOn: agreedOn, requestedBy: requestedBy.personId, ...said };
  return [{ type: ending === 'voided' ? 'PaymentVoided' : 'PaymentWithdrawn', data }];
}

export function declineWithdrawal(
  state: Payment,
  { declinedOn, reason, confirmation = null }: Extract<PaymentCommand, { type: 'decline-withdrawal' }>,
): readonly PaymentEvent[] {
  const { payment, asked } = requireAsked(state, declinedOn);
  const { paymentId, totalFen } = inTransit(payment, asked.charges, declinedOn);
  return [{ type: 'PaymentWithdrawalDeclined', data: { paymentId, totalFen, declinedOn, reason, confirmation } }];
}

export function requireNoneAsked({ paymentId, withdrawal }: SubmittedPayment): void {
  if (withdrawal !== null) refuse('withdrawal-asked', { paymentId, requestedOn: withdrawal.requestedOn });
}

export function requireNotHandedOver({ paymentId, signatures: { handedOverOn } }: SubmittedPayment): void {
  if (handedOverOn !== null) refuse('handed-over-already', { paymentId, handedOverOn });
}

function requireAsked(state: Payment, day: BusinessDate) {
  const payment = requireSubmitted(state);
  const { paymentId, withdrawal: asked } = payment;
  if (asked === null) return refuse('withdrawal-not-asked', { paymentId });
  if (day < asked.requestedOn) refuse('before-request', { date: day, requestedOn: asked.requestedOn });
  return { payment, asked };
}
