import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { PROJECTIONS } from '@bofu/api';
import { openEventStore } from '@bofu/event-store';
import { openReadModel, ProjectionRunner } from '@bofu/read-model';
import { copyBooksIn } from './books';
import { freshDatabase, inDatabase } from './database';
import { median, secondsOf, type Figure } from './measure';

const APPROPRIATIONS = 2_000;
const ROUNDS = 3;

/**
 * Every projection of the office made anew from the whole log, detail rows included, one after the other. Beside it,
 * on the same rows and in the same run, what Postgres takes to carry them out and in again and do nothing with them.
 */
export async function catchUpFigures(adminUrl: string, events: number): Promise<Figure[]> {
  const url = await freshDatabase(adminUrl, 'bench_catch_up');
  const store = await openEventStore({ kind: 'postgres', url });
  const database = await openReadModel({ url });
  const runner = new ProjectionRunner(store, database, PROJECTIONS);
  try {
    await copyBooksIn(url, { events, appropriations: APPROPRIATIONS, inFull: true });
    await inDatabase(url, (client) => client.query('create schema bench'));
    const copies: number[] = [];
    const rebuilds: number[] = [];
    const of = new Map<string, number[]>(PROJECTIONS.map(({ name }) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      copies.push(await copyOutAndIn(url));
      let together = 0;
      for (const { name } of PROJECTIONS) {
        const took = await secondsOf(() => runner.rebuild(name));
        of.get(name)?.push(took);
        together += took;
      }
      rebuilds.push(together);
    }
    const each = [...of].map(([name, took]) => `${name} ${median(took).toFixed(1)} s`).join(', ');
    const memory = `${Math.round(process.memoryUsage().rss / 2 ** 20)} MB resident`;
    return [
      { name: 'COPY out and COPY in of the same events', perSecond: events / median(copies) },
      {
        name: `all ${PROJECTIONS.length} projections catching up ${events.toLocaleString('en')} events`,
        perSecond: events / median(rebuilds),
        ratio: median(rebuilds) / median(copies),
        baseline: 'time of COPY out + COPY in',
        note: `${each}; ${memory}`,
      },
    ];
  } finally {
    await database.close();
    await store.close();
  }
}

async function copyOutAndIn(url: string): Promise<number> {
  return inDatabase(url, (source) =>
    inDatabase(url, async (target) => {
      await target.query('drop table if exists bench.event');
      await target.query('create table bench.event (like event_store.event including indexes)');
      return secondsOf(() =>
        pipeline(
          source.query(copyTo('copy (select * from event_store.event order by position) to stdout')),
          target.query(copyFrom('copy bench.event from stdin')),
        ),
      );
    }),
  );
}
