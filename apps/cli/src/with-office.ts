import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { openOffice, readConfiguration, type Configuration, type Office } from '@bofu/api';

/** Nest's own log, on stderr: stdout belongs to the data. */
class StderrLogger extends ConsoleLogger {
  protected override printMessages(messages: unknown[], context = '', logLevel: LogLevel = 'log'): void {
    super.printMessages(messages, context, logLevel, 'stderr');
  }
}

export const quietLogger = new StderrLogger('Bofu', { logLevels: ['warn', 'error', 'fatal'] });

/** Opens the office, does one thing, and closes it again whatever came of it. */
export async function withOffice<Result>(
  work: (office: Office) => Promise<Result>,
  configuration: Configuration = readConfiguration(process.env),
): Promise<Result> {
  const office = await openOffice(configuration, { logger: quietLogger });
  try {
    return await work(office);
  } finally {
    await office.close();
  }
}

/** Nobody who records or reads waits for the queue: what cannot be run now stands on record. */
export const runJobsBehind = (office: Office): void => {
  office
    .startJobs()
    .catch((error: unknown) => quietLogger.error(error instanceof Error ? error.message : String(error)));
};

/** Resolves when a person or the system asks the process to end. */
export const askedToStop = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal));
  });
