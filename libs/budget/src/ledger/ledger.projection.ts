import type { RecordedEvent } from '@bofu/event-store';
import type { Projection, Sql } from '@bofu/read-model';
import { appropriationCodec, programmeCodec } from '../budget-codec';
import { initialBudgetOf } from '../domain/appropriation-terms';
import { movementOf } from '../domain/movement';
import type { ProgrammeEvent } from '../domain/programme';

/**
 * 资金台账: every programme and appropriation as it stands, one line for every event that moved an appropriation's
 * money, and one for everything that is set from a day on (names, plans, standards, targets, groups, an end), so that
 * it can be told how it stood on a day and what was known of it then.
 * `*_fen` columns are whole fen. A line's figures are what it moved; the running balance is the query's to sum.
 */
export const ledgerProjection: Projection = {
  name: 'ledger',
  version: 4,
  filter: { streamPrefixes: ['appropriation-', 'programme-'] },
  schemaSql: `
    create table programme (
      programme_id text primary key,
      agency_id text not null,
      code text not null,
      name text not null,
      ends_on date,
      version bigint not null,
      position text collate "C" not null
    );
    create table appropriation (
      appropriation_id text primary key,
      agency_id text not null,
      programme_id text not null,
      programme_code text not null,
      programme_name text not null,
      fiscal_year int not null,
      formed_in int not null,
      issued_as text not null,
      batch int not null,
      unit_code text not null,
      unit_name text not null,
      funding_level text not null,
      funding_level_basis text not null,
      budget_type text not null,
      document_number jsonb,
      document_date date,
      elements jsonb not null,
      sources jsonb not null,
      issued_on date not null,
      initial_fen bigint not null,
      budget_fen bigint not null default 0,
      committed_fen bigint not null default 0,
      settled_fen bigint not null default 0,
      frozen_fen bigint not null default 0,
      version bigint not null,
      position text collate "C" not null
    );
    create table ledger_line (
      position text collate "C" primary key,
      appropriation_id text not null,
      version bigint not null,
      event_id uuid not null,
      type text not null,
      on_date date not null,
      booked_in text,
      period text,
      payment_id text,
      charge int,
      counterpart text,
      document_number text,
      reason text,
      budget_fen bigint not null,
      committed_fen bigint not null,
      settled_fen bigint not null,
      frozen_fen bigint not null,
      person_id text not null,
      post text not null,
      recorded_at timestamptz not null
    );
    create table setting (
      position text collate "C" primary key,
      subject_id text not null,
      version bigint not null,
      effective_on date not null,
      kind text not null,
      value jsonb not null
    );
  `,
  readersIndexSql: `
    create index on programme (agency_id, code);
    create index on appropriation (agency_id, fiscal_year, programme_code, appropriation_id);
    create index on appropriation (programme_id);
    create index on ledger_line (appropriation_id, version);
    create index on setting (subject_id, kind);
  `,
  async apply(recorded, sql) {
    const programmes = recorded.filter(programmeCodec.knows);
    const appropriations = recorded.filter(appropriationCodec.knows);
    await insertProgrammes(programmes, sql);
    await insertIssued(appropriations, sql);
    await insertLines(appropriations, sql);
    await insertSettings(recorded, sql);
    await updateProgrammes(programmes, sql);
    await updateStanding(appropriations, sql);
  },
};

/** One statement per batch: rows travel as one JSON parameter and come apart in Postgres. */
async function insertProgrammes(events: readonly RecordedEvent[], sql: Sql): Promise<void> {
  const rows = events.flatMap((recorded) => {
    const { type, data } = programmeCodec.decode(recorded);
    if (type !== 'ProgrammeRegistered') return [];
    const { programmeId, agencyId, code, name } = data;
    return [{ programmeId, agencyId, code, name, version: String(recorded.version), position: recorded.position }];
  });
  if (rows.length === 0) return;
  await sql.query(
    `insert into programme (programme_id, agency_id, code, name, version, position)
     select * from jsonb_to_recordset($1::jsonb) as row("programmeId" text, "agencyId" text, "code" text, "name" text,
       "version" bigint, "position" text)`,
    [JSON.stringify(rows)],
  );
}

async function insertIssued(events: readonly RecordedEvent[], sql: Sql): Promise<void> {
  const rows = events.flatMap((recorded) => {
    const { type, data } = appropriationCodec.decode(recorded);
    if (type !== 'AppropriationIssued') return [];
    const { amountFen: _amount, effectiveOn, by: _by, bookedIn: _bookedIn, ...terms } = data;
    return [
      {
        ...terms,
        initialFen: initialBudgetOf(data),
        issuedOn: effectiveOn,
        version: String(recorded.version),
        position: recorded.position,
      },
    ];
  });
  if (rows.length === 0) return;
  await sql.query(
    `insert into appropriation (appropriation_id, agency_id, programme_id, programme_code, programme_name, fiscal_year,
       formed_in, issued_as, batch, unit_code, unit_name, funding_level, funding_level_basis, budget_type,
       document_number, document_date, elements, sources, issued_on, initial_fen, version, position)
     select "appropriationId", "agencyId", "programmeId", "programmeCode", "programmeName", "fiscalYear", "formedIn",
       "issuedAs", "batch", "unitCode", "unitName", "fundingLevel", "fundingLevelBasis", "budgetType",
       nullif("documentNumber", 'null'), "documentDate", "elements", "sources", "issuedOn", "initialFen", "version",
       "position"
     from jsonb_to_recordset($1::jsonb) as row("appropriationId" text, "agencyId" text, "programmeId" text,
       "programmeCode" text, "programmeName" text, "fiscalYear" int, "formedIn" int, "issuedAs" text, "batch" int,
       "unitCode" text, "unitName" text, "fundingLevel" text, "fundingLevelBasis" text, "budgetType" text,
       "documentNumber" jsonb, "documentDate" date, "elements" jsonb, "sources" jsonb, "issuedOn" date,
       "initialFen" bigint, "version" bigint, "position" text)`,
    [JSON.stringify(rows)],
  );
}

async function insertLines(events: readonly RecordedEvent[], sql: Sql): Promise<void> {
  const rows = events.flatMap((recorded) => {
    const event = appropriationCodec.decode(recorded);
    const movement = movementOf(event);
    if (movement === null) return [];
    const { data } = event;
    const document = 'documentNumber' in data ? data.documentNumber : null;
    return [
      {
        position: recorded.position,
        appropriationId: data.appropriationId,
        version: String(recorded.version),
        eventId: recorded.id,
        type: recorded.type,
        onDate: movement.on,
        bookedIn: data.bookedIn,
        period: movement.period,
        paymentId: movement.paymentId,
        charge: movement.charge,
        counterpart: 'to' in data ? data.to : 'from' in data ? data.from : null,
        documentNumber: document?.normalized ?? document?.printed ?? null,
        reason: 'reason' in data ? data.reason : null,
        budgetFen: String(movement.budgetFen),
        committedFen: String(movement.committedFen),
        settledFen: String(movement.settledFen),
        frozenFen: String(movement.frozenFen),
        personId: data.by.personId,
        post: data.by.post,
        recordedAt: recorded.metadata['recordedAt'],
      },
    ];
  });
  if (rows.length === 0) return;
  await sql.query(
    `insert into ledger_line (position, appropriation_id, version, event_id, type, on_date, booked_in, period,
       payment_id, charge, counterpart, document_number, reason, budget_fen, committed_fen, settled_fen, frozen_fen,
       person_id, post, recorded_at)
     select * from jsonb_to_recordset($1::jsonb) as row("position" text, "appropriationId" text, "version" bigint,
       "eventId" uuid, "type" text, "onDate" date, "bookedIn" text, "period" text, "paymentId" text, "charge" int,
       "counterpart" text, "documentNumber" text, "reason" text, "budgetFen" bigint, "committedFen" bigint,
       "settledFen" bigint, "frozenFen" bigint, "personId" text, "post" text, "recordedAt" timestamptz)`,
    [JSON.stringify(rows)],
  );
}

async function insertSettings(events: readonly RecordedEvent[], sql: Sql): Promise<void> {
  const rows = events.flatMap((recorded) => {
    const setting = programmeCodec.knows(recorded) ? programmeSetting(recorded) : planSetting(recorded);
    return setting === null
      ? []
      : [{ position: recorded.position, version: String(recorded.version), ...setting, value: setting.value }];
  });
  if (rows.length === 0) return;
  await sql.query(
    `insert into setting (position, subject_id, version, effective_on, kind, value)
     select * from jsonb_to_recordset($1::jsonb) as row("position" text, "subjectId" text, "version" bigint,
       "effectiveOn" date, "kind" text, "value" jsonb)`,
    [JSON.stringify(rows)],
  );
}

/** The kinds of setting, and from which day on each counts. */
function planSetting(recorded: RecordedEvent) {
  const { type, data } = appropriationCodec.decode(recorded);
  if (type !== 'SpendingPlanAdopted' && type !== 'SpendingPlanRevised') return null;
  const { appropriationId: subjectId, effectiveOn, checkpoints } = data;
  return { subjectId, effectiveOn, kind: 'spending-plan', value: checkpoints };
}

function programmeSetting(recorded: RecordedEvent) {
  const { type, data } = programmeCodec.decode(recorded);
  const subjectId = data.programmeId;
  switch (type) {
    case 'ProgrammeRegistered':
    case 'ProgrammeRenamed': {
      const { effectiveOn, code, name } = data;
      return { subjectId, effectiveOn, kind: 'name', value: { code, name } };
    }
    case 'ProgrammeGroupDefined': {
      const { effectiveOn, groupId, name } = data;
      return { subjectId, effectiveOn, kind: 'group', value: { groupId, name } };
    }
    case 'PaymentStandardSet': {
      const { effectiveOn, groupId, rates, headcount, cashFlow, deadline } = data;
      return {
        subjectId,
        effectiveOn,
        kind: 'payment-standard',
        value: { groupId, rates, headcount, cashFlow, deadline },
      };
    }
    case 'PerformanceTargetsSet': {
      const { effectiveOn, fiscalYear, targets } = data;
      return { subjectId, effectiveOn, kind: `performance-targets/${fiscalYear}`, value: targets };
    }
    case 'ProgrammeEnded':
      return { subjectId, effectiveOn: data.endsOn, kind: 'end', value: { endsOn: data.endsOn, reason: data.reason } };
    case 'ProgrammeContinued':
      return { subjectId, effectiveOn: data.effectiveOn, kind: 'end', value: { endsOn: null, reason: data.reason } };
    case 'PerformanceMeasuresDeclared':
    case 'PerformanceActualRecorded':
    case 'EntitlementStated':
      return null;
  }
}

/** Code, name and end as last recorded. */
async function updateProgrammes(events: readonly RecordedEvent[], sql: Sql): Promise<void> {
  const latest = new Map<string, object>();
  for (const recorded of events) {
    const event = programmeCodec.decode(recorded);
    const { programmeId } = event.data;
    const stamp = { programmeId, version: String(recorded.version), position: recorded.position };
    latest.set(programmeId, { ...latest.get(programmeId), ...stamp, ...changesOf(event) });
  }
  if (latest.size === 0) return;
  await sql.query(
    `update programme p set
       code = coalesce(r."code", p.code),
       name = coalesce(r."name", p.name),
       ends_on = case when r."ends" then r."endsOn" else p.ends_on end,
       version = r."version",
       position = r."position"
     from jsonb_to_recordset($1::jsonb) as r("programmeId" text, "code" text, "name" text, "ends" boolean,
       "endsOn" date, "version" bigint, "position" text)
     where p.programme_id = r."programmeId"`,
    [JSON.stringify([...latest.values()])],
  );
}

function changesOf({ type, data }: ProgrammeEvent): object {
  switch (type) {
    case 'ProgrammeRegistered':
    case 'ProgrammeRenamed':
      return { code: data.code, name: data.name };
    case 'ProgrammeEnded':
      return { ends: true, endsOn: data.endsOn };
    case 'ProgrammeContinued':
      return { ends: true, endsOn: null };
    case 'ProgrammeGroupDefined':
    case 'PaymentStandardSet':
    case 'PerformanceTargetsSet':
    case 'PerformanceMeasuresDeclared':
    case 'PerformanceActualRecorded':
    case 'EntitlementStated':
      return {};
  }
}

interface Standing {
  readonly appropriationId: string;
  budgetFen: bigint;
  committedFen: bigint;
  settledFen: bigint;
  frozenFen: bigint;
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

async function updateStanding(events: readonly RecordedEvent[], sql: Sql): Promise<void> {
  const standings = new Map<string, Standing>();
  for (const recorded of events) {
    const event = appropriationCodec.decode(recorded);
    const { appropriationId } = event.data;
    const standing = standings.get(appropriationId) ?? unmoved(appropriationId);
    standings.set(appropriationId, standing);
    standing.version = String(recorded.version);
    standing.position = recorded.position;
    const movement = movementOf(event);
    if (movement === null) continue;
    standing.budgetFen += movement.budgetFen;
    standing.committedFen += movement.committedFen;
    standing.settledFen += movement.settledFen;
    standing.frozenFen += movement.frozenFen;
  }
  if (standings.size === 0) return;
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
       version = r."version",
       position = r."position"
     from jsonb_to_recordset($1::jsonb) as r("appropriationId" text, "budgetFen" bigint, "committedFen" bigint,
       "settledFen" bigint, "frozenFen" bigint, "version" bigint, "position" text)
     where a.appropriation_id = r."appropriationId"`,
    [JSON.stringify(rows)],
  );
}
