import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  claimAggregate,
  EventStore,
  recordedOn,
  runDecisions,
  type CommandContext,
  type DecisionResult,
  type Decisions,
} from '@bofu/event-store';
import { AccountNumbers } from './account-numbers';
import { nameOn } from './domain/payee';
import { refuse } from './domain/refusals';
import { payeeAggregate } from './payee-aggregate';

export interface AccountProposal {
  /** Of a number that is kept already. */
  readonly accountId: string;
  readonly bank: string;
  readonly replaces: string | null;
  readonly reason: string;
}

export class ProposeAccount extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly payeeId: string,
    readonly proposal: AccountProposal,
  ) {
    super();
  }
}

/** 提出账户: a new one, or one in the place of another. What is recorded is what the kept number says of itself. */
@CommandHandler(ProposeAccount)
export class ProposeAccountHandler implements ICommandHandler<ProposeAccount> {
  constructor(
    private readonly store: EventStore,
    private readonly numbers: AccountNumbers,
  ) {}

  async execute({ context, payeeId, proposal }: ProposeAccount): Promise<DecisionResult> {
    const { agencyId, confirmation = null } = context;
    const { accountId } = proposal;
    const kept =
      (await this.numbers.kept(agencyId, accountId)) ?? refuse('payee-account-number-missing', { accountId });
    const { digest, lastFour } = kept;
    const proposedOn = recordedOn(context);
    return runDecisions(this.store, context, { payeeId, proposal, digest }, async (decisions) => {
      await decisions.decide(payeeAggregate(payeeId), {
        ...{ type: 'propose-account', ...proposal, lastFour, digest, confirmation, proposedOn },
      });
      await claimAccount(decisions, context, payeeId, digest, confirmation);
    });
  }
}

/** 同一账号: two payees may share an account where somebody says why, and both hold it. */
async function claimAccount(
  { load, decide }: Decisions,
  context: CommandContext,
  payeeId: string,
  key: string,
  confirmation: string | null,
): Promise<void> {
  const { agencyId } = context;
  const claim = claimAggregate({ agencyId, kind: 'payee-account', key });
  const other = [...(await load(claim)).holders.values()].find((holder) => holder !== payeeId);
  if (other !== undefined && confirmation === null) {
    const payee = await load(payeeAggregate(other));
    if (payee.situation === 'registered')
      refuse('payee-account-of-another-payee', {
        ...{ payeeId: payee.payeeId, code: payee.code, name: nameOn(payee, recordedOn(context)) },
      });
  }
  await decide(claim, { type: 'claim', kind: 'payee-account', key, part: payeeId, holderId: payeeId });
}
