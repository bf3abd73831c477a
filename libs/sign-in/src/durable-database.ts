import { Database, openDatabase, signInHeartbeatTable, type Migration } from '@bofu/read-model';
import { identityTables } from './oidc/identity-tables.migration';
import { signInSessions } from './sign-in-sessions.migration';
import { signInTables } from './sign-in-tables.migration';

/** The connection under a name of its own: `Database` is the read models'. */
export abstract class DurableDatabase extends Database {}

/**
 * The connection of what no event can make again: accounts, sessions, the sign-in log, drafts. An answer is given only once
 * the disk has it, whatever the read models beside it do.
 *
 * @param url a Postgres; what is kept lies in its schema `sign_in`
 * @param more tables of others who keep something there, each in a schema of its own
 */
export const openDurableDatabase = (url: string, more: readonly Migration[] = []): Promise<Database> =>
  openDatabase({
    url,
    applicationName: 'bofu durable',
    migrations: [signInTables, signInHeartbeatTable, signInSessions, identityTables, ...more],
    migrationsTable: 'bofu_durable_migration',
    migrationLock: 20_210_102,
    poolSize: 8,
    synchronousCommit: 'on',
  });
