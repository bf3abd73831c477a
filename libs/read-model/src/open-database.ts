import { DataSource, type EntityManager, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Database, type Isolation, type Migration, type Connection, type Sql } from './database';

export interface DatabaseOptions {
  readonly url: string;
  /** As Postgres names the connections to whoever looks. */
  readonly applicationName: string;
  readonly migrations: readonly Migration[];
  /** Where it is noted which of them are done. */
  readonly migrationsTable: string;
  /** Held while migrating, so that of two processes starting at once one migrates and the other waits. */
  readonly migrationLock: number;
  /** Connections. Default 20. */
  readonly poolSize?: number;
  /** Whether a commit waits for the disk. */
  readonly synchronousCommit: 'on' | 'off';
  /** Told when an idle connection breaks; the pool replaces it. */
  readonly log?: (message: string) => void;
}

/** Connects, and brings the tables up to date. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const {
    url,
    applicationName,
    migrations,
    migrationsTable,
    migrationLock,
    poolSize = 20,
    synchronousCommit,
  } = options;
  const log = options.log ?? (() => undefined);
  const source = new DataSource({
    type: 'postgres',
    url,
    applicationName,
    migrations: migrations.map(asTypeOrmMigration),
    migrationsTableName: migrationsTable,
    migrationsTransactionMode: 'all',
    installExtensions: false,
    poolSize,
    connectTimeoutMS: 10_000,
    // A process that is paused in the middle of a transaction must not keep its locks from whoever takes over.
    extra: {
      idle_in_transaction_session_timeout: 10_000,
      // What a transaction that names none runs in, so that it need not ask for it each time.
      options: `-c synchronous_commit=${synchronousCommit} -c default_transaction_isolation=read\\ committed`,
    },
    // Failed statements reach whoever ran them; logged here as well they would be told twice.
    logging: false,
    poolErrorHandler: (error: Error) => log(error.message),
  });
  await source.initialize();
  try {
    await migrate(source, migrationLock);
  } catch (error) {
    await source.destroy();
    throw error;
  }
  return new TypeOrmDatabase(source);
}

async function migrate(source: DataSource, lock: number): Promise<void> {
  const guard = source.createQueryRunner();
  try {
    await guard.query('select pg_advisory_lock($1)', [lock]);
    await source.runMigrations();
    await guard.query('select pg_advisory_unlock($1)', [lock]);
  } finally {
    await guard.release();
  }
}

function asTypeOrmMigration({ name, up }: Migration): new () => MigrationInterface {
  return class implements MigrationInterface {
    readonly name = name;
    async up(runner: QueryRunner): Promise<void> {
      await up(sqlOf(runner));
    }
    down(): Promise<void> {
      return Promise.reject(new Error(`${name} is not undone: the tables are made anew from the events`));
    }
  };
}

const sqlOf = (typeOrm: Pick<EntityManager | QueryRunner, 'query'>): Sql => ({
  query: <Rows>(text: string, parameters?: unknown[]) => typeOrm.query(text, parameters) as Promise<Rows>,
});

class TypeOrmDatabase extends Database {
  constructor(private readonly source: DataSource) {
    super();
  }

  query<Rows>(text: string, parameters?: unknown[]): Promise<Rows> {
    return this.source.query<Rows>(text, parameters);
  }

  transaction<Result>(work: (sql: Sql) => Promise<Result>, isolation?: Isolation): Promise<Result> {
    const within = (manager: EntityManager) => work(sqlOf(manager));
    return isolation === undefined ? this.source.transaction(within) : this.source.transaction(isolation, within);
  }

  connection(): Connection {
    const runner = this.source.createQueryRunner();
    return {
      ...sqlOf(runner),
      get isReleased() {
        return runner.isReleased;
      },
      release: () => runner.release(),
    };
  }

  close(): Promise<void> {
    return this.source.isInitialized ? this.source.destroy() : Promise.resolve();
  }
}
