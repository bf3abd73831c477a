import type { SubmittedLine } from './facts';
import type { PaymentRecord } from './fold-facts';

/** The lines a charge was submitted for; of one made by a correction, those of the charge it goes back to. */
export function linesOfCharge(payment: PaymentRecord, charge: number): readonly SubmittedLine[] {
  const { form } = payment;
  const submitted = form?.charges.find((one) => one.charge === originOf(payment, charge));
  if (form === null || submitted === undefined) return [];
  return form.lines.filter(({ appropriationId }) => appropriationId === submitted.appropriationId);
}

function originOf(payment: PaymentRecord, charge: number): number {
  const correction = payment.corrections.find((one) => one.charge === charge);
  return correction === undefined ? charge : originOf(payment, correction.movedFrom);
}
