import { Command, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, recordedOn, runDecisions, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { yearAggregate } from '../closing-aggregate';
import { refuse } from '../domain/refusals';
import { MonthBooks } from '../month-books';
import { balancesLeft, lockFactsOf } from './balances-left';
import { yearReportDigest } from './year-report';

export class LockYear extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly fiscalYear: number,
  ) {
    super();
  }
}

/**
 * 年终结账. December closed, nothing left in transit, every balance disposed of, three signatures on the same report. What
 * is left is read before the act; nothing can be added to it then, because where nothing is left nothing can be committed.
 */
@CommandHandler(LockYear)
export class LockYearHandler implements ICommandHandler<LockYear> {
  constructor(
    private readonly store: EventStore,
    private readonly queries: QueryBus,
    private readonly books: MonthBooks,
  ) {}

  async execute({ context, fiscalYear }: LockYear): Promise<DecisionResult> {
    const { agencyId } = context;
    await this.books.reach(await this.store.head());
    const facts = lockFactsOf(await balancesLeft(this.queries, agencyId, fiscalYear, recordedOn(context)));
    return runDecisions(this.store, context, { fiscalYear, command: 'lock-year' }, async (decisions) => {
      const year = yearAggregate(agencyId, fiscalYear);
      await decisions.load(year);
      const reportDigest = await yearReportDigest(decisions, agencyId, fiscalYear);
      if (reportDigest === null) return refuse('year-december-open', { fiscalYear });
      await decisions.decide(year, { type: 'lock-year', reportDigest, facts });
    });
  }
}
