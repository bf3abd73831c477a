import { openEventStore } from '@bofu/event-store';
import { planAgainstActualProjection } from '@bofu/monitoring';
import { openReadModel, ProjectionRunner } from '@bofu/read-model';
import { copyBooksIn } from './books';
import { freshDatabase, inDatabase } from './database';
import { median, secondsOf, type Figure } from './measure';

const APPROPRIATIONS = 2_000;
const PAGE = 5_000;

export async function replayFigures(adminUrl: string, events: number): Promise<Figure[]> {
  const url = await freshDatabase(adminUrl, 'bench_replay');
  const store = await openEventStore({ kind: 'postgres', url });
  const database = await openReadModel({ url });
  const runner = new ProjectionRunner(store, database, [planAgainstActualProjection]);
  try {
    const filled = await secondsOf(() => copyBooksIn(url, { events, appropriations: APPROPRIATIONS }));
    process.stderr.write(`${events} events copied in in ${filled.toFixed(1)} s\n`);

    const replays: number[] = [];
    const reads: number[] = [];
    const counts: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      reads.push(
        await inDatabase(url, (client) =>
          secondsOf(() => readThreeColumns((text, values) => client.query({ name: 'page', text, values }))),
        ),
      );
      counts.push(
        await inDatabase(url, (client) => secondsOf(() => client.query('select count(*) from event_store.event'))),
      );
      replays.push(await secondsOf(() => runner.rebuild(planAgainstActualProjection.name)));
    }
    const [{ settled } = { settled: '' }] = await database.query<{ settled: string }[]>(
      'select sum(settled_fen)::text as settled from plan_against_actual.money_day',
    );
    const memory = `${Math.round(process.memoryUsage().rss / 2 ** 20)} MB resident, settled ${settled} fen`;
    return [
      { name: 'select count(*) over all events', perSecond: events / median(counts) },
      { name: 'read three columns, pages of 5,000', perSecond: events / median(reads) },
      {
        name: `replay of ${events.toLocaleString('en')} events into plan against actual`,
        perSecond: events / median(replays),
        ratio: median(replays) / median(reads),
        baseline: 'time to read three columns',
        target: '<= 1.25',
        note: memory,
      },
    ];
  } finally {
    await database.close();
    await store.close();
  }
}

type Rows = { rows: { position: string }[] };

async function readThreeColumns(query: (text: string, values: unknown[]) => Promise<Rows>): Promise<void> {
  for (let after = '-1'; ;) {
    const { rows } = await query(
      'select position, stream_id, data from event_store.event where position > $1 order by position limit $2',
      [after, PAGE],
    );
    const last = rows.at(-1);
    if (!last) return;
    after = last.position;
  }
}
