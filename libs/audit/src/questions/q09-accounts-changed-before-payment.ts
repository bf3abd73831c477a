import { z } from 'zod';
import { payeeCodec } from '@bofu/payee';
import { paymentCodec } from '@bofu/payment';
import { daysBetween, type BusinessDate } from '@bofu/kernel';
import type { NumberedEvent } from '../export/numbered-events';
import type { AuditQuestion, QuestionScope } from './question';
import { namesIn } from './told-by-events';

/** As the question is asked, whatever the office has set for itself. */
const WITHIN_DAYS = 30;

const row = z.strictObject({
  paymentId: z.string(),
  purpose: z.string(),
  paidOn: z.string(),
  payee: z.string(),
  bank: z.string(),
  lastFour: z.string(),
  confirmedOn: z.string(),
  days: z.int(),
  proposedBy: z.string(),
  confirmedBy: z.string(),
  approvedBy: z.array(z.string()),
});
type Row = z.output<typeof row>;

interface AccountHistory {
  readonly proposal: NumberedEvent;
  readonly proposedBy: string;
  confirmation: { readonly event: NumberedEvent; readonly by: string; readonly on: BusinessDate } | null;
}

/** 账户变更: every account that was confirmed within thirty days before money went to it, and who let both happen. */
export const accountsChangedBeforePayment: AuditQuestion<Row> = {
  number: 9,
  title: '付款前三十日内，谁变更了收款账户，谁确认、谁审批？',
  row,
  ask(events, scope) {
    const nameOf = namesIn(events);
    const found = paidToNewAccounts(events, scope, nameOf);
    const told = found.map(
      ({ row: { paidOn, payee, bank, lastFour, days, proposedBy, confirmedBy, approvedBy } }) =>
        `${paidOn} 付“${payee}”${bank}（尾号 ${lastFour}），账户确认后第 ${days} 日：${proposedBy}提出，${confirmedBy}确认，` +
        `${approvedBy.length === 0 ? '没有审批' : `${approvedBy.join('、')}审批`}`,
    );
    return {
      answer: `${[`共 ${found.length} 笔付款的收款账户在付款前三十日内变更`, ...told].join('。')}。`,
      rows: found.map((one) => one.row),
      proof: found.flatMap((one) => one.proof),
    };
  },
};

function paidToNewAccounts(
  events: readonly NumberedEvent[],
  { agencyId, asOf, fiscalYear }: QuestionScope,
  nameOf: (personId: string) => string,
): { readonly row: Row; readonly proof: readonly NumberedEvent[] }[] {
  const accounts = new Map<string, AccountHistory>();
  const payments = new Map<string, { submitted: NumberedEvent; approvals: NumberedEvent[] }>();
  const found: { readonly row: Row; readonly proof: readonly NumberedEvent[] }[] = [];
  for (const event of events) {
    if (payeeCodec.knows(event)) {
      const { type, data } = payeeCodec.decode(event);
      if (type === 'PayeeAccountProposed')
        accounts.set(data.accountId, { proposal: event, proposedBy: data.by.personId, confirmation: null });
      const known = 'accountId' in data ? accounts.get(data.accountId) : undefined;
      if (type === 'PayeeAccountConfirmed' && known)
        known.confirmation = { event, by: data.by.personId, on: data.confirmedOn };
      continue;
    }
    if (!paymentCodec.knows(event)) continue;
    const { type, data } = paymentCodec.decode(event);
    if (data.agencyId !== agencyId) continue;
    const { paymentId } = data;
    if (type === 'PaymentSubmitted') payments.set(paymentId, { submitted: event, approvals: [] });
    const payment = payments.get(paymentId);
    if (type === 'PaymentApproved' || type === 'PaymentSecondApproved') payment?.approvals.push(event);
    if (type !== 'PaymentPaid' || payment === undefined) continue;
    const { data: submitted } = paymentCodec.decode(payment.submitted);
    const account = 'payeeAccount' in submitted ? submitted.payeeAccount : null;
    const history = account === null ? undefined : accounts.get(account.accountId);
    if (account === null || !history?.confirmation || !('purpose' in submitted)) continue;
    const { proposal, proposedBy, confirmation } = history;
    const days = daysBetween(confirmation.on, data.paidOn);
    if (days > WITHIN_DAYS || data.paidOn > asOf || !data.paidOn.startsWith(`${fiscalYear}-`)) continue;
    found.push({
      row: {
        ...{ paymentId, purpose: submitted.purpose, paidOn: data.paidOn, payee: submitted.payee.name },
        ...{ bank: account.bank, lastFour: account.lastFour, confirmedOn: confirmation.on, days },
        ...{ proposedBy: nameOf(proposedBy), confirmedBy: nameOf(confirmation.by) },
        approvedBy: payment.approvals.map((each) => nameOf(paymentCodec.decode(each).data.by.personId)),
      },
      proof: [proposal, confirmation.event, payment.submitted, ...payment.approvals, event],
    });
  }
  return found;
}
