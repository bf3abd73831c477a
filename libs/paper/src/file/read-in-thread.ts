import { Worker } from 'node:worker_threads';
import { Refusal } from '@bofu/kernel';
import { refuse } from '../domain/refusals';
import type { ReadPaper } from './read-for-people';
import { threadEntry } from './thread-entry';

export type { ReadPaper } from './read-for-people';

export type ThreadAnswer =
  | { readonly kind: 'read'; readonly paper: ReadPaper }
  | { readonly kind: 'refused'; readonly code: string; readonly facts: Readonly<Record<string, unknown>> };

/** Papers are read one after the other: nobody waits longer than this behind one that was made to take for ever. */
const LONGEST_MS = 30_000;
const MOST_MB = 512;

let last: Promise<unknown> = Promise.resolve();

/**
 * Reads a paper in a thread of its own, so that the server answers meanwhile; one after the other. Refuses what
 * `readForPeople` does, and `paper-too-complex` where it takes too long or too much memory.
 */
export function readInThread(bytes: Uint8Array): Promise<ReadPaper> {
  const mine = last.then(() => inThread(bytes));
  last = mine.catch(() => undefined);
  return mine;
}

async function inThread(bytes: Uint8Array): Promise<ReadPaper> {
  const answer = await answerOfThread(bytes);
  if (answer === null) return refuse('paper-too-complex', {});
  if (answer.kind === 'refused') throw new Refusal(answer.code, answer.facts);
  return answer.paper;
}

/** `null`: it was ended for the time or the memory that it took. */
function answerOfThread(bytes: Uint8Array): Promise<ThreadAnswer | null> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(threadEntry, {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MB },
    });
    const timer = setTimeout(() => {
      resolve(null);
      void worker.terminate();
    }, LONGEST_MS);
    worker.once('message', (answer: ThreadAnswer) => resolve(answer));
    worker.once('error', (error: Error & { readonly code?: string }) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(null) : reject(error),
    );
    worker.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the thread that reads ended with ${code}`));
    });
  });
}
