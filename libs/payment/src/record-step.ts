import { delegatorsIn, type Directory } from '@bofu/access';
import {
  appropriationAggregate,
  recordingRefusedAttempts,
  type AppropriationCommand,
  type ReleaseCause,
  type WantOfMoney,
} from '@bofu/budget';
import {
  recordedOn,
  type CommandContext,
  type DecisionResult,
  type Decisions,
  type EventStore,
} from '@bofu/event-store';
import {
  askAboutNumbers,
  type BusinessDate,
  type Delegators,
  fen,
  invariant,
  Refusal,
  requireHappened,
  unreachable,
  yearOf,
} from '@bofu/kernel';
import { countApproval, countOut } from './approved-sums';
import { askAboutVoucher } from './ask-back';
import { moveClaims } from './claim-periods';
import { moveReturnClaim, requireNotReissued } from './claim-return';
import { periodOfCharge, type Payment, type SubmittedPayment } from './domain/charges';
import type { PaymentCommand } from './domain/payment-commands';
import type { PaymentEvent } from './domain/payment-events';
import { isPaymentRefusal, refuse } from './domain/refusals';
import { lateEntry } from './late-entry';
import { makersBefore } from './makers-before';
import { paymentAggregate } from './payment-aggregate';
import { digestOf } from './payment-digest';
import { requirePayableStill } from './whom-it-pays';

/** What may happen to a payment once submitted; each step moves money on every appropriation it concerns. */
export type PaymentStep = Exclude<PaymentCommand, { type: 'submit-payment' }>;

/** A signature and an answer are given when they are given; anything else happened on a day, and may be entered late. */
type Signing = Extract<
  PaymentStep,
  {
    type:
      | 'review-payment'
      | 'approve-payment'
      | 'second-approve-payment'
      | 'hand-over-payment'
      | 'agree-to-withdrawal'
      | 'decline-withdrawal'
      | 'confirm-correction'
      | 'decline-correction';
  }
>;
type Happened = Exclude<PaymentStep, Signing>;

/** Entered by a clerk: how late it is, the server knows. */
type Entered<Step> = Step extends Happened
  ? Omit<Step, 'late'> & {
      /** 补登事由; left out where it is entered in time. */
      readonly lateReason?: string | null;
    }
  : never;

/** A signature as it is given: who made what came before, and what the sums say, the books know. */
type Shown<Step> = Step extends Signing ? Omit<Step, 'madeBefore' | 'delegators' | 'secondApproval'> : Step;

/** A step as a clerk enters it: the books know which programme an appropriation is of, and which year is over. */
export type StepInput =
  | Shown<Signing>
  | Entered<Exclude<Happened, { type: 'reclassify-payment' | 'record-payment-return' | 'pay-payment' }>>
  | (Omit<Entered<Extract<PaymentStep, { type: 'pay-payment' }>>, 'confirmation' | 'bank'> & {
      readonly bank?: string | null;
      /** Why the voucher is another payment's too; left out where nothing was asked. */
      readonly confirmation?: string | null;
    })
  | (Omit<Entered<Extract<PaymentStep, { type: 'reclassify-payment' }>>, 'charge' | 'to'> & {
      /** The charge to move: by number, or by its appropriation where that bears one only. */
      readonly from: { readonly charge: number } | { readonly appropriationId: string };
      readonly to: string;
    })
  | Omit<Entered<Extract<PaymentStep, { type: 'record-payment-return' }>>, 'lapsed'>;

export type StepOf<Type extends StepInput['type']> = Extract<StepInput, { type: Type }>;

/** Until when payments of a fiscal year may clear in the year after; `null` where the office has not opened that window. */
export type ClearingUntil = (fiscalYear: number) => BusinessDate | null;

/** Records one step of a payment and its effect on the appropriations it charges, together or not at all. */
export async function recordStep(
  store: EventStore,
  directory: Pick<Directory, 'clearingUntil' | 'grants'>,
  context: CommandContext,
  paymentId: string,
  input: StepInput,
): Promise<DecisionResult> {
  const { agencyId } = context;
  const clearingUntil: ClearingUntil = (fiscalYear) => directory.clearingUntil(agencyId, fiscalYear);
  requireHappened(dayOf(input), recordedOn(context));
  const confirmation = ('confirmation' in input ? input.confirmation : null) ?? null;
  const reason = 'reason' in input ? input.reason : null;
  const lateReason = ('lateReason' in input ? input.lateReason : null) ?? null;
  const written = [reason, lateReason].map((text) => ({ field: 'reason', text }) as const);
  askAboutNumbers(written, confirmation);
  const attempt = { attempted: input.type, attemptedOn: dayOf(input), paymentId, period: null, headcount: null };
  const plan = async (decisions: Decisions): Promise<void> => {
    const { load, decide } = decisions;
    const payment = paymentAggregate(paymentId);
    const before = submitted(await load(payment));
    const step = await completed(decisions, context, before, input, delegatorsIn(directory));
    if (step.type === 'waive-reissue') await requireNotReissued(decisions, agencyId, { paymentId, ...step });
    if (step.type === 'pay-payment') await askAboutVoucher(decisions, agencyId, before, step);
    const after = submitted(await decide(payment, step));
    await moveClaims(decisions, agencyId, before, after);
    await moveReturnClaim(decisions, agencyId, before, after);
    await countOut(decisions, context, step, before, after);
    for (const [appropriationId, command] of effectsOf(step, before, after, clearingUntil))
      await decide(appropriationAggregate(appropriationId), command);
  };
  const causationId = ANSWERS.has(input.type) ? await requestAnswered(store, paymentId) : null;
  const own = causationId === null ? context : { ...context, causationId };
  return recordingRefusedAttempts(store, own, { paymentId, step: input }, attempt, plan, twoInOne);
}

const ANSWERS: ReadonlySet<string> = new Set<StepInput['type']>(['agree-to-withdrawal', 'confirm-correction']);
const REQUESTS: ReadonlySet<string> = new Set<PaymentEvent['type']>([
  'PaymentWithdrawalRequested',
  'PaymentReversalRequested',
  'PaymentReclassificationRequested',
]);

/** The event by which it was asked for: what an answer books follows from it. */
async function requestAnswered(store: EventStore, paymentId: string): Promise<string | null> {
  const { events } = await store.readStream(paymentAggregate(paymentId).stream);
  return events.findLast(({ type }) => REQUESTS.has(type))?.id ?? null;
}

/** Who tries to be two of the people a payment needs is on record with it, though no money was lacking. */
const twoInOne: WantOfMoney = (refusal) =>
  isPaymentRefusal(refusal, 'signed-already') || isPaymentRefusal(refusal, 'own-request')
    ? { requiredFen: refusal.facts.totalFen, shortfalls: [] }
    : null;

/** Adds what the books know: the programme a charge moves to, and the charges whose fiscal year is over. */
async function completed(
  decisions: Decisions,
  context: CommandContext,
  payment: SubmittedPayment,
  input: StepInput,
  delegators: Delegators,
): Promise<PaymentStep> {
  const { load } = decisions;
  if (isSigning(input)) {
    if (input.type === 'agree-to-withdrawal' || input.type === 'confirm-correction') return { ...input, delegators };
    if (input.type === 'hand-over-payment') await requirePayableStill(decisions, context, payment);
    if (!('digest' in input)) return input;
    requireShown(payment, input.digest);
    await requirePayableStill(decisions, context, payment);
    const signed = { delegators, madeBefore: await makersBefore(decisions, payment) };
    if (input.type !== 'approve-payment') return { ...input, ...signed };
    return { ...input, ...signed, secondApproval: await countApproval(decisions, context, payment) };
  }
  const { lateReason = null, ...rest } = input;
  const late = await lateEntry(decisions, context, dayOf(input), lateReason);
  switch (rest.type) {
    case 'reclassify-payment': {
      const { from, to: appropriationId, ...step } = rest;
      const target = await load(appropriationAggregate(appropriationId));
      if (target.situation === 'not-issued') throw new Refusal('appropriation-not-found', { appropriationId });
      const { programmeId } = target.terms;
      return { ...step, charge: chargeMeant(payment, from), to: { appropriationId, programmeId }, late };
    }
    case 'record-payment-return': {
      const lapsed: number[] = [];
      for (const { charge, appropriationId } of payment.charges) {
        const bearer = await load(appropriationAggregate(appropriationId));
        if (bearer.situation === 'issued' && yearOf(rest.returnedOn) > bearer.terms.fiscalYear) lapsed.push(charge);
      }
      return { ...rest, lapsed, late };
    }
    case 'pay-payment':
      // One who is alone hands nothing over: it is as good as handed over when it is paid.
      if (context.by.mode === 'single-person') await requirePayableStill(decisions, context, payment);
      return { ...rest, bank: rest.bank ?? null, confirmation: rest.confirmation ?? null, late };
    default:
      return { ...rest, late };
  }
}

const SIGNING: ReadonlySet<string> = new Set<Signing['type']>([
  'review-payment',
  'approve-payment',
  'second-approve-payment',
  'hand-over-payment',
  'agree-to-withdrawal',
  'decline-withdrawal',
  'confirm-correction',
  'decline-correction',
]);
const isSigning = (step: StepInput): step is Extract<StepInput, { type: Signing['type'] }> => SIGNING.has(step.type);

/** Nobody signs another content than the one she was shown. */
function requireShown({ paymentId, content }: SubmittedPayment, shown: string): void {
  const digest = digestOf(content);
  if (digest !== shown) refuse('content-changed', { paymentId, shown, digest });
}

function chargeMeant({ paymentId, charges }: SubmittedPayment, from: StepOf<'reclassify-payment'>['from']): number {
  if ('charge' in from) return from.charge;
  const { appropriationId } = from;
  const borne = charges.filter((charge) => charge.appropriationId === appropriationId && charge.situation !== 'moved');
  const [only, ...others] = borne;
  if (only === undefined) return refuse('not-charged-to', { paymentId, appropriationId });
  return others.length === 0 ? only.charge : refuse('charge-to-be-named', { paymentId, appropriationId });
}

function dayOf(step: StepInput): BusinessDate {
  switch (step.type) {
    case 'review-payment':
      return step.reviewedOn;
    case 'approve-payment':
    case 'second-approve-payment':
      return step.approvedOn;
    case 'hand-over-payment':
      return step.handedOverOn;
    case 'pay-payment':
      return step.paidOn;
    case 'send-back-payment':
      return step.sentBackOn;
    case 'withdraw-payment':
      return step.withdrawnOn;
    case 'void-payment':
      return step.voidedOn;
    case 'agree-to-withdrawal':
      return step.agreedOn;
    case 'decline-withdrawal':
    case 'decline-correction':
      return step.declinedOn;
    case 'confirm-correction':
      return step.confirmedOn;
    case 'record-payment-refusal':
      return step.refusedOn;
    case 'reverse-payment':
      return step.reversedOn;
    case 'reclassify-payment':
      return step.correctedOn;
    case 'record-payment-return':
      return step.returnedOn;
    case 'waive-reissue':
      return step.waivedOn;
    case 'record-advance-repayment':
      return step.repaidOn;
    default:
      return unreachable(step);
  }
}

function submitted(payment: Payment): SubmittedPayment {
  return payment.situation === 'not-submitted'
    ? refuse('payment-not-found', { paymentId: payment.paymentId })
    : payment;
}

type Effect = readonly [appropriationId: string, command: AppropriationCommand];

/** What a step means for each appropriation, read off the payment before and after it. */
export function effectsOf(
  step: PaymentStep,
  before: SubmittedPayment,
  after: SubmittedPayment,
  clearing: ClearingUntil,
): readonly Effect[] {
  // What is only asked for touches no appropriation; what is confirmed touches those it was asked for.
  if (after.correction !== null && before.correction === null) return [];
  if (step.type === 'confirm-correction') {
    invariant(before.correction !== null, 'the payment has booked what was asked for');
    return effectsOf(before.correction.command, before, after, clearing);
  }
  const { paymentId, reissueOf } = before;
  // Its authority was taken by the payment that had come back, whose appropriation refuses to move what it never bore.
  if (reissueOf?.drawsOn === 'fund-account' && step.type !== 'reclassify-payment') return [];
  const clearingUntil = clearing(yearOf(before.submittedOn));
  const touched = before.charges.filter((charge, at) => {
    const then = after.charges[at];
    return then && (then.situation !== charge.situation || then.netFen !== charge.netFen);
  });
  const each = (command: (charge: number) => AppropriationCommand): readonly Effect[] =>
    touched.map(({ charge, appropriationId }) => [appropriationId, command(charge)]);
  const release = (releasedOn: BusinessDate, cause: ReleaseCause, reason: string): readonly Effect[] =>
    each((charge) => ({ type: 'release-commitment', paymentId, charge, releasedOn, cause, reason }));

  switch (step.type) {
    case 'pay-payment': {
      const { paidOn } = step;
      return each((charge) => ({ type: 'settle-commitment', paymentId, charge, paidOn, clearingUntil }));
    }
    case 'send-back-payment':
      return release(step.sentBackOn, 'sent-back', step.reason);
    case 'withdraw-payment':
      return release(step.withdrawnOn, 'withdrawn', step.reason);
    case 'void-payment':
      return release(step.voidedOn, 'voided', step.reason);
    case 'agree-to-withdrawal':
      invariant(before.withdrawal !== null, 'the payment has agreed to what was asked for');
      return release(step.agreedOn, before.withdrawal.ending, before.withdrawal.reason);
    case 'record-payment-refusal':
      return release(step.refusedOn, `refused-by-${step.refusedBy}`, step.reason);
    case 'reverse-payment': {
      const { reversedOn, leftBank, reason } = step;
      const reversal = { type: 'reverse-settlement', paymentId, reversedOn, leftBank, reason, clearingUntil } as const;
      return each((charge) => ({ ...reversal, charge }));
    }
    case 'reclassify-payment': {
      const { correctionId, correctedOn, reason, to, charge: movedFrom } = step;
      const [moved] = touched;
      const opened = after.charges.at(-1);
      invariant(moved !== undefined && opened !== undefined, 'the payment has agreed to move a charge');
      const { amountFen, charge } = opened;
      const correction = { paymentId, correctionId, amountFen, correctedOn, reason, clearingUntil };
      const period = periodOfCharge(after, charge);
      const from = moved.appropriationId;
      return [
        [from, { type: 'reclassify-settlement-out', ...correction, charge: movedFrom, to: to.appropriationId }],
        [to.appropriationId, { type: 'reclassify-settlement-in', ...correction, charge, from, movedFrom, period }],
      ];
    }
    case 'record-payment-return': {
      const { party, returnId, lapsed, returnedOn, reason } = step;
      const restoresAuthority = ({ charge }: { readonly charge: number }): boolean =>
        !lapsed.includes(charge) && !(before.route === 'fund-account' && party === 'bank');
      return touched.filter(restoresAuthority).map(({ charge, appropriationId, netFen }): Effect => {
        const left = after.charges.find((then) => then.charge === charge)?.netFen ?? 0n;
        const amountFen = fen(netFen - left);
        return [
          appropriationId,
          { type: 'return-funds', party, paymentId, charge, returnId, amountFen, returnedOn, reason },
        ];
      });
    }
    case 'review-payment':
    case 'approve-payment':
    case 'second-approve-payment':
    case 'hand-over-payment':
    case 'decline-withdrawal':
    case 'decline-correction':
    case 'waive-reissue':
    case 'record-advance-repayment':
      return [];
    default:
      return unreachable(step);
  }
}
