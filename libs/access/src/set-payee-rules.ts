import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '@bofu/kernel';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { agencyAggregate } from './access-aggregates';
import { Directory, upToNow } from './directory/directory';
import type { PayeeRules } from './domain/agency';
import { withinScope } from './within-scope';

export interface PayeeRulesSetting extends PayeeRules {
  readonly effectiveOn: BusinessDate;
  readonly reason: string;
}

export class SetPayeeRules extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly agencyId: string,
    readonly rules: PayeeRulesSetting,
  ) {
    super();
  }
}

/** 收款户管理: whether only payees of the register are paid, and how long an account counts as new. */
@CommandHandler(SetPayeeRules)
export class SetPayeeRulesHandler implements ICommandHandler<SetPayeeRules> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, agencyId, rules }: SetPayeeRules): Promise<DecisionResult> {
    await upToNow(this.directory, this.store);
    const own = withinScope(this.directory, context, agencyId);
    return runDecision(this.store, own, agencyAggregate(agencyId), { type: 'set-payee-rules', ...rules });
  }
}
