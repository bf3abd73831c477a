import {
  type BusinessDate,
  type By,
  type Decider,
  fen,
  fenFromDigits,
  fenToDigits,
  invariant,
  NO_MONEY,
  requirePositive,
  signerOf,
  sumFen,
  unreachable,
} from '@bofu/kernel';
import {
  inTransit,
  numbersOf,
  originOf,
  paidCharges,
  requireSubmitted,
  type Charge,
  type ChargeSituation,
  type Line,
  type Payment,
  type SubmittedPayment,
} from './charges';
import { askOrBook, declineCorrection, requireToConfirm } from './correction';
import { statedIn, type PaymentCommand } from './payment-commands';
import type { PaymentEvent } from './payment-events';
import { refuse, type PaymentSituation } from './refusals';
import { recordReturn, waiveReissue } from './returns';
import { handOver, requireHandedOver, sign, UNSIGNED } from './signatures';
import { submit } from './submission';
import { agreeToWithdrawal, declineWithdrawal, requireNoneAsked, requireNotHandedOver, withdraw } from './withdrawal';

/**
 * Payment: money leaving, in one of two kinds. A disbursement 拨付 moves amounts to an account; a payout run 发放 pays a
 * number of persons a rate each, charged to one appropriation or to several at once (93 + 15 + 2.50 + 2.50 = 113 元 a
 * head). Its lines say what for; its charges say what each appropriation bears, and each charge settles by itself: the
 * four levels' money clears on different days with different vouchers. Lines and charges are numbered within their
 * payment for ever.
 *
 * Afterwards nothing is edited. 冲销 reverses our own error in full; 更正 moves a charge to the right appropriation and
 * opens a new one; 退票 is the bank that could not credit; 主动退回 is the payee who gives back.
 *
 * No personal data stands here: a payout names how many, never whom.
 */
const event = <Type extends PaymentEvent['type']>(
  type: Type,
  data: Extract<PaymentEvent, { type: Type }>['data'],
): PaymentEvent => ({ type, data }) as PaymentEvent;

function decide(state: Payment, command: PaymentCommand, by: By): readonly PaymentEvent[] {
  switch (command.type) {
    case 'submit-payment':
      return submit(requireNew(state), command);
    case 'review-payment':
    case 'approve-payment':
    case 'second-approve-payment':
      return sign(state, command, by);
    case 'hand-over-payment':
      return handOver(state, command);
    case 'pay-payment': {
      const { paidOn, voucherNumber, bank, confirmation, late = null } = command;
      const { paymentId, ...selected } = inTransit(state, command.charges, paidOn);
      const payment = requireSubmitted(state);
      requireNoneAsked(payment);
      requireHandedOver(payment, by);
      return [event('PaymentPaid', { paymentId, ...selected, paidOn, voucherNumber, bank, confirmation, late })];
    }
    case 'send-back-payment': {
      const { sentBackOn: releasedOn } = command;
      const payment = requireSubmitted(state);
      if (payment.charges.some(({ situation }) => situation !== 'submitted'))
        refuse('wrong-state', { paymentId: payment.paymentId, situation: payment.situation, needed: 'submitted' });
      requireNoneAsked(payment);
      requireNotHandedOver(payment);
      const { paymentId, ...selected } = inTransit(payment, 'all', releasedOn);
      return [event('PaymentSentBack', { paymentId, ...selected, releasedOn, ...statedIn(command) })];
    }
    case 'withdraw-payment':
    case 'void-payment':
      return withdraw(state, command, by);
    case 'agree-to-withdrawal':
      return agreeToWithdrawal(state, command, by);
    case 'decline-withdrawal':
      return declineWithdrawal(state, command);
    case 'record-payment-refusal': {
      const { paymentId, ...selected } = inTransit(state, command.charges, command.refusedOn);
      requireHandedOver(requireSubmitted(state), by);
      const { refusedOn: releasedOn, refusedBy } = command;
      return [event('PaymentRefused', { paymentId, ...selected, releasedOn, refusedBy, ...statedIn(command) })];
    }
    case 'reverse-payment':
      return askOrBook(state, command, by, reverse(state, command, null));
    case 'reclassify-payment':
      return askOrBook(state, command, by, reclassify(state, command, null));
    case 'confirm-correction': {
      const { command: asked, requestedBy } = requireToConfirm(state, command, by);
      return asked.type === 'reverse-payment'
        ? reverse(state, asked, requestedBy.personId)
        : reclassify(state, asked, requestedBy.personId);
    }
    case 'decline-correction':
      return declineCorrection(state, command);
    case 'record-payment-return':
      return recordReturn(requireSubmitted(state), command);
    case 'waive-reissue':
      return waiveReissue(requireSubmitted(state), command);
    case 'record-advance-repayment':
      return recordRepayment(requireSubmitted(state), command);
    default:
      return unreachable(command);
  }
}

function requireNew(state: Payment): string {
  return state.situation === 'not-submitted'
    ? state.paymentId
    : refuse('payment-exists', { paymentId: state.paymentId });
}

type Booked<Type extends PaymentEvent['type']> = Extract<PaymentEvent, { type: Type }>;

function reverse(
  state: Payment,
  command: Extract<PaymentCommand, { type: 'reverse-payment' }>,
  requestedBy: string | null,
): readonly Booked<'PaymentReversed'>[] {
  const { reversedOn, leftBank } = command;
  const { paymentId, charges } = paidCharges(state, command.charges, reversedOn);
  // A reversal mirrors the payment exactly; once part of it came back, there is no mirror image left.
  if (charges.some(({ amountFen, netFen }) => amountFen !== netFen)) refuse('payment-already-returned', { paymentId });
  // Each charge has a day of payment of its own: what never left counts from that day, so one event for each day.
  const dayOf = ({ paidOn }: Charge): BusinessDate => (leftBank ? reversedOn : (paidOn ?? reversedOn));
  return [...new Set(charges.map(dayOf))].map((countsFrom) => {
    const ofDay = numbersOf(charges.filter((charge) => dayOf(charge) === countsFrom));
    const data = { paymentId, ...ofDay, reversedOn, countsFrom, leftBank, requestedBy, ...statedIn(command) };
    return { type: 'PaymentReversed', data };
  });
}

function reclassify(
  state: Payment,
  command: Extract<PaymentCommand, { type: 'reclassify-payment' }>,
  requestedBy: string | null,
): readonly Booked<'PaymentReclassified'>[] {
  const { correctionId, charge: number, to, correctedOn } = command;
  const payment = requireSubmitted(state);
  const { paymentId, charges } = paidCharges(payment, [number], correctedOn);
  const [charge] = charges;
  invariant(charge !== undefined, 'the charge named was found');
  const { appropriationId: from, netFen } = charge;
  if (netFen === 0n) refuse('not-charged-to', { paymentId, appropriationId: from });
  if (to.appropriationId === from) refuse('already-charged-to', { paymentId, appropriationId: from });
  const movedFen = command.amountFen ?? netFen;
  requirePositive(movedFen);
  if (movedFen > netFen) refuse('return-exceeds-net', { paymentId, netFen, returnedFen: movedFen });
  const data = {
    paymentId,
    correctionId,
    movedFrom: number,
    charge: payment.charges.length + 1,
    programmeId: to.programmeId,
    from,
    to: to.appropriationId,
    amountFen: fenToDigits(movedFen),
    correctedOn,
    requestedBy,
    ...statedIn(command),
  };
  return [{ type: 'PaymentReclassified', data }];
}

function recordRepayment(
  payment: SubmittedPayment,
  command: Extract<PaymentCommand, { type: 'record-advance-repayment' }>,
): readonly PaymentEvent[] {
  const { charge, debtor, amountFen, repaidOn, account, late = null } = command;
  const { lines, charges } = payment;
  requirePositive(amountFen);
  const { paymentId } = paidCharges(payment, [charge], repaidOn);
  // What a correction moved is still the same share, settled once.
  const origin = originOf(charges, charge);
  const borne = lines.filter((line) => line.charge === origin && line.borneFor === debtor);
  const repaid = charges
    .filter((other) => originOf(charges, other.charge) === origin)
    .flatMap((other) => other.repaid.filter((repayment) => repayment.debtor === debtor));
  const owedFen = fen(
    sumFen(borne.map((line) => line.amountFen)) - sumFen(repaid.map((repayment) => repayment.amountFen)),
  );
  if (amountFen > owedFen) refuse('repayment-exceeds-advance', { paymentId, owedFen, repaidFen: amountFen });
  return [
    event('AdvanceRepaid', { paymentId, charge, debtor, amountFen: fenToDigits(amountFen), repaidOn, account, late }),
  ];
}

function evolve(state: Payment, { type, data }: PaymentEvent, by: By): Payment {
  if (type === 'PaymentSubmitted') {
    const { paymentId, kind, route, submittedOn } = data;
    const charges = data.charges.map(({ charge, programmeId, appropriationId, amountFen }): Charge => ({
      charge,
      programmeId,
      appropriationId,
      amountFen: fenFromDigits(amountFen),
      netFen: NO_MONEY,
      situation: 'submitted',
      paidOn: null,
      movedFrom: null,
      repaid: [],
    }));
    const lines = data.lines.map(
      ({
        line,
        programmeId,
        appropriationId,
        groupId,
        heads,
        rate,
        times,
        period,
        entry,
        borneFor,
        amountFen,
      }): Line => ({
        line,
        programmeId,
        groupId,
        heads,
        rateFen: rate && fenFromDigits(rate.amountFen),
        times,
        period,
        entry,
        borneFor,
        amountFen: fenFromDigits(amountFen),
        charge: charges.find((charge) => charge.appropriationId === appropriationId)?.charge ?? 0,
        outstanding: heads?.count ?? 0,
      }),
    );
    const { reissueOf } = data;
    const signatures = { ...UNSIGNED, submittedBy: signerOf(by) };
    const own = { paymentId, kind, route, lines, charges, submittedOn, reissueOf };
    return {
      situation: 'submitted',
      ...own,
      returns: [],
      signatures,
      withdrawal: null,
      correction: null,
      content: data,
    };
  }
  invariant(state.situation !== 'not-submitted', `${type} before submission`);

  switch (type) {
    case 'PaymentReviewed':
      return { ...state, signatures: { ...state.signatures, reviewedBy: signerOf(by) } };
    case 'PaymentApproved':
      return {
        ...state,
        signatures: { ...state.signatures, approvedBy: signerOf(by), secondApproval: data.secondApproval },
      };
    case 'PaymentSecondApproved':
      return { ...state, signatures: { ...state.signatures, secondApprovedBy: signerOf(by) } };
    case 'PaymentHandedOver':
      return { ...state, signatures: { ...state.signatures, handedOverOn: data.handedOverOn } };
    case 'PaymentWithdrawalRequested': {
      const { ending, charges, requestedOn, reason, confirmation } = data;
      const requestedBy = signerOf(by);
      return { ...state, withdrawal: { ending, charges, requestedBy, requestedOn, reason, confirmation } };
    }
    case 'PaymentWithdrawalDeclined':
      return { ...state, withdrawal: null };
    case 'PaymentReversalRequested': {
      const { charges, totalFen, reversedOn, leftBank, reason, confirmation, late } = data;
      const command = { type: 'reverse-payment', charges, leftBank, reversedOn, reason, confirmation, late } as const;
      const asked = { command, totalFen, requestedBy: signerOf(by), requestedOn: reversedOn };
      return { ...state, correction: asked };
    }
    case 'PaymentReclassificationRequested': {
      const { correctionId, movedFrom: charge, programmeId, to, amountFen, correctedOn } = data;
      const { reason, confirmation, late } = data;
      const command = {
        type: 'reclassify-payment',
        ...{ correctionId, charge, to: { appropriationId: to, programmeId }, amountFen: fenFromDigits(amountFen) },
        ...{ correctedOn, reason, confirmation, late },
      } as const;
      const asked = { command, totalFen: amountFen, requestedBy: signerOf(by), requestedOn: correctedOn };
      return { ...state, correction: asked };
    }
    case 'PaymentCorrectionDeclined':
      return { ...state, correction: null };
    case 'PaymentPaid': {
      const charges = changed(state, data.charges, (charge) => ({
        ...charge,
        situation: 'paid',
        netFen: charge.amountFen,
        paidOn: data.paidOn,
      }));
      return { ...state, charges, situation: situationBy(charges, 'paid') };
    }
    case 'PaymentSentBack':
      return released(state, data.charges, 'sent-back');
    case 'PaymentWithdrawn':
      return released(state, data.charges, 'withdrawn');
    case 'PaymentVoided':
      return released(state, data.charges, 'voided');
    case 'PaymentRefused':
      return released(state, data.charges, 'refused');
    case 'PaymentReversed': {
      const charges = changed(state, data.charges, (charge) => ({
        ...charge,
        situation: 'reversed',
        netFen: NO_MONEY,
      }));
      return { ...state, charges, correction: null, situation: situationBy(charges, 'reversed') };
    }
    case 'PaymentReclassified': {
      const movedFen = fenFromDigits(data.amountFen);
      const charges = changed(state, [data.movedFrom], (charge) => ({
        ...charge,
        amountFen: fen(charge.amountFen - movedFen),
        netFen: fen(charge.netFen - movedFen),
        situation: charge.amountFen === movedFen ? 'moved' : charge.situation,
      }));
      const opened: Charge = {
        charge: data.charge,
        programmeId: data.programmeId,
        appropriationId: data.to,
        amountFen: movedFen,
        netFen: movedFen,
        situation: 'paid',
        paidOn: data.correctedOn,
        movedFrom: data.movedFrom,
        repaid: [],
      };
      return { ...state, charges: [...charges, opened], correction: null };
    }
    case 'PaymentReturnedByBank':
    case 'PaymentReturnedByPayee': {
      const backOf = new Map(data.charges.map(({ charge, amountFen }) => [charge, fenFromDigits(amountFen)]));
      const charges = changed(state, [...backOf.keys()], (charge) => ({
        ...charge,
        netFen: fen(charge.netFen - (backOf.get(charge.charge) ?? 0n)),
      }));
      const countOf = new Map(data.lines.map(({ line, count }) => [line, count]));
      const lines = state.lines.map((line) => ({
        ...line,
        outstanding: line.outstanding - (countOf.get(line.line) ?? 0),
      }));
      const returned = data.charges.map(({ charge, amountFen, restores }) => ({
        appropriationId: state.charges.find((own) => own.charge === charge)?.appropriationId ?? '',
        amountFen: fenFromDigits(amountFen),
        restores,
      }));
      const party = type === 'PaymentReturnedByBank' ? 'bank' : 'payee';
      const own = { returnId: data.returnId, party, waived: false, charges: returned } as const;
      return { ...state, lines, charges, returns: [...state.returns, own] };
    }
    case 'PaymentReissueWaived': {
      const { returnId } = data;
      const returns = state.returns.map((one) => (one.returnId === returnId ? { ...one, waived: true } : one));
      return { ...state, returns };
    }
    case 'AdvanceRepaid': {
      const charges = changed(state, [data.charge], (charge) => ({
        ...charge,
        repaid: [...charge.repaid, { debtor: data.debtor, amountFen: fenFromDigits(data.amountFen) }],
      }));
      return { ...state, charges };
    }
    default:
      return unreachable(type);
  }
}

const changed = ({ charges }: SubmittedPayment, numbers: readonly number[], change: (charge: Charge) => Charge) =>
  charges.map((charge) => (numbers.includes(charge.charge) ? change(charge) : charge));

/** What was released leaves; the payment stands by what is left of it. */
function released(state: SubmittedPayment, numbers: readonly number[], situation: PaymentSituation): SubmittedPayment {
  const charges = changed(state, numbers, (charge) => ({ ...charge, situation: 'released' }));
  return { ...state, charges, withdrawal: null, situation: situationBy(charges, situation) };
}

/** Where a payment stands: by its charges in transit and paid, and by the step that ended it where there are none. */
function situationBy(charges: readonly Charge[], endedAs: PaymentSituation): PaymentSituation {
  const has = (situation: ChargeSituation): boolean => charges.some((charge) => charge.situation === situation);
  if (has('submitted')) return has('paid') ? 'partly-paid' : 'submitted';
  return has('paid') ? 'paid' : endedAs;
}

export const paymentDecider = (paymentId: string): Decider<Payment, PaymentCommand, PaymentEvent> => ({
  initial: { situation: 'not-submitted', paymentId },
  decide,
  evolve,
});
