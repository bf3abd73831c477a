import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BooksSelection } from '@bofu/event-store';
import type { BusinessDate, PaymentStandard, SpendingPlan } from '@bofu/kernel';
import { Database } from '@bofu/read-model';
import type { PerformanceTarget } from '../domain/performance-target';

interface Dated {
  readonly effectiveOn: BusinessDate;
  readonly position: string;
}

export type PlanVersion = Dated & { readonly checkpoints: SpendingPlan };

/** Every version of what can be set anew, in the order of recording. */
export interface ProgrammeVersions {
  readonly names: readonly (Dated & { readonly code: string; readonly name: string })[];
  readonly standards: readonly (Dated & PaymentStandard & { readonly groupId: string | null })[];
  readonly targets: readonly (Dated & {
    readonly fiscalYear: number;
    readonly targets: readonly PerformanceTarget[];
  })[];
}

/** The versions of an appropriation's plan, whatever day each counts from; whose it is has been looked at before. */
export class ListPlanVersions extends Query<readonly PlanVersion[]> {
  constructor(
    readonly appropriationId: string,
    readonly books: BooksSelection,
  ) {
    super();
  }
}

/** The versions of a programme's names, standards and targets; whose it is has been looked at before. */
export class ListProgrammeVersions extends Query<ProgrammeVersions> {
  constructor(
    readonly programmeId: string,
    readonly books: BooksSelection,
  ) {
    super();
  }
}

interface Row extends Dated {
  readonly kind: string;
  readonly value: unknown;
}

const versionsOf = (database: Database, subjectId: string, { knownAt }: BooksSelection): Promise<Row[]> =>
  database.query<Row[]>(
    `select s.kind, s.effective_on::text as "effectiveOn", s.position, s.value from ledger.setting s
     where s.subject_id = $1 and ($2::text is null or s.position <= $2)
     order by s.position`,
    [subjectId, knownAt],
  );

@QueryHandler(ListPlanVersions)
export class ListPlanVersionsHandler implements IQueryHandler<ListPlanVersions> {
  constructor(private readonly database: Database) {}

  async execute({ appropriationId, books }: ListPlanVersions): Promise<readonly PlanVersion[]> {
    const rows = await versionsOf(this.database, appropriationId, books);
    return rows
      .filter(({ kind }) => kind === 'spending-plan')
      .map(({ effectiveOn, position, value }) => ({ effectiveOn, position, checkpoints: value as SpendingPlan }));
  }
}

const TARGETS = 'performance-targets/';

@QueryHandler(ListProgrammeVersions)
export class ListProgrammeVersionsHandler implements IQueryHandler<ListProgrammeVersions> {
  constructor(private readonly database: Database) {}

  async execute({ programmeId, books }: ListProgrammeVersions): Promise<ProgrammeVersions> {
    const rows = await versionsOf(this.database, programmeId, books);
    const of = <Value>(kind: string) =>
      rows
        .filter((row) => row.kind === kind)
        .map(({ effectiveOn, position, value }) => ({ effectiveOn, position, ...(value as Value) }));
    return {
      names: of<{ code: string; name: string }>('name'),
      standards: of<PaymentStandard & { groupId: string | null }>('payment-standard'),
      targets: rows
        .filter(({ kind }) => kind.startsWith(TARGETS))
        .map(({ kind, effectiveOn, position, value }) => ({
          effectiveOn,
          position,
          fiscalYear: Number(kind.slice(TARGETS.length)),
          targets: value as readonly PerformanceTarget[],
        })),
    };
  }
}
