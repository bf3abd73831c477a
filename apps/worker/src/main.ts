import { ConsoleLogger } from '@nestjs/common';
import { ConfigurationError, DatabaseUnreachable, openOffice, readConfiguration } from '@bofu/api';
import { QueueUnsafe } from '@bofu/jobs';

/** The office without HTTP: keeps projections up to date and runs background jobs. */
async function main(): Promise<void> {
  const office = await openOffice(readConfiguration(process.env), { logger: new ConsoleLogger({ json: true }) });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void office.close().then(() => process.exit(0));
    });
  try {
    await office.startJobs('always');
  } catch (error) {
    await office.close();
    throw error;
  }
}

const TOLD_IN_WORDS = [ConfigurationError, DatabaseUnreachable, QueueUnsafe];

main().catch((error: unknown) => {
  console.error(TOLD_IN_WORDS.some((kind) => error instanceof kind) ? (error as Error).message : error);
  process.exit(1);
});
