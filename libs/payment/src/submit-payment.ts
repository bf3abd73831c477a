import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, recordedOn, type CommandContext, type DecisionResult, type Decisions } from '@bofu/event-store';
import {
  appropriationAggregate,
  isShortAppropriation,
  programmeAggregate,
  recordingRefusedAttempts,
  shortfallOf,
  type WantOfMoney,
} from '@bofu/budget';
import {
  askAboutNumbers,
  dayInPeriod,
  fen,
  invariant,
  peoplePaidBy,
  Refusal,
  requireHappened,
  sumFen,
  type Fen,
  type Written,
  yearOf,
  type BusinessDate,
} from '@bofu/kernel';
import { askAboutHeadcount } from './ask-about-headcount';
import { askAboutSkippedMonth } from './ask-about-skipped-month';
import { askAboutCutOff, askAboutSize, askAboutTwin } from './ask-back';
import { moveClaims } from './claim-periods';
import { moveReturnClaim, reissued } from './claim-return';
import { periodOfCharge, type SubmittedPayment } from './domain/charges';
import type { LineInput, PaymentCommand } from './domain/payment-commands';
import type { Reissue } from './domain/payment-events';
import { isPaymentRefusal, refuse, type PaymentRefusals } from './domain/refusals';
import { lateEntry } from './late-entry';
import { paymentAggregate, paymentIdOf } from './payment-aggregate';
import { whomItPays, type PayeeAsked } from './whom-it-pays';

type SubmitCommand = Extract<PaymentCommand, { type: 'submit-payment' }>;

/** A payment as a clerk submits it: lines name appropriations, whose programmes the books know. */
export type Submission = Omit<
  SubmitCommand,
  'type' | 'lines' | 'payee' | 'payeeAccount' | 'reissueOf' | 'confirmation' | 'late'
> & {
  readonly payee: PayeeAsked;
  readonly lines: readonly Omit<LineInput, 'programmeId'>[];
  readonly reissueOf: Omit<Reissue, 'drawsOn'> | null;
  /** Why it is not the same as another; left out where nothing was asked. */
  readonly confirmation?: string | null;
  /** 补登事由; left out where it is entered in time. */
  readonly lateReason?: string | null;
};

/** 拨付 and 发放: commits what the payment needs on every appropriation it draws on, all of them or none. */
export class SubmitPayment extends Command<DecisionResult & { readonly paymentId: string }> {
  constructor(
    readonly context: CommandContext,
    readonly submission: Submission,
  ) {
    super();
  }
}

type Shortfall = PaymentRefusals['payout-run-short']['shortfalls'][number];

const shortRun: WantOfMoney = (refusal) => (isPaymentRefusal(refusal, 'payout-run-short') ? refusal.facts : null);

@CommandHandler(SubmitPayment)
export class SubmitPaymentHandler implements ICommandHandler<SubmitPayment> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, submission }: SubmitPayment) {
    const paymentId = paymentIdOf(context);
    const [first] = submission.lines;
    const heads = first && 'heads' in first.pays ? first.pays.heads.count : null;
    const attempt = {
      attempted: submission.kind === 'payout-run' ? 'submit-payout-run' : 'submit-disbursement',
      attemptedOn: submission.submittedOn,
      paymentId,
      period: first?.period ?? null,
      headcount: heads,
    };
    requireHappened(submission.submittedOn, recordedOn(context));
    const largeFrom = this.directory.largePaymentFen(context.agencyId, submission.submittedOn);
    const cutOff = this.directory.cutOff(context.agencyId, yearOf(submission.submittedOn))?.lastSubmissionOn ?? null;
    const asking = { largeFrom, cutOff };
    const plan = (decisions: Decisions) => submit(decisions, context, paymentId, submission, asking);
    const intent = { paymentId, submission };
    const result = await recordingRefusedAttempts(this.store, context, intent, attempt, plan, shortRun);
    return { paymentId, ...result };
  }
}

const writtenIn = ({
  purpose,
  payee,
  lines,
}: Pick<SubmitCommand, 'purpose' | 'payee'> & Pick<Submission, 'lines'>): Written[] => [
  { field: 'purpose', text: purpose },
  { field: 'payee', text: payee.name },
  ...lines.map(({ reason: text }, at) => ({ field: 'reason' as const, line: at + 1, text })),
];

async function submit(
  decisions: Decisions,
  context: CommandContext,
  paymentId: string,
  { lines: inputs, lateReason = null, ...submission }: Submission,
  { largeFrom, cutOff }: { readonly largeFrom: Fen | null; readonly cutOff: BusinessDate | null },
): Promise<void> {
  const { agencyId } = context;
  const asked = { ...submission, confirmation: submission.confirmation ?? null };
  const { load, decide } = decisions;
  const aggregate = paymentAggregate(paymentId);
  // The payment first: it is the one the command is about. What it needs besides is asked for in the same breath.
  await Promise.all([load(aggregate), ...inputs.map((input) => load(appropriationAggregate(input.appropriationId)))]);
  const rest = { ...asked, ...(await whomItPays(decisions, context, asked.payee)) };
  const late = await lateEntry(decisions, context, rest.submittedOn, lateReason);
  await requireReplaceable(decisions, rest);
  const reissueOf = await reissued(decisions, rest.reissueOf, rest.route);

  const lines: LineInput[] = [];
  for (const input of inputs) {
    const { appropriationId } = input;
    const appropriation = await load(appropriationAggregate(appropriationId));
    if (appropriation.situation === 'not-issued') return refuseUnknown(appropriationId);
    lines.push({ ...input, programmeId: appropriation.terms.programmeId });
  }
  for (const line of lines) await requireGoingOn(decisions, line, rest.submittedOn);

  const payment = await decide(aggregate, { type: 'submit-payment', lines, ...rest, reissueOf, late });
  invariant(payment.situation === 'submitted', 'a payment is submitted once it has been decided');
  const nothing = { situation: 'not-submitted', paymentId } as const;
  // One reason lets the payment by: whether it is there already is asked first, the rest can be seen on the form.
  await moveClaims(decisions, agencyId, nothing, payment);
  await moveReturnClaim(decisions, agencyId, nothing, payment);
  await askAboutTwin(decisions, agencyId, payment, { ...rest, lines });
  await askAboutSkippedMonth(decisions, agencyId, payment, { ...rest, lines });
  await askAboutHeadcount(decisions, agencyId, payment, { ...rest, lines });
  askAboutNumbers(writtenIn({ ...rest, lines }), rest.confirmation);
  askAboutCutOff(rest, cutOff);
  askAboutSize(payment, { ...rest, lines }, largeFrom);
  if (reissueOf?.drawsOn !== 'fund-account') await commitFunds(decisions, payment);
}

/** Each charge commits its money; a clerk who learns of one shortfall at a time asks four times, so all are named. */
async function commitFunds({ decide }: Decisions, payment: SubmittedPayment): Promise<void> {
  const { paymentId, kind, charges, lines, submittedOn } = payment;
  const shortfalls: Shortfall[] = [];
  for (const { charge, appropriationId, amountFen } of charges) {
    const period = periodOfCharge(payment, charge);
    try {
      const commit = { type: 'commit-funds', paymentId, charge, amountFen, submittedOn, period } as const;
      await decide(appropriationAggregate(appropriationId), commit);
    } catch (error) {
      if (kind !== 'payout-run' || !isShortAppropriation(error)) throw error;
      const [only, ...others] = lines.filter((line) => line.charge === charge);
      const rateFen = only?.rateFen && others.length === 0 ? fen(only.rateFen * BigInt(only.times)) : null;
      shortfalls.push({
        ...shortfallOf(error),
        payableHeadcount: rateFen === null ? null : peoplePaidBy(rateFen, error.facts.availableFen),
      });
    }
  }
  const requiredFen = sumFen(charges.map(({ amountFen }) => amountFen));
  if (shortfalls.length > 0) refuse('payout-run-short', { requiredFen, shortfalls });
}

/** Nothing is owed of a month after the programme's end; arrears from before still are. */
async function requireGoingOn(
  { load }: Decisions,
  { programmeId, groupId, period, entry }: LineInput,
  submittedOn: Submission['submittedOn'],
): Promise<void> {
  const programme = await load(programmeAggregate(programmeId));
  if (programme.situation === 'not-registered') throw new Refusal('programme-not-found', { programmeId });
  const { endsOn, groups, name } = programme;
  if (groupId !== null && !groups.has(groupId)) throw new Refusal('group-not-found', { programmeId, groupId });
  if (endsOn === null || entry === 'deduction') return;
  // A month in which it ends is owed up to that day.
  const ended = period === null ? submittedOn >= endsOn : dayInPeriod(period, 1) >= endsOn;
  if (ended) refuse('programme-ended', { programmeId, programmeName: name, endsOn, period });
}

/** What is entered again replaces something that does not stand any more. */
async function requireReplaceable({ load }: Decisions, { replaces }: Pick<Submission, 'replaces'>): Promise<void> {
  if (replaces !== null) {
    const before = await load(paymentAggregate(replaces));
    if (before.situation === 'not-submitted') return refuse('payment-not-found', { paymentId: replaces });
    const { situation } = before;
    if (situation === 'submitted' || situation === 'partly-paid' || situation === 'paid')
      refuse('replaced-payment-stands', { paymentId: replaces, situation });
  }
}

const refuseUnknown = (appropriationId: string): never => {
  throw new Refusal('appropriation-not-found', { appropriationId });
};
