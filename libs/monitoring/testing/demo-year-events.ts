import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { playYear } from '../../../apps/cli/src/demo/play-year';
import { demoYear } from '../../../apps/cli/src/demo/year-2021';
import {
  ChangeAppropriation,
  ChangeAppropriationHandler,
  TransferVirement,
  TransferVirementHandler,
} from '@bofu/budget';
import { openEventStore, type EventStore, type RecordedEvent } from '@bofu/event-store';
import { CALENDAR_2021, workingCalendar, type BusinessDate } from '@bofu/kernel';
import * as payment from '@bofu/payment';
import { importProgrammes } from '../../budget/src/import-programmes/import-programmes';

export interface DemoYear {
  readonly store: EventStore;
  readonly events: readonly RecordedEvent[];
  /** The appropriation of a programme by the number it carries in the imported file. */
  readonly appropriationOf: (programme: number) => string;
}

/** The demo year played through the real command handlers on a store in memory: a second or two, and no database. */
export async function playedDemoYear(
  morningsOn?: (store: EventStore) => (date: BusinessDate) => Promise<void>,
): Promise<DemoYear> {
  const store = await openEventStore({ kind: 'memory' });
  const file = await readFile(join(process.cwd(), 'libs/budget/programmes/mancheng-hrss-2021.json'));
  const recordedAt = '2021-01-01T09:00:00.000+08:00';
  await importProgrammes(store, file, { fileName: '2021.json', actor: '预算经办', recordedAt });
  const ids = new Map(
    (await eventsOf(store)).flatMap(({ type, data }) =>
      type === 'AppropriationIssued'
        ? [[(data['source'] as { sequence: number }).sequence, data['appropriationId'] as string] as const]
        : [],
    ),
  );
  const appropriationOf = (programme: number): string => ids.get(programme) ?? '';
  const commands = { execute: (command: object) => handle(store, command) };
  await playYear(
    { commands } as unknown as Parameters<typeof playYear>[0],
    demoYear(workingCalendar([CALENDAR_2021])),
    appropriationOf,
    () => undefined,
    morningsOn?.(store),
  );
  return { store, events: await eventsOf(store), appropriationOf };
}

function handle(store: EventStore, command: object) {
  if (command instanceof ChangeAppropriation) return new ChangeAppropriationHandler(store).execute(command);
  if (command instanceof TransferVirement) return new TransferVirementHandler(store).execute(command);
  if (command instanceof payment.SubmitDisbursement)
    return new payment.SubmitDisbursementHandler(store).execute(command);
  if (command instanceof payment.SubmitPayoutRun) return new payment.SubmitPayoutRunHandler(store).execute(command);
  if (command instanceof payment.MovePaymentOn) return new payment.MovePaymentOnHandler(store).execute(command);
  if (command instanceof payment.SetPayoutScheme) return new payment.SetPayoutSchemeHandler(store).execute(command);
  throw new Error(`nobody handles ${command.constructor.name}`);
}

async function eventsOf(store: EventStore): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const batch of store.readAll()) events.push(...batch.events);
  return events;
}
