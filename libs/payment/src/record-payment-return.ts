import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { derivedId, EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { recordStep, type StepOf } from './record-step';

/** 退票 and 主动退回: money that came back. */
export class RecordPaymentReturn extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paymentId: string,
    readonly step: Omit<StepOf<'record-payment-return'>, 'type' | 'returnId'>,
  ) {
    super();
  }
}

@CommandHandler(RecordPaymentReturn)
export class RecordPaymentReturnHandler implements ICommandHandler<RecordPaymentReturn> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  execute({ context, paymentId, step }: RecordPaymentReturn): Promise<DecisionResult> {
    return recordStep(this.store, this.directory, context, paymentId, {
      type: 'record-payment-return',
      returnId: derivedId('return', context.commandId),
      ...step,
    });
  }
}
