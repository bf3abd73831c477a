import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { fen, fenFromDigits, type BusinessDate, type Fen } from '@bofu/kernel';
import type {
  AppropriationTerms,
  PaymentStandard,
  PerformanceTarget,
  SourceReference,
} from '../domain/appropriation-terms';
import type { SpendingPlan } from '../domain/spending-plan';
import { isNow, NOW, type Clocks } from './clocks';

/** An appropriation as it stands now, or as it stood on a day, as known at a position. */
export interface AppropriationStanding extends AppropriationTerms {
  readonly appropriationId: string;
  readonly issuedOn: BusinessDate;
  readonly source: SourceReference | null;
  readonly spendingPlan: SpendingPlan | null;
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

/** One page of the appropriations of a year in the order of their ids, after one id. One not issued yet is not there. */
export class AskAppropriations extends Query<AppropriationStanding[]> {
  constructor(
    readonly fiscalYear: number | null,
    readonly afterId: string | null,
    readonly limit: number,
    readonly clocks: Clocks = NOW,
  ) {
    super();
  }
}

export class AskAppropriation extends Query<AppropriationStanding | null> {
  constructor(
    readonly appropriationId: string,
    readonly clocks: Clocks = NOW,
  ) {
    super();
  }
}

/** The fiscal years that have appropriations, the latest first. */
export class AskFiscalYears extends Query<number[]> {}

const COLUMNS = `appropriation_id as "appropriationId", fiscal_year as "fiscalYear", programme_code as "programmeCode",
  programme_name as "programmeName", unit_code as "unitCode", unit_name as "unitName", funding_level as "fundingLevel",
  funding_level_basis as "fundingLevelBasis", budget_type as "budgetType", document_number as "documentNumber",
  issued_as as "issuedAs", issued_on::text as "issuedOn", source, spending_plan as "spendingPlan",
  payment_standard as "paymentStandard", performance_targets as "performanceTargets", initial_fen::text as "initialFen",
  budget_fen::text as "budgetFen", committed_fen::text as "committedFen", settled_fen::text as "settledFen",
  frozen_fen::text as "frozenFen", version::text as version, position`;

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

/**
 * The same columns made from what counts by both clocks: `$1` the business date, `$2` the position. A year of a
 * programme is a few hundred lines, which is summed in no time; the standing row is for the present.
 */
const STOOD = `select a.appropriation_id, a.fiscal_year, a.programme_code, a.programme_name, a.unit_code, a.unit_name,
    a.funding_level, a.funding_level_basis, a.budget_type, a.document_number, a.issued_as, a.issued_on, a.source,
    a.initial_fen, line.budget_fen, line.committed_fen, line.settled_fen, line.frozen_fen,
    greatest(line.version, setting.version) as version, greatest(line.position, setting.position) as position,
    setting.spending_plan, setting.payment_standard, setting.performance_targets
  from ledger.appropriation a
  cross join lateral (
    select count(*) filter (where type = 'AppropriationIssued') as issued, sum(budget_fen) as budget_fen,
      sum(committed_fen) as committed_fen, sum(settled_fen) as settled_fen, sum(frozen_fen) as frozen_fen,
      max(version) as version, max(position) as position
    from ledger.ledger_line
    where appropriation_id = a.appropriation_id and ($1::date is null or on_date <= $1)
      and ($2::text is null or position <= $2)
  ) line
  cross join lateral (
    select max(version) as version, max(position) as position,
      (array_agg(value order by version desc) filter (where kind = 'spending-plan'))[1] as spending_plan,
      (array_agg(value order by version desc) filter (where kind = 'payment-standard'))[1] as payment_standard,
      (array_agg(value order by version desc) filter (where kind = 'performance-targets'))[1] as performance_targets
    from ledger.setting
    where appropriation_id = a.appropriation_id and ($1::date is null or effective_on <= $1)
      and ($2::text is null or position <= $2)
  ) setting
  where line.issued > 0`;

@QueryHandler(AskAppropriations)
export class AskAppropriationsHandler implements IQueryHandler<AskAppropriations> {
  constructor(private readonly database: DataSource) {}

  async execute({ fiscalYear, afterId, limit, clocks }: AskAppropriations): Promise<AppropriationStanding[]> {
    const page = [fiscalYear, afterId, limit];
    const rows = isNow(clocks)
      ? await this.database.query<Row[]>(
          `select ${COLUMNS} from ledger.appropriation
           where ($1::int is null or fiscal_year = $1) and ($2::text is null or appropriation_id > $2)
           order by appropriation_id limit $3`,
          page,
        )
      : await this.database.query<Row[]>(
          `select ${COLUMNS} from (${STOOD} and ($3::int is null or a.fiscal_year = $3)
             and ($4::text is null or a.appropriation_id > $4) order by a.appropriation_id limit $5) stood
           order by appropriation_id`,
          [clocks.asOf, clocks.knownAt, ...page],
        );
    return rows.map(standing);
  }
}

@QueryHandler(AskAppropriation)
export class AskAppropriationHandler implements IQueryHandler<AskAppropriation> {
  constructor(private readonly database: DataSource) {}

  async execute({ appropriationId, clocks }: AskAppropriation): Promise<AppropriationStanding | null> {
    const [row] = isNow(clocks)
      ? await this.database.query<Row[]>(`select ${COLUMNS} from ledger.appropriation where appropriation_id = $1`, [
          appropriationId,
        ])
      : await this.database.query<Row[]>(`select ${COLUMNS} from (${STOOD} and a.appropriation_id = $3) stood`, [
          clocks.asOf,
          clocks.knownAt,
          appropriationId,
        ]);
    return row ? standing(row) : null;
  }
}

@QueryHandler(AskFiscalYears)
export class AskFiscalYearsHandler implements IQueryHandler<AskFiscalYears> {
  constructor(private readonly database: DataSource) {}

  async execute(): Promise<number[]> {
    const rows = await this.database.query<{ year: number }[]>(
      'select distinct fiscal_year as year from ledger.appropriation order by year desc',
    );
    return rows.map(({ year }) => year);
  }
}
