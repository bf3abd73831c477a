import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import type { ProgrammeCommand } from './domain/programme';
import { requireSignatures } from './needs-signatures';
import { programmeAggregate } from './programme-aggregate';

type Change = Omit<Extract<ProgrammeCommand, { type: 'set-performance-targets' }>, 'type'>;

/** 设定绩效指标. */
export class SetPerformanceTargets extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly programmeId: string,
    readonly change: Change,
  ) {
    super();
  }
}

@CommandHandler(SetPerformanceTargets)
export class SetPerformanceTargetsHandler implements ICommandHandler<SetPerformanceTargets> {
  constructor(private readonly store: EventStore) {}

  execute({ context, programmeId, change }: SetPerformanceTargets): Promise<DecisionResult> {
    requireSignatures(context, 'set-performance-targets');
    return runDecision(this.store, context, programmeAggregate(programmeId), {
      type: 'set-performance-targets',
      ...change,
    });
  }
}
