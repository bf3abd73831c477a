import type { EventStore } from '@bofu/event-store';
import { type BusinessDate, fenFromDigits, planStart, type SpendingPlan } from '@bofu/kernel';
import type { Database } from '@bofu/read-model';
import type { BooksOfYear } from '../books-of-year';
import type { WatchedAppropriation } from '../domain/plan-against-actual';
import { movedWithin } from './moved-within-bucket';

/** `null`: whichever. Sums are of what is asked for. */
export interface AppropriationsAsked {
  readonly unitCode: string | null;
  readonly fundingLevel: string | null;
  readonly programmeId: string | null;
  readonly appropriationId: string | null;
}

export const ALL: AppropriationsAsked = {
  unitCode: null,
  fundingLevel: null,
  programmeId: null,
  appropriationId: null,
};

interface Row {
  appropriationId: string;
  agencyId: string;
  programmeId: string;
  programmeCode: string;
  programmeName: string;
  unitCode: string;
  unitName: string;
  fundingLevel: string;
  budgetType: string;
  initialFen: string;
  issuedOn: BusinessDate;
  standardDays: BusinessDate[] | null;
  plans: { effectiveOn: BusinessDate; checkpoints: SpendingPlan }[] | null;
  days: [BusinessDate, string, string, string, string][] | null;
  /** The bucket `knownAt` falls into the middle of, if any, and the days of it that were not complete by then. */
  begun: { bucket: number; days: BusinessDate[] } | null;
}

/** What is watched of a year's appropriations up to a day, as known at a position, by unit and code. */
export async function readWatched(
  database: Database,
  store: EventStore,
  { agencyScope, fiscalYear, asOf, knownAt }: BooksOfYear,
  { unitCode, fundingLevel, programmeId, appropriationId }: AppropriationsAsked,
): Promise<WatchedAppropriation[]> {
  const rows = await database.query<Row[]>(
    `select a.appropriation_id as "appropriationId", a.agency_id as "agencyId", a.programme_id as "programmeId",
       a.programme_code as "programmeCode",
       a.programme_name as "programmeName", a.unit_code as "unitCode", a.unit_name as "unitName",
       a.funding_level as "fundingLevel", a.budget_type as "budgetType", a.initial_fen::text as "initialFen",
       (select jsonb_agg(jsonb_build_object('effectiveOn', p.effective_on, 'checkpoints', p.checkpoints)
                         order by p.position)
          from plan_against_actual.watched_plan p
          where p.appropriation_id = a.appropriation_id and ($3::text is null or p.position <= $3)) as plans,
       a.issued_on::text as "issuedOn",
       (select jsonb_agg(s.effective_on) from plan_against_actual.standard_day s
          where s.programme_id = a.programme_id and ($3::text is null or s.position <= $3)) as "standardDays",
       money.days, money.begun
     from plan_against_actual.watched_appropriation a
     cross join lateral (
       select
         jsonb_agg(jsonb_build_array(on_date, budget::text, committed::text, settled::text, frozen::text))
           filter (where budget is not null) as days,
         case when min(begun) is not null then
           jsonb_build_object('bucket', min(begun), 'days', jsonb_agg(on_date) filter (where begun is not null))
         end as begun
       from (
         select on_date, sum(budget_fen) filter (where whole) as budget,
           sum(committed_fen) filter (where whole) as committed, sum(settled_fen) filter (where whole) as settled,
           sum(frozen_fen) filter (where whole) as frozen, min(bucket) filter (where not whole) as begun
         from (
           select *, $3::text is null or last_position <= $3 as whole
           from plan_against_actual.money_day
           where appropriation_id = a.appropriation_id and on_date <= $2
             and ($3::text is null or first_position <= $3)
         ) known
         group by on_date
       ) day
     ) money
     where a.agency_id = any ($4::text[]) and a.fiscal_year = $1 and a.issued_on <= $2
       and ($3::text is null or a.position <= $3)
       and ($5::text is null or a.unit_code = $5) and ($6::text is null or a.funding_level = $6)
       and ($7::text is null or a.programme_id = $7)
       and ($8::text is null or a.appropriation_id = $8)
     order by a.unit_code, a.programme_code, a.position`,
    [fiscalYear, asOf, knownAt, agencyScope, unitCode, fundingLevel, programmeId, appropriationId],
  );
  return Promise.all(
    rows.map(async ({ begun, ...row }) => {
      const whole = watched(fiscalYear, row);
      if (begun === null || knownAt === null) return whole;
      const part = await movedWithin(store, row.appropriationId, { ...begun, knownAt });
      return { ...whole, days: [...whole.days, ...part] };
    }),
  );
}

function watched(
  fiscalYear: number,
  { plans, days, initialFen, issuedOn, standardDays, ...row }: Omit<Row, 'begun'>,
): WatchedAppropriation {
  return {
    ...row,
    fiscalYear,
    initialFen: fenFromDigits(initialFen),
    planStartsOn: planStart(
      issuedOn,
      (standardDays ?? []).map((effectiveOn) => ({ effectiveOn })),
    ),
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
