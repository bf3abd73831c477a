import {
  feedDirectory,
  RecordedDirectory,
  RegisterAgency,
  RegisterPerson,
  RegisterUnit,
  type Directory,
  type Installation,
} from '@bofu/access';
import type { Office } from '@bofu/api';
import {
  appropriationCodec,
  FreezeAppropriation,
  ImportProgrammes,
  SupplementAppropriation,
  TransferVirement,
  TransferVirementHandler,
  UnfreezeAppropriation,
} from '@bofu/budget';
import { publishedCalendar, SetCalendarYear, SetCalendarYearHandler } from '@bofu/calendar';
import { openEventStore, type EventStore, type RecordedEvent } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import * as payment from '@bofu/payment';
import { RegisterAgencyHandler } from '../../libs/access/src/register-agency';
import { RegisterPersonHandler } from '../../libs/access/src/register-person';
import { RegisterUnitHandler } from '../../libs/access/src/register-unit';
import { FreezeAppropriationHandler } from '../../libs/budget/src/freeze-appropriation';
import { ImportProgrammesHandler } from '../../libs/budget/src/import-programmes/import-programmes.command';
import { SupplementAppropriationHandler } from '../../libs/budget/src/supplement-appropriation';
import { UnfreezeAppropriationHandler } from '../../libs/budget/src/unfreeze-appropriation';
import { registerBureau, type DemoBureau } from '../../apps/cli/src/demo/demo-bureau';
import { appropriationIn, importBudget } from '../../apps/cli/src/demo/import-budget';
import { playYear, type DemoBooks } from '../../apps/cli/src/demo/play-year';
import { demoYear } from '../../apps/cli/src/demo/year-2021';

export interface DemoYear extends DemoBooks {
  readonly store: EventStore;
  readonly directory: Directory;
  readonly events: readonly RecordedEvent[];
}

interface Options {
  /** Default: one in memory. */
  readonly store?: EventStore;
  /** What happens before work of a morning. */
  readonly onMorning?: (store: EventStore, bureau: DemoBureau) => (date: BusinessDate) => Promise<void>;
}

/** The demo year played through the real command handlers: a second or two in memory, and no database. */
export async function playedDemoYear({ store: given, onMorning }: Options = {}): Promise<DemoYear> {
  const store = given ?? (await openEventStore({ kind: 'memory' }));
  const directory = new RecordedDirectory();
  const feed = feedDirectory(store, directory, (error) => {
    throw error;
  });
  await feed.ready;
  try {
    const commands = commandsOn(store, directory);
    const bureau = await registerBureau({ commands }, 2021);
    const { codes } = await importBudget({ commands }, bureau);
    const ids = new Map<string, string>();
    for (const recorded of (await eventsOf(store)).filter(appropriationCodec.knows)) {
      const { type, data } = appropriationCodec.decode(recorded);
      if (type === 'AppropriationIssued') ids.set(data.programmeCode, data.appropriationId);
    }
    const books: DemoBooks = { bureau, appropriationOf: (programme) => appropriationIn(ids, codes, programme) };
    const year = demoYear(publishedCalendar(2021));
    await playYear({ commands }, year, books, () => undefined, onMorning?.(store, bureau));
    return { store, directory, events: await eventsOf(store), ...books };
  } finally {
    await feed.stop();
  }
}

type Handlers = ReadonlyMap<unknown, { execute(command: never): Promise<unknown> }>;

function commandsOn(store: EventStore, directory: Directory): Office['commands'] {
  const installation: Installation = { rootAgencyId: 'root' };
  const handlers: Handlers = new Map<unknown, { execute(command: never): Promise<unknown> }>([
    [RegisterAgency, new RegisterAgencyHandler(store, directory, installation)],
    [RegisterPerson, new RegisterPersonHandler(store, directory)],
    [RegisterUnit, new RegisterUnitHandler(store)],
    [SetCalendarYear, new SetCalendarYearHandler(store)],
    [ImportProgrammes, new ImportProgrammesHandler(store)],
    [SupplementAppropriation, new SupplementAppropriationHandler(store)],
    [FreezeAppropriation, new FreezeAppropriationHandler(store)],
    [UnfreezeAppropriation, new UnfreezeAppropriationHandler(store)],
    [TransferVirement, new TransferVirementHandler(store)],
    [payment.DefinePayoutScheme, new payment.DefinePayoutSchemeHandler(store)],
    [payment.SubmitPayment, new payment.SubmitPaymentHandler(store, directory)],
    [payment.PayPayment, new payment.PayPaymentHandler(store, directory)],
    [payment.SendBackPayment, new payment.SendBackPaymentHandler(store, directory)],
    [payment.ReversePayment, new payment.ReversePaymentHandler(store, directory)],
    [payment.ReclassifyPayment, new payment.ReclassifyPaymentHandler(store, directory)],
    [payment.RecordPaymentReturn, new payment.RecordPaymentReturnHandler(store, directory)],
  ]);
  const execute = (command: object): Promise<unknown> => {
    const handler = handlers.get(command.constructor);
    if (handler === undefined) throw new Error(`nobody handles ${command.constructor.name}`);
    return handler.execute(command as never);
  };
  return { execute } as unknown as Office['commands'];
}

async function eventsOf(store: EventStore): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const batch of store.readAll()) events.push(...batch.events);
  return events;
}
