import { setTimeout as delay } from 'node:timers/promises';
import { StoreUnavailable, type EventStore, type Position } from '@bofu/event-store';
import { DIRECTORY_STREAMS, type RecordedDirectory } from './recorded-directory';

const AGAIN_MS = 500;

export interface DirectoryFeed {
  /** Resolves once everything on record at the start is in the directory, or nothing more will come. */
  readonly ready: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Keeps a directory up to date for as long as the application runs. A store that cannot be reached is tried again; an
 * event this program does not understand ends the feed, because a directory with a hole would name the wrong people.
 */
export function feedDirectory(
  store: EventStore,
  directory: RecordedDirectory,
  onFailure: (error: unknown) => void,
): DirectoryFeed {
  const stopping = new AbortController();
  const { signal } = stopping;
  let caughtUp = (): void => undefined;
  const ready = new Promise<void>((resolve) => (caughtUp = resolve));
  let after: Position | undefined;

  const follow = async (): Promise<void> => {
    const from = after === undefined ? {} : { after };
    const filter = { streamPrefixes: DIRECTORY_STREAMS };
    for await (const message of store.subscribe({ ...from, filter, signal })) {
      if (message.kind === 'caught-up') caughtUp();
      else {
        directory.apply(message.batch);
        after = message.batch.position;
      }
    }
  };

  const running = (async () => {
    while (!signal.aborted)
      try {
        await follow();
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) {
          caughtUp();
          return onFailure(error);
        }
        await delay(AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
  })();

  return {
    ready,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
