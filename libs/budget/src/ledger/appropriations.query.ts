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

/** An appropriation as it stands now. */
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

/** One page of the appropriations of a year in the order of their ids, after one id. */
export class AskAppropriations extends Query<AppropriationStanding[]> {
  constructor(
    readonly fiscalYear: number | null,
    readonly afterId: string | null,
    readonly limit: number,
  ) {
    super();
  }
}

export class AskAppropriation extends Query<AppropriationStanding | null> {
  constructor(readonly appropriationId: string) {
    super();
  }
}

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

@QueryHandler(AskAppropriations)
export class AskAppropriationsHandler implements IQueryHandler<AskAppropriations> {
  constructor(private readonly database: DataSource) {}

  async execute({ fiscalYear, afterId, limit }: AskAppropriations): Promise<AppropriationStanding[]> {
    const rows = await this.database.query<Row[]>(
      `select ${COLUMNS} from ledger.appropriation
       where ($1::int is null or fiscal_year = $1) and ($2::text is null or appropriation_id > $2)
       order by appropriation_id limit $3`,
      [fiscalYear, afterId, limit],
    );
    return rows.map(standing);
  }
}

@QueryHandler(AskAppropriation)
export class AskAppropriationHandler implements IQueryHandler<AskAppropriation> {
  constructor(private readonly database: DataSource) {}

  async execute({ appropriationId }: AskAppropriation): Promise<AppropriationStanding | null> {
    const [row] = await this.database.query<Row[]>(
      `select ${COLUMNS} from ledger.appropriation where appropriation_id = $1`,
      [appropriationId],
    );
    return row ? standing(row) : null;
  }
}
