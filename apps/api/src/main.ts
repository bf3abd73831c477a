import { ConsoleLogger } from '@nestjs/common';
import { readConfiguration } from './configuration';
import { openOffice } from './office';

/** The server alone, as a container runs it; `bofu start` is the same for people. */
async function main(): Promise<void> {
  const logger = new ConsoleLogger({ json: true });
  const office = await openOffice(readConfiguration(process.env), { logger });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void office.close().then(() => process.exit(0));
    });
  await office.listen();
  // Behind: nobody who records or reads waits for the queue, and without it what was requested stands on record.
  office.startJobs().catch((error: unknown) => logger.error(error instanceof Error ? error.message : String(error)));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
