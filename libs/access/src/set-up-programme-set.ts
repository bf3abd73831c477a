import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId, EventStore, runDecisions, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { programmeSetsAggregate, rightsAggregate } from './access-aggregates';
import { Directory, upToNow } from './directory/directory';
import { withinScope } from './within-scope';

export type ProgrammeSetAct =
  | {
      readonly type: 'create-programme-set';
      readonly name: string;
      readonly programmeIds: readonly string[];
      readonly reason: string;
    }
  | {
      readonly type: 'change-programme-set';
      readonly programmeSetId: string;
      readonly add: readonly string[];
      readonly remove: readonly string[];
      readonly reason: string;
    }
  | { readonly type: 'confirm-programme-set-change'; readonly programmeSetId: string }
  | { readonly type: 'decline-programme-set-change'; readonly programmeSetId: string; readonly reason: string };

export class SetUpProgrammeSet extends Command<DecisionResult & { readonly programmeSetId: string }> {
  constructor(
    readonly context: CommandContext,
    readonly agencyId: string,
    readonly act: ProgrammeSetAct,
  ) {
    super();
  }
}

/**
 * 项目组, made and changed. A change reads the rights of everybody it was granted to and is appended only while they stand;
 * whoever grants it meanwhile writes to the same history, so that neither slips by the other.
 */
@CommandHandler(SetUpProgrammeSet)
export class SetUpProgrammeSetHandler implements ICommandHandler<SetUpProgrammeSet> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, agencyId, act }: SetUpProgrammeSet) {
    await upToNow(this.directory, this.store);
    const own = withinScope(this.directory, context, agencyId);
    const aggregate = programmeSetsAggregate(agencyId);
    const programmeSetId =
      act.type === 'create-programme-set' ? derivedId('programme-set', context.commandId) : act.programmeSetId;
    const plan = { stream: aggregate.stream, command: act };
    const result = await runDecisions(this.store, own, plan, async ({ load, decide }) => {
      const set = (await load(aggregate)).get(programmeSetId);
      if (act.type === 'create-programme-set' || act.type === 'decline-programme-set-change')
        return void (await decide(aggregate, { ...act, programmeSetId }));
      const holders = [];
      for (const personId of set?.personIds ?? []) {
        const home = this.directory.personAnywhere(personId)?.agencyId ?? null;
        holders.push({ personId, rights: await load(rightsAggregate(personId, home)) });
      }
      await decide(aggregate, { ...act, holders });
    });
    return { programmeSetId, ...result };
  }
}
