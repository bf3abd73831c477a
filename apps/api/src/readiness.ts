import { ledgerProjection } from '@bofu/budget';
import { ConcurrencyConflict, derivedId, placed, streamId, type EventStore } from '@bofu/event-store';
import { isStorageFull } from '@bofu/http';
import { within, type Jobs } from '@bofu/jobs';
import { paymentsProjection } from '@bofu/payment';
import { beat, type Database, type ProjectionRunner } from '@bofu/read-model';

/** What does not work, by a name an operator can search for, and how it was found. */
export interface FailingPart {
  readonly part: string;
  readonly code: string;
}

export interface Readiness {
  /** `degraded`: work goes on without the parts named. `unavailable`: nothing should be sent here. */
  readonly status: 'ok' | 'degraded' | 'unavailable';
  readonly failing: readonly FailingPart[];
}

/** Without these nobody can record a payment; without any other projection work goes on. */
const INDISPENSABLE: readonly string[] = ['store', 'database', ledgerProjection.name, paymentsProjection.name];

export interface ReadyParts {
  readonly store: Pick<EventStore, 'appendAtomic' | 'cutStreams'>;
  readonly database: Database;
  readonly projections: Pick<ProjectionRunner, 'faults'>;
  readonly jobs: Pick<Jobs, 'queueAnswers'>;
  /** Of accounts and sessions; it may be another server's. */
  readonly durable: Database;
  /** Nobody is let in without them. */
  readonly accountsAreNeeded: boolean;
}

/** How long a part may take to answer before it counts as not there. */
export const PATIENCE_MS = 5_000;

/** A database that stands still refuses nothing; it only does not answer. */
export const answersInTime = (database: Database): Promise<boolean> =>
  within(PATIENCE_MS, beat(database)).then(
    () => true,
    () => false,
  );

/** Whether payments can be recorded and seen: writes are tried, in the store and beside it, and stops looked up. */
export async function readinessOf(parts: ReadyParts): Promise<Readiness> {
  const { store, database, projections, jobs, durable, accountsAreNeeded } = parts;
  const failing: FailingPart[] = [];
  const attempt = async (part: string, trial: () => Promise<unknown>) => {
    try {
      await within(PATIENCE_MS, trial());
    } catch (error) {
      failing.push({ part, code: isStorageFull(error) ? 'storage-full' : `${part}-unavailable` });
    }
  };
  await Promise.all([
    attempt('store', async () => {
      await tryToAppend(store);
      if ((await store.cutStreams()).length > 0) failing.push({ part: 'streams', code: 'stream-cut' });
    }),
    attempt('database', async () => {
      await beat(database);
      for (const [part, { code }] of await projections.faults()) failing.push({ part, code });
    }),
    attempt('accounts', () => beat(durable, 'sign_in')),
    attempt('queue', () => jobs.queueAnswers(PATIENCE_MS)),
  ]);
  const needed = accountsAreNeeded ? [...INDISPENSABLE, 'accounts'] : INDISPENSABLE;
  const indispensable = failing.some(({ part }) => needed.includes(part));
  return { status: failing.length === 0 ? 'ok' : indispensable ? 'unavailable' : 'degraded', failing };
}

const PROBE = streamId('probe', 'write');

/** An append that can only be refused: it takes the way of every other, and leaves nothing behind. */
async function tryToAppend(store: Pick<EventStore, 'appendAtomic'>): Promise<void> {
  const event = { id: derivedId('probe', 'write'), type: 'WriteProbed', data: {}, metadata: {} };
  try {
    await store.appendAtomic(placed([{ stream: PROBE, expected: 2n ** 53n, events: [event] }]), {
      timeoutMs: PATIENCE_MS,
    });
  } catch (error) {
    if (!(error instanceof ConcurrencyConflict)) throw error;
  }
}
