import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  EventStore,
  monthLockAggregate,
  runDecisions,
  type CommandContext,
  type DecisionResult,
  type Decisions,
} from '@bofu/event-store';
import { Refusal, yearOf, type Period } from '@bofu/kernel';
import { monthAggregate, yearAggregate } from './closing-aggregate';
import { refuse } from './domain/refusals';

export class ProposeMonthReopening extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly month: Period,
    readonly reason: string,
  ) {
    super();
  }
}

/** 申请反月结: of the last closed month; another person opens it. */
@CommandHandler(ProposeMonthReopening)
export class ProposeMonthReopeningHandler implements ICommandHandler<ProposeMonthReopening> {
  constructor(private readonly store: EventStore) {}

  execute({ context, month, reason }: ProposeMonthReopening): Promise<DecisionResult> {
    const { agencyId } = context;
    return runDecisions(this.store, context, { month, reason }, async ({ load, decide }) => {
      await decide(monthAggregate(agencyId, month), { type: 'propose-month-reopening', reason });
      await requireYearOpen(load, agencyId, month);
      const last = (await load(monthLockAggregate(agencyId))).at(-1) ?? null;
      if (last !== month) throw new Refusal('month-not-last-closed', { month, last });
    });
  }
}

export class ReopenMonth extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly month: Period,
  ) {
    super();
  }
}

/** 反月结: month and lock are opened together or not at all. */
@CommandHandler(ReopenMonth)
export class ReopenMonthHandler implements ICommandHandler<ReopenMonth> {
  constructor(private readonly store: EventStore) {}

  execute({ context, month }: ReopenMonth): Promise<DecisionResult> {
    const { agencyId } = context;
    return runDecisions(this.store, context, { month, command: 'reopen-month' }, async ({ load, decide }) => {
      await decide(monthAggregate(agencyId, month), { type: 'reopen-month' });
      await requireYearOpen(load, agencyId, month);
      await decide(monthLockAggregate(agencyId), { type: 'unlock-month', month });
    });
  }
}

/** The lock on a year's books is that of its months: it stays shut as long as the year is. */
async function requireYearOpen(load: Decisions['load'], agencyId: string, month: Period): Promise<void> {
  const fiscalYear = yearOf(month);
  if ((await load(yearAggregate(agencyId, fiscalYear))).lock !== null) refuse('year-locked', { fiscalYear });
}
