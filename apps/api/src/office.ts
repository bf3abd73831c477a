import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { DataSource } from 'typeorm';
import { eventLogProjection } from '@bofu/audit';
import { ledgerProjection } from '@bofu/budget';
import { runningEmbeddedPostgres, startEmbeddedPostgres, type EmbeddedPostgres } from '@bofu/embedded';
import { openEventStore, type EventStore } from '@bofu/event-store';
import {
  createHttpAdapter,
  IdempotencyKeyTable1764000000000,
  mergeCatalogues,
  problemOf,
  systemClock,
  type Clock,
} from '@bofu/http';
import { jobListProjection, Jobs, JobTables1764000002000 } from '@bofu/jobs';
import type { Refusal } from '@bofu/kernel';
import { alertsProjection, planAgainstActualProjection, programmeFactsProjection } from '@bofu/monitoring';
import { paymentsProjection, payoutSchemesProjection } from '@bofu/payment';
import { openReadModel, ProjectionRunner } from '@bofu/read-model';
import { Reports } from '@bofu/reporting';
import { embeddedDataDir, EMBEDDED_JOBS, resultsDir, type Configuration } from './configuration';
import { describeInterface } from './describe-interface';
import { dailyJobs, jobKinds } from './jobs';
import { CATALOGUES, OfficeModule } from './office.module';
import { serveScreens } from './screens/serve-screens';

/** A running installation: its store, its read models, and the application in front of them. */
export interface Office {
  readonly store: EventStore;
  readonly database: DataSource;
  readonly projections: ProjectionRunner;
  readonly app: NestFastifyApplication;
  readonly commands: CommandBus;
  readonly queries: QueryBus;
  readonly jobs: Jobs;
  /** Starts to answer HTTP; returns the address. */
  listen(): Promise<string>;
  /**
   * Opens the queue of background jobs, and runs them where that is this process's part (`always`: whatever the
   * configuration says). Ready when it resolves, which waits for a server that is away; throws QueueUnsafe. An office
   * that does one thing and closes leaves this out: what it requests is on record, and found by whoever works.
   */
  startJobs(worker?: 'always'): Promise<void>;
  close(): Promise<void>;
}

/** Every projection the office keeps. */
export const PROJECTIONS = [
  ledgerProjection,
  paymentsProjection,
  planAgainstActualProjection,
  eventLogProjection,
  programmeFactsProjection,
  alertsProjection,
  payoutSchemesProjection,
  jobListProjection,
];

export interface OfficeOptions {
  readonly logger: LoggerService;
  readonly clock?: Clock;
}

/** The database of the read models cannot be opened: told to the operator in one sentence. */
export class DatabaseUnreachable extends Error {
  constructor(cause: unknown) {
    super(`数据库无法连接：${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

const catalogue = mergeCatalogues(CATALOGUES);
const sentenceOf = (refusal: Refusal): string =>
  problemOf(refusal, catalogue, { instance: '', traceId: '' })?.title ?? refusal.code;

/** Opens everything in the order it leans on each other, and closes what is open again when a step fails. */
export async function openOffice(configuration: Configuration, options: OfficeOptions): Promise<Office> {
  const { logger } = options;
  const postgresDir = embeddedDataDir(configuration.dataDir);
  const opened: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closeOne of opened.splice(0).reverse()) await closeOne();
  };
  try {
    const databaseUrl = configuration.databaseUrl ?? runningEmbeddedPostgres(postgresDir) ?? (await embedded()).url;
    const database = await openReadModel({
      url: databaseUrl,
      migrations: [IdempotencyKeyTable1764000000000, JobTables1764000002000],
    }).catch((error: unknown) => {
      throw new DatabaseUnreachable(error);
    });
    opened.push(() => database.destroy());

    const { store: choice } = configuration;
    const store = await openEventStore(
      choice.kind === 'postgres' ? { kind: 'postgres', url: choice.url ?? databaseUrl } : choice,
    );
    opened.push(() => store.close());

    const projections = new ProjectionRunner(store, database, PROJECTIONS, {
      onAlarm: ({ projection, poison }) => {
        logger.error(`投影 ${projection} 已停止于事件 ${poison.eventId}（${poison.type}）：${poison.message}`);
      },
      log: (message) => {
        logger.warn(message);
      },
    });

    const clock = options.clock ?? systemClock;
    const { queue, worker } = configuration.jobs ?? EMBEDDED_JOBS;
    const jobs = new Jobs({
      store,
      database,
      queue: queue.kind === 'redis' ? queue : { kind: 'postgres', url: databaseUrl },
      resultsDir: resultsDir(configuration.dataDir),
      now: clock.now,
      log: (message) => {
        logger.warn(message);
      },
      inWords: sentenceOf,
    });

    const app = await NestFactory.create<NestFastifyApplication>(
      OfficeModule.forOffice({ store, database, projections, jobs, clock }),
      createHttpAdapter(),
      { logger },
    );
    SwaggerModule.setup('docs', app, () => describeInterface(app), {
      jsonDocumentUrl: 'openapi.json',
      yamlDocumentUrl: 'openapi.yaml',
    });
    await serveScreens(app);
    await app.init();
    opened.push(() => app.close());
    await projections.start();
    opened.push(() => projections.stop());
    const [commands, queries] = [app.get(CommandBus), app.get(QueryBus)];
    const reports = app.get(Reports, { strict: false });
    const tools = { store, database, projections, commands, queries, reports };
    jobs.register(jobKinds(tools), dailyJobs(tools));
    opened.push(() => jobs.stop());

    return {
      store,
      database,
      projections,
      app,
      commands,
      queries,
      jobs,
      startJobs: (always) => jobs.start({ work: always === 'always' || worker === 'inline' }),
      listen: async () => {
        await app.listen({ host: configuration.host, port: configuration.port });
        return app.getUrl();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }

  async function embedded(): Promise<EmbeddedPostgres> {
    const postgres = await startEmbeddedPostgres({
      dataDir: postgresDir,
      restart: true,
      onUnexpectedExit: () => {
        logger.warn('内置 Postgres 意外退出，正在重新启动');
      },
    });
    opened.push(() => postgres.stop());
    return postgres;
  }
}
