import { z } from 'zod';
import { POST_LABEL } from '@bofu/access';
import { PAYMENT_EVENT_LABEL, type PaymentEvent } from '@bofu/payment';
import type { AuditQuestion } from './question';
import { namesIn, recordedAtOf } from './told-by-events';
import { paymentsAsked } from './told-payments';

const row = z.strictObject({
  number: z.int(),
  paymentId: z.string(),
  purpose: z.string(),
  act: z.string(),
  on: z.string().nullable(),
  recordedAt: z.string().nullable(),
  actor: z.string(),
  post: z.string(),
});
type Row = z.output<typeof row>;

const SIGNED: ReadonlySet<PaymentEvent['type']> = new Set([
  'PaymentReviewed',
  'PaymentApproved',
  'PaymentSecondApproved',
]);

/** Every act of every payment by its person and post; in an office, nobody signs what she has entered or signed. */
export const whoDidWhat: AuditQuestion<Row> = {
  number: 1,
  title: '每一笔由谁经办、复核、审批、支付，何时，以什么岗位？',
  row,
  ask(events, scope) {
    const nameOf = namesIn(events);
    const payments = paymentsAsked(events, scope);
    const acts = payments.flatMap(({ content, acts: own }) => own.map((act) => ({ act, purpose: content.purpose })));
    const alone = payments.filter(({ acts: own }) => {
      const signers = own
        .filter(({ told: { type } }) => type === 'PaymentSubmitted' || SIGNED.has(type))
        .map(({ told }) => told.data.by.personId);
      return new Set(signers).size < signers.length;
    });
    const unsigned = payments.filter(
      ({ acts: own }) =>
        own.some(({ told: { type } }) => type === 'PaymentPaid') &&
        !own.some(({ told: { type } }) => type === 'PaymentApproved'),
    );
    return {
      answer:
        `共 ${payments.length} 笔、${acts.length} 步；一人签两次的 ${alone.length} 笔` +
        (alone.length > 0 ? `（${alone.map(({ content }) => content.purpose).join('、')}）` : '') +
        `；已支付而没有审批的 ${unsigned.length} 笔${unsigned.length > 0 ? '（单人模式或补录所登记）' : ''}。`,
      rows: acts.map(({ act: { event, told, on }, purpose }) => ({
        ...{ number: event.number, paymentId: told.data.paymentId, purpose, act: PAYMENT_EVENT_LABEL[told.type], on },
        ...{ recordedAt: recordedAtOf(event), actor: nameOf(told.data.by.personId) },
        post: POST_LABEL[told.data.by.post],
      })),
      proof: acts.map(({ act }) => act.event),
    };
  },
};
