import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { ActFiles, askAboutFileNames, type ActFile } from './act-files';
import { askAboutChange } from './ask-back';
import { changeAppropriation, type AppropriationChange } from './change-appropriation';

type Change = Omit<Extract<AppropriationChange, { type: 'reduce-appropriation' }>, 'type'>;

/** 追减. */
export class ReduceAppropriation extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly appropriationId: string,
    readonly change: Change,
    readonly files: readonly ActFile[] = [],
  ) {
    super();
  }
}

@CommandHandler(ReduceAppropriation)
export class ReduceAppropriationHandler implements ICommandHandler<ReduceAppropriation> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
    private readonly actFiles: ActFiles,
  ) {}

  async execute({ context, appropriationId, change, files }: ReduceAppropriation): Promise<DecisionResult> {
    askAboutChange(this.directory, context, change);
    askAboutFileNames(files, change.confirmation);
    const { store, directory, actFiles } = this;
    const filing = { directory, actFiles, files };
    return changeAppropriation(store, context, appropriationId, { type: 'reduce-appropriation', ...change }, filing);
  }
}
