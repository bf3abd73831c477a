import { ConsoleLogger } from '@nestjs/common';
import { inWords, leave, openOffice, readConfiguration, stopAsked } from '@bofu/api';

/** The office without HTTP: keeps projections up to date and runs background jobs. */
async function main(): Promise<void> {
  const stopped = stopAsked();
  const office = await openOffice(readConfiguration(process.env), {
    logger: new ConsoleLogger({ json: true }),
    waitUntil: stopped,
  });
  try {
    // Waits for a queue that is away, for as long as it takes.
    await Promise.race([office.startJobs('always'), stopped]);
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
