import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  claimAggregate,
  claimHolder,
  EventStore,
  recordedOn,
  runDecisions,
  type CommandContext,
  type DecisionResult,
  type Decisions,
} from '@bofu/event-store';
import { requireHappened } from '@bofu/kernel';
import { appropriationAggregate } from './appropriation-aggregate';
import type { AppropriationCommand } from './domain/appropriation';
import { refuse } from './domain/refusals';

/** What all lines of an opening balance have in common. */
export type OpeningEntered = Omit<Extract<AppropriationCommand, { type: 'enter-opening-balance' }>, 'type' | 'lines'>;
type Lines = Extract<AppropriationCommand, { type: 'enter-opening-balance' }>['lines'];

/** What had been paid of one appropriation. */
export interface OpeningBalance {
  readonly appropriationId: string;
  readonly lines: Lines;
}

/**
 * 期初补录: what had been paid before these books began, line by line, of one appropriation or of a whole year's; each
 * line with a period claims it, so that the month is not run again. All of it is entered, or nothing. Refuses
 * `opening-period-claimed` with who holds the month.
 */
export class EnterOpeningBalance extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly balances: readonly OpeningBalance[],
    readonly entered: OpeningEntered,
  ) {
    super();
  }
}

@CommandHandler(EnterOpeningBalance)
export class EnterOpeningBalanceHandler implements ICommandHandler<EnterOpeningBalance> {
  constructor(private readonly store: EventStore) {}

  execute({ context, balances, entered }: EnterOpeningBalance): Promise<DecisionResult> {
    const { agencyId } = context;
    requireHappened(entered.effectiveOn, recordedOn(context));
    return runDecisions(this.store, context, { balances, entered }, async (decisions) => {
      for (const balance of balances) await decideOpeningBalance(decisions, agencyId, balance, entered);
    });
  }
}

/** One appropriation's opening balance, and the months that it claims for its programme. */
export async function decideOpeningBalance(
  decisions: Decisions,
  agencyId: string,
  { appropriationId, lines }: OpeningBalance,
  entered: OpeningEntered,
): Promise<void> {
  const { decide } = decisions;
  const appropriation = await decide(appropriationAggregate(appropriationId), {
    type: 'enter-opening-balance',
    ...entered,
    lines,
  });
  if (appropriation.situation === 'not-issued') return;
  const { programmeId } = appropriation.terms;
  for (const { period, groupId } of lines) {
    if (period === null) continue;
    const claimed = { agencyId, kind: 'regular-period', key: `${programmeId}/${period}` } as const;
    const holder = await claimHolder(decisions, claimed, groupId);
    // The levels of one programme bear the same month together.
    if (holder === programmeId) continue;
    if (holder !== null) refuse('opening-period-claimed', { programmeId, period, holderId: holder });
    const { kind, key } = claimed;
    await decide(claimAggregate(claimed), { type: 'claim', kind, key, part: groupId, holderId: programmeId });
  }
}
