import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BooksSelection } from '@bofu/event-store';
import { type BusinessDate, fen, type Fen, fenFromDigits, type PaymentStandard, type SpendingPlan } from '@bofu/kernel';
import { Database } from '@bofu/read-model';
import type { AppropriationTerms, Source } from '../domain/appropriation-terms';
import type { PerformanceTarget } from '../domain/performance-target';

/** An appropriation as it stands now, or as it stood on a day, as known at a position. */
export interface AppropriationStanding extends AppropriationTerms {
  readonly appropriationId: string;
  readonly agencyId: string;
  readonly issuedOn: BusinessDate;
  readonly sources: readonly Source[];
  readonly spendingPlan: SpendingPlan | null;
  /** The standard of everybody in its programme; `null` where there is none, or only groups have theirs. */
  readonly paymentStandard: PaymentStandard | null;
  readonly performanceTargets: readonly PerformanceTarget[] | null;
  readonly initialFen: Fen;
  readonly budgetFen: Fen;
  readonly committedFen: Fen;
  readonly settledFen: Fen;
  readonly frozenFen: Fen;
  readonly availableFen: Fen;
  readonly version: bigint;
  readonly position: string;
}

/**
 * A page of the appropriations of a year, by the programme code each was issued under: a code may change from page to
 * page and from day to day, that one stays. One not issued yet is not there.
 */
export class ListAppropriations extends Query<AppropriationStanding[]> {
  constructor(
    readonly books: BooksSelection,
    /** The last appropriation of the page before. */
    readonly after: string | null,
    readonly limit: number,
    readonly programmeId: string | null = null,
    /** What takes effect after this day does not count for the books as they stand; `null` for all that is recorded. */
    readonly today: BusinessDate | null = null,
  ) {
    super();
  }
}

/** `null` where it is not in these books: another agency's answers exactly like one that never was. */
export class GetAppropriation extends Query<AppropriationStanding | null> {
  constructor(
    readonly appropriationId: string,
    readonly books: BooksSelection,
    /** What takes effect after this day does not count for the books as they stand; `null` for all that is recorded. */
    readonly today: BusinessDate | null = null,
  ) {
    super();
  }
}

/** 变更次数: how often the authority itself changed after it was issued; what was paid or came back is no change of it. */
export class CountChanges extends Query<number> {
  constructor(
    readonly appropriationId: string,
    readonly books: BooksSelection,
    readonly today: BusinessDate,
  ) {
    super();
  }
}

/** The fiscal years that have appropriations, the latest first. */
export class ListFiscalYears extends Query<number[]> {
  constructor(readonly agencyScope: readonly string[]) {
    super();
  }
}

const COLUMNS = `appropriation_id as "appropriationId", agency_id as "agencyId", programme_id as "programmeId",
  programme_code as "programmeCode", programme_name as "programmeName", fiscal_year as "fiscalYear",
  formed_in as "formedIn", issued_as as "issuedAs", batch, unit_code as "unitCode", unit_name as "unitName",
  funding_level as "fundingLevel", funding_level_basis as "fundingLevelBasis", budget_type as "budgetType",
  document_number as "documentNumber", document_date::text as "documentDate", elements, sources,
  issued_on::text as "issuedOn", plan as "spendingPlan", standard as "paymentStandard", targets as "performanceTargets",
  initial_fen::text as "initialFen", budget_fen::text as "budgetFen", committed_fen::text as "committedFen",
  settled_fen::text as "settledFen", frozen_fen::text as "frozenFen", version::text as version, position`;

type Money = 'initialFen' | 'budgetFen' | 'committedFen' | 'settledFen' | 'frozenFen';
type Row = Omit<AppropriationStanding, Money | 'availableFen' | 'version'> & Record<Money | 'version', string>;

function standing(row: Row): AppropriationStanding {
  const [budgetFen, committedFen, settledFen, frozenFen] = [
    fenFromDigits(row.budgetFen),
    fenFromDigits(row.committedFen),
    fenFromDigits(row.settledFen),
    fenFromDigits(row.frozenFen),
  ];
  return {
    ...row,
    initialFen: fenFromDigits(row.initialFen),
    budgetFen,
    committedFen,
    settledFen,
    frozenFen,
    availableFen: fen(budgetFen - committedFen - settledFen - frozenFen),
    version: BigInt(row.version),
  };
}

/** The version in force on the day: the latest effective, among equals the last recorded. */
const inForce = (subject: string, kind: string, value = 'value', also = ''): string => `(
  select ${value} from ledger.setting s
  where s.subject_id = ${subject} and s.kind = ${kind} and ($1::date is null or s.effective_on <= $1)
    and ($2::text is null or s.position <= $2) ${also}
  order by s.effective_on desc, s.position desc limit 1)`;

/** A year's money keeps the name its programme had at the year's end. */
const IN_ITS_YEAR = 'and s.effective_on <= make_date(a.fiscal_year, 12, 31)';

/**
 * The appropriations on a page: `$1` the business date (`dayInSight`), `$2` the position, `$3` the agencies. A year of a
 * programme is a few hundred lines, which is summed in no time; for the present the standing row has the sums, less what
 * takes effect after the day.
 */
const stood = (isNow: boolean, where: string, page = ''): string => `
  select a.appropriation_id, a.agency_id, a.programme_id, a.fiscal_year, a.formed_in, a.issued_as, a.batch, a.unit_code,
    a.unit_name, a.funding_level, a.funding_level_basis, a.budget_type, a.document_number, a.document_date, a.elements,
    a.sources, a.issued_on, a.initial_fen, a.programme_code as listed_by,
    coalesce(named.value ->> 'code', a.programme_code) as programme_code,
    coalesce(named.value ->> 'name', a.programme_name) as programme_name,
    ${inForce('a.appropriation_id', "'spending-plan'")} as plan,
    ${inForce('a.programme_id', "'payment-standard'", "value - 'groupId'", "and s.value -> 'groupId' = 'null'")} as standard,
    ${inForce('a.programme_id', "'performance-targets/' || a.fiscal_year")} as targets,
    ${
      isNow
        ? `a.budget_fen - ahead.budget_fen as budget_fen, a.committed_fen - ahead.committed_fen as committed_fen,
           a.settled_fen - ahead.settled_fen as settled_fen, a.frozen_fen - ahead.frozen_fen as frozen_fen,
           a.version, a.position`
        : `line.budget_fen, line.committed_fen, line.settled_fen, line.frozen_fen,
           greatest(line.version, plan.version) as version, greatest(line.position, plan.position) as position`
    }
  from ledger.appropriation a
  left join lateral (select ${inForce('a.programme_id', "'name'", 'value', IN_ITS_YEAR)} as value) named on true
  ${
    isNow
      ? `cross join lateral (
           select coalesce(sum(budget_fen), 0) as budget_fen, coalesce(sum(committed_fen), 0) as committed_fen,
             coalesce(sum(settled_fen), 0) as settled_fen, coalesce(sum(frozen_fen), 0) as frozen_fen
           from ledger.ledger_line where appropriation_id = a.appropriation_id and on_date > $1::date
         ) ahead`
      : `cross join lateral (
           select count(*) filter (where type = 'AppropriationIssued') as issued, sum(budget_fen) as budget_fen,
             sum(committed_fen) as committed_fen, sum(settled_fen) as settled_fen, sum(frozen_fen) as frozen_fen,
             max(version) as version, max(position) as position
           from ledger.ledger_line
           where appropriation_id = a.appropriation_id and ($1::date is null or on_date <= $1)
             and ($2::text is null or position <= $2)
         ) line
         cross join lateral (
           select max(version) as version, max(position) as position from ledger.setting
           where subject_id = a.appropriation_id and ($1::date is null or effective_on <= $1)
             and ($2::text is null or position <= $2)
         ) plan`
  }
  where a.agency_id = any($3::text[]) ${isNow ? '' : 'and line.issued > 0'} and ${where}
  ${page}`;

@QueryHandler(ListAppropriations)
export class ListAppropriationsHandler implements IQueryHandler<ListAppropriations> {
  constructor(private readonly database: Database) {}

  async execute({ books, after, limit, programmeId, today }: ListAppropriations): Promise<AppropriationStanding[]> {
    const page = `($4::int is null or a.fiscal_year = $4) and ($6::text is null or a.programme_id = $6)
      and ($5::text is null or (a.programme_code, a.appropriation_id) >
        ((select programme_code from ledger.appropriation where appropriation_id = $5), $5))`;
    const order = 'order by a.programme_code, a.appropriation_id limit $7';
    const rows = await this.database.query<Row[]>(
      `select ${COLUMNS} from (${stood(isNow(books), page, order)}) stood order by listed_by, appropriation_id`,
      [dayInSight(books, today), books.knownAt, books.agencyScope, books.fiscalYear, after, programmeId, limit],
    );
    return rows.map(standing);
  }
}

@QueryHandler(GetAppropriation)
export class GetAppropriationHandler implements IQueryHandler<GetAppropriation> {
  constructor(private readonly database: Database) {}

  async execute({ appropriationId, books, today }: GetAppropriation): Promise<AppropriationStanding | null> {
    const [row] = await this.database.query<Row[]>(
      `select ${COLUMNS} from (${stood(isNow(books), 'a.appropriation_id = $4')}) stood`,
      [dayInSight(books, today), books.knownAt, books.agencyScope, appropriationId],
    );
    return row ? standing(row) : null;
  }
}

@QueryHandler(CountChanges)
export class CountChangesHandler implements IQueryHandler<CountChanges> {
  constructor(private readonly database: Database) {}

  async execute({ appropriationId, books, today }: CountChanges): Promise<number> {
    const [row] = await this.database.query<{ changes: number }[]>(
      `select count(*)::int as changes
       from ledger.ledger_line l join ledger.appropriation a using (appropriation_id)
       where a.agency_id = any($1::text[]) and l.appropriation_id = $2 and l.type <> 'AppropriationIssued'
         and (l.budget_fen <> 0 or l.frozen_fen <> 0) and ($3::date is null or l.on_date <= $3)
         and ($4::text is null or l.position <= $4)`,
      [books.agencyScope, appropriationId, dayInSight(books, today), books.knownAt],
    );
    return row?.changes ?? 0;
  }
}

@QueryHandler(ListFiscalYears)
export class ListFiscalYearsHandler implements IQueryHandler<ListFiscalYears> {
  constructor(private readonly database: Database) {}

  async execute({ agencyScope }: ListFiscalYears): Promise<number[]> {
    const rows = await this.database.query<{ year: number }[]>(
      `select distinct fiscal_year as year from ledger.appropriation where agency_id = any($1::text[])
       order by year desc`,
      [agencyScope],
    );
    return rows.map(({ year }) => year);
  }
}

/** The books as they stand: no day and no position was asked for. */
export const isNow = ({ asOf, knownAt }: Pick<BooksSelection, 'asOf' | 'knownAt'>): boolean =>
  asOf === null && knownAt === null;

/** The day whose books are in sight: for the books as they stand it is today. `null` for all that is recorded. */
export const dayInSight = (books: BooksSelection, today: BusinessDate | null): BusinessDate | null =>
  isNow(books) ? today : books.asOf;
