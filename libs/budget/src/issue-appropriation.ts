import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
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
import { ActFiles, askAboutFileNames, fileAct, withFiles, type ActFile } from './act-files';
import { appropriationAggregate } from './appropriation-aggregate';
import type { AppropriationCommand } from './domain/appropriation';
import type { ForProgramme } from './domain/budget-act';
import { appropriationKeyOf } from './domain/appropriation-terms';
import { refuse } from './domain/refusals';
import { requireSignatures } from './needs-signatures';
import { programmeAggregate } from './programme-aggregate';
import { registerProgramme } from './register-programme';

type IssueCommand = Extract<AppropriationCommand, { type: 'issue-appropriation' }>;

export type Issue = Omit<IssueCommand, 'type' | 'programmeId' | 'programmeCode' | 'programmeName'> & {
  readonly programme: ForProgramme;
};

export const appropriationIdOf = ({ commandId }: Pick<CommandContext, 'commandId'>): string =>
  derivedId('appropriation', commandId);

/** 指标下达. Refuses `appropriation-exists` with the first of the same programme, year, level, kind and batch. */
export class IssueAppropriation extends Command<DecisionResult & { readonly appropriationId: string }> {
  constructor(
    readonly context: CommandContext,
    readonly issue: Issue,
    readonly files: readonly ActFile[] = [],
  ) {
    super();
  }
}

@CommandHandler(IssueAppropriation)
export class IssueAppropriationHandler implements ICommandHandler<IssueAppropriation> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
    private readonly actFiles: ActFiles,
  ) {}

  async execute({ context, issue, files }: IssueAppropriation) {
    const { store, directory, actFiles } = this;
    requireSignatures(context, 'issue-appropriation');
    askAboutFileNames(files, context.confirmation);
    const appropriationId = appropriationIdOf(context);
    const result = await runDecisions(store, context, withFiles(issue, files), async (decisions) => {
      await issueAppropriation(decisions, context, issue);
      await fileAct(decisions, context, 'issue-appropriation', [appropriationId], { directory, actFiles, files });
    });
    return { ...result, appropriationId };
  }
}

/** The appropriation that exists already in the place of this one; `null` where there is none. */
export async function issuedInItsPlace(
  decisions: Decisions,
  agencyId: string,
  { programme, ...terms }: Issue,
): Promise<string | null> {
  const programmeId =
    'programmeId' in programme
      ? programme.programmeId
      : await claimHolder(decisions, { agencyId, kind: 'programme-code', key: programme.code });
  if (programmeId === null) return null;
  const key = appropriationKeyOf({ programmeId, ...terms });
  return claimHolder(decisions, { agencyId, kind: 'appropriation', key });
}

/** The plan, for the import as well: claims what may exist once, registers the programme where it is new, and issues. */
export async function issueAppropriation(
  decisions: Decisions,
  context: Pick<CommandContext, 'commandId' | 'agencyId'>,
  { programme, ...terms }: Issue,
): Promise<{ readonly appropriationId: string; readonly programmeId: string }> {
  const { load, decide } = decisions;
  const { agencyId } = context;
  const appropriationId = appropriationIdOf(context);
  await load(appropriationAggregate(appropriationId));

  const programmeId =
    'programmeId' in programme
      ? programme.programmeId
      : await registerProgramme(decisions, context, {
          ...programme,
          effectiveOn: terms.effectiveOn,
          sources: [],
        });
  const known = await load(programmeAggregate(programmeId));
  if (known.situation === 'not-registered') return refuse('programme-not-found', { programmeId });
  const printed = 'code' in programme ? programme : known;

  const key = appropriationKeyOf({ programmeId, ...terms });
  const claimed = { agencyId, kind: 'appropriation', key } as const;
  const holder = await claimHolder(decisions, claimed);
  if (holder !== null && holder !== appropriationId) refuse('appropriation-exists', { appropriationId: holder });
  await decide(claimAggregate(claimed), {
    type: 'claim',
    kind: claimed.kind,
    key,
    part: null,
    holderId: appropriationId,
  });
  await decide(appropriationAggregate(appropriationId), {
    type: 'issue-appropriation',
    programmeId,
    programmeCode: printed.code,
    programmeName: printed.name,
    ...terms,
  });
  return { appropriationId, programmeId };
}
