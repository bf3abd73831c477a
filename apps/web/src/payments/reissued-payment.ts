import { formatYuanGrouped, parseYuan } from '@bofu/kernel';
import { groupsOf, type Choice, type Run } from './payout-choices';
import type { TrackedReturn } from './payment-story';
import type { Payment } from './payments-query';

/** The return a payment pays anew, as it is sent. */
export interface ReissueOf {
  readonly paymentId: string;
  readonly returnId: string;
}

/** A payment with the return of it that is to be paid anew. */
export interface Reissued {
  readonly payment: Payment;
  readonly returned: TrackedReturn;
}

export const REISSUE_REASON = '退票重发';

/** 重发 is for what the bank sent back and nobody has paid anew. */
export const canBeReissued = ({ party, end }: Pick<TrackedReturn, 'party' | 'end'>): boolean =>
  party === 'bank' && end === 'open';

/** `p1/r1` in the address of a form; `null` where it says something else. */
export function reissueIn(text: string | null): ReissueOf | null {
  const [paymentId, returnId, ...more] = (text ?? '').split('/');
  return paymentId && returnId && more.length === 0 ? { paymentId, returnId } : null;
}

export const reissueOf = ({ payment, returned }: Reissued): ReissueOf => ({
  paymentId: payment.paymentId,
  returnId: returned.returnId,
});

/** The people that came back, in a run of their own for the month they were to be paid. Of several groups nobody knows how many of each. */
export function runAsReissued(reissued: Reissued, choice: Choice) {
  const { payment, returned } = reissued;
  const [group, ...others] = groupsOf(choice);
  const one = group !== undefined && others.length === 0;
  return {
    chosenKey: choice.key,
    typedPeople: Object.fromEntries(
      groupsOf(choice).map((each) => [each, one && returned.people !== null ? String(returned.people) : '']),
    ),
    askedPeriod: payment.period ?? payment.lines.find(({ period }) => period !== null)?.period ?? null,
    run: 'supplementary' as Run,
    reason: REISSUE_REASON,
    route: payment.route,
    payeeName: payment.payee.name,
    typedPurpose: `${payment.purpose}（重发）`,
    reissueOf: reissueOf(reissued),
  };
}

/** What came back, to the same payee out of the same money. */
export function disbursementAsReissued(reissued: Reissued) {
  const { payment, returned } = reissued;
  const bearers = payment.charges.filter(({ situation }) => situation === 'paid');
  return {
    ...(bearers.length === 1 && bearers[0] !== undefined && { appropriationId: bearers[0].appropriationId }),
    amountText: formatYuanGrouped(parseYuan(returned.open)),
    route: payment.route,
    payeeName: payment.payee.name,
    payeeChosen:
      payment.payeeAccount === null ? null : `${payment.payeeAccount.payeeId}/${payment.payeeAccount.accountId}`,
    purpose: `${payment.purpose}（重发）`,
    period: payment.period,
    reissueOf: reissueOf(reissued),
  };
}
