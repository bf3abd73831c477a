import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, recordedOn, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { requireHappened } from '@bofu/kernel';
import { ActFiles, askAboutFileNames, type ActFile } from './act-files';
import { askAboutChange } from './ask-back';
import { changeAppropriation, type AppropriationChange } from './change-appropriation';

type Change = Omit<Extract<AppropriationChange, { type: 'claw-back-appropriation' }>, 'type'>;

/** 收回: the money has been taken back. */
export class ClawBackAppropriation extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly appropriationId: string,
    readonly change: Change,
    readonly files: readonly ActFile[] = [],
  ) {
    super();
  }
}

@CommandHandler(ClawBackAppropriation)
export class ClawBackAppropriationHandler implements ICommandHandler<ClawBackAppropriation> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
    private readonly actFiles: ActFiles,
  ) {}

  async execute({ context, appropriationId, change, files }: ClawBackAppropriation): Promise<DecisionResult> {
    askAboutChange(this.directory, context, change);
    askAboutFileNames(files, change.confirmation);
    requireHappened(change.effectiveOn, recordedOn(context));
    const { store, directory, actFiles } = this;
    const filing = { directory, actFiles, files };
    return changeAppropriation(store, context, appropriationId, { type: 'claw-back-appropriation', ...change }, filing);
  }
}
