import { Command, CommandBus, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { DurableDatabase } from '@bofu/sign-in';
import { ApprovePaper } from '../approve-paper';
import { paperIdOf } from '../budget-paper-aggregate';
import { PAPER_STATE_LABEL } from '../budget-paper-labels';
import { refuse } from '../domain/refusals';
import { ListPapers } from '../papers.query';
import { proposeEntries } from '../propose-entries';
import { ShowPaper } from '../show-paper';
import { SubmitPaper } from '../submit-paper';
import { pointsOf } from './points';
import type { EntryRequest } from './reading-requests';
import { keptReading } from './readings';

/**
 * A reading as one paper: everything that was read and decided, each figure with its place and the file's digest. Refused
 * as long as a figure that is needed is open, a point was not looked at, or a paper of the same file stands. Where one
 * person acts for all it is booked at once.
 */
export class EnterReading extends Command<
  DecisionResult & { readonly paperId: string; readonly entries: number; readonly approved: boolean }
> {
  constructor(
    readonly context: CommandContext,
    readonly digest: string,
    readonly wanted: EntryRequest,
  ) {
    super();
  }
}

@CommandHandler(EnterReading)
export class EnterReadingHandler implements ICommandHandler<EnterReading> {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly durable: DurableDatabase,
  ) {}

  async execute({ context, digest, wanted: { effectiveOn, choices, seen } }: EnterReading) {
    const { agencyId } = context;
    const { draft, fileName } = await keptReading(this.durable, agencyId, digest);
    const unseen = pointsOf(draft, proposeEntries(draft, [], effectiveOn)).filter(({ key }) => !seen.includes(key));
    if (unseen.length > 0) refuse('paper-points-not-seen', { points: unseen.length, first: unseen[0]?.title ?? '' });
    const { acts, open } = proposeEntries(draft, choices, effectiveOn);
    const [first] = open;
    if (first)
      refuse('paper-figures-open', { figures: open.length, sequence: first.sequence, sentence: first.sentence });
    await this.requireNotEntered(agencyId, digest, paperIdOf(context));

    const title = [...`${draft.fiscalYear.value ?? ''}年预算 ${draft.bureau.value ?? draft.title}`]
      .slice(0, 100)
      .join('');
    const content = { title, documentNumber: null, replaces: null, fileDigest: digest, fileName, acts };
    const { paperId, ...submitted } = await this.commands.execute(new SubmitPaper(context, content));
    if (context.by.mode !== 'single-person') return { ...submitted, paperId, entries: acts.length, approved: false };
    const shown = await this.queries.execute(new ShowPaper(agencyId, paperId, context.recordedAt));
    // Asked again after its answer was lost: what is booked is booked.
    if (shown.paper.situation !== 'submitted') return { ...submitted, paperId, entries: acts.length, approved: true };
    const approval = {
      ...context,
      commandId: derivedId('approval', context.commandId),
      causationId: context.commandId,
    };
    const signed = await this.commands.execute(new ApprovePaper(approval, paperId, shown));
    return { ...signed, paperId, entries: acts.length, approved: true };
  }

  /** The same file twice would be the same money twice. */
  private async requireNotEntered(agencyId: string, fileDigest: string, own: string): Promise<void> {
    const states = ['submitted', 'reviewed', 'approved'] as const;
    const asked = { states, paperId: null, fileDigest, before: null, limit: 2 };
    const papers = await this.queries.execute(new ListPapers([agencyId], asked));
    const other = papers.find(({ paperId }) => paperId !== own);
    if (other) refuse('paper-entered-already', { title: other.title, stateLabel: PAPER_STATE_LABEL[other.state] });
  }
}
