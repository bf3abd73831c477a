import {
  type BusinessDate,
  type By,
  fenFromDigits,
  fenToDigits,
  invariant,
  NO_MONEY,
  sumFen,
  unreachable,
  whoseHand,
  signedBefore,
} from '@bofu/kernel';
import { numbersOf, requireSubmitted, type Payment, type Signatures, type SubmittedPayment } from './charges';
import type { PaymentCommand } from './payment-commands';
import type { PaymentEvent } from './payment-events';
import { refuse, type Signature } from './refusals';
import { requireNoneAsked } from './withdrawal';

/**
 * 经办, 复核, 审批: three people for one payment, by its own history (财政部《行政事业单位内部控制规范（试行）》第十五条:
 * posts that must not be held together). Whoever has signed once, or made what this one is entered again for, does not
 * sign again, from whatever post or in whosever stead; nor does who stands in for her, nor she herself after who stood in
 * for her. From a tier on a fourth approves once more. In single-person mode nobody else is there, and a payment is paid
 * without signatures, which its events say.
 */

type SignCommand = Extract<PaymentCommand, { type: 'review-payment' | 'approve-payment' | 'second-approve-payment' }>;

const SIGNATURE_OF: Readonly<Record<SignCommand['type'], Signature>> = {
  'review-payment': 'review',
  'approve-payment': 'approval',
  'second-approve-payment': 'second-approval',
};

export const UNSIGNED = {
  ...{ reviewedBy: null, approvedBy: null, secondApproval: null, secondApprovedBy: null, handedOverOn: null },
} satisfies Omit<Signatures, 'submittedBy'>;

export function sign(state: Payment, command: SignCommand, by: By): readonly PaymentEvent[] {
  const payment = requireInHand(state, command.type === 'review-payment' ? command.reviewedOn : command.approvedOn);
  const { paymentId, charges, signatures } = payment;
  const next = nextSignature(payment);
  const asked = SIGNATURE_OF[command.type];
  if (next !== asked) refuse('signature-out-of-turn', { paymentId, asked, next });
  const sumOfAll = sumFen(charges.map(({ amountFen }) => amountFen));
  const { submittedBy, reviewedBy, approvedBy } = signatures;
  const { delegators, madeBefore } = command;
  const signers = [submittedBy, reviewedBy, approvedBy].filter((each) => each !== null);
  const as =
    signedBefore(signers, by, delegators) ??
    (whoseHand(by, delegators).some((each) => madeBefore.includes(each)) ? 'maker-before' : null);
  if (as !== null) refuse('signed-already', { paymentId, totalFen: sumOfAll, asked, as });
  const { digest } = command;
  const totalFen = fenToDigits(sumOfAll);
  const signed = { paymentId, digest, totalFen };
  switch (command.type) {
    case 'review-payment':
      return [{ type: 'PaymentReviewed', data: { ...signed, reviewedOn: command.reviewedOn } }];
    case 'approve-payment': {
      const { approvedOn, secondApproval } = command;
      return [{ type: 'PaymentApproved', data: { ...signed, approvedOn, secondApproval } }];
    }
    case 'second-approve-payment':
      return [{ type: 'PaymentSecondApproved', data: { ...signed, approvedOn: command.approvedOn } }];
    default:
      return unreachable(command);
  }
}

export function handOver(
  state: Payment,
  { handedOverOn }: Extract<PaymentCommand, { type: 'hand-over-payment' }>,
): readonly PaymentEvent[] {
  const payment = requireInHand(state, handedOverOn);
  const { paymentId, charges } = payment;
  const next = nextSignature(payment);
  if (next === 'second-approval') refuseWithoutSecond(payment);
  if (next !== 'hand-over') refuse('signature-out-of-turn', { paymentId, asked: 'hand-over', next });
  return [{ type: 'PaymentHandedOver', data: { paymentId, totalFen: numbersOf(charges).totalFen, handedOverOn } }];
}

function refuseWithoutSecond({ paymentId, content, signatures: { secondApproval } }: SubmittedPayment): never {
  invariant(secondApproval !== null, 'a second approval is waited for where the first one says so');
  const { tier, newAccount } = secondApproval;
  const sums = tier?.reached.map((one) => fenFromDigits(one.sumFen)) ?? [];
  const sumFen = sums.reduce((largest, each) => (each > largest ? each : largest), NO_MONEY);
  return refuse('second-approval-needed', {
    paymentId,
    tier: tier && { tierFen: fenFromDigits(tier.tierFen), windowDays: tier.windowDays, sumFen },
    newAccount: newAccount && {
      lastFour: content.payeeAccount?.lastFour ?? '',
      confirmedOn: newAccount.confirmedOn,
      newAccountDays: newAccount.newAccountDays,
    },
  });
}

/** In an office nothing is paid, or refused by whom it was sent to, before it was signed and handed over. */
export function requireHandedOver(payment: SubmittedPayment, { mode }: By): void {
  const next = nextSignature(payment);
  if (mode === 'office' && next !== null) refuse('not-handed-over', { paymentId: payment.paymentId, next });
}

/** What it waits for; `null` once it was handed over. */
export function nextSignature({ signatures }: Pick<SubmittedPayment, 'signatures'>): Signature | null {
  const { reviewedBy, approvedBy, secondApproval, secondApprovedBy, handedOverOn } = signatures;
  if (handedOverOn !== null) return null;
  if (reviewedBy === null) return 'review';
  if (approvedBy === null) return 'approval';
  return secondApproval !== null && secondApprovedBy === null ? 'second-approval' : 'hand-over';
}

/** All of it is in transit still: neither paid nor ended. */
function requireInHand(state: Payment, date: BusinessDate): SubmittedPayment {
  const payment = requireSubmitted(state);
  const { paymentId, situation, submittedOn } = payment;
  if (situation !== 'submitted') refuse('wrong-state', { paymentId, situation, needed: 'submitted' });
  if (date < submittedOn) refuse('before-submission', { date, submittedOn });
  requireNoneAsked(payment);
  return payment;
}
