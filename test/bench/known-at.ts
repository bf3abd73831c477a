import { openEventStore, type Position } from '@bofu/event-store';
import { addDays, dateOf, type BusinessDate } from '@bofu/kernel';
import { planAgainstActualProjection } from '@bofu/monitoring';
import { openReadModel, ProjectionRunner } from '@bofu/read-model';
import {
  AskPlanAgainstActual,
  AskPlanAgainstActualHandler,
} from '../../libs/monitoring/src/plan-against-actual/plan-against-actual.query';
import { agencyIdOf, copyBooksIn } from './books';
import { freshDatabase, inDatabase } from './database';
import { quantile, secondsOf, type Figure } from './measure';

const BUREAU = 22;
const QUESTIONS = 200;
const books = (asOf: BusinessDate, knownAt: Position | null) => ({
  agencyScope: [agencyIdOf(0)],
  fiscalYear: 2021,
  asOf,
  knownAt,
});
/** Asked before the clock runs: a server that has answered before has its connections open and its statements planned. */
const WARM_UP = 10;

/**
 * The books of a bureau as of any day and as known at any position, at a tenth of the events and at all of them: how
 * long one question takes, beside a sum of the very same events read one by one, in the same run.
 */
export async function knownAtFigures(adminUrl: string, events: number): Promise<Figure[]> {
  const few = await measured(adminUrl, 'bench_known_few', Math.ceil(events / 10));
  const many = await measured(adminUrl, 'bench_known_many', events);
  const name = (count: number): string => `as of a day, known at a position, ${count.toLocaleString('en')} events`;
  const seconds = (latencies: readonly number[]): number => latencies.reduce((a, b) => a + b, 0) / 1_000;
  const figure = (count: number, { known }: Measured): Figure => ({
    name: name(count),
    perSecond: known.length / seconds(known),
    p50Ms: quantile(known, 0.5),
    p99Ms: quantile(known, 0.99),
  });
  const p50 = (latencies: readonly number[]): number => quantile(latencies, 0.5);
  return [
    { ...figure(Math.ceil(events / 10), few), note: `now: p50 ${p50(few.now).toFixed(1)} ms` },
    {
      ...figure(events, many),
      ratio: p50(many.known) / p50(few.known),
      baseline: 'p50 at a tenth of the events',
      note: `now: p50 ${p50(many.now).toFixed(1)} ms; select count(*): ${(many.countSeconds * 1_000).toFixed(0)} ms`,
    },
    {
      name: 'the same question summed by SQL over every event',
      perSecond: 1 / many.sumSeconds,
      ratio: (many.sumSeconds * 1_000) / p50(many.known),
      baseline: 'p50 of the question',
      note: `${(many.sumSeconds * 1_000).toFixed(0)} ms`,
    },
  ];
}

interface Measured {
  readonly known: readonly number[];
  readonly now: readonly number[];
  readonly sumSeconds: number;
  readonly countSeconds: number;
}

async function measured(adminUrl: string, name: string, events: number): Promise<Measured> {
  const url = await freshDatabase(adminUrl, name);
  const store = await openEventStore({ kind: 'postgres', url });
  const database = await openReadModel({ url });
  const runner = new ProjectionRunner(store, database, [planAgainstActualProjection]);
  try {
    // One payment here, the next there, as a bureau works: a position falls into the middle of every programme's books.
    const filled = await secondsOf(() => copyBooksIn(url, { events, appropriations: BUREAU, inARow: 2 }));
    process.stderr.write(`${events} events copied in in ${filled.toFixed(1)} s\n`);
    await runner.rebuild(planAgainstActualProjection.name);
    await inDatabase(url, (client) => client.query('vacuum analyze plan_against_actual.money_day'));
    const positions = await database.query<{ position: string }[]>(
      `select lpad(position::text, 20, '0') as position from event_store.event
       where position % $1 = 7 order by position`,
      [Math.max(1, Math.floor(events / QUESTIONS))],
    );
    const handler = new AskPlanAgainstActualHandler(database, store);
    for (const { position } of positions.slice(0, WARM_UP))
      await handler.execute(new AskPlanAgainstActual(books(dateOf(2021, 7, 1), position as Position)));
    const known: number[] = [];
    const now: number[] = [];
    for (const [turn, { position }] of positions.entries()) {
      // Days and positions in two orders that have nothing to do with each other.
      const asOf = addDays(dateOf(2021, 1, 1), (turn * 97) % 365);
      const at = position as Position;
      known.push(1_000 * (await secondsOf(() => handler.execute(new AskPlanAgainstActual(books(asOf, at))))));
      now.push(1_000 * (await secondsOf(() => handler.execute(new AskPlanAgainstActual(books(asOf, null))))));
    }
    const [p50Known, p50Now] = [quantile(known, 0.5), quantile(now, 0.5)].map((p50) => p50.toFixed(1));
    process.stderr.write(`${events} events: known at a position ${p50Known} ms, now ${p50Now} ms at the median\n`);
    const half = positions[positions.length >> 1]?.position ?? '0';
    const sumSeconds = await inDatabase(url, (client) =>
      secondsOf(() =>
        client.query(
          `select stream_id, sum(case when type = 'FundsCommitted' then (data->>'amountFen')::bigint
             when type = 'CommitmentSettled' then -(data->>'amountFen')::bigint end) as committed
           from event_store.event where position <= $1
             and coalesce(data->>'submittedOn', data->>'paidOn', data->>'effectiveOn') <= '2021-06-30'
           group by stream_id`,
          [half],
        ),
      ),
    );
    const countSeconds = await inDatabase(url, (client) =>
      secondsOf(() => client.query('select count(*) from event_store.event')),
    );
    return { known, now, sumSeconds, countSeconds };
  } finally {
    await runner.stop();
    await database.close();
    await store.close();
  }
}
