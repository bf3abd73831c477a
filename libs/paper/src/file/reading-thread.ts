import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '@bofu/kernel';
import type { ThreadAnswer } from './read-in-thread';
import { readForPeople } from './read-for-people';

async function read(): Promise<ThreadAnswer> {
  try {
    return { kind: 'read', paper: await readForPeople(workerData as Uint8Array) };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', code: error.code, facts: { ...error.facts } };
    throw error;
  }
}

void read().then((answer) => parentPort?.postMessage(answer));
