import { checkpointEvent } from './checkpoint-event.migration';
import type { Database, Migration } from './database';
import { heartbeatTable } from './heartbeat';
import { openDatabase } from './open-database';
import { readModelTables } from './read-model-tables.migration';

export interface ReadModelOptions {
  readonly url: string;
  /** Of what other libraries keep in the same database. */
  readonly migrations?: readonly Migration[];
  /** Connections. Default 20. */
  readonly poolSize?: number;
  /** Told when an idle connection breaks; the pool replaces it. */
  readonly log?: (message: string) => void;
}

/** Connects to the database of the read models and brings its own tables up to date. */
export const openReadModel = ({ migrations = [], ...options }: ReadModelOptions): Promise<Database> =>
  openDatabase({
    ...options,
    applicationName: 'bofu read model',
    migrations: [readModelTables, checkpointEvent, heartbeatTable, ...migrations],
    migrationsTable: 'bofu_migration',
    migrationLock: 20_210_101,
    // Nothing here is the record: what a crash takes from the last moment is made again from the events, and a lost
    // commit takes its checkpoint along with its rows. So nobody needs to wait for the disk.
    synchronousCommit: 'off',
  });
