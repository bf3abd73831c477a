import { Database } from '@bofu/read-model';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BooksSelection } from '@bofu/event-store';
import type { BusinessDate, PaymentStandard } from '@bofu/kernel';
import { dayInSight, isNow } from './appropriations.query';

/** A programme as it stands now, or as it stood on a day, as known at a position. */
export interface ProgrammeStanding {
  readonly programmeId: string;
  readonly agencyId: string;
  readonly code: string;
  readonly name: string;
  readonly groups: readonly { readonly groupId: string; readonly name: string }[];
  /** In force on the day, one for everybody (`groupId: null`) and one for each group that has its own. */
  readonly standards: readonly (PaymentStandard & {
    readonly groupId: string | null;
    readonly effectiveOn: BusinessDate;
  })[];
  readonly endsOn: BusinessDate | null;
  readonly version: bigint;
  readonly position: string;
}

/** A page of an agency's programmes by the code they have now, whatever they were called on the day asked about. */
export class ListProgrammes extends Query<ProgrammeStanding[]> {
  constructor(
    readonly books: BooksSelection,
    /** The last programme of the page before. */
    readonly after: string | null,
    readonly limit: number,
    /** What takes effect after this day is not in force as the books stand; `null` for all that is recorded. */
    readonly today: BusinessDate | null = null,
  ) {
    super();
  }
}

export class GetProgramme extends Query<ProgrammeStanding | null> {
  constructor(
    readonly programmeId: string,
    readonly books: BooksSelection,
    /** What takes effect after this day is not in force as the books stand; `null` for all that is recorded. */
    readonly today: BusinessDate | null = null,
  ) {
    super();
  }
}

type Row = Omit<ProgrammeStanding, 'version'> & { readonly version: string };

const counts = `($1::date is null or s.effective_on <= $1) and ($2::text is null or s.position <= $2)`;

/**
 * `$1` the business date (`dayInSight`), `$2` the position, `$3` the agencies. As the books stand every programme and
 * group is there; a programme whose first name is still to begin goes by the one recorded last.
 */
const stood = (isNow: boolean): string => `
  select p.programme_id as "programmeId", p.agency_id as "agencyId",
    coalesce(name.value ->> 'code', p.code) as code, coalesce(name.value ->> 'name', p.name) as name,
    "end".value ->> 'endsOn' as "endsOn", p.version::text as version, p.position,
    coalesce((
      select jsonb_agg(s.value order by s.position) from ledger.setting s
      where s.subject_id = p.programme_id and s.kind = 'group' ${isNow ? '' : `and ${counts}`}), '[]') as groups,
    coalesce((
      select jsonb_agg(newest.value || jsonb_build_object('effectiveOn', newest.effective_on)
        order by newest.value ->> 'groupId' nulls first)
      from (
        select distinct on (s.value ->> 'groupId') s.value, s.effective_on::text from ledger.setting s
        where s.subject_id = p.programme_id and s.kind = 'payment-standard' and ${counts}
        order by s.value ->> 'groupId', s.effective_on desc, s.position desc
      ) newest), '[]') as standards
  from ledger.programme p
  ${isNow ? 'left' : 'inner'} join lateral (
    select s.value from ledger.setting s
    where s.subject_id = p.programme_id and s.kind = 'name' and ${counts}
    order by s.effective_on desc, s.position desc limit 1) name on true
  left join lateral (
    select s.value from ledger.setting s
    where s.subject_id = p.programme_id and s.kind = 'end' and ($2::text is null or s.position <= $2)
    order by s.position desc limit 1) "end" on true
  where p.agency_id = any($3::text[])`;

const standing = (row: Row): ProgrammeStanding => ({ ...row, version: BigInt(row.version) });

@QueryHandler(ListProgrammes)
export class ListProgrammesHandler implements IQueryHandler<ListProgrammes> {
  constructor(private readonly database: Database) {}

  async execute({ books, after, limit, today }: ListProgrammes): Promise<ProgrammeStanding[]> {
    const rows = await this.database.query<Row[]>(
      `${stood(isNow(books))} and ($4::text is null or (p.code, p.programme_id) >
         ((select code from ledger.programme where programme_id = $4), $4))
       order by p.code, p.programme_id limit $5`,
      [dayInSight(books, today), books.knownAt, books.agencyScope, after, limit],
    );
    return rows.map(standing);
  }
}

@QueryHandler(GetProgramme)
export class GetProgrammeHandler implements IQueryHandler<GetProgramme> {
  constructor(private readonly database: Database) {}

  async execute({ programmeId, books, today }: GetProgramme): Promise<ProgrammeStanding | null> {
    const [row] = await this.database.query<Row[]>(`${stood(isNow(books))} and p.programme_id = $4`, [
      dayInSight(books, today),
      books.knownAt,
      books.agencyScope,
      programmeId,
    ]);
    return row ? standing(row) : null;
  }
}
