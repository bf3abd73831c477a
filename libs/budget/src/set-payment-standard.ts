import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, recordedOn, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import type { ProgrammeCommand } from './domain/programme';
import { requireSignatures } from './needs-signatures';
import { programmeAggregate } from './programme-aggregate';

type Change = Omit<
  Extract<ProgrammeCommand, { type: 'set-payment-standard' }>,
  'type' | 'recordedOn' | 'arrearsDueOn'
> & { readonly arrearsDueOn?: BusinessDate | null };

/** 设定发放标准. */
export class SetPaymentStandard extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly programmeId: string,
    readonly change: Change,
  ) {
    super();
  }
}

@CommandHandler(SetPaymentStandard)
export class SetPaymentStandardHandler implements ICommandHandler<SetPaymentStandard> {
  constructor(private readonly store: EventStore) {}

  execute({ context, programmeId, change }: SetPaymentStandard): Promise<DecisionResult> {
    requireSignatures(context, 'set-payment-standard');
    return runDecision(this.store, context, programmeAggregate(programmeId), {
      type: 'set-payment-standard',
      ...change,
      arrearsDueOn: change.arrearsDueOn ?? null,
      recordedOn: recordedOn(context),
    });
  }
}
