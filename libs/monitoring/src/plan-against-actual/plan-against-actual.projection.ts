import { appropriationCodec, initialBudgetOf, movementOf, programmeCodec } from '@bofu/budget';
import type { RecordedEvent } from '@bofu/event-store';
import type { Projection } from '@bofu/read-model';

/**
 * What plan against actual needs and nothing more: who the appropriations are, their plans, from when their programmes'
 * standards hold, and the money each moved per business date. Summed by day and by bucket of the appropriation's stream, so that the books as of any day and as
 * known at any position are the sum of few rows and, where the position falls into the middle of a bucket, of the
 * events of that one bucket.
 */
export const planAgainstActualProjection: Projection = {
  name: 'plan_against_actual',
  version: 6,
  filter: { streamPrefixes: ['appropriation-', 'programme-'] },
  withoutMetadata: true,
  schemaSql: `
    create table watched_appropriation (
      appropriation_id text primary key,
      agency_id text not null,
      programme_id text not null,
      fiscal_year int not null,
      issued_on date not null,
      programme_code text not null,
      programme_name text not null,
      unit_code text not null,
      unit_name text not null,
      funding_level text not null,
      budget_type text not null,
      initial_fen bigint not null,
      position text collate "C" not null
    );
    create table watched_plan (
      position text collate "C" primary key,
      appropriation_id text not null,
      effective_on date not null,
      checkpoints jsonb not null
    );
    create table standard_day (
      position text collate "C" primary key,
      programme_id text not null,
      effective_on date not null
    );
    create table money_day (
      appropriation_id text not null,
      on_date date not null,
      bucket int not null,
      first_position text collate "C" not null,
      last_position text collate "C" not null,
      budget_fen bigint not null,
      committed_fen bigint not null,
      settled_fen bigint not null,
      frozen_fen bigint not null,
      primary key (appropriation_id, on_date, bucket)
    );
  `,
  readersIndexSql: `
    create index on watched_appropriation (agency_id, fiscal_year);
    create index on watched_plan (appropriation_id);
    create index on standard_day (programme_id);
  `,
  async apply(events, sql) {
    const { issued, plans, standards, days } = foldBatch(events);
    if (issued.length > 0)
      await sql.query(
        `insert into watched_appropriation (appropriation_id, agency_id, programme_id, fiscal_year, issued_on,
           programme_code, programme_name, unit_code, unit_name, funding_level, budget_type, initial_fen, position)
         select * from jsonb_to_recordset($1::jsonb) as row("appropriationId" text, "agencyId" text,
           "programmeId" text, "fiscalYear" int, "effectiveOn" date, "programmeCode" text, "programmeName" text, "unitCode" text, "unitName" text, "fundingLevel" text,
           "budgetType" text, "amountFen" bigint, "position" text)`,
        [JSON.stringify(issued)],
      );
    if (plans.length > 0)
      await sql.query(
        `insert into watched_plan (position, appropriation_id, effective_on, checkpoints)
         select * from jsonb_to_recordset($1::jsonb) as row("position" text, "appropriationId" text,
           "effectiveOn" date, "checkpoints" jsonb)`,
        [JSON.stringify(plans)],
      );
    if (standards.length > 0)
      await sql.query(
        `insert into standard_day (position, programme_id, effective_on)
         select * from jsonb_to_recordset($1::jsonb) as row("position" text, "programmeId" text, "effectiveOn" date)`,
        [JSON.stringify(standards)],
      );
    if (days.length > 0)
      await sql.query(
        `insert into money_day (appropriation_id, on_date, bucket, first_position, last_position, budget_fen,
           committed_fen, settled_fen, frozen_fen)
         select * from unnest($1::text[], $2::date[], $3::int[], $4::text[], $5::text[], $6::bigint[], $7::bigint[],
           $8::bigint[], $9::bigint[])
         on conflict (appropriation_id, on_date, bucket) do update set
           last_position = excluded.last_position,
           budget_fen = money_day.budget_fen + excluded.budget_fen,
           committed_fen = money_day.committed_fen + excluded.committed_fen,
           settled_fen = money_day.settled_fen + excluded.settled_fen,
           frozen_fen = money_day.frozen_fen + excluded.frozen_fen`,
        [
          days.map((day) => day.appropriationId),
          days.map((day) => day.on),
          days.map((day) => day.bucket),
          days.map((day) => day.firstPosition),
          days.map((day) => day.lastPosition),
          days.map((day) => String(day.budgetFen)),
          days.map((day) => String(day.committedFen)),
          days.map((day) => String(day.settledFen)),
          days.map((day) => String(day.frozenFen)),
        ],
      );
  },
};

/** Events of one appropriation's stream in a bucket: what an exact answer at a position reads at most. */
export const BUCKET_EVENTS = 32;

interface Day {
  appropriationId: string;
  on: string;
  bucket: number;
  firstPosition: string;
  lastPosition: string;
  budgetFen: bigint;
  committedFen: bigint;
  settledFen: bigint;
  frozenFen: bigint;
}

/** The bucket an appropriation's events are falling into. Versions only grow, so there is one at a time. */
interface OpenBucket {
  bucket: number;
  days: Map<string, Day>;
}

function foldBatch(events: readonly RecordedEvent[]) {
  const issued: object[] = [];
  const plans: object[] = [];
  const standards: object[] = [];
  const days: Day[] = [];
  const open = new Map<string, OpenBucket>();
  for (const recorded of events) {
    const { position } = recorded;
    if (programmeCodec.knows(recorded)) {
      const { type, data } = programmeCodec.decode(recorded);
      if (type === 'PaymentStandardSet') standards.push({ ...data, position });
      continue;
    }
    const event = appropriationCodec.decode(recorded);
    const { appropriationId } = event.data;
    if (event.type === 'AppropriationIssued')
      issued.push({ ...event.data, amountFen: initialBudgetOf(event.data), position });
    if (event.type === 'SpendingPlanAdopted' || event.type === 'SpendingPlanRevised')
      plans.push({ ...event.data, position });
    const movement = movementOf(event);
    if (movement === null) continue;
    const bucket = Math.floor(Number(recorded.version) / BUCKET_EVENTS);
    let current = open.get(appropriationId);
    if (current?.bucket !== bucket) open.set(appropriationId, (current = { bucket, days: new Map<string, Day>() }));
    const day = current.days.get(movement.on);
    if (day === undefined) {
      const { on, budgetFen, committedFen, settledFen, frozenFen } = movement;
      const positions = { firstPosition: position, lastPosition: position };
      const first = { appropriationId, on, bucket, ...positions, budgetFen, committedFen, settledFen, frozenFen };
      current.days.set(on, first);
      days.push(first);
    } else {
      day.lastPosition = position;
      day.budgetFen += movement.budgetFen;
      day.committedFen += movement.committedFen;
      day.settledFen += movement.settledFen;
      day.frozenFen += movement.frozenFen;
    }
  }
  return { issued, plans, standards, days };
}
