import { ConsoleLogger } from '@nestjs/common';
import { readConfiguration } from './configuration';
import { inWords } from './in-words';
import { leave } from './leave';
import { openOffice } from './office';
import { requireUsablePort } from './port';
import { stopAsked } from './stop-asked';

/** The server alone, as a container runs it; `bofu start` is the same for people. */
async function main(): Promise<void> {
  const stopped = stopAsked();
  const configuration = readConfiguration(process.env);
  await requireUsablePort(configuration);
  const logger = new ConsoleLogger({ json: true });
  const office = await openOffice(configuration, { logger, waitUntil: stopped, answerWhileOpening: true });
  try {
    await office.listen();
    // Behind: nobody who records or reads waits for the queue, and without it what was requested stands on record.
    office.startJobs().catch((error: unknown) => logger.error(inWords(error) ?? String(error)));
    await stopped;
  } finally {
    await office.close();
  }
}

main().then(
  () => leave(0),
  (error: unknown) => {
    console.error(inWords(error) ?? error);
    return leave(1);
  },
);
