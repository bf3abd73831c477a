import type { AppropriationEvent } from '@bofu/budget';
import { movementOf } from '@bofu/budget';
import type { RecordedEvent } from '@bofu/event-store';
import type { Projection } from '@bofu/read-model';

/**
 * What plan against actual needs and nothing more: who the appropriations are, their plans, and the money each moved
 * per business date. Summed by day, a year of a programme is a few dozen rows however many events it had.
 */
export const planAgainstActualProjection: Projection = {
  name: 'plan_against_actual',
  version: 1,
  filter: { streamPrefixes: ['appropriation-'] },
  withoutMetadata: true,
  schemaSql: `
    create table watched_appropriation (
      appropriation_id text primary key,
      fiscal_year int not null,
      programme_code text not null,
      programme_name text not null,
      unit_code text not null,
      unit_name text not null,
      funding_level text not null,
      budget_type text not null,
      initial_fen bigint not null
    );
    create index on watched_appropriation (fiscal_year);
    create table watched_plan (
      position text primary key,
      appropriation_id text not null,
      effective_on date not null,
      checkpoints jsonb not null
    );
    create index on watched_plan (appropriation_id);
    create table money_day (
      appropriation_id text not null,
      on_date date not null,
      budget_fen bigint not null,
      committed_fen bigint not null,
      settled_fen bigint not null,
      frozen_fen bigint not null,
      primary key (appropriation_id, on_date)
    );
  `,
  async apply(events, sql) {
    const { issued, plans, days } = foldBatch(events);
    if (issued.length > 0)
      await sql.query(
        `insert into watched_appropriation
         select * from jsonb_to_recordset($1::jsonb) as row("appropriationId" text, "fiscalYear" int,
           "programmeCode" text, "programmeName" text, "unitCode" text, "unitName" text, "fundingLevel" text,
           "budgetType" text, "amountFen" bigint)`,
        [JSON.stringify(issued)],
      );
    if (plans.length > 0)
      await sql.query(
        `insert into watched_plan
         select * from jsonb_to_recordset($1::jsonb) as row("position" text, "appropriationId" text,
           "effectiveOn" date, "checkpoints" jsonb)`,
        [JSON.stringify(plans)],
      );
    if (days.length > 0)
      await sql.query(
        `insert into money_day
         select * from unnest($1::text[], $2::date[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
         on conflict (appropriation_id, on_date) do update set
           budget_fen = money_day.budget_fen + excluded.budget_fen,
           committed_fen = money_day.committed_fen + excluded.committed_fen,
           settled_fen = money_day.settled_fen + excluded.settled_fen,
           frozen_fen = money_day.frozen_fen + excluded.frozen_fen`,
        [
          days.map((day) => day.appropriationId),
          days.map((day) => day.on),
          days.map((day) => String(day.budgetFen)),
          days.map((day) => String(day.committedFen)),
          days.map((day) => String(day.settledFen)),
          days.map((day) => String(day.frozenFen)),
        ],
      );
  },
};

interface Day {
  appropriationId: string;
  on: string;
  budgetFen: bigint;
  committedFen: bigint;
  settledFen: bigint;
  frozenFen: bigint;
}

function foldBatch(events: readonly RecordedEvent[]) {
  const issued: object[] = [];
  const plans: object[] = [];
  const daysOf = new Map<string, Map<string, Day>>();
  for (const recorded of events) {
    const event = recorded as unknown as AppropriationEvent;
    const appropriationId = recorded.stream.slice('appropriation-'.length);
    if (event.type === 'AppropriationIssued') issued.push(event.data);
    if (event.type === 'SpendingPlanAdopted' || event.type === 'SpendingPlanRevised')
      plans.push({ position: recorded.position, appropriationId, ...event.data });
    const movement = movementOf(event);
    if (movement === null) continue;
    let days = daysOf.get(appropriationId);
    if (days === undefined) daysOf.set(appropriationId, (days = new Map<string, Day>()));
    const day = days.get(movement.on);
    if (day === undefined) {
      const { on, budgetFen, committedFen, settledFen, frozenFen } = movement;
      days.set(on, { appropriationId, on, budgetFen, committedFen, settledFen, frozenFen });
    } else {
      day.budgetFen += movement.budgetFen;
      day.committedFen += movement.committedFen;
      day.settledFen += movement.settledFen;
      day.frozenFen += movement.frozenFen;
    }
  }
  return { issued, plans, days: [...daysOf.values()].flatMap((days) => [...days.values()]) };
}
