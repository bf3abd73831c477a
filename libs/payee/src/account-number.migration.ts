import type { Migration } from '@bofu/read-model';

/**
 * 账号: what no event says. Encrypted, in the durable database, and kept there before the event that names its account.
 */
export const accountNumberTable: Migration = {
  name: 'AccountNumberTable1764000010000',
  up: async (sql) => {
    await sql.query('create schema if not exists payee_account');
    await sql.query(`
      create table payee_account.number (
        account_id uuid primary key,
        agency_id  text collate "C" not null,
        key_id     text not null,
        digest     text not null,
        last_four  text not null,
        iv         bytea not null,
        tag        bytea not null,
        encrypted  bytea not null,
        kept_at    text not null
      )`);
    await sql.query('create index on payee_account.number (key_id)');
  },
};
