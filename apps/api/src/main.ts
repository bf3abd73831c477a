import { ConsoleLogger } from '@nestjs/common';
import { readConfiguration } from './configuration';
import { openOffice } from './office';

/** The server alone, as a container runs it; `bofu start` is the same for people. */
async function main(): Promise<void> {
  const office = await openOffice(readConfiguration(process.env), { logger: new ConsoleLogger({ json: true }) });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void office.close().then(() => process.exit(0));
    });
  await office.listen();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
