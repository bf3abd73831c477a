import { Logger } from '@nestjs/common';
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
import { Refusal, type Fen } from '@bofu/kernel';
import {
  refusedAttemptDecider,
  type RefusedAttempt,
  type RefusedAttemptCommand,
  type RefusedAttemptEvent,
  type Shortfall,
} from './domain/refused-attempt';
import type { BudgetRefusals } from './domain/refusals';

/** What an act was, as far as it matters once it has been refused. */
export type Attempt = Pick<RefusedAttemptCommand, 'attempted' | 'attemptedOn' | 'paymentId' | 'period' | 'headcount'>;

/** What was lacking, read off a refusal; `null` for one that is not about money. */
export type WantOfMoney = (refusal: Refusal) => {
  readonly requiredFen: Fen;
  readonly shortfalls: readonly Shortfall[];
} | null;

export const refusedAttemptAggregate = (
  commandId: string,
): Aggregate<RefusedAttempt, RefusedAttemptCommand, RefusedAttemptEvent> => ({
  stream: streamId('attempt', commandId),
  decider: refusedAttemptDecider,
});

/** An appropriation that has not enough: the one refusal every act on money can meet. */
export const shortAppropriation: WantOfMoney = ({ code, facts }) => {
  if (code !== 'insufficient-appropriation') return null;
  const shortfall = facts as unknown as BudgetRefusals['insufficient-appropriation'];
  return { requiredFen: shortfall.requiredFen, shortfalls: [{ ...shortfall, payableHeadcount: null }] };
};

const logger = new Logger('RefusedAttempt');

/**
 * `runDecisions` for an act that may find too little money: such a refusal goes on record before it reaches the caller,
 * who hears the very same. A refusal of bad input leaves nothing behind.
 */
export async function runOnTheRecord(
  store: EventStore,
  context: CommandContext,
  intent: object,
  attempt: Attempt,
  plan: (decisions: Decisions) => Promise<void>,
  wantOfMoney: WantOfMoney = shortAppropriation,
): Promise<DecisionResult> {
  try {
    return await runDecisions(store, context, intent, plan);
  } catch (error) {
    const lacking = error instanceof Refusal ? wantOfMoney(error) : null;
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
  refused: Omit<RefusedAttemptCommand, 'type'>,
): Promise<void> {
  const { commandId, actor, recordedAt, correlationId = commandId } = context;
  const own = { commandId: derivedId('attempt', commandId), actor, recordedAt, correlationId, causationId: commandId };
  const aggregate = refusedAttemptAggregate(commandId);
  try {
    await runDecisions(store, own, { attempt: aggregate.stream }, async ({ decide }) => {
      await decide(aggregate, { type: 'record-refused-attempt', ...refused });
    });
  } catch (failure) {
    // The clerk waits for the answer on the money, and it stands whether or not it could be written down.
    logger.error(`被拒绝的办理未能登记（${aggregate.stream}）`, failure instanceof Error ? failure.stack : failure);
  }
}
