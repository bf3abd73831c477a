import { Logger } from '@nestjs/common';
import type { AccessRefusals } from '@bofu/access';
import {
  derivedId,
  runDecisions,
  streamId,
  type Aggregate,
  type CommandContext,
  type DecisionResult,
  type Decisions,
  type EventStore,
} from '@bofu/event-store';
import { isRefusal, NO_MONEY, Refusal, type Fen } from '@bofu/kernel';
import { refusedAttemptCodec } from './budget-codec';
import {
  refusedAttemptDecider,
  type RefusedAttempt,
  type RefusedAttemptCommand,
  type RefusedAttemptEvent,
  type Shortfall,
} from './domain/refused-attempt';
import { isBudgetRefusal, type BudgetRefusals } from './domain/refusals';

/** What an act was, as far as it matters once it has been refused. */
export type Attempt = Pick<RefusedAttemptCommand, 'attempted' | 'attemptedOn' | 'paymentId' | 'period' | 'headcount'>;

/** What was lacking, read off a refusal; `null` for one that is not about money. */
export type WantOfMoney = (refusal: Refusal) => {
  readonly requiredFen: Fen;
  readonly shortfalls: readonly Shortfall[];
} | null;

export const refusedAttemptAggregate = (
  attemptId: string,
): Aggregate<RefusedAttempt, RefusedAttemptCommand, RefusedAttemptEvent> => ({
  stream: streamId('attempt', attemptId),
  decider: refusedAttemptDecider,
  codec: refusedAttemptCodec,
});

export const isShortAppropriation = (
  error: unknown,
): error is Refusal & { readonly facts: BudgetRefusals['insufficient-appropriation'] } =>
  isBudgetRefusal(error, 'insufficient-appropriation');

/** An appropriation that has not enough: the one refusal every act on money can meet. */
const shortAppropriation: WantOfMoney = (refusal) =>
  isShortAppropriation(refusal)
    ? { requiredFen: refusal.facts.requiredFen, shortfalls: [{ ...shortfallOf(refusal), payableHeadcount: null }] }
    : null;

/** What an appropriation lacked, without the day: a shortfall is on record as of the day the act would have had. */
export const shortfallOf = ({
  facts: { leastOn: _, ...shortfall },
}: {
  readonly facts: BudgetRefusals['insufficient-appropriation'];
}): Omit<Shortfall, 'payableHeadcount'> => shortfall;

/** An act on a programme outside of what whoever acts was granted: the payment on record says how much it was about. */
const outsideGrant: WantOfMoney = (refusal) =>
  isRefusal<AccessRefusals>()(refusal, 'programme-not-granted') ? { requiredFen: NO_MONEY, shortfalls: [] } : null;

const logger = new Logger('RefusedAttempt');

/**
 * `runDecisions` for an act that may find too little money: such a refusal goes on record before it reaches the caller,
 * who hears the very same. A refusal of bad input leaves nothing behind.
 */
export async function recordingRefusedAttempts(
  store: EventStore,
  context: CommandContext,
  intent: object,
  attempt: Attempt,
  plan: (decisions: Decisions) => Promise<void>,
  /** The caller's own refusal for want of money, beside that of a single appropriation. */
  ownWantOfMoney: WantOfMoney = () => null,
): Promise<DecisionResult> {
  try {
    return await runDecisions(store, context, intent, plan);
  } catch (error) {
    const lacking =
      error instanceof Refusal ? (ownWantOfMoney(error) ?? shortAppropriation(error) ?? outsideGrant(error)) : null;
    if (error instanceof Refusal && lacking !== null)
      await record(store, context, { ...attempt, code: error.code, ...lacking });
    throw error;
  }
}

/**
 * Under a command id of its own: the refused command keeps the right to its event ids, for the day it finds the money.
 * The intent is the attempt alone, so a repeat that finds other balances is still the same attempt.
 */
async function record(
  store: EventStore,
  context: CommandContext,
  refused: Omit<RefusedAttemptCommand, 'type' | 'attemptId'>,
): Promise<void> {
  const { commandId, agencyId, by, recordedAt, correlationId = commandId } = context;
  const attemptId = derivedId('attempt', commandId);
  const own = { commandId: attemptId, agencyId, by, recordedAt, correlationId, causationId: commandId };
  const aggregate = refusedAttemptAggregate(attemptId);
  try {
    await runDecisions(store, own, { attempt: aggregate.stream }, async ({ decide }) => {
      await decide(aggregate, { type: 'record-refused-attempt', attemptId, ...refused });
    });
  } catch (failure) {
    // The clerk waits for the answer on the money, and it stands whether or not it could be written down.
    logger.error(`被拒绝的办理未能登记（${aggregate.stream}）`, failure instanceof Error ? failure.stack : failure);
  }
}
