import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import {
  inWords,
  openOffice,
  readConfiguration,
  requireUsablePort,
  stopAsked,
  unlessStopped,
  type Configuration,
  type Office,
} from '@bofu/api';
import { tell } from './terminal';

/** Where an office is opened for another than the office's own books. */
export interface Opening {
  readonly configuration: Configuration;
  /** When its store was founded, where it is still empty. */
  readonly foundedAt?: string;
}
const ownBooks = (): Opening => ({ configuration: readConfiguration(process.env) });

/** Nest's own log, on stderr: stdout belongs to the data. */
class StderrLogger extends ConsoleLogger {
  protected override printMessages(messages: unknown[], context = '', logLevel: LogLevel = 'log'): void {
    super.printMessages(messages, context, logLevel, 'stderr');
  }
}

export const quietLogger = new StderrLogger('Bofu', { logLevels: ['warn', 'error', 'fatal'] });

/** Opens the office, does one thing, and closes it again whatever came of it; beside a server at work as well. */
export const withOffice = <Result>(
  work: (office: Office) => Promise<Result>,
  opening: Opening = ownBooks(),
): Promise<Result> => opened(opening, { borrow: true }, (office) => unlessStopped(work(office)));

/**
 * Serves until asked to stop, once everything is prepared. `greeting` says where. What would keep it from serving is
 * looked at before anything is started.
 */
export async function serve(
  greeting: (address: string) => string,
  opening: Opening = ownBooks(),
  prepare: (office: Office) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await requireUsablePort(opening.configuration);
  await opened(opening, { borrow: false }, async (office) => {
    await unlessStopped(prepare(office));
    const address = await unlessStopped(office.listen());
    // Nobody who records or reads waits for the queue: what cannot be run now stands on record.
    office.startJobs().catch((error: unknown) => quietLogger.error(inWords(error) ?? String(error)));
    tell(greeting(address));
    await stopAsked();
    tell('正在停止…');
  });
}

async function opened<Result>(
  { configuration, ...founding }: Opening,
  { borrow }: { readonly borrow: boolean },
  use: (office: Office) => Promise<Result>,
): Promise<Result> {
  const office = await openOffice(configuration, {
    logger: quietLogger,
    borrow,
    ...founding,
    ...(!borrow && { waitUntil: stopAsked(), answerWhileOpening: true }),
  });
  try {
    return await use(office);
  } finally {
    await office.close();
  }
}
