import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { yearAggregate } from '../closing-aggregate';

export class ProposeYearReopening extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly fiscalYear: number,
    readonly reason: string,
  ) {
    super();
  }
}

/** 申请反年结; another person opens the year. */
@CommandHandler(ProposeYearReopening)
export class ProposeYearReopeningHandler implements ICommandHandler<ProposeYearReopening> {
  constructor(private readonly store: EventStore) {}

  execute({ context, fiscalYear, reason }: ProposeYearReopening): Promise<DecisionResult> {
    const year = yearAggregate(context.agencyId, fiscalYear);
    return runDecision(this.store, context, year, { type: 'propose-year-reopening', reason });
  }
}

export class ReopenYear extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly fiscalYear: number,
  ) {
    super();
  }
}

/** 反年结: the months stay locked; they are opened one by one where something is to be booked into them. */
@CommandHandler(ReopenYear)
export class ReopenYearHandler implements ICommandHandler<ReopenYear> {
  constructor(private readonly store: EventStore) {}

  execute({ context, fiscalYear }: ReopenYear): Promise<DecisionResult> {
    return runDecision(this.store, context, yearAggregate(context.agencyId, fiscalYear), { type: 'reopen-year' });
  }
}
