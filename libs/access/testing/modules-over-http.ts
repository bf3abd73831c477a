import { NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Type } from '@nestjs/common';
import { EventStore } from '@bofu/event-store';
import { ActingPersons, createHttpAdapter, HttpModule, type HttpModuleOptions } from '@bofu/http';
import { Database, openReadModel, type Projection, ProjectionRunner, RecordedTime } from '@bofu/read-model';
import { createTestDatabase } from '@bofu/testing';
import { MemoryIdempotencyKeys } from '../../http/testing/memory-idempotency-keys';
import { accessRefusals } from '../src/access-refusals';
import { Directory } from '../src/directory/directory';
import { SelectedBooks } from '../src/selected-books';
import type { Access } from './access-office';

interface Parts {
  readonly access: Access;
  readonly modules: readonly Type[];
  readonly catalogues: HttpModuleOptions['catalogues'];
  readonly projections: readonly Projection[];
  /** What the modules ask of the app beside its stores. */
  readonly provided?: readonly {
    readonly provide: abstract new (...parts: never[]) => object;
    readonly useValue: object;
  }[];
  /** Every request is made at this instant. */
  readonly now: string;
}

/** Real modules on a real read model, without the rest of the office; whatever instant is asked for, all was known by it. */
export async function openModulesOverHttp({
  access,
  modules,
  catalogues,
  projections: kept,
  provided = [],
  now,
}: Parts) {
  const { store, directory } = access;
  const { url, drop } = await createTestDatabase();
  const database = await openReadModel({ url, poolSize: 4 });
  const projections = new ProjectionRunner(store, database, kept, { log: () => undefined });
  await projections.start();
  const clock = { now: () => now };
  const recordedTime = { positionAt: () => store.head() } as Partial<RecordedTime> as RecordedTime;
  const providers = [
    { provide: EventStore, useValue: store },
    { provide: Database, useValue: database },
    { provide: ProjectionRunner, useValue: projections },
    { provide: RecordedTime, useValue: recordedTime },
    { provide: SelectedBooks, useValue: new SelectedBooks(projections, recordedTime, directory, clock, store) },
    { provide: Directory, useValue: directory },
    { provide: ActingPersons, useValue: access.persons },
    ...provided,
  ];
  class Foundation {}
  class Whole {}
  const foundation = {
    ...{ module: Foundation, global: true, providers },
    exports: providers.map(({ provide }) => provide),
  };
  const http = HttpModule.forRoot({
    catalogues: [accessRefusals, ...catalogues],
    clock,
    idempotencyKeys: new MemoryIdempotencyKeys(),
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: Whole, imports: [foundation, CqrsModule.forRoot(), { ...http, global: true }, ...modules] },
    createHttpAdapter(),
    { logger: false },
  );
  await app.listen(0);
  return {
    base: `http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}`,
    projections,
    stop: async () => {
      await app.close();
      await projections.stop();
      await database.close();
      await access.close();
      await drop();
    },
  };
}
