import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import type { ProgrammeCommand } from './domain/programme';
import { programmeAggregate } from './programme-aggregate';

type Change = Omit<Extract<ProgrammeCommand, { type: 'declare-performance-measures' }>, 'type'>;

/** 声明绩效指标计算口径. */
export class DeclarePerformanceMeasures extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly programmeId: string,
    readonly change: Change,
  ) {
    super();
  }
}

@CommandHandler(DeclarePerformanceMeasures)
export class DeclarePerformanceMeasuresHandler implements ICommandHandler<DeclarePerformanceMeasures> {
  constructor(private readonly store: EventStore) {}

  execute({ context, programmeId, change }: DeclarePerformanceMeasures): Promise<DecisionResult> {
    return runDecision(this.store, context, programmeAggregate(programmeId), {
      type: 'declare-performance-measures',
      ...change,
    });
  }
}
