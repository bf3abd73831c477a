import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, recordedOn, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { requireHappened } from '@bofu/kernel';
import type { ProgrammeCommand } from './domain/programme';
import { programmeAggregate } from './programme-aggregate';

type Change = Omit<Extract<ProgrammeCommand, { type: 'record-performance-actual' }>, 'type'>;

/** 登记绩效指标完成情况. Refuses `date-ahead` for a day that is not over yet. */
export class RecordPerformanceActual extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly programmeId: string,
    readonly change: Change,
  ) {
    super();
  }
}

@CommandHandler(RecordPerformanceActual)
export class RecordPerformanceActualHandler implements ICommandHandler<RecordPerformanceActual> {
  constructor(private readonly store: EventStore) {}

  execute({ context, programmeId, change }: RecordPerformanceActual): Promise<DecisionResult> {
    requireHappened(change.asOf, recordedOn(context));
    return runDecision(this.store, context, programmeAggregate(programmeId), {
      type: 'record-performance-actual',
      ...change,
    });
  }
}
