import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  derivedId,
  EventStore,
  monthLockAggregate,
  monthLockDecider,
  recordedOn,
  runDecision,
  runDecisions,
  type CommandContext,
  type DecisionResult,
  type MonthLockCommand,
} from '@bofu/event-store';
import { invariant, Refusal, type Period } from '@bofu/kernel';
import { monthAggregate } from './closing-aggregate';
import { checklist } from './domain/checklist';
import { requireNothingInTheWay } from './domain/month';
import { refuse } from './domain/refusals';
import { MonthBooks } from './month-books';
import { readLocks, readMonth } from './month-streams';

export class CloseMonth extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly month: Period,
  ) {
    super();
  }
}

type LockMonth = Extract<MonthLockCommand, { type: 'lock-month' }>;

/**
 * 月结. First the month is locked, then it is judged: between looking at the books and locking them somebody may have
 * booked something, and what the month was closed with must be what was in it. Once locked, nothing comes to it, so that
 * checks and report are made at the position of the lock, however long that takes. Where they are found to block after
 * all, the lock is taken back; where the process ends in between, whoever closes the month again goes on from the lock.
 */
@CommandHandler(CloseMonth)
export class CloseMonthHandler implements ICommandHandler<CloseMonth> {
  constructor(
    private readonly store: EventStore,
    private readonly books: MonthBooks,
  ) {}

  async execute({ context, month }: CloseMonth): Promise<DecisionResult> {
    const { agencyId } = context;
    const head = await this.store.head();
    await this.books.reach(head);
    const first = await this.books.firstMonth(agencyId);
    const lock = { type: 'lock-month', month, today: recordedOn(context), first } as const;
    await this.requireReady(context, lock);
    await runDecision(this.store, context, monthLockAggregate(agencyId), lock);
    try {
      return await this.judge(context, month);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'month-blocked')
        await runDecision(this.store, following(context, 'unlock'), monthLockAggregate(agencyId), {
          type: 'unlock-month',
          month,
        });
      throw error;
    }
  }

  /** What can be seen to block beforehand leaves no lock behind. A closing that was left half done goes on instead. */
  private async requireReady({ agencyId, by }: CommandContext, lock: LockMonth): Promise<void> {
    const { month, today } = lock;
    const locked = [...(await readLocks(this.store, agencyId)).keys()];
    // Its turn comes first: nobody mends what blocks a month that could not be closed anyway.
    if (monthLockDecider.decide(locked, lock, by).length === 0) return;
    const { facts } = await this.books.standing(agencyId, month, null, today);
    requireNothingInTheWay(month, checklist((await readMonth(this.store, agencyId, month)).month, facts));
  }

  private async judge(context: CommandContext, month: Period): Promise<DecisionResult> {
    const { agencyId } = context;
    const lock = (await readLocks(this.store, agencyId)).get(month);
    // A repeat of a closing whose lock has been taken back since.
    if (lock === undefined) return refuse('month-not-closed', { month });
    await this.books.reach(lock.position);
    const { facts, reportDigest } = await this.books.standing(agencyId, month, lock.position, recordedOn(context));
    const command = { type: 'close-month', facts, lockedBy: lock.id, reportDigest } as const;
    const own = following(context, 'close');
    return runDecisions(this.store, own, { month, command: 'close-month' }, async ({ load, decide }) => {
      await decide(monthAggregate(agencyId, month), command);
      // The lock that was judged must be the one that stands.
      const locked = await load(monthLockAggregate(agencyId));
      invariant(locked.includes(month), `${month} is not locked any more`);
    });
  }
}

/** A later part of the same act: an id of its own, the same for every retry. */
const following = ({ ifVersion: _, ...context }: CommandContext, part: string): CommandContext => ({
  ...context,
  commandId: derivedId('month', context.commandId, part),
  correlationId: context.correlationId ?? context.commandId,
  causationId: context.commandId,
});
