import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  codecOf,
  eventData,
  firstBreak,
  ONE_AGENCY,
  openEventStore,
  runDecision,
  runDecisions,
  StoreUnavailable,
  streamId,
  type Aggregate,
  type EventStore,
} from '@bofu/event-store';
import type { Decider, DomainEvent } from '@bofu/kernel';
import { SOMEBODY } from '@bofu/testing';
import { startFakeKurrentDb } from '../../libs/event-store/testing/fake-kurrentdb';

/**
 * Eight clients on four contended accounts while leaders resign and die, on a stand-in for a cluster of seven: so many
 * that three may stay dead. Every command must be carried out, once.
 */
const CLIENTS = 8;
const ACCOUNTS = 4;
const NODES = 7;
const RESIGNATIONS = 5;
const DEATHS = 3;
const PAUSE_MS = 600;
const WRITING_AGAIN_MS = 2_000;
const OFFICE_BEFORE_DATABASE_MS = 2_500;

type Booked = DomainEvent<'Booked', { amount: number; commandId: string }>;
interface Book {
  readonly amount: number;
  readonly commandId: string;
}
const codec = codecOf<Booked>({
  Booked: { parse: eventData.dataOf({ amount: eventData.count, commandId: eventData.text }) },
});
const decider: Decider<number, Book, Booked> = {
  initial: 0,
  decide: (_sum, data) => [{ type: 'Booked', data }],
  evolve: (sum, { data }) => sum + data.amount,
};
const account = (name: string): Aggregate<number, Book, Booked> => ({
  stream: streamId('account', name),
  decider,
  codec,
});

it('eight clients lose, double and are refused nothing while leaders resign, die and stay dead', async () => {
  const cluster = await startFakeKurrentDb({ nodes: NODES, dead: true });
  const store = await openEventStore({ kind: 'kurrentdb', url: cluster.url });
  const accounts = Array.from({ length: ACCOUNTS }, (_none, index) => account(`contended-${index}`));
  const done: { commandId: string; streams: number; at: number }[] = [];
  const refused: unknown[] = [];
  let open = false;
  let over = false;

  const client = async (): Promise<void> => {
    while (!over) {
      const commandId = randomUUID();
      const pair = [...accounts].sort(() => Math.random() - 0.5).slice(0, Math.random() < 0.5 ? 1 : 2);
      // Before the database is there a command is refused, and its caller comes again with the same one.
      for (;;)
        try {
          await book(store, commandId, pair);
          done.push({ commandId, streams: pair.length, at: performance.now() });
          break;
        } catch (error) {
          if (open || !(error instanceof StoreUnavailable)) refused.push(error);
          if (over || open) break;
        }
    }
  };
  const clients = Array.from({ length: CLIENTS }, client);
  try {
    await sleep(OFFICE_BEFORE_DATABASE_MS);
    expect(done).toEqual([]);
    for (let node = 0; node < NODES; node += 1) await cluster.revive(node);
    open = true;
    const waits: number[] = [];
    let deaths = 0;
    for (let index = 0; index < RESIGNATIONS + DEATHS; index += 1) {
      await sleep(PAUSE_MS);
      const dies = deaths < DEATHS && (index % 2 === 1 || RESIGNATIONS + DEATHS - index <= DEATHS - deaths);
      if (dies) {
        deaths += 1;
        await cluster.kill(cluster.leader ?? 0);
      } else await cluster.resign();
      const since = performance.now();
      while (!done.some(({ streams, at }) => streams === 2 && at > since) && performance.now() - since < 15_000)
        await sleep(5);
      waits.push(performance.now() - since);
    }
    expect(deaths).toBe(DEATHS);
    await sleep(PAUSE_MS);
    over = true;
    await Promise.all(clients);

    const recorded = new Map<string, number>();
    for (const { stream } of accounts) {
      const { events } = await store.readStream(stream);
      expect(firstBreak(events)).toBeNull();
      for (const { metadata } of events) {
        const id = metadata['commandId'] ?? '';
        recorded.set(id, (recorded.get(id) ?? 0) + 1);
      }
    }
    const told = `${done.length} commands, writing again after ${waits.map((wait) => Math.round(wait)).join(', ')} ms`;
    process.stdout.write(`kurrentdb stand-in, ${RESIGNATIONS} resignations, ${DEATHS} deaths: ${told}\n`);
    expect(refused).toEqual([]);
    expect(done.length).toBeGreaterThan(30);
    expect(recorded.size).toBe(done.length);
    expect(done.filter(({ commandId, streams }) => recorded.get(commandId) !== streams)).toEqual([]);
    expect(Math.max(...waits)).toBeLessThan(WRITING_AGAIN_MS);
  } finally {
    over = true;
    await Promise.allSettled(clients);
    await store.close();
    await cluster.stop();
  }
}, 120_000);

function book(store: EventStore, commandId: string, accounts: readonly Aggregate<number, Book, Booked>[]) {
  const context = {
    commandId,
    agencyId: ONE_AGENCY,
    by: SOMEBODY,
    recordedAt: '2021-03-01T09:00:00.000+08:00',
  };
  const command = { amount: 1, commandId };
  const [only, ...others] = accounts;
  if (only && others.length === 0) return runDecision(store, context, only, command);
  return runDecisions(store, context, command, async ({ decide }) => {
    for (const each of accounts) await decide(each, command);
  });
}
