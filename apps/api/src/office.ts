import { randomUUID } from 'node:crypto';
import type { Server } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import {
  actingService,
  feedDirectory,
  holdsStill,
  RecordedDirectory,
  RegisteredActingPersons,
  upToNow,
  type Directory,
  type Installation,
} from '@bofu/access';
import { alertsProjection } from '@bofu/alerts';
import { attachmentsProjection, sentFileTable, type AttachmentFiles } from '@bofu/attachment';
import { ledgerProjection } from '@bofu/budget';
import { paperReadingTable, papersProjection } from '@bofu/budget-paper';
import { calendarsProjection } from '@bofu/calendar';
import { draftTable } from '@bofu/draft';
import { listSettingsTables } from '@bofu/list-settings';
import { runningEmbeddedPostgres, startEmbeddedPostgres, type EmbeddedPostgres } from '@bofu/embedded';
import { eventLogProjection, wordFor } from '@bofu/event-log';
import { openEventStore, openInstallation, StoreUnavailable, StoreUnusable, type EventStore } from '@bofu/event-store';
import {
  createHttpAdapter,
  followTlsFiles,
  idempotencyClaimant,
  idempotencyKeyTable,
  isLoopback,
  refuseAtDoor,
  systemClock,
  today,
  type Admitted,
  type ActingPersons,
  type Clock,
} from '@bofu/http';
import { jobListProjection, Jobs, jobTables, openCounters } from '@bofu/jobs';
import { Listeners, LiveChanges, mailBy, Notices, noticeTables } from '@bofu/notice';
import { planAgainstActualProjection, programmeFactsProjection } from '@bofu/monitoring';
import { AccountNumbers, accountNumberTable, openAccountKey, payeesProjection } from '@bofu/payee';
import { paymentsProjection, payoutSchemesProjection } from '@bofu/payment';
import { inFull } from '@bofu/kernel';
import { type Database, isOutage, openReadModel, ProjectionRunner } from '@bofu/read-model';
import { Reports } from '@bofu/reporting';
import { searchProjection } from '@bofu/search';
import {
  admissionOf,
  CALLS_PER_MINUTE,
  IdentityProvider,
  isClosed,
  openDurableDatabase,
  RateLimits,
  SignIn,
  SignInByIdentity,
  type DurableDatabase,
} from '@bofu/sign-in';
import { attachmentFilesOf } from './attachment-files-of';
import { answerWhileOpening } from './answer-while-opening';
import {
  accountKeyFile,
  addressOf,
  embeddedDataDir,
  EMBEDDED_JOBS,
  LARGEST_ATTACHMENT,
  resultsDir,
  type Configuration,
} from './configuration';
import { DatabaseUnreachable } from './database-unreachable';
import { describeInterface } from './describe-interface';
import { EVENTS_DIGEST } from './events-digest';
import { EVENT_DESCRIBERS } from './event-describers';
import { faultInWords } from './fault-in-words';
import { inWords, sentenceOf } from './in-words';
import { dailyJobs, jobKinds } from './jobs';
import { OfficeModule } from './office.module';
import { entranceFrom } from './port';
import { programmesTouched } from './programmes-touched';
import { MATRIX_OF_RIGHTS } from './rights-matrix';
import { serveScreens } from './screens/serve-screens';
import { waitingFor } from './waiting-for';

/** A running installation: its store, its read models, and the application in front of them. */
export interface Office {
  readonly store: EventStore;
  readonly database: Database;
  readonly projections: ProjectionRunner;
  readonly directory: Directory;
  readonly persons: ActingPersons;
  readonly app: NestFastifyApplication;
  readonly commands: CommandBus;
  readonly queries: QueryBus;
  readonly jobs: Jobs;
  readonly durable: DurableDatabase;
  readonly attachmentFiles: AttachmentFiles;
  readonly signIn: SignIn;
  readonly notices: Notices;
  /** Whose token it is, and what she may of what a route opens. Throws Refusal `sign-in-required`, `right-missing`. */
  admitByToken(token: string, route: string): Promise<Admitted>;
  /** One-time links for the security administrators that are missing, as addresses of pages; none where there are two. */
  administratorLinks(): Promise<readonly string[]>;
  /** Starts to answer HTTP; returns the address. */
  listen(): Promise<string>;
  /**
   * Opens the queue of background jobs, and runs them where that is this process's part (`always`: whatever the
   * configuration says). Ready when it resolves, which waits for a server that is away; throws QueueUnsafe. An office
   * that does one thing and closes leaves this out: what it requests is on record, and found by whoever works. Mail and
   * webhooks go out where jobs are run.
   */
  startJobs(worker?: 'always'): Promise<void>;
  close(): Promise<void>;
}

/** Every projection the office keeps. */
export const PROJECTIONS = [
  calendarsProjection,
  ledgerProjection,
  papersProjection,
  payeesProjection,
  paymentsProjection,
  planAgainstActualProjection,
  eventLogProjection(EVENT_DESCRIBERS),
  programmeFactsProjection,
  alertsProjection,
  payoutSchemesProjection,
  jobListProjection,
  searchProjection,
  attachmentsProjection,
];

export interface OfficeOptions {
  readonly logger: LoggerService;
  readonly clock?: Clock;
  /** When an empty store is founded: for a past year that is entered now as it was recorded then. Default: now. */
  readonly foundedAt?: string;
  /**
   * May use the embedded database while another process runs it: for one command beside a server at work. Whoever stays
   * may not, or it would be left without a database when the other one ends. Default: no.
   */
  readonly borrow?: boolean;
  /**
   * Whoever stays waits for an event store or a database that is away or still starting, until this resolves: on a
   * machine that runs both, the office may well be up first. Default: one call's time.
   */
  readonly waitUntil?: Promise<unknown>;
  /** Whoever will listen answers at its address from now on: alive, and not ready. Default: no. */
  readonly answerWhileOpening?: boolean;
}

const LOOK_AGAIN_MS = 1_000;

/** How long the office waits for the directory before it opens. */
const DIRECTORY_PATIENCE_MS = 10_000;

/** Opens everything in the order it leans on each other, and closes what is open again when a step fails. */
export async function openOffice(configuration: Configuration, options: OfficeOptions): Promise<Office> {
  const { logger } = options;
  const postgresDir = embeddedDataDir(configuration.dataDir);
  const opened: (() => unknown)[] = [];
  const close = async () => {
    for (const closeOne of opened.splice(0).reverse()) await closeOne();
  };
  try {
    // A port that nobody has been told is asked by nobody.
    // Who is beyond this machine is answered once it is known that nobody acts unnamed.
    const early = options.answerWhileOpening && configuration.port !== 0 && isLoopback(configuration.host);
    const leaveAddress = early ? await answerWhileOpening(configuration) : null;
    if (leaveAddress) opened.push(leaveAddress);

    const databaseUrl = configuration.databaseUrl ?? borrowed() ?? (await embedded()).url;
    const database = await onceDatabaseThere(options, () =>
      openReadModel({ url: databaseUrl, migrations: [idempotencyKeyTable, jobTables, idempotencyClaimant] }),
    );
    opened.push(() => database.close());

    const { store: choice } = configuration;
    const store = await onceThere(options, storeIsAway, () =>
      openEventStore(
        choice.kind === 'postgres' ? { kind: 'postgres', url: choice.url ?? databaseUrl } : choice,
        (message) => {
          logger.warn(message);
        },
      ),
    );
    opened.push(() => store.close());

    const clock = options.clock ?? systemClock;
    const { rootAgencyId } = await onceThere(options, storeIsAway, () =>
      openInstallation(store, {
        installationId: randomUUID(),
        rootAgencyId: randomUUID(),
        recordedAt: options.foundedAt ?? clock.now(),
        eventsDigest: EVENTS_DIGEST,
      }),
    );

    const projections = new ProjectionRunner(store, database, PROJECTIONS, {
      onAlarm: ({ projection, fault }) => {
        logger.error(`投影 ${projection} 已停止：${faultInWords(fault)}`);
      },
      log: (message) => {
        logger.warn(message);
      },
    });

    const installation: Installation = { rootAgencyId };
    const directory = new RecordedDirectory();
    const feed = feedDirectory(store, directory, (error) => {
      logger.error(`名录已停止更新：${inFull(error)}`);
    });
    opened.push(() => feed.stop());
    const persons = new RegisteredActingPersons(store, directory, installation, programmesTouched);

    const { queue, worker } = configuration.jobs ?? EMBEDDED_JOBS;
    const jobs = new Jobs({
      store,
      database,
      queue: queue.kind === 'redis' ? queue : { kind: 'postgres', url: databaseUrl },
      resultsDir: resultsDir(configuration.dataDir),
      now: clock.now,
      agencies: () => directory.agencyIds(),
      actingFor: (agencyId) =>
        actingService(agencyId, directory.singlePersonMode(agencyId) ? 'single-person' : 'office'),
      mayStill: (by, agencyId) => holdsStill(directory, by, agencyId, today(clock)),
      log: (message) => {
        logger.warn(message);
      },
      inWords: sentenceOf,
    });

    const durable = await onceDatabaseThere(options, () =>
      openDurableDatabase(configuration.durableUrl ?? databaseUrl, [
        draftTable,
        listSettingsTables,
        sentFileTable,
        accountNumberTable,
        noticeTables,
        paperReadingTable,
      ]),
    );
    opened.push(() => durable.close());
    const attachmentFiles = attachmentFilesOf(configuration);
    const accountNumbers = new AccountNumbers(durable, () => openAccountKey(accountKeyFile(configuration)));
    // The bus is made with the application, and asked only once somebody comes in by a link.
    const later = { execute: ((command: never) => app.get(CommandBus).execute(command)) as CommandBus['execute'] };
    const signIn = new SignIn({ database: durable, directory, commands: later, now: clock.now });
    const { identityProvider } = configuration;
    const byIdentity = new SignInByIdentity({
      ...{ database: durable, now: clock.now, origin: () => addressOf(configuration) },
      provider: identityProvider === undefined ? null : new IdentityProvider(identityProvider),
    });
    const signInRequired = configuration.signIn === 'required';
    const counters = queue.kind === 'redis' && !options.borrow ? openCounters(queue.url) : null;
    if (counters) opened.push(() => counters.disconnect());
    const limits = new RateLimits(configuration.callsPerMinute ?? CALLS_PER_MINUTE, counters);

    const warn = (message: string) => {
      logger.warn(message);
    };
    const changes = new LiveChanges(store, projections, warn);
    const listeners = new Listeners(changes, signIn, warn);
    const webhooks = configuration.webhooks ?? null;
    const notices = new Notices({
      ...{ store, database: durable, directory, now: clock.now, log: warn, webhooks },
      origin: addressOf(configuration),
      wordFor: (event) => wordFor(EVENT_DESCRIBERS, event),
      nameOf: (personId) => directory.nameOf(personId),
      waitingFor: (personId) => waitingFor(personId, { directory, clock, queries: app.get(QueryBus) }),
      sendMail: configuration.mail === undefined ? null : mailBy(configuration.mail),
    });

    const app: NestFastifyApplication = await NestFactory.create<NestFastifyApplication>(
      OfficeModule.forOffice({
        store,
        database,
        projections,
        installation,
        directory,
        persons,
        jobs,
        clock,
        durable,
        attachmentFiles,
        largestAttachment: configuration.largestAttachment ?? LARGEST_ATTACHMENT,
        accountNumbers,
        signIn,
        byIdentity,
        signInRequired,
        limits,
        listeners,
        notices,
        webhooks,
      }),
      createHttpAdapter({
        // One command beside a server at work listens to nobody, and may not be able to read the server's key.
        entrance: options.borrow ? undefined : entranceFrom(configuration.entrance),
        everybodySignsIn: () => isClosed({ alwaysClosed: signInRequired }, directory),
      }),
      { logger },
    );
    SwaggerModule.setup('docs', app, () => describeInterface(app), {
      jsonDocumentUrl: 'openapi.json',
      yamlDocumentUrl: 'openapi.yaml',
    });
    serveScreens(app);
    await app.init();
    opened.push(() => app.close());
    opened.push(() => changes.stop());
    opened.push(() => notices.stop());
    // Or the server would wait for those who listen.
    opened.push(() => listeners.stop());
    // A store that is away must not keep the office from opening, and from saying so.
    await Promise.race([feed.ready, delay(DIRECTORY_PATIENCE_MS, undefined, { ref: false })]);
    await projections.start();
    opened.push(() => projections.stop());
    const [commands, queries] = [app.get(CommandBus), app.get(QueryBus)];
    const reports = app.get(Reports, { strict: false });
    const requestJob: Jobs['request'] = (context, request) => jobs.request(context, request);
    const tools = {
      ...{ store, database, projections, directory, commands, queries, reports, requestJob },
      ...{ durable, attachmentFiles, rootAgencyId },
    };
    jobs.register(jobKinds(tools), dailyJobs(tools));
    opened.push(() => jobs.stop());

    return {
      store,
      database,
      projections,
      directory,
      persons,
      app,
      commands,
      queries,
      jobs,
      durable,
      attachmentFiles,
      signIn,
      notices,
      admitByToken: async (token, route) => {
        await upToNow(directory, store);
        const personId = (await signIn.personOfToken(token)) ?? refuseAtDoor('sign-in-required', {});
        return admissionOf(directory, MATRIX_OF_RIGHTS.get(route) ?? {}, { personId, by: 'token' }, today(clock));
      },
      administratorLinks: async () => {
        await upToNow(directory, store);
        // After `#`: what stands there is sent to no server and written in no log.
        return (await signIn.administratorLinks()).map((secret) => `/administrator#${secret}`);
      },
      startJobs: (always) => {
        const work = always === 'always' || worker === 'inline';
        if (work) notices.start();
        return jobs.start({ work });
      },
      listen: async () => {
        await leaveAddress?.();
        await upToNow(directory, store);
        await changes.start();
        await app.listen({ host: configuration.host, port: configuration.port });
        const { entrance } = configuration;
        if (entrance?.tls)
          opened.push(
            followTlsFiles(entrance.tls, app.getHttpServer() as unknown as Server, (renewed, message) => {
              if (renewed) logger.log(message);
              else logger.warn(message);
            }),
          );
        return entrance?.publicOrigin ?? app.getUrl();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }

  function borrowed(): string | null {
    return options.borrow ? runningEmbeddedPostgres(postgresDir) : null;
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

/** The work's result, tried again as long as what it stands on is away. */
async function onceThere<Result>(
  { logger, waitUntil }: OfficeOptions,
  isAway: (error: unknown) => boolean,
  work: () => Promise<Result>,
): Promise<Result> {
  let over = false;
  const end = waitUntil?.then(() => (over = true));
  for (;;)
    try {
      return await work();
    } catch (error) {
      if (!isAway(error) || end === undefined || over) throw error;
      logger.warn(`尚未启动，继续等待：${inWords(error) ?? inFull(error)}`);
      await Promise.race([delay(LOOK_AGAIN_MS), end]);
    }
}

/** One that is there and cannot be used is not away. */
const storeIsAway = (error: unknown) => error instanceof StoreUnavailable && !(error instanceof StoreUnusable);

const databaseIsAway = (error: unknown) => error instanceof DatabaseUnreachable && isOutage(error.cause);

const onceDatabaseThere = <Result>(options: OfficeOptions, open: () => Promise<Result>): Promise<Result> =>
  onceThere(options, databaseIsAway, () =>
    open().catch((error: unknown) => {
      throw new DatabaseUnreachable(error);
    }),
  );
