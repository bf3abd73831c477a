import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  claimAggregate,
  claimHolder,
  derivedId,
  EventStore,
  runDecisions,
  type CommandContext,
  type DecisionResult,
  type Decisions,
} from '@bofu/event-store';
import type { ProgrammeCommand } from './domain/programme';
import { refuse } from './domain/refusals';
import { requireSignatures } from './needs-signatures';
import { programmeAggregate } from './programme-aggregate';

type Registration = Omit<Extract<ProgrammeCommand, { type: 'register-programme' }>, 'type'>;

const programmeIdOf = ({ commandId }: Pick<CommandContext, 'commandId'>): string => derivedId('programme', commandId);

/** A code names one programme of an agency; registering it again finds the first. Answers the programme's id. */
export async function registerProgramme(
  decisions: Decisions,
  context: Pick<CommandContext, 'commandId' | 'agencyId'>,
  registration: Registration,
): Promise<string> {
  const { decide } = decisions;
  const claimed = { agencyId: context.agencyId, kind: 'programme-code', key: registration.code } as const;
  const holder = await claimHolder(decisions, claimed);
  if (holder !== null) return holder;
  const programmeId = programmeIdOf(context);
  const { kind, key } = claimed;
  await decide(claimAggregate(claimed), { type: 'claim', kind, key, part: null, holderId: programmeId });
  await decide(programmeAggregate(programmeId), { type: 'register-programme', ...registration });
  return programmeId;
}

/** As above, for a code that must be nobody's yet: refuses `programme-exists`. */
export async function registerNewProgramme(
  decisions: Decisions,
  context: Pick<CommandContext, 'commandId' | 'agencyId'>,
  registration: Registration,
): Promise<string> {
  const found = await registerProgramme(decisions, context, registration);
  return found === programmeIdOf(context)
    ? found
    : refuse('programme-exists', { programmeId: found, code: registration.code });
}

/** 登记预算项目. Refuses `programme-exists` with the first of the same code. */
export class RegisterProgramme extends Command<DecisionResult & { readonly programmeId: string }> {
  constructor(
    readonly context: CommandContext,
    readonly registration: Registration,
  ) {
    super();
  }
}

@CommandHandler(RegisterProgramme)
export class RegisterProgrammeHandler implements ICommandHandler<RegisterProgramme> {
  constructor(private readonly store: EventStore) {}

  async execute({ context, registration }: RegisterProgramme) {
    requireSignatures(context, 'register-programme');
    const programmeId = programmeIdOf(context);
    const result = await runDecisions(this.store, context, registration, async (decisions) => {
      await decisions.load(programmeAggregate(programmeId));
      await registerNewProgramme(decisions, context, registration);
    });
    return { ...result, programmeId };
  }
}
