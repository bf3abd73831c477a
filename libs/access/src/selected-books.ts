import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { EventStore, type BooksSelection } from '@bofu/event-store';
import {
  businessDate,
  Clock,
  knownAt,
  knownPosition,
  minPosition,
  reader,
  requireReached,
  sayProjectionPosition,
  seenBy,
  text,
  today,
  type HttpReply,
  type KnownAt,
} from '@bofu/http';
import { Refusal, type BusinessDate } from '@bofu/kernel';
import { ProjectionRunner, RecordedTime } from '@bofu/read-model';
import { agencyNamed, agencyWithin } from './acting-persons';
import { Directory, upToNow } from './directory/directory';

type Position = NonNullable<BooksSelection['knownAt']>;

/** How long a read waits for what its caller has just recorded, before it is refused. */
const PATIENCE_MS = 3_000;

/** The query parameters that say whose books a read is about: `strictObject({ ...booksScopeQuery, … })`. */
export const booksScopeQuery = {
  agency: text(64, '部门编号或代码；只有一个部门时可省略', '370').optional(),
  scope: z
    .enum(['agency', 'subordinates'])
    .optional()
    .describe('agency 只看本部门，subordinates 连同下级部门；缺省为 agency'),
};

/** The query parameters of every read of books by both clocks. */
export const booksQuery = { ...booksScopeQuery, asOf: businessDate.optional(), knownAt, minPosition };

interface ScopeAsked {
  readonly agency?: string | undefined;
  readonly scope?: 'agency' | 'subordinates' | undefined;
}

interface BooksAsked extends ScopeAsked {
  readonly fiscalYear?: number | undefined;
  readonly asOf?: BusinessDate | undefined;
  readonly knownAt?: KnownAt | undefined;
}

/** Whose books a read is about, within what its reader's rights reach. Throws Refusal `agency-unknown`, `agency-required`. */
export function agencyScopeOf(
  directory: Directory,
  { agency, scope = 'agency' }: ScopeAsked,
  day: BusinessDate,
): readonly string[] {
  const admitted = reader();
  const agencyId =
    admitted === null
      ? agencyNamed(directory, agency ?? null, day)
      : agencyWithin(directory, admitted.rights, agency ?? null, day);
  if (scope === 'agency') return [agencyId];
  const reach = admitted?.rights.flatMap((right) => right.reach);
  return directory.scopeOf(agencyId, day).filter((below) => reach?.includes(below) ?? true);
}

export interface Selected {
  readonly books: BooksSelection;
  /** The day this was asked, in Beijing: decided once, so that no part of an answer falls into the next day. */
  readonly today: BusinessDate;
}

/**
 * Turns what a request asks into one selection of books. Codes and superiors are those of today, whatever day the books
 * are read as of: who may see them is a question of now. Refuses `agency-unknown`, `agency-required` and what
 * `knownPosition` does.
 */
@Injectable()
export class SelectedBooks {
  constructor(
    private readonly projections: ProjectionRunner,
    private readonly recordedTime: RecordedTime,
    private readonly directory: Directory,
    private readonly clock: Clock,
    private readonly store: EventStore,
  ) {}

  /** Who was registered a moment ago may not have come into the directory: before it refuses, it is brought up to now. */
  async scopeOf(asked: ScopeAsked, day: BusinessDate = today(this.clock)): Promise<readonly string[]> {
    try {
      return agencyScopeOf(this.directory, asked, day);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await upToNow(this.directory, this.store);
      return agencyScopeOf(this.directory, asked, day);
    }
  }

  /** As `seenBy`, for what is read from the directory. */
  async seenInDirectory(wanted: Position | undefined, reply: HttpReply): Promise<void> {
    const now = await this.directory.reached(null, 0);
    const isThere = wanted === undefined || (now !== null && wanted <= now);
    const head = isThere ? null : await this.store.head();
    const beyondHead = !isThere && (head === null || wanted > head);
    const position = isThere || beyondHead ? now : await this.directory.reached(wanted, PATIENCE_MS);
    const reached = isThere || (position !== null && wanted <= position);
    requireReached('directory', wanted, { reached, position, fault: null, beyondHead });
    sayProjectionPosition(reply, position);
  }

  /** For a read that waits for nothing, or by rules of its own. */
  async of(asked: BooksAsked): Promise<Selected> {
    const day = today(this.clock);
    const agencyScope = await this.scopeOf(asked, day);
    const known = await knownPosition(this.recordedTime, asked.knownAt, agencyScope);
    const { fiscalYear = null, asOf = null } = asked;
    return { books: { agencyScope, fiscalYear, asOf, knownAt: known }, today: day };
  }

  /**
   * Once the projection has come as far as the read asks: what was known by a position is complete only then. `position`
   * is where it stands, `''` before the first event. Refuses what `seenBy` does.
   */
  async seen(
    projection: string,
    asked: BooksAsked & { readonly minPosition?: Position | undefined },
    reply: HttpReply,
  ): Promise<Selected & { readonly position: string }> {
    const selected = await this.of(asked);
    const { knownAt: known } = selected.books;
    const { minPosition: least } = asked;
    const furthest = known === null || (least !== undefined && least > known) ? least : known;
    const position = await seenBy(this.projections, projection, furthest === '' ? undefined : furthest, reply);
    return { ...selected, position };
  }
}
