import { setImmediate as nextTurn } from 'node:timers/promises';
import { excludeSystemEvents, START, type KurrentDBClient } from '@kurrent/kurrentdb-client';
import { matches } from '../append-validation';
import type { Position, SubscribeOptions, SubscriptionMessage } from '../event-store';
import { StoreUnavailable } from '../event-store-errors';
import { readError } from './kurrentdb-errors';
import { isSystemEvent, recordedEvent, type ClientEvent } from './kurrentdb-events';
import { decodePosition } from './kurrentdb-position';
import { TimedOut } from './within';

/** Enough to keep a projection busy while more is on its way, little enough to hold in memory. */
const EVENTS_WAITING = 4_000;

/**
 * Everything after a position, then everything as it comes. The client tells of events, of having caught up and of
 * its end in ways of their own; here they are one sequence, and whoever reads slowly slows the server down.
 *
 * @param headAtStart where the store stood before the subscription began: once that is reached, the reader has caught
 * up, whether or not the server (from 23.10 on) says so
 */
export async function* followAll(
  client: KurrentDBClient,
  { after, filter = {}, signal }: SubscribeOptions,
  batchSize: number,
  headAtStart: Position | null,
  timeoutMs: number,
): AsyncGenerator<SubscriptionMessage, void, undefined> {
  if (signal.aborted) return;
  const subscription = client.subscribeToAll({
    fromPosition: after === undefined ? START : decodePosition(after),
    filter: excludeSystemEvents(),
  });
  const waiting: ClientEvent[] = [];
  let received = 0;
  let taken = 0;
  let caughtUpAt = null as number | null;
  let failure = null as Error | null;
  let wake = (): void => undefined;
  const fail = (error: Error): void => {
    failure ??= error;
    wake();
  };
  const unconfirmed = setTimeout(() => fail(new TimedOut(timeoutMs)), timeoutMs);
  const abort = (): void => wake();
  signal.addEventListener('abort', abort);

  subscription.on('confirmation', () => clearTimeout(unconfirmed));
  subscription.on('data', ({ event }) => {
    received += 1;
    if (event) waiting.push(event);
    if (waiting.length >= EVENTS_WAITING) subscription.pause();
    wake();
  });
  // The word comes past the events that still wait inside the stream, so it is kept until they have been given out.
  subscription.on('caughtUp', () => {
    caughtUpAt = received + subscription.readableLength;
    wake();
  });
  // This listener stays for good: an error without one would end the process.
  subscription.on('error', fail);
  subscription.on('close', () => fail(new Error('the server ended the subscription')));

  let position = after ?? null;
  let givenSinceCaughtUp = false;
  let reachedHead = false;
  try {
    while (!signal.aborted) {
      const room = caughtUpAt !== null && caughtUpAt > taken ? Math.min(batchSize, caughtUpAt - taken) : batchSize;
      const batch = waiting.splice(0, room);
      taken += batch.length;
      if (subscription.isPaused() && waiting.length < EVENTS_WAITING / 2) subscription.resume();
      const last = batch.at(-1);
      if (last) {
        position = recordedEvent(last).position;
        givenSinceCaughtUp = true;
        const events = batch.filter((event) => !isSystemEvent(event)).map(recordedEvent);
        yield { kind: 'batch', batch: { events: events.filter((event) => matches(filter, event)), position } };
      }

      const serverSaysSo = caughtUpAt !== null && taken >= caughtUpAt;
      const headPassed = !reachedHead && (headAtStart === null || (position !== null && position >= headAtStart));
      if (serverSaysSo) caughtUpAt = null;
      if ((serverSaysSo && (givenSinceCaughtUp || !reachedHead)) || headPassed) {
        reachedHead = true;
        givenSinceCaughtUp = false;
        yield { kind: 'caught-up', position };
      }
      if (last || signal.aborted) continue;
      if (failure) throw failure;
      await new Promise<void>((resolve) => (wake = resolve));
      await nextTurn(); // What comes in together is given out together.
    }
  } catch (error) {
    throw error instanceof TimedOut ? new StoreUnavailable(error) : readError(error);
  } finally {
    clearTimeout(unconfirmed);
    signal.removeEventListener('abort', abort);
    subscription.unsubscribe().catch(() => undefined);
    subscription.destroy();
  }
}
