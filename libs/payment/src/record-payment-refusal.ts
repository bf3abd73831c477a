import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { recordStep, type StepOf } from './record-step';

/** 拒付: bank or treasury refused after hand-over, and nothing left. */
export class RecordPaymentRefusal extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paymentId: string,
    readonly step: Omit<StepOf<'record-payment-refusal'>, 'type'>,
  ) {
    super();
  }
}

@CommandHandler(RecordPaymentRefusal)
export class RecordPaymentRefusalHandler implements ICommandHandler<RecordPaymentRefusal> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  execute({ context, paymentId, step }: RecordPaymentRefusal): Promise<DecisionResult> {
    return recordStep(this.store, this.directory, context, paymentId, { type: 'record-payment-refusal', ...step });
  }
}
