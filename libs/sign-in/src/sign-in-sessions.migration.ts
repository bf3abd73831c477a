import type { Migration } from '@bofu/read-model';

/** When the password was last entered in a session, and where it was opened from: for its owner to see. */
export const signInSessions: Migration = {
  name: 'SignInSessions1764000007000',
  up: async (sql) => {
    await sql.query('alter table sign_in.session add column proven_at timestamptz, add column address text');
    await sql.query('update sign_in.session set proven_at = opened_at');
    await sql.query('alter table sign_in.session alter column proven_at set not null');
  },
};
