import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, recordedOn, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { AccountNumbers } from './account-numbers';
import { refuse } from './domain/refusals';
import { payeeAggregate } from './payee-aggregate';

export class DiscloseAccount extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly payeeId: string,
    readonly accountId: string,
    readonly reason: string,
  ) {
    super();
  }
}

/** 查看全号: on record, with the reason, before the number is read. */
@CommandHandler(DiscloseAccount)
export class DiscloseAccountHandler implements ICommandHandler<DiscloseAccount> {
  constructor(private readonly store: EventStore) {}

  execute({ context, payeeId, accountId, reason }: DiscloseAccount): Promise<DecisionResult> {
    const disclosedOn = recordedOn(context);
    const command = { type: 'disclose-account', accountId, reason, disclosedOn } as const;
    return runDecision(this.store, context, payeeAggregate(payeeId), command);
  }
}

/** As long one who has said why may read the number. */
const DISCLOSED_MINUTES = 15;

/**
 * The number, for who has put on record within the last minutes that she looks at it; `personId: null` in single-person mode,
 * where whoever did is meant. Not an answer of the command: those are kept, to be given again.
 * Refuses `payee-account-not-disclosed`, and what reading it does.
 */
export async function readDisclosed(
  store: EventStore,
  numbers: AccountNumbers,
  { agencyId, personId }: { readonly agencyId: string; readonly personId: string | null },
  { payeeId, accountId }: { readonly payeeId: string; readonly accountId: string },
  now: string,
): Promise<string> {
  const { stream, codec } = payeeAggregate(payeeId);
  const since = Date.parse(now) - DISCLOSED_MINUTES * 60_000;
  const { events } = await store.readStream(stream);
  const said = events.some((event) => {
    const { type, data } = codec.decode(event);
    return (
      type === 'PayeeAccountDisclosed' &&
      data.agencyId === agencyId &&
      data.accountId === accountId &&
      (personId === null || data.by.personId === personId) &&
      Date.parse(event.metadata['recordedAt'] ?? '') >= since
    );
  });
  return said
    ? numbers.read(agencyId, accountId)
    : refuse('payee-account-not-disclosed', { accountId, minutes: DISCLOSED_MINUTES });
}
