import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { fenFromDigits, type BusinessDate } from '@bofu/kernel';
import type { SpendingPlan } from '@bofu/budget';
import { planAgainstActual, type PlanAgainstActual, type WatchedAppropriation } from './plan-against-actual';

/** Plan against actual of one fiscal year, as of the end of one business date. */
export class AskPlanAgainstActual extends Query<PlanAgainstActual> {
  constructor(
    readonly fiscalYear: number,
    readonly asOf: BusinessDate,
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
}

@QueryHandler(AskPlanAgainstActual)
export class AskPlanAgainstActualHandler implements IQueryHandler<AskPlanAgainstActual> {
  constructor(private readonly database: DataSource) {}

  async execute({ fiscalYear, asOf }: AskPlanAgainstActual): Promise<PlanAgainstActual> {
    const rows = await this.database.query<Row[]>(
      `select a.appropriation_id as "appropriationId", a.programme_code as "programmeCode",
         a.programme_name as "programmeName", a.unit_code as "unitCode", a.unit_name as "unitName",
         a.funding_level as "fundingLevel", a.budget_type as "budgetType", a.initial_fen::text as "initialFen",
         (select jsonb_agg(jsonb_build_object('effectiveOn', p.effective_on, 'checkpoints', p.checkpoints)
                           order by p.position)
            from plan_against_actual.watched_plan p where p.appropriation_id = a.appropriation_id) as plans,
         (select jsonb_agg(jsonb_build_array(d.on_date, d.budget_fen::text, d.committed_fen::text,
                             d.settled_fen::text, d.frozen_fen::text))
            from plan_against_actual.money_day d
            where d.appropriation_id = a.appropriation_id and d.on_date <= $2) as days
       from plan_against_actual.watched_appropriation a
       where a.fiscal_year = $1
       order by a.unit_code, a.programme_code`,
      [fiscalYear, asOf],
    );
    return planAgainstActual(
      fiscalYear,
      asOf,
      rows.map((row) => watched(fiscalYear, row)),
    );
  }
}

function watched(fiscalYear: number, { plans, days, initialFen, ...row }: Row): WatchedAppropriation {
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
