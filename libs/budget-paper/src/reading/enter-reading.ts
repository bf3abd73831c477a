import { Command, CommandBus, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import {
  derivedId,
  EventStore,
  fingerprintOf,
  type CommandContext,
  type DecisionResult,
  type Position,
} from '@bofu/event-store';
import { requireReached } from '@bofu/http';
import { ProjectionRunner } from '@bofu/read-model';
import { DurableDatabase } from '@bofu/sign-in';
import { ApprovePaper } from '../approve-paper';
import { paperIdOf } from '../budget-paper-aggregate';
import { PAPER_STATE_LABEL } from '../budget-paper-labels';
import { refuse } from '../domain/refusals';
import { ListPapers } from '../papers.query';
import { proposeEntries, type Proposal } from '../propose-entries';
import { ShowPaper } from '../show-paper';
import { SubmitPaper } from '../submit-paper';
import { BOOKS_PROJECTION, booksOfYear, lastVersionOf } from './books-of-year';
import { pointsOf } from './points';
import type { EntryRequest } from './reading-requests';
import { keptReading } from './readings';

/**
 * A reading as one paper: everything that was read and decided, each figure with its place and the file's digest. Refused
 * as long as a figure that is needed is open, a point was not looked at, or a paper of the same file stands. It is set
 * against the books as they were shown, and refused where they would make another paper of it now. Where one person acts
 * for all it is booked at once.
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

const PATIENCE_MS = 3_000;

@CommandHandler(EnterReading)
export class EnterReadingHandler implements ICommandHandler<EnterReading> {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly durable: DurableDatabase,
    private readonly store: EventStore,
    private readonly projections: ProjectionRunner,
  ) {}

  async execute({ context, digest, wanted: { effectiveOn, choices, seen, prints, shownAt, files } }: EnterReading) {
    const { agencyId } = context;
    const { draft, fileName } = await keptReading(this.durable, agencyId, digest);
    const head = await this.store.head();
    if (head !== null)
      requireReached(BOOKS_PROJECTION, head, await this.projections.waitFor(BOOKS_PROJECTION, head, PATIENCE_MS));
    const proposedAt = async (knownAt: Position | null, decided: typeof choices): Promise<Proposal> => {
      const books = await booksOfYear(this.queries, agencyId, draft.fiscalYear.value ?? 0, knownAt);
      return proposeEntries(draft, decided, effectiveOn, { books, prints, fileName });
    };
    const unseen = pointsOf(draft, await proposedAt(shownAt, [])).filter(({ key }) => !seen.includes(key));
    if (unseen.length > 0) refuse('paper-points-not-seen', { points: unseen.length, first: unseen[0]?.title ?? '' });
    const proposal = await proposedAt(shownAt, choices);
    const { acts, open, comparison } = proposal;
    const asked = comparison.programmes.filter(({ standing }) => standing === 'asked');
    if (asked.length > 0) refuse('paper-prints-unsaid', { programmes: asked.length });
    const [first] = open;
    if (first)
      refuse('paper-figures-open', { figures: open.length, sequence: first.sequence, sentence: first.sentence });
    // Asked again after its answer was lost: what this very command has booked since is no change of the books.
    const isOwn = await this.requireNotEntered(agencyId, digest, paperIdOf(context));
    if (!isOwn) {
      requireUnmoved(proposal, await proposedAt(null, choices));
      if (acts.length === 0) refuse('paper-adds-nothing', { programmes: draft.programmes.length });
      const since = await lastVersionOf(this.queries, agencyId, acts);
      if (since !== null && since > effectiveOn) refuse('paper-effective-too-early', { effectiveOn, since });
    }

    const title = [...`${draft.fiscalYear.value ?? ''}年预算 ${draft.bureau.value ?? draft.title}`]
      .slice(0, 100)
      .join('');
    const content = { title, documentNumber: null, replaces: null, fileDigest: digest, fileName, acts };
    const { paperId, ...submitted } = await this.commands.execute(new SubmitPaper(context, content, files));
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

  /** The same file twice would be the same money twice. Answers whether the paper of it is this command's own. */
  private async requireNotEntered(agencyId: string, fileDigest: string, own: string): Promise<boolean> {
    const states = ['submitted', 'reviewed', 'approved'] as const;
    const asked = { states, paperId: null, fileDigest, before: null, limit: 2 };
    const papers = await this.queries.execute(new ListPapers([agencyId], asked));
    const other = papers.find(({ paperId }) => paperId !== own);
    if (other) refuse('paper-entered-already', { title: other.title, stateLabel: PAPER_STATE_LABEL[other.state] });
    return papers.length > 0;
  }
}

/** What she looked at is what the books would make of the paper now. */
function requireUnmoved(shown: Proposal, now: Proposal): void {
  if (fingerprintOf(said(shown)) === fingerprintOf(said(now))) return;
  const [before, after] = [shown, now].map(
    ({ comparison }) => new Map(comparison.programmes.map((one) => [one.sequence, fingerprintOf(standingOf(one))])),
  );
  const moved = now.comparison.programmes.filter(({ sequence }) => before?.get(sequence) !== after?.get(sequence));
  const first = moved[0] === undefined ? '文件未列的项目' : `第 ${moved[0].sequence} 个项目`;
  refuse('paper-books-moved', { differences: Math.max(moved.length, 1), first });
}

const said = ({ acts, leftOut, changes }: Proposal) => ({ acts, leftOut, changes });
const standingOf = ({ standing, changeFen, figures, appropriation }: Proposal['comparison']['programmes'][number]) => ({
  ...{ standing, figures, changeFen: String(changeFen) },
  booked: appropriation === null ? null : String(appropriation.amountFen),
});
