import type { EntityManager } from 'typeorm';
import type { RecordedEvent } from '@bofu/event-store';
import type { Projection } from '@bofu/read-model';
import type { AppropriationEvent } from '../domain/appropriation';
import { movementOf } from '../domain/movement';

/**
 * 资金台账: every appropriation as it stands, one line for every event that moved its money, and one for every plan,
 * standard or set of targets, so that it can be told how it stood on a day and what was known of it then.
 * `*_fen` columns are whole fen. A line's figures are what it moved; the running balance is the query's to sum.
 */
export const ledgerProjection: Projection = {
  name: 'ledger',
  version: 2,
  filter: { streamPrefixes: ['appropriation-'] },
  schemaSql: `
    create table appropriation (
      appropriation_id text primary key,
      fiscal_year int not null,
      programme_code text not null,
      programme_name text not null,
      unit_code text not null,
      unit_name text not null,
      funding_level text not null,
      funding_level_basis text not null,
      budget_type text not null,
      document_number jsonb,
      issued_as text not null,
      issued_on date not null,
      source jsonb,
      spending_plan jsonb,
      payment_standard jsonb,
      performance_targets jsonb,
      initial_fen bigint not null,
      budget_fen bigint not null default 0,
      committed_fen bigint not null default 0,
      settled_fen bigint not null default 0,
      frozen_fen bigint not null default 0,
      version bigint not null,
      position text not null
    );
    create table ledger_line (
      position text primary key,
      appropriation_id text not null,
      version bigint not null,
      event_id uuid not null,
      type text not null,
      on_date date not null,
      period text,
      payment_id text,
      counterpart text,
      document_number text,
      reason text,
      budget_fen bigint not null,
      committed_fen bigint not null,
      settled_fen bigint not null,
      frozen_fen bigint not null,
      actor text not null,
      recorded_at timestamptz not null
    );
    create table setting (
      position text primary key,
      appropriation_id text not null,
      version bigint not null,
      effective_on date not null,
      kind text not null,
      value jsonb not null
    );
  `,
  readersIndexSql: `
    create index on appropriation (fiscal_year, appropriation_id);
    create index on ledger_line (appropriation_id, version);
    create index on setting (appropriation_id);
  `,
  async apply(events, sql) {
    await insertIssued(events, sql);
    await insertLines(events, sql);
    await insertSettings(events, sql);
    await updateStanding(events, sql);
  },
};

const domainEvent = (event: RecordedEvent): AppropriationEvent => event as unknown as AppropriationEvent;
const appropriationIdOfStream = (event: RecordedEvent): string => event.stream.slice('appropriation-'.length);

/** One statement per batch: rows travel as one JSON parameter and come apart in Postgres. */
async function insertIssued(events: readonly RecordedEvent[], sql: EntityManager): Promise<void> {
  const rows = events.flatMap((recorded) => {
    const { type, data } = domainEvent(recorded);
    if (type !== 'AppropriationIssued') return [];
    const { amountFen, effectiveOn, ...terms } = data;
    return [
      {
        ...terms,
        initialFen: amountFen,
        issuedOn: effectiveOn,
        version: String(recorded.version),
        position: recorded.position,
      },
    ];
  });
  if (rows.length === 0) return;
  await sql.query(
    `insert into appropriation (appropriation_id, fiscal_year, programme_code, programme_name, unit_code, unit_name,
       funding_level, funding_level_basis, budget_type, document_number, issued_as, issued_on, source, initial_fen,
       version, position)
     select "appropriationId", "fiscalYear", "programmeCode", "programmeName", "unitCode", "unitName", "fundingLevel",
       "fundingLevelBasis", "budgetType", nullif("documentNumber", 'null'), "issuedAs", "issuedOn",
       nullif("source", 'null'), "initialFen", "version", "position"
     from jsonb_to_recordset($1::jsonb) as row("appropriationId" text, "fiscalYear" int, "programmeCode" text,
       "programmeName" text, "unitCode" text, "unitName" text, "fundingLevel" text, "fundingLevelBasis" text,
       "budgetType" text, "documentNumber" jsonb, "issuedAs" text, "issuedOn" date, "source" jsonb,
       "initialFen" bigint, "version" bigint, "position" text)`,
    [JSON.stringify(rows)],
  );
}

async function insertLines(events: readonly RecordedEvent[], sql: EntityManager): Promise<void> {
  const rows = events.flatMap((recorded) => {
    const event = domainEvent(recorded);
    const movement = movementOf(event);
    if (movement === null) return [];
    const { data } = event;
    const document = 'documentNumber' in data ? data.documentNumber : null;
    return [
      {
        position: recorded.position,
        appropriationId: appropriationIdOfStream(recorded),
        version: String(recorded.version),
        eventId: recorded.id,
        type: recorded.type,
        onDate: movement.on,
        period: movement.period,
        paymentId: movement.paymentId,
        counterpart: 'to' in data ? data.to : 'from' in data ? data.from : null,
        documentNumber: document?.normalized ?? document?.printed ?? null,
        reason: 'reason' in data ? data.reason : null,
        budgetFen: String(movement.budgetFen),
        committedFen: String(movement.committedFen),
        settledFen: String(movement.settledFen),
        frozenFen: String(movement.frozenFen),
        actor: recorded.metadata['actor'] ?? '',
        recordedAt: recorded.metadata['recordedAt'],
      },
    ];
  });
  if (rows.length === 0) return;
  await sql.query(
    `insert into ledger_line (position, appropriation_id, version, event_id, type, on_date, period, payment_id,
       counterpart, document_number, reason, budget_fen, committed_fen, settled_fen, frozen_fen, actor, recorded_at)
     select * from jsonb_to_recordset($1::jsonb) as row("position" text, "appropriationId" text, "version" bigint,
       "eventId" uuid, "type" text, "onDate" date, "period" text, "paymentId" text, "counterpart" text,
       "documentNumber" text, "reason" text, "budgetFen" bigint, "committedFen" bigint, "settledFen" bigint,
       "frozenFen" bigint, "actor" text, "recordedAt" timestamptz)`,
    [JSON.stringify(rows)],
  );
}

async function insertSettings(events: readonly RecordedEvent[], sql: EntityManager): Promise<void> {
  const rows = events.flatMap((recorded) => {
    const setting = settingOf(domainEvent(recorded));
    if (setting === null) return [];
    const { position } = recorded;
    return [
      { position, appropriationId: appropriationIdOfStream(recorded), version: String(recorded.version), ...setting },
    ];
  });
  if (rows.length === 0) return;
  await sql.query(
    `insert into setting (position, appropriation_id, version, effective_on, kind, value)
     select * from jsonb_to_recordset($1::jsonb) as row("position" text, "appropriationId" text, "version" bigint,
       "effectiveOn" date, "kind" text, "value" jsonb)`,
    [JSON.stringify(rows)],
  );
}

/** What an event sets and from which day on; `null` for events that move money. */
function settingOf({ type, data }: AppropriationEvent) {
  switch (type) {
    case 'SpendingPlanAdopted':
    case 'SpendingPlanRevised':
      return { effectiveOn: data.effectiveOn, kind: 'spending-plan', value: data.checkpoints };
    case 'PaymentStandardSet':
      return { effectiveOn: data.effectiveOn, kind: 'payment-standard', value: data };
    case 'PerformanceTargetsSet':
      return { effectiveOn: data.effectiveOn, kind: 'performance-targets', value: data.targets };
    default:
      return null;
  }
}

interface Standing {
  appropriationId: string;
  budgetFen: bigint;
  committedFen: bigint;
  settledFen: bigint;
  frozenFen: bigint;
  spendingPlan?: unknown;
  paymentStandard?: unknown;
  performanceTargets?: unknown;
  version: string;
  position: string;
}

const unmoved = (appropriationId: string): Standing => ({
  appropriationId,
  budgetFen: 0n,
  committedFen: 0n,
  settledFen: 0n,
  frozenFen: 0n,
  version: '',
  position: '',
});

async function updateStanding(events: readonly RecordedEvent[], sql: EntityManager): Promise<void> {
  const standings = new Map<string, Standing>();
  for (const recorded of events) {
    const appropriationId = appropriationIdOfStream(recorded);
    const standing = standings.get(appropriationId) ?? unmoved(appropriationId);
    standings.set(appropriationId, standing);
    standing.version = String(recorded.version);
    standing.position = recorded.position;
    const event = domainEvent(recorded);
    const movement = movementOf(event);
    if (movement) {
      standing.budgetFen += movement.budgetFen;
      standing.committedFen += movement.committedFen;
      standing.settledFen += movement.settledFen;
      standing.frozenFen += movement.frozenFen;
    }
    if (event.type === 'SpendingPlanAdopted' || event.type === 'SpendingPlanRevised')
      standing.spendingPlan = event.data.checkpoints;
    if (event.type === 'PaymentStandardSet') standing.paymentStandard = event.data;
    if (event.type === 'PerformanceTargetsSet') standing.performanceTargets = event.data.targets;
  }
  const rows = [...standings.values()].map((standing) => ({
    ...standing,
    budgetFen: String(standing.budgetFen),
    committedFen: String(standing.committedFen),
    settledFen: String(standing.settledFen),
    frozenFen: String(standing.frozenFen),
  }));
  await sql.query(
    `update appropriation a set
       budget_fen = a.budget_fen + r."budgetFen",
       committed_fen = a.committed_fen + r."committedFen",
       settled_fen = a.settled_fen + r."settledFen",
       frozen_fen = a.frozen_fen + r."frozenFen",
       spending_plan = coalesce(r."spendingPlan", a.spending_plan),
       payment_standard = coalesce(r."paymentStandard", a.payment_standard),
       performance_targets = coalesce(r."performanceTargets", a.performance_targets),
       version = r."version",
       position = r."position"
     from jsonb_to_recordset($1::jsonb) as r("appropriationId" text, "budgetFen" bigint, "committedFen" bigint,
       "settledFen" bigint, "frozenFen" bigint, "spendingPlan" jsonb, "paymentStandard" jsonb,
       "performanceTargets" jsonb, "version" bigint, "position" text)
     where a.appropriation_id = r."appropriationId"`,
    [JSON.stringify(rows)],
  );
}
