import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, rehearse, type CommandContext, type Decisions, type Position } from '@bofu/event-store';
import type { By } from '@bofu/kernel';
import { paperAggregate } from './budget-paper-aggregate';
import type { SubmittedPaper } from './domain/budget-paper';
import { refuse } from './domain/refusals';
import { digestOf, tryEntries, type EntryEffect } from './entry-effects';

/** A paper as it is shown to whoever signs it. */
export interface ShownPaper {
  readonly paper: SubmittedPaper;
  readonly effects: readonly EntryEffect[];
  readonly digest: string;
  /** The books were read up to here. */
  readonly shownAt: string;
}

export class ShowPaper extends Query<ShownPaper> {
  constructor(
    readonly agencyId: string,
    readonly paperId: string,
    readonly recordedAt: string,
  ) {
    super();
  }
}

@QueryHandler(ShowPaper)
export class ShowPaperHandler implements IQueryHandler<ShowPaper> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ agencyId, paperId, recordedAt }: ShowPaper): Promise<ShownPaper> {
    return showPaper(this.store, this.directory, { agencyId, recordedAt }, paperId, (await this.store.head()) ?? '');
  }
}

/** Rules about persons have no part in what an entry does. */
const NOBODY: By = { personId: '', post: 'approver', delegationId: null, channel: 'service', mode: 'office' };

/** What the paper says, and what its entries would do on the books as known at a position. */
export async function showPaper(
  store: EventStore,
  directory: Pick<Directory, 'largePaymentFen'>,
  { agencyId, recordedAt }: Pick<CommandContext, 'agencyId' | 'recordedAt'>,
  paperId: string,
  shownAt: string,
): Promise<ShownPaper> {
  const books = { agencyId, by: NOBODY };
  return rehearse(store, books, shownAt as Position, async (decisions) => {
    const paper = await submittedPaper(decisions, paperId);
    const effects = isOpen(paper) ? await tryEntries(decisions, directory, { agencyId, recordedAt }, paper) : [];
    return { paper, effects, digest: digestOf(paper.contentDigest, effects), shownAt };
  });
}

export const isOpen = ({ situation }: SubmittedPaper): boolean => situation === 'submitted' || situation === 'reviewed';

/** Refuses `budget-paper-not-found`; another agency's answers like one that never was. */
export async function submittedPaper({ load }: Decisions, paperId: string): Promise<SubmittedPaper> {
  const paper = await load(paperAggregate(paperId));
  return paper.situation === 'not-submitted' ? refuse('budget-paper-not-found', { paperId }) : paper;
}
