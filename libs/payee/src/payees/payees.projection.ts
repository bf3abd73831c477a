import type { RecordedEvent } from '@bofu/event-store';
import type { BusinessDate, By, Stamped } from '@bofu/kernel';
import { asTyped, initialsOf } from '@bofu/pinyin';
import type { Projection, Sql } from '@bofu/read-model';
import type { PayeeEvent } from '../domain/payee-events';
import { payeeCodec } from '../payee-codec';

/** The name of the projection, for whoever waits for it. */
export const PAYEES = 'payees';

/** 收款户: each with the names it has borne, its accounts, and what happened to each account. */
export const payeesProjection: Projection = {
  name: PAYEES,
  version: 1,
  filter: { streamPrefixes: ['payee-'] },
  schemaSql: `
    create table payee (
      payee_id text collate "C" primary key,
      agency_id text collate "C" not null,
      code text not null,
      kind text not null
    );
    create table payee_name (
      payee_id text collate "C",
      position text collate "C",
      agency_id text collate "C" not null,
      name text not null,
      typed text not null,
      initials text not null,
      effective_on date not null,
      primary key (payee_id, position)
    );
    create table account (
      payee_id text collate "C",
      account_id text collate "C",
      position text collate "C" not null,
      agency_id text collate "C" not null,
      bank text not null,
      last_four text not null,
      replaces text,
      confirmation text,
      primary key (payee_id, account_id)
    );
    create table account_step (
      payee_id text collate "C",
      account_id text collate "C",
      position text collate "C",
      agency_id text collate "C" not null,
      type text not null,
      on_day date not null,
      recorded_at text not null,
      recorded_by jsonb not null,
      reason text,
      replaced_by text,
      primary key (payee_id, account_id, position)
    );
  `,
  readersIndexSql: `
    create index on payee (agency_id, code);
    create index on payee_name (agency_id);
    create index on account (agency_id);
    create index on account_step (agency_id);
  `,
  async apply(events, sql) {
    const recorded = events.map((event) => ({ event, decoded: payeeCodec.decode(event) }));
    await insert(sql, 'payee', recorded.flatMap(payeeRows));
    await insert(sql, 'payee_name', recorded.flatMap(nameRows));
    await insert(sql, 'account', recorded.flatMap(accountRows));
    await insert(sql, 'account_step', recorded.flatMap(stepRows));
  },
};

interface Recorded {
  readonly event: RecordedEvent;
  readonly decoded: Stamped<PayeeEvent>;
}
type Row = Readonly<Record<string, unknown>>;

async function insert(sql: Sql, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [
    JSON.stringify(rows),
  ]);
}

function payeeRows({ decoded: { type, data } }: Recorded): Row[] {
  if (type !== 'PayeeRegistered') return [];
  const { payeeId, agencyId, code, kind } = data;
  return [{ payee_id: payeeId, agency_id: agencyId, code, kind }];
}

function nameRows({ event: { position }, decoded: { type, data } }: Recorded): Row[] {
  if (type !== 'PayeeRegistered' && type !== 'PayeeRenamed') return [];
  const { payeeId, agencyId, name } = data;
  const effectiveOn = type === 'PayeeRegistered' ? data.registeredOn : data.effectiveOn;
  return [
    {
      ...{ payee_id: payeeId, position, agency_id: agencyId, name },
      ...{ typed: asTyped(name), initials: initialsOf(name), effective_on: effectiveOn },
    },
  ];
}

function accountRows({ event: { position }, decoded: { type, data } }: Recorded): Row[] {
  if (type !== 'PayeeAccountProposed') return [];
  const { payeeId, accountId, agencyId, bank, lastFour, replaces, confirmation } = data;
  return [
    {
      ...{ payee_id: payeeId, account_id: accountId, position, agency_id: agencyId },
      ...{ bank, last_four: lastFour, replaces, confirmation },
    },
  ];
}

/** What happens to an account; that its number was looked at changes nothing about it, and stands in the event log. */
export type AccountStep = Exclude<PayeeEvent['type'], 'PayeeRegistered' | 'PayeeRenamed' | 'PayeeAccountDisclosed'>;

function stepRows({ event: { position, metadata }, decoded }: Recorded): Row[] {
  const { type, data } = decoded;
  const on = dayOfStep(decoded);
  if (on === null || !('accountId' in data)) return [];
  return [
    {
      ...{ payee_id: data.payeeId, account_id: data.accountId, position, agency_id: data.agencyId, type, on_day: on },
      ...{ recorded_at: metadata['recordedAt'] ?? '', recorded_by: data.by satisfies By },
      reason: 'reason' in data ? data.reason : null,
      replaced_by: 'replacedBy' in data ? data.replacedBy : null,
    },
  ];
}

function dayOfStep({ type, data }: Stamped<PayeeEvent>): BusinessDate | null {
  switch (type) {
    case 'PayeeAccountProposed':
      return data.proposedOn;
    case 'PayeeAccountConfirmed':
      return data.confirmedOn;
    case 'PayeeAccountDeclined':
      return data.declinedOn;
    case 'PayeeAccountProposalWithdrawn':
      return data.withdrawnOn;
    case 'PayeeAccountRetired':
      return data.retiredOn;
    case 'PayeeRegistered':
    case 'PayeeRenamed':
    case 'PayeeAccountDisclosed':
      return null;
  }
}
