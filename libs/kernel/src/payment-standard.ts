import type { PaymentDeadline } from './payment-deadline';
import type { RatePeriod } from './rate';

/** How the money flows by nature; alert rules read a plan differently for a monthly payer and for a one-off. */
export const CASH_FLOWS = ['monthly', 'quarterly', 'one-off', 'as-needed'] as const;
export type CashFlow = (typeof CASH_FLOWS)[number];

/** 发放标准: what one person receives, how many there are, and by when each period is due. */
export interface PaymentStandard {
  readonly rates: readonly { readonly label: string; readonly amountFen: string; readonly per: RatePeriod }[];
  readonly headcount: number | null;
  readonly cashFlow: CashFlow;
  readonly deadline: PaymentDeadline;
}
