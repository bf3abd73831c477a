import type { QueryBus } from '@nestjs/cqrs';
import { ledgerProjection, ListMovementsBetween } from '@bofu/budget';
import { openEventStore, type EventStore, type Position } from '@bofu/event-store';
import { ListPayoutSchemes, payoutSchemesProjection } from '@bofu/payment';
import { type Database, openReadModel, type Projection, ProjectionRunner, type RecordedTime } from '@bofu/read-model';
import { createTestDatabase } from '@bofu/testing';
import { ListMovementsBetweenHandler } from '../../budget/src/ledger/movements-between.query';
import { ListPayoutSchemesHandler } from '../../payment/src/schemes/payout-schemes.query';
import { programmeFactsProjection } from '../src/facts/programme-facts.projection';
import { AskProgrammesOnDay, AskProgrammesOnDayHandler } from '../src/facts/programmes-on-day.query';
import { AskForecast, AskForecastHandler } from '../src/forecast/forecast.query';
import { planAgainstActualProjection } from '../src/plan-against-actual/plan-against-actual.projection';
import {
  AskPlanAgainstActual,
  AskPlanAgainstActualHandler,
} from '../src/plan-against-actual/plan-against-actual.query';
import { AskDifference, AskDifferenceHandler } from '../src/replay/difference.query';

const PROJECTIONS = [programmeFactsProjection, planAgainstActualProjection, ledgerProjection, payoutSchemesProjection];

/** What was played, read through the real projections and queries on a Postgres of its own. */
export interface YearsRead {
  readonly store: EventStore;
  readonly database: Database;
  readonly queries: QueryBus;
  readonly head: Position;
  readonly close: () => Promise<void>;
}

export async function readYears(
  play: (store: EventStore) => Promise<void>,
  also: readonly Projection[] = [],
): Promise<YearsRead> {
  const store = await openEventStore({ kind: 'memory' });
  await play(store);
  const head = await store.head();
  if (head === null) throw new Error('nothing was played');
  const { url, drop } = await createTestDatabase();
  const database = await openReadModel({ url, poolSize: 4 });
  const projections = [...PROJECTIONS, ...also];
  const runner = new ProjectionRunner(store, database, projections, { log: () => undefined });
  await runner.start();
  for (const { name } of projections)
    if (!(await runner.waitFor(name, head, 20_000)).reached) throw new Error(`${name} did not take the events`);
  return {
    store,
    database,
    queries: queriesOn(store, database),
    head,
    close: async () => {
      await runner.stop();
      await database.close();
      await store.close();
      await drop();
    },
  };
}

type Handlers = ReadonlyMap<unknown, { execute(query: never): Promise<unknown> }>;

function queriesOn(store: EventStore, database: Database): QueryBus {
  const atTheEnd = { positionAt: () => store.head() } as Partial<RecordedTime> as RecordedTime;
  const queries = {
    execute: (query: object): Promise<unknown> => {
      const handler = handlers.get(query.constructor);
      if (handler === undefined) throw new Error(`nobody answers ${query.constructor.name}`);
      return handler.execute(query as never);
    },
  } as unknown as QueryBus;
  const handlers: Handlers = new Map<unknown, { execute(query: never): Promise<unknown> }>([
    [AskPlanAgainstActual, new AskPlanAgainstActualHandler(database, store)],
    [AskProgrammesOnDay, new AskProgrammesOnDayHandler(database)],
    [AskForecast, new AskForecastHandler(queries)],
    [AskDifference, new AskDifferenceHandler(queries, atTheEnd)],
    [ListMovementsBetween, new ListMovementsBetweenHandler(database)],
    [ListPayoutSchemes, new ListPayoutSchemesHandler(database)],
  ]);
  return queries;
}
