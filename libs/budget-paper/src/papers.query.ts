import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  fenFromDigits,
  signedBefore,
  whoseHand,
  type By,
  type Delegators,
  type Fen,
  type SignedBefore,
  type Signer,
} from '@bofu/kernel';
import { Database } from '@bofu/read-model';
import type { PaperEvent } from './domain/budget-paper';
import type { PaperState } from './domain/refusals';
import { papersProjection } from './papers.projection';

export interface PaperStep {
  readonly type: PaperEvent['type'];
  readonly by: By;
  readonly recordedAt: string;
  readonly reason: string | null;
}

export interface PaperStanding {
  readonly paperId: string;
  readonly agencyId: string;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly entries: number;
  /** How often each kind of act stands in it. */
  readonly acts: Readonly<Record<string, number>>;
  readonly totalFen: Fen;
  readonly replaces: string | null;
  /** Who submitted what it replaces, and what that one replaced. */
  readonly makersBefore: readonly string[];
  readonly fileDigest: string | null;
  readonly fileName: string | null;
  readonly state: PaperState;
  readonly steps: readonly PaperStep[];
}

interface PaperRow {
  readonly paper_id: string;
  readonly agency_id: string;
  readonly title: string;
  readonly document_number: string | null;
  readonly entries: number;
  readonly acts: Readonly<Record<string, number>>;
  readonly total: string;
  readonly replaces: string | null;
  readonly makers_before: readonly string[];
  readonly file_digest: string | null;
  readonly file_name: string | null;
  readonly steps: readonly { type: PaperEvent['type']; by: By; recordedAt: string; reason: string | null }[];
}

const STATE_AFTER: Readonly<Record<Exclude<PaperEvent['type'], 'PaperEntryMade'>, PaperState>> = {
  PaperSubmitted: 'submitted',
  PaperReviewed: 'reviewed',
  PaperApproved: 'approved',
  PaperReturned: 'returned',
  PaperTakenBack: 'withdrawn',
};

const tables = papersProjection.name;

/** The last submitted first; those of one state, or all. */
export class ListPapers extends Query<readonly (PaperStanding & { readonly position: string })[]> {
  constructor(
    readonly agencyScope: readonly string[],
    readonly asked: {
      readonly states: readonly PaperState[] | null;
      readonly paperId: string | null;
      /** Papers that were read from this file. */
      readonly fileDigest?: string | null;
      readonly before: string | null;
      readonly limit: number;
    },
  ) {
    super();
  }
}

@QueryHandler(ListPapers)
export class ListPapersHandler implements IQueryHandler<ListPapers> {
  constructor(private readonly database: Database) {}

  async execute({ agencyScope, asked: { states, paperId, fileDigest = null, before, limit } }: ListPapers) {
    const lastSteps =
      states && Object.entries(STATE_AFTER).flatMap(([type, state]) => (states.includes(state) ? [type] : []));
    const rows = await this.database.query<(PaperRow & { readonly position: string })[]>(
      `select p.paper_id, p.agency_id, p.title, p.document_number, p.entries, p.replaces, p.file_digest, p.file_name,
         p.position,
         (select jsonb_object_agg(each.type, each.n) from (
            select type, count(*)::int as n from ${tables}.paper_entry e where e.paper_id = p.paper_id group by type
          ) each) as acts,
         (select sum(amount_fen)::text from ${tables}.paper_entry e where e.paper_id = p.paper_id) as total,
         (select jsonb_agg(jsonb_build_object('type', s.type, 'by', s.recorded_by, 'recordedAt', s.recorded_at,
            'reason', s.reason) order by s.position)
          from ${tables}.paper_step s where s.paper_id = p.paper_id) as steps,
         array(
           with recursive earlier as (
             select b.paper_id, b.replaces from ${tables}.paper b
             where b.paper_id = p.replaces and b.agency_id = any ($1)
             union
             select b.paper_id, b.replaces from earlier e join ${tables}.paper b on b.paper_id = e.replaces
             where b.agency_id = any ($1)
           )
           select s.recorded_by ->> 'personId' from earlier join ${tables}.paper_step s using (paper_id)
           where s.type = 'PaperSubmitted'
         ) as makers_before
       from ${tables}.paper p
       where p.agency_id = any ($1) and ($2::text is null or p.paper_id = $2) and ($3::text is null or p.position < $3)
         and ($4::text[] is null or (
           select s.type from ${tables}.paper_step s where s.paper_id = p.paper_id order by s.position desc limit 1
         ) = any ($4))
         and ($6::text is null or p.file_digest = $6)
       order by p.position desc limit $5`,
      [agencyScope, paperId, before, lastSteps, limit, fileDigest],
    );
    return rows.map((row) => ({ ...standingOf(row), position: row.position }));
  }
}

const standingOf = (row: PaperRow): PaperStanding => {
  const last = row.steps.at(-1)?.type ?? 'PaperSubmitted';
  return {
    ...{ paperId: row.paper_id, agencyId: row.agency_id, title: row.title, documentNumber: row.document_number },
    ...{ entries: row.entries, acts: row.acts, totalFen: fenFromDigits(row.total), replaces: row.replaces },
    ...{ fileDigest: row.file_digest, fileName: row.file_name, steps: row.steps },
    makersBefore: row.makers_before,
    state: last === 'PaperEntryMade' ? 'submitted' : STATE_AFTER[last],
  };
};

/** What she, or whom she stands in for, was in the paper's history; `null` who may sign it still. */
export const barredAs = (
  { steps, makersBefore }: Pick<PaperStanding, 'steps' | 'makersBefore'>,
  signer: Signer,
  delegators: Delegators,
): SignedBefore | 'maker-before' | null =>
  signedBefore(
    steps.map(({ by }) => by),
    signer,
    delegators,
  ) ?? (whoseHand(signer, delegators).some((each) => makersBefore.includes(each)) ? 'maker-before' : null);
