import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '@bofu/kernel';
import { derivedId, EventStore, runDecisions, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { unitAggregate } from './access-aggregates';
import { claimForGood } from './claim-for-good';
import { refuse } from './domain/refusals';
import type { UnitFacts } from './domain/unit';

export type UnitRegistration = DecisionResult & { readonly unitId: string };

export class RegisterUnit extends Command<UnitRegistration> {
  constructor(
    readonly context: CommandContext,
    readonly facts: UnitFacts & { readonly openedOn: BusinessDate },
  ) {
    super();
  }
}

@CommandHandler(RegisterUnit)
export class RegisterUnitHandler implements ICommandHandler<RegisterUnit> {
  constructor(private readonly store: EventStore) {}

  async execute({ context, facts }: RegisterUnit): Promise<UnitRegistration> {
    const unitId = derivedId('unit', context.commandId);
    const { code } = facts;
    const claimed = { agencyId: context.agencyId, kind: 'unit-code', key: code } as const;
    const command = { type: 'register-unit', ...facts } as const;
    const aggregate = unitAggregate(unitId);
    const intent = { stream: aggregate.stream, command };
    const result = await runDecisions(this.store, context, intent, async (decisions) => {
      await decisions.decide(aggregate, command);
      await claimForGood(decisions, claimed, unitId, (holder) => refuse('unit-code-taken', { code, unitId: holder }));
    });
    return { ...result, unitId };
  }
}
