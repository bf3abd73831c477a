import { Command, CommandBus, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId, EventStore, type CommandContext, type Position } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import { ProjectionRunner } from '@bofu/read-model';
import { isPaymentRefusal } from './domain/refusals';
import { paymentsProjection } from './payments/payments.projection';
import { GetPaymentsInTransit } from './payments/payments.query';
import type { StepOf } from './record-step';
import { VoidPayment } from './void-payment';

export interface VoidedPayments {
  readonly paymentIds: readonly string[];
  /** A read can wait for it; `null` where nothing was in transit. */
  readonly position: Position | null;
}

/**
 * 年终作废: voids whatever is in transit of a year, each payment by a command of its own under this one's id. Asked
 * again it goes on where it stopped; what has been paid or released meanwhile is passed over.
 */
export class VoidPaymentsInTransit extends Command<VoidedPayments> {
  constructor(
    readonly context: CommandContext,
    readonly fiscalYear: number,
    readonly voidedOn: BusinessDate,
    readonly why: Pick<StepOf<'void-payment'>, 'reason' | 'confirmation' | 'lateReason'>,
  ) {
    super();
  }
}

const PATIENCE_MS = 10_000;

@CommandHandler(VoidPaymentsInTransit)
export class VoidPaymentsInTransitHandler implements ICommandHandler<VoidPaymentsInTransit> {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly store: EventStore,
    private readonly projections: ProjectionRunner,
  ) {}

  async execute({ context, fiscalYear, voidedOn, why }: VoidPaymentsInTransit): Promise<VoidedPayments> {
    const { commandId, agencyId, correlationId = commandId } = context;
    // What was submitted a moment ago is in transit too.
    const head = await this.store.head();
    if (head !== null) await this.projections.waitFor(paymentsProjection.name, head, PATIENCE_MS);
    const inTransit = await this.queries.execute(new GetPaymentsInTransit(agencyId, fiscalYear));
    const paymentIds: string[] = [];
    let last: Position | null = null;
    for (const paymentId of inTransit) {
      const { ifVersion: _, ...rest } = context;
      const own = {
        ...rest,
        commandId: derivedId('voiding', commandId, paymentId),
        correlationId,
        causationId: commandId,
      };
      try {
        const step = { charges: 'all', voidedOn, turnOfYear: true, ...why } as const;
        const { position } = await this.commands.execute(new VoidPayment(own, paymentId, step));
        last = position;
        paymentIds.push(paymentId);
      } catch (error) {
        if (!isPaymentRefusal(error, 'wrong-state')) throw error;
      }
    }
    return { paymentIds, position: last };
  }
}
