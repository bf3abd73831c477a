import type { PaymentStanding, StandingCharge, StandingLine } from '@bofu/payment';

/** The charge as it was submitted: of a corrected one, the charge it came from. */
export function submittedCharge(
  { charges }: Pick<PaymentStanding, 'charges'>,
  { charge, movedFrom }: Pick<StandingCharge, 'charge' | 'movedFrom'>,
): number {
  let first = charge;
  for (let from = movedFrom; from !== null; from = charges.find(({ charge: one }) => one === first)?.movedFrom ?? null)
    first = from;
  return first;
}

/** The lines a charge was submitted for. */
export function linesOfCharge(payment: PaymentStanding, charge: StandingCharge): StandingLine[] {
  const first = submittedCharge(payment, charge);
  return payment.lines.filter((line) => line.charge === first);
}
