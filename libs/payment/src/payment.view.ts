import { z } from 'zod';
import { formatYuan } from '@bofu/kernel';
import type { PaymentView } from './payments/payments.query';

/** A payment as it leaves over HTTP: money is 元 as text. */
const money = z.string().meta({ description: '元，两位小数', example: '8541331.00' });
const date = z.string().meta({ format: 'date', example: '2021-10-29' });

export const paymentView = z.strictObject({
  paymentId: z.string(),
  kind: z.enum(['disbursement', 'payout-run']),
  run: z.enum(['regular', 'supplementary']).nullable(),
  situation: z.enum(['submitted', 'paid', 'sent-back', 'reversed']),
  period: z.string().nullable(),
  headcount: z.int().nullable(),
  payee: z.strictObject({ kind: z.string(), name: z.string() }),
  purpose: z.string(),
  total: money,
  returned: money,
  net: money,
  submittedOn: date,
  submittedBy: z.string(),
  paidOn: date.nullable(),
  closedOn: date.nullable(),
  voucherNumber: z.string().nullable(),
  lastReason: z.string().nullable(),
  charges: z.array(
    z.strictObject({ appropriationId: z.string(), rate: money.nullable(), amount: money, returned: money }),
  ),
  revision: z.string(),
});

export function viewPayment(payment: PaymentView): z.input<typeof paymentView> {
  const {
    totalFen,
    returnedFen,
    netFen,
    payeeKind,
    payeeName,
    charges,
    version,
    firstPosition: _,
    position: __,
    ...rest
  } = payment;
  return {
    ...rest,
    payee: { kind: payeeKind, name: payeeName },
    total: formatYuan(totalFen),
    returned: formatYuan(returnedFen),
    net: formatYuan(netFen),
    charges: charges.map(({ appropriationId, rateFen, amountFen, returnedFen: back }) => ({
      appropriationId,
      rate: rateFen === null ? null : formatYuan(rateFen),
      amount: formatYuan(amountFen),
      returned: formatYuan(back),
    })),
    revision: `rev-${version}`,
  };
}
