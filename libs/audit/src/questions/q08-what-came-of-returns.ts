import { z } from 'zod';
import { fenFromDigits } from '@bofu/kernel';
import { inWords, money, yuan, type AuditQuestion } from './question';
import { namesIn, recordedAtOf } from './told-by-events';
import { paidOnOf, paymentsAsked, paymentsOf, stands } from './told-payments';

const row = z.strictObject({
  number: z.int(),
  paymentId: z.string(),
  purpose: z.string(),
  kind: z.enum(['退票', '主动退回']),
  on: z.string(),
  recordedAt: z.string().nullable(),
  actor: z.string(),
  amount: money,
  reason: z.string(),
  end: z.enum(['已重发', '重发在途', '已收回', '不再重发', '未重发']),
  reissuedBy: z.string().nullable(),
  reissuedOn: z.string().nullable(),
});
type Row = z.output<typeof row>;

/** Each return followed to its end, whatever year that falls in. */
export const whatCameOfReturns: AuditQuestion<Row> = {
  number: 8,
  title: '每一笔退回的款项后来怎样了？',
  row,
  ask(events, scope) {
    const nameOf = namesIn(events);
    const all = paymentsOf(events, scope);
    const found = paymentsAsked(events, scope).flatMap(({ content, acts }) =>
      acts.flatMap(({ event, told }) => {
        if (told.type !== 'PaymentReturnedByBank' && told.type !== 'PaymentReturnedByPayee') return [];
        const { data } = told;
        const reissue = all.find((one) => one.content.reissueOf?.returnId === data.returnId && stands(one)) ?? null;
        const isOurs =
          told.type === 'PaymentReturnedByPayee' || data.charges.every(({ restores }) => restores === 'treasury');
        const paidOn = reissue && paidOnOf(reissue);
        const waived = acts.find(
          ({ told: one }) => one.type === 'PaymentReissueWaived' && one.data.returnId === data.returnId,
        );
        const end: Row['end'] = reissue
          ? paidOn
            ? '已重发'
            : '重发在途'
          : isOurs
            ? '已收回'
            : waived
              ? '不再重发'
              : '未重发';
        const told8: Row = {
          ...{ number: event.number, paymentId: data.paymentId, purpose: content.purpose },
          ...{ kind: told.type === 'PaymentReturnedByBank' ? '退票' : '主动退回', on: data.returnedOn },
          ...{ recordedAt: recordedAtOf(event), actor: nameOf(data.by.personId) },
          ...{ amount: yuan(fenFromDigits(data.totalFen)), reason: data.reason, end },
          ...{ reissuedBy: reissue?.paymentId ?? null, reissuedOn: paidOn },
        };
        return [
          {
            row: told8,
            fen: fenFromDigits(data.totalFen),
            proof: [event, ...(reissue ? [reissue.submitted] : waived ? [waived.event] : [])],
          },
        ];
      }),
    );
    const open = found.filter((one) => one.row.end === '未重发');
    const counted = (['已重发', '重发在途', '已收回', '不再重发', '未重发'] as const).map(
      (end) => `${end} ${found.filter((one) => one.row.end === end).length} 次`,
    );
    return {
      answer: `共退回 ${found.length} 次：${counted.join('，')}；未重发 ${inWords(open.reduce((sum, one) => sum + one.fen, 0n))}。`,
      rows: found.map((one) => one.row),
      proof: found.flatMap((one) => one.proof),
    };
  },
};
