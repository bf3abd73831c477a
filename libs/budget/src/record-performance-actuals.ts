import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, recordedOn, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { requireHappened } from '@bofu/kernel';
import type { ProgrammeCommand } from './domain/programme';
import { programmeAggregate } from './programme-aggregate';

type Change = Omit<Extract<ProgrammeCommand, { type: 'record-performance-actuals' }>, 'type'>;

/** 登记绩效指标完成情况, of several targets at once: all or none. Refuses `date-ahead` for a day that is not over yet. */
export class RecordPerformanceActuals extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly programmeId: string,
    readonly change: Change,
  ) {
    super();
  }
}

@CommandHandler(RecordPerformanceActuals)
export class RecordPerformanceActualsHandler implements ICommandHandler<RecordPerformanceActuals> {
  constructor(private readonly store: EventStore) {}

  execute({ context, programmeId, change }: RecordPerformanceActuals): Promise<DecisionResult> {
    for (const { asOf } of change.statements) requireHappened(asOf, recordedOn(context));
    return runDecision(this.store, context, programmeAggregate(programmeId), {
      type: 'record-performance-actuals',
      ...change,
    });
  }
}
