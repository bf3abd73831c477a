import { z } from 'zod';
import { fenFromDigits } from '@bofu/kernel';
import { money, yuan, type AuditQuestion } from './question';
import { namesIn, recordedAtOf } from './told-by-events';
import { paymentsAsked } from './told-payments';

const row = z.strictObject({
  number: z.int(),
  paymentId: z.string(),
  purpose: z.string(),
  on: z.string(),
  recordedAt: z.string().nullable(),
  actor: z.string(),
  amount: money,
  reason: z.string(),
});
type Row = z.output<typeof row>;

const TELLS = /死亡|去世|病故|亡故|认证|资格|停发/;

/** Who was dead or uncertified stands in registers that are not part of these books; what came back for that reason does. */
export const deadOrUncertified: AuditQuestion<Row> = {
  number: 7,
  title: '付款之日哪些收款人已死亡或未认证，何时得知？',
  row,
  ask(events, scope) {
    const nameOf = namesIn(events);
    const found = paymentsAsked(events, scope).flatMap(({ content, acts }) =>
      acts.flatMap(({ event, told }) =>
        (told.type === 'PaymentReturnedByBank' || told.type === 'PaymentReturnedByPayee') &&
        TELLS.test(told.data.reason)
          ? [{ content, event, data: told.data }]
          : [],
      ),
    );
    return {
      answer:
        '死亡与资格认证的登记不在本系统的事件之中，付款之日的状况须凭有关部门的登记核对。' +
        `退回事由写明死亡、认证或资格的有 ${found.length} 次，见明细。`,
      rows: found.map(({ content, event, data }) => ({
        ...{ number: event.number, paymentId: data.paymentId, purpose: content.purpose, on: data.returnedOn },
        ...{ recordedAt: recordedAtOf(event), actor: nameOf(data.by.personId) },
        ...{ amount: yuan(fenFromDigits(data.totalFen)), reason: data.reason },
      })),
      proof: found.map(({ event }) => event),
    };
  },
};
