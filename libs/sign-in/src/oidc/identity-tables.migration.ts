import type { Migration } from '@bofu/read-model';

/**
 * 统一身份: whom another house's sign-in knows as whom. Its subject stands here and in no event. An attempt is one way
 * there and back: bound to the browser that began it, and gone once it is answered.
 */
export const identityTables: Migration = {
  name: 'IdentityTables1764000038000',
  up: async (sql) => {
    await sql.query(`
      create table sign_in.identity (
        issuer     text not null,
        subject    text collate "C" not null,
        account_id uuid not null references sign_in.account,
        linked_at  timestamptz not null,
        primary key (issuer, subject),
        unique (issuer, account_id)
      )`);
    await sql.query(`
      create table sign_in.identity_attempt (
        state_digest   bytea primary key,
        browser_digest bytea not null,
        nonce          text not null,
        code_verifier  text not null,
        session_id     uuid,
        link_digest    bytea,
        begun_at       timestamptz not null
      )`);
  },
};
