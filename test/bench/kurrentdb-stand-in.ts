import { parentPort } from 'node:worker_threads';
import { startFakeKurrentDb } from '../../libs/event-store/testing/fake-kurrentdb';

/** The stand-in on a thread of its own, as a server has a processor of its own; compressing as the server does. */
void startFakeKurrentDb({ gzip: true }).then(({ url }) => parentPort?.postMessage(url));
