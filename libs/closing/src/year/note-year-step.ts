import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, recordedOn, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { requireHappened } from '@bofu/kernel';
import { yearAggregate } from '../closing-aggregate';
import type { NotedStep, StepNote } from '../domain/year';

export class NoteYearStep extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly fiscalYear: number,
    readonly step: NotedStep,
    readonly note: StepNote,
  ) {
    super();
  }
}

/** 登记年终事项: that a step was done on a day, or does not apply and why. It changes no figure. */
@CommandHandler(NoteYearStep)
export class NoteYearStepHandler implements ICommandHandler<NoteYearStep> {
  constructor(private readonly store: EventStore) {}

  async execute({ context, fiscalYear, step, note }: NoteYearStep): Promise<DecisionResult> {
    if (note.doneOn !== null) requireHappened(note.doneOn, recordedOn(context));
    const year = yearAggregate(context.agencyId, fiscalYear);
    return runDecision(this.store, context, year, { type: 'note-step', step, ...note });
  }
}
