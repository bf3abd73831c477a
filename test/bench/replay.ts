import { eventId, openEventStore, streamId, type EventStore, type NewEvent } from '@bofu/event-store';
import { planAgainstActualProjection } from '@bofu/monitoring';
import { openReadModel, ProjectionRunner } from '@bofu/read-model';
import { freshDatabase, inDatabase } from './database';
import { median, secondsOf, type Figure } from './measure';

const APPROPRIATIONS = 2_000;
const APPEND = 250;
const PAGE = 5_000;

/** A year of events as the product records them: issued, planned, then committed and settled over and over. */
function* yearOf(appropriation: number, events: number): Generator<NewEvent> {
  const appropriationId = `2021-BENCH${String(appropriation).padStart(16, '0')}`;
  const event = (ordinal: number, type: string, data: NewEvent['data']): NewEvent => ({
    id: eventId(appropriationId, ordinal),
    type,
    data,
    metadata: {
      commandId: appropriationId,
      commandHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      correlationId: appropriationId,
      causationId: appropriationId,
      actor: '王经办',
      recordedAt: '2021-01-01T10:00:00.000+08:00',
    },
  });
  yield event(0, 'AppropriationIssued', {
    appropriationId,
    fiscalYear: 2021,
    programmeCode: appropriationId.slice(5),
    programmeName: '基准项目',
    unitCode: '356001',
    unitName: '本级',
    fundingLevel: 'district',
    fundingLevelBasis: 'stated',
    budgetType: 'general-public',
    documentNumber: null,
    issuedAs: 'regular',
    amountFen: '100000000000',
    effectiveOn: '2021-01-01',
    source: null,
  });
  yield event(1, 'SpendingPlanAdopted', {
    effectiveOn: '2021-01-01',
    checkpoints: [
      { on: '2021-03-31', cumulativeShare: 2500 },
      { on: '2021-06-30', cumulativeShare: 5000 },
      { on: '2021-10-31', cumulativeShare: 7500 },
      { on: '2021-12-31', cumulativeShare: 10_000 },
    ],
  });
  for (let ordinal = 2; ordinal < events; ordinal += 1) {
    const month = String(1 + Math.floor((12 * ordinal) / events)).padStart(2, '0');
    const paymentId = `payment-${appropriation}-${ordinal >> 1}`;
    // Money goes out on a few days of a month, as it does in an office: four here.
    const on = `2021-${month}-${String(7 * (1 + ((ordinal >> 1) % 4))).padStart(2, '0')}`;
    yield ordinal % 2 === 0
      ? event(ordinal, 'FundsCommitted', {
          paymentId,
          amountFen: '18896750',
          submittedOn: on,
          period: `2021-${month}`,
          claimsPeriod: false,
        })
      : event(ordinal, 'CommitmentSettled', { paymentId, amountFen: '18896750', paidOn: on });
  }
}

export async function fill(store: EventStore, events: number, appropriations = APPROPRIATIONS): Promise<void> {
  const each = Math.floor(events / appropriations);
  let next = 0;
  const writer = async () => {
    while (next < appropriations) {
      const appropriation = next;
      next += 1;
      const all = [...yearOf(appropriation, each)];
      const stream = streamId('appropriation', `2021-BENCH${String(appropriation).padStart(16, '0')}`);
      for (let from = 0; from < all.length; from += APPEND)
        await store.append({
          stream,
          expected: from === 0 ? 'no-stream' : BigInt(from - 1),
          events: all.slice(from, from + APPEND),
        });
    }
  };
  await Promise.all(Array.from({ length: 8 }, writer));
}

export async function replayFigures(adminUrl: string, events: number): Promise<Figure[]> {
  const url = await freshDatabase(adminUrl, 'bench_replay');
  const store = await openEventStore({ kind: 'postgres', url });
  const database = await openReadModel({ url });
  const runner = new ProjectionRunner(store, database, [planAgainstActualProjection]);
  try {
    const filled = await secondsOf(() => fill(store, events));
    process.stderr.write(`${events} events appended in ${filled.toFixed(1)} s\n`);
    await inDatabase(url, (client) => client.query('vacuum analyze event_store.event'));

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
    await database.destroy();
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
