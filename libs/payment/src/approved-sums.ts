import { agencyAggregate, payeeRulesOn, type Agency } from '@bofu/access';
import { programmeAggregate } from '@bofu/budget';
import {
  derivedId,
  recordedOn,
  streamId,
  type Aggregate,
  type CommandContext,
  type Decisions,
} from '@bofu/event-store';
import { fen, inForceOn, sumFen, type BusinessDate, type Fen, type StandardOnRecord } from '@bofu/kernel';
import { isNewAccount, payeeAggregate, requirePayable } from '@bofu/payee';
import { approvedSumCodec } from './approved-sum-codec';
import {
  approvedSumDecider,
  reachedTier,
  type ApprovalTier,
  type ApprovedSum,
  type ApprovedSumCommand,
  type ApprovedSumEvent,
  type CountedOutFor,
  type NewAccount,
  type ReachedTier,
  type SecondApproval,
  type SummedPer,
} from './domain/approved-sum';
import { originOf, type SubmittedPayment } from './domain/charges';
import type { PaymentCommand } from './domain/payment-commands';
import { standsAlone } from './domain/stands-alone';
import { payeeKeyOf } from './payee-key';
import { payoutSchemeAggregate } from './schemes/payout-scheme-aggregate';

interface SumOf {
  readonly per: SummedPer;
  readonly key: string;
}

const CATEGORY = { payee: 'payeeSum', programme: 'programmeSum' } as const;

export const approvedSumAggregate = (
  agencyId: string,
  { per, key }: SumOf,
): Aggregate<ApprovedSum, ApprovedSumCommand, ApprovedSumEvent> => {
  const sumId = derivedId('approved-sum', agencyId, per, key);
  return {
    stream: streamId(CATEGORY[per], sumId),
    decider: approvedSumDecider({ sumId, per, key }),
    codec: approvedSumCodec,
    agencyId,
  };
};

/**
 * Counts an approval in, in its own append: two at once meet each other there, and one of them is decided anew. Answers
 * whether it needs the second one. Whatever is approved is counted, tier or none, so that a tier holds for what came
 * before it too. The day is the one on which the approval is recorded, whatever day is stated.
 */
export async function countApproval(
  decisions: Decisions,
  context: CommandContext,
  payment: SubmittedPayment,
): Promise<SecondApproval | null> {
  const { load } = decisions;
  const { agencyId, by } = context;
  const countedOn = recordedOn(context);
  const agency = await load(agencyAggregate(agencyId));
  const tier = await reachedBy(decisions, context, payment, agency, countedOn);
  const { payeeAccount: chosen } = payment.content;
  let newAccount: NewAccount | null = null;
  if (chosen !== null) {
    const { newAccountDays } = payeeRulesOn(agency, countedOn);
    const { account } = requirePayable(await load(payeeAggregate(chosen.payeeId)), chosen, by, countedOn);
    const { accountId, confirmed } = account;
    if (confirmed !== null && isNewAccount(account, newAccountDays, countedOn))
      newAccount = { accountId, confirmedOn: confirmed.on, newAccountDays };
  }
  return tier === null && newAccount === null ? null : { tier, newAccount };
}

async function reachedBy(
  decisions: Decisions,
  { agencyId }: CommandContext,
  payment: SubmittedPayment,
  agency: Agency,
  countedOn: BusinessDate,
): Promise<ReachedTier | null> {
  const { paymentId, charges } = payment;
  const standing = charges.filter(({ situation }) => situation === 'submitted');
  const piece = { paymentId, totalFen: sumFen(standing.map(({ amountFen }) => amountFen)) };
  const set = agency.situation === 'registered' ? inForceOn(agency.approvalTiers, countedOn) : null;
  const amountFen = set?.amountFen ?? null;
  const tier: ApprovalTier | null = set === null || amountFen === null ? null : { ...set, amountFen };
  if (await isAlone(decisions, payment)) return reachedTier(tier, countedOn, piece, []);

  const sums = await Promise.all(
    [...amountsOf(payment, standing)].map(async ({ of, amountFen: countedFen }) => ({
      ...of,
      sum: await decisions.decide(approvedSumAggregate(agencyId, of), {
        type: 'count-approval',
        paymentId,
        amountFen: countedFen,
        countedOn,
      }),
    })),
  );
  return reachedTier(tier, countedOn, piece, sums);
}

/** What a step released or took back as never paid counts no more; a payment that was never counted is passed over. */
export async function countOut(
  { decide }: Decisions,
  context: CommandContext,
  step: PaymentCommand,
  before: SubmittedPayment,
  after: SubmittedPayment,
): Promise<void> {
  const cause = causeOf(step, before);
  if (cause === null || before.signatures.approvedBy === null) return;
  const gone = before.charges.filter(({ situation }, at) => situation !== after.charges[at]?.situation);
  const { paymentId } = before;
  const countedOutOn = recordedOn(context);
  for (const { of, amountFen } of amountsOf(before, gone))
    await decide(approvedSumAggregate(context.agencyId, of), {
      ...{ type: 'count-approval-out', paymentId, amountFen, countedOutOn, cause },
    });
}

function causeOf(step: PaymentCommand, before: SubmittedPayment): CountedOutFor | null {
  const { withdrawal, correction } = before;
  switch (step.type) {
    case 'send-back-payment':
      return 'sent-back';
    case 'withdraw-payment':
      return 'withdrawn';
    case 'void-payment':
      return 'voided';
    case 'agree-to-withdrawal':
      return withdrawal?.ending ?? null;
    case 'record-payment-refusal':
      return 'refused';
    case 'reverse-payment':
      return step.leftBank ? null : 'never-left';
    case 'confirm-correction':
      return correction && causeOf(correction.command, before);
    default:
      return null;
  }
}

/**
 * In all for the payee, and for each programme that had it approved: a correction moves no sum. A payee of the register
 * has its own sum under whatever name, and counts with those of its name that were written down.
 */
function amountsOf(
  { content, charges }: SubmittedPayment,
  some: SubmittedPayment['charges'],
): readonly { readonly of: SumOf; readonly amountFen: Fen }[] {
  if (some.length === 0) return [];
  const byProgramme = new Map<string, Fen>();
  for (const { charge, amountFen } of some) {
    const origin = originOf(charges, charge);
    const programmeId = content.charges.find((each) => each.charge === origin)?.programmeId ?? '';
    byProgramme.set(programmeId, fen((byProgramme.get(programmeId) ?? 0n) + amountFen));
  }
  const inAllFen = sumFen(some.map((one) => one.amountFen));
  return [
    ...[content.payeeAccount?.payeeId, payeeKeyOf(content.payee)].flatMap((key) =>
      key === undefined ? [] : [{ of: { per: 'payee' as const, key }, amountFen: inAllFen }],
    ),
    ...[...byProgramme].map(([key, amountFen]) => ({ of: { per: 'programme' as const, key }, amountFen })),
  ];
}

async function isAlone({ load }: Decisions, { content }: SubmittedPayment): Promise<boolean> {
  if (content.schemeId === null) return false;
  const scheme = await load(payoutSchemeAggregate(content.schemeId));
  const standards = new Map<string, readonly StandardOnRecord[]>();
  for (const { programmeId } of content.lines) {
    const programme = await load(programmeAggregate(programmeId));
    standards.set(programmeId, programme.situation === 'registered' ? programme.standards : []);
  }
  return standsAlone(content, scheme, (programmeId) => standards.get(programmeId) ?? []);
}
