import { DataSource } from 'typeorm';
import { ReadModelTables1764000001000 } from './read-model-tables.migration';

export interface ReadModelOptions {
  readonly url: string;
  /** Of what other libraries keep in the same database. */
  readonly migrations?: readonly (new () => object)[];
  /** Connections. Default 20. */
  readonly poolSize?: number;
  /** Told when an idle connection breaks; the pool replaces it. */
  readonly log?: (message: string) => void;
}

/** Held while migrating, so that of two processes starting at once one migrates and the other waits. */
const MIGRATION_LOCK = 20_210_101;

/** Connects to the database of the read models and brings its own tables up to date. */
export async function openReadModel(options: ReadModelOptions): Promise<DataSource> {
  const log = options.log ?? (() => undefined);
  const database = new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: 'bofu read model',
    migrations: [ReadModelTables1764000001000, ...(options.migrations ?? [])],
    migrationsTableName: 'bofu_migration',
    migrationsTransactionMode: 'all',
    installExtensions: false,
    poolSize: options.poolSize ?? 20,
    connectTimeoutMS: 10_000,
    // A process that is paused in the middle of a transaction must not keep its locks from whoever takes over.
    // Nothing here is the record: what a crash takes from the last moment is made again from the events, and a lost
    // commit takes its checkpoint along with its rows. So nobody needs to wait for the disk.
    extra: { idle_in_transaction_session_timeout: 10_000, options: '-c synchronous_commit=off' },
    // Failed statements reach whoever ran them; logged here as well they would be told twice.
    logging: false,
    poolErrorHandler: (error: Error) => log(error.message),
  });
  await database.initialize();
  try {
    await migrate(database);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return database;
}

async function migrate(database: DataSource): Promise<void> {
  const guard = database.createQueryRunner();
  try {
    await guard.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await database.runMigrations();
    await guard.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  } finally {
    await guard.release();
  }
}
