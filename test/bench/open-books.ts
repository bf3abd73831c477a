import { ConsoleLogger } from '@nestjs/common';
import { openOffice, PROJECTIONS, type Office } from '@bofu/api';
import { openEventStore } from '@bofu/event-store';
import { openReadModel, ProjectionRunner } from '@bofu/read-model';
import { copyBooksIn, type Books } from './books';
import { freshDatabase, inDatabase } from './database';
import { secondsOf } from './measure';

/** An office on a database of its own, with these books in it and everything projected; what it took goes to the terminal. */
export async function openBooks(adminUrl: string, name: string, books: Books): Promise<Office> {
  const url = await freshDatabase(adminUrl, name);
  const open = () =>
    openOffice(
      { store: { kind: 'postgres', url: null }, databaseUrl: url, dataDir: '', host: '127.0.0.1', port: 0 },
      { logger: new ConsoleLogger('bench', { logLevels: ['error', 'fatal'] }) },
    );
  // Opened once before, so that the tables are there to be filled, and the store begins with its founding.
  await (await open()).close();
  const filled = await secondsOf(() => copyBooksIn(url, books));
  const rebuilt = await secondsOf(() => rebuildAll(url));
  process.stderr.write(
    `${name}: ${books.events} events copied in in ${filled.toFixed(0)} s, projected in ${rebuilt.toFixed(0)} s\n`,
  );
  const office = await open();
  const head = await office.store.head();
  if (head !== null) for (const { name: each } of PROJECTIONS) await office.projections.waitFor(each, head, 600_000);
  // What a server has done by itself a minute later: until then the database guesses at how much there is.
  await inDatabase(url, (client) => client.query('vacuum analyze'));
  return office;
}

async function rebuildAll(url: string): Promise<void> {
  const store = await openEventStore({ kind: 'postgres', url });
  const database = await openReadModel({ url });
  const runner = new ProjectionRunner(store, database, PROJECTIONS);
  try {
    for (const { name } of PROJECTIONS) await runner.rebuild(name);
  } finally {
    await runner.stop();
    await database.close();
    await store.close();
  }
}
