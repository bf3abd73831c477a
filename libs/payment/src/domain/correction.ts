import { type BusinessDate, type By, fenFromDigits, fenToDigits, invariant, isSameHand, sumFen } from '@bofu/kernel';
import { requireSubmitted, type AskedCorrection, type Payment, type SubmittedPayment } from './charges';
import { statedIn, type PaymentCommand } from './payment-commands';
import type { PaymentEvent } from './payment-events';
import { refuse } from './refusals';

/**
 * 冲销 and 更正 of what was paid: in an office one asks and another confirms, and only then is it booked, on the day it
 * was asked for. What is asked for is decided twice: as it is asked, and again on what the payment has become. In
 * single-person mode it is one step.
 */
type Correction = Extract<PaymentEvent, { type: 'PaymentReversed' | 'PaymentReclassified' }>;
type CorrectionCommand = Extract<PaymentCommand, { type: 'reverse-payment' | 'reclassify-payment' }>;

/** @param booked what would be booked now */
export function askOrBook(
  state: Payment,
  command: CorrectionCommand,
  { mode }: By,
  booked: readonly Correction[],
): readonly PaymentEvent[] {
  if (mode !== 'office') return booked;
  const { paymentId, correction } = requireSubmitted(state);
  if (correction !== null) refuse('correction-asked', { paymentId, requestedOn: correction.requestedOn });
  if (command.type === 'reverse-payment') {
    const { reversedOn, leftBank } = command;
    const reversed = booked.flatMap((one) => (one.type === 'PaymentReversed' ? [one.data] : []));
    const charges = reversed.flatMap((one) => one.charges);
    const totalFen = fenToDigits(sumFen(reversed.map((one) => fenFromDigits(one.totalFen))));
    const data = { paymentId, charges, totalFen, reversedOn, leftBank, ...statedIn(command) };
    return [{ type: 'PaymentReversalRequested', data }];
  }
  const [moved] = booked;
  invariant(moved?.type === 'PaymentReclassified', 'a correction is booked as such');
  const { charge: _, requestedBy: __, ...data } = moved.data;
  return [{ type: 'PaymentReclassificationRequested', data }];
}

/** What was asked for, to be booked by another; whoever asked is refused, from whatever post, and who stands in for her. */
export function requireToConfirm(
  state: Payment,
  { confirmedOn, delegators }: Extract<PaymentCommand, { type: 'confirm-correction' }>,
  by: By,
): AskedCorrection {
  const { payment, asked } = requireAsked(state, confirmedOn);
  if (isSameHand(asked.requestedBy, by, delegators))
    refuse('own-request', { paymentId: payment.paymentId, totalFen: fenFromDigits(asked.totalFen) });
  return asked;
}

export function declineCorrection(
  state: Payment,
  { declinedOn, reason, confirmation = null }: Extract<PaymentCommand, { type: 'decline-correction' }>,
): readonly PaymentEvent[] {
  const { payment, asked } = requireAsked(state, declinedOn);
  const { paymentId } = payment;
  const data = { paymentId, totalFen: asked.totalFen, declinedOn, reason, confirmation };
  return [{ type: 'PaymentCorrectionDeclined', data }];
}

function requireAsked(state: Payment, day: BusinessDate): { payment: SubmittedPayment; asked: AskedCorrection } {
  const payment = requireSubmitted(state);
  const { paymentId, correction: asked } = payment;
  if (asked === null) return refuse('correction-not-asked', { paymentId });
  if (day < asked.requestedOn) refuse('before-request', { date: day, requestedOn: asked.requestedOn });
  return { payment, asked };
}
