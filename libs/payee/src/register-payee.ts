import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { claimForGood } from '@bofu/access';
import {
  derivedId,
  EventStore,
  recordedOn,
  runDecisions,
  type CommandContext,
  type DecisionResult,
} from '@bofu/event-store';
import type { PayeeKind } from './domain/payee-events';
import { refuse } from './domain/refusals';
import { payeeAggregate } from './payee-aggregate';

export type PayeeRegistration = DecisionResult & { readonly payeeId: string };

export class RegisterPayee extends Command<PayeeRegistration> {
  constructor(
    readonly context: CommandContext,
    readonly facts: { readonly code: string; readonly name: string; readonly kind: PayeeKind },
  ) {
    super();
  }
}

/** 登记收款户; a code stays with the first who had it. */
@CommandHandler(RegisterPayee)
export class RegisterPayeeHandler implements ICommandHandler<RegisterPayee> {
  constructor(private readonly store: EventStore) {}

  async execute({ context, facts }: RegisterPayee): Promise<PayeeRegistration> {
    const payeeId = derivedId('payee', context.commandId);
    const { code, name, kind } = facts;
    const claimed = { agencyId: context.agencyId, kind: 'payee-code', key: code } as const;
    const result = await runDecisions(this.store, context, { payeeId, facts }, async (decisions) => {
      const registeredOn = recordedOn(context);
      await decisions.decide(payeeAggregate(payeeId), { type: 'register-payee', code, name, kind, registeredOn });
      await claimForGood(decisions, claimed, payeeId, (holder) =>
        refuse('payee-code-taken', { code, payeeId: holder }),
      );
    });
    return { ...result, payeeId };
  }
}
