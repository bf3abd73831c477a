import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { fenFromDigits, type BusinessDate } from '@bofu/kernel';
import { EventStore, type Position } from '@bofu/event-store';
import type { SpendingPlan } from '@bofu/budget';
import { movedWithin } from './moved-within-bucket';
import { planAgainstActual, type PlanAgainstActual, type WatchedAppropriation } from './plan-against-actual';

/**
 * Plan against actual of one fiscal year, as of the end of one business date: as known now, or as it was known when the
 * store stood at `knownAt`.
 */
export class AskPlanAgainstActual extends Query<PlanAgainstActual> {
  constructor(
    readonly fiscalYear: number,
    readonly asOf: BusinessDate,
    readonly knownAt: Position | null = null,
  ) {
    super();
  }
}

interface Row {
  appropriationId: string;
  programmeCode: string;
  programmeName: string;
  unitCode: string;
  unitName: string;
  fundingLevel: string;
  budgetType: string;
  initialFen: string;
  plans: { effectiveOn: BusinessDate; checkpoints: SpendingPlan }[] | null;
  days: [BusinessDate, string, string, string, string][] | null;
  /** The bucket `knownAt` falls into the middle of, if any, and the days of it that were not complete by then. */
  begun: { bucket: number; days: BusinessDate[] } | null;
}

@QueryHandler(AskPlanAgainstActual)
export class AskPlanAgainstActualHandler implements IQueryHandler<AskPlanAgainstActual> {
  constructor(
    private readonly database: DataSource,
    private readonly store: EventStore,
  ) {}

  async execute({ fiscalYear, asOf, knownAt }: AskPlanAgainstActual): Promise<PlanAgainstActual> {
    const rows = await this.database.query<Row[]>(
      `select a.appropriation_id as "appropriationId", a.programme_code as "programmeCode",
         a.programme_name as "programmeName", a.unit_code as "unitCode", a.unit_name as "unitName",
         a.funding_level as "fundingLevel", a.budget_type as "budgetType", a.initial_fen::text as "initialFen",
         (select jsonb_agg(jsonb_build_object('effectiveOn', p.effective_on, 'checkpoints', p.checkpoints)
                           order by p.position)
            from plan_against_actual.watched_plan p
            where p.appropriation_id = a.appropriation_id and ($3::text is null or p.position <= $3)) as plans,
         (select jsonb_agg(jsonb_build_array(d.on_date, d.budget::text, d.committed::text, d.settled::text,
                             d.frozen::text))
            from (select on_date, sum(budget_fen) as budget, sum(committed_fen) as committed,
                    sum(settled_fen) as settled, sum(frozen_fen) as frozen
                  from plan_against_actual.money_day
                  where appropriation_id = a.appropriation_id and on_date <= $2
                    and ($3::text is null or last_position <= $3)
                  group by on_date) d) as days,
         (select jsonb_build_object('bucket', min(d.bucket), 'days', jsonb_agg(d.on_date))
            from plan_against_actual.money_day d
            where d.appropriation_id = a.appropriation_id and d.on_date <= $2
              and d.first_position <= $3 and d.last_position > $3
            having count(*) > 0) as begun
       from plan_against_actual.watched_appropriation a
       where a.fiscal_year = $1 and ($3::text is null or a.position <= $3)
       order by a.unit_code, a.programme_code`,
      [fiscalYear, asOf, knownAt],
    );
    const appropriations = await Promise.all(
      rows.map(async ({ begun, ...row }) => {
        const whole = watched(fiscalYear, row);
        if (begun === null || knownAt === null) return whole;
        const part = await movedWithin(this.store, row.appropriationId, { ...begun, knownAt });
        return { ...whole, days: [...whole.days, ...part] };
      }),
    );
    return planAgainstActual(fiscalYear, asOf, appropriations);
  }
}

function watched(fiscalYear: number, { plans, days, initialFen, ...row }: Omit<Row, 'begun'>): WatchedAppropriation {
  return {
    ...row,
    fiscalYear,
    initialFen: fenFromDigits(initialFen),
    plans: plans ?? [],
    days: (days ?? []).map(([on, budget, committed, settled, frozen]) => ({
      on,
      budgetFen: fenFromDigits(budget),
      committedFen: fenFromDigits(committed),
      settledFen: fenFromDigits(settled),
      frozenFen: fenFromDigits(frozen),
    })),
  };
}
