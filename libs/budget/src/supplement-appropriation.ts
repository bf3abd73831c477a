import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { askAboutChange } from './ask-back';
import { changeAppropriation, type AppropriationChange } from './change-appropriation';

type Change = Omit<Extract<AppropriationChange, { type: 'supplement-appropriation' }>, 'type'>;

/** 追加. */
export class SupplementAppropriation extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly appropriationId: string,
    readonly change: Change,
  ) {
    super();
  }
}

@CommandHandler(SupplementAppropriation)
export class SupplementAppropriationHandler implements ICommandHandler<SupplementAppropriation> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, appropriationId, change }: SupplementAppropriation): Promise<DecisionResult> {
    askAboutChange(this.directory, context, change);
    return changeAppropriation(this.store, context, appropriationId, { type: 'supplement-appropriation', ...change });
  }
}
