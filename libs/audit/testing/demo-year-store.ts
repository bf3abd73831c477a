import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoYear } from '../../../apps/cli/src/demo/year-2021';
import { playYear } from '../../../apps/cli/src/demo/play-year';
import { ImportProgrammesHandler } from '../../budget/src/import-programmes/import-programmes.command';
import { MemoryEventStore } from '../../event-store/src/memory-event-store';
import {
  ChangeAppropriation,
  ChangeAppropriationHandler,
  ImportProgrammes,
  TransferVirement,
  TransferVirementHandler,
} from '@bofu/budget';
import type { EventStore } from '@bofu/event-store';
import { CALENDAR_2021, workingCalendar } from '@bofu/kernel';
import {
  MovePaymentOn,
  MovePaymentOnHandler,
  SetPayoutScheme,
  SetPayoutSchemeHandler,
  SubmitDisbursement,
  SubmitDisbursementHandler,
  SubmitPayoutRun,
  SubmitPayoutRunHandler,
} from '@bofu/payment';

const PROGRAMMES = join(__dirname, '../../budget/programmes/mancheng-hrss-2021.json');

interface Handler {
  execute(command: never): Promise<unknown>;
}

/** The demonstration year as its clerks enter it, in a store of this process: nothing but the commands themselves. */
export async function demoYearStore(store: EventStore = new MemoryEventStore()): Promise<EventStore> {
  const file = readFileSync(PROGRAMMES);
  const recordedAt = '2021-01-01T09:00:00.000+08:00';
  await new ImportProgrammesHandler(store).execute(
    new ImportProgrammes(file, { fileName: 'mancheng-hrss-2021.json', actor: '预算经办', recordedAt }),
  );
  const handlers = new Map<unknown, Handler>([
    [ChangeAppropriation, new ChangeAppropriationHandler(store)],
    [TransferVirement, new TransferVirementHandler(store)],
    [SetPayoutScheme, new SetPayoutSchemeHandler(store)],
    [SubmitDisbursement, new SubmitDisbursementHandler(store)],
    [SubmitPayoutRun, new SubmitPayoutRunHandler(store)],
    [MovePaymentOn, new MovePaymentOnHandler(store)],
  ]);
  const execute = async (command: object): Promise<unknown> => {
    const handler = handlers.get(command.constructor);
    if (handler === undefined) throw new Error(`the demonstration year plays a ${command.constructor.name}`);
    return handler.execute(command as never);
  };
  const { programmes } = JSON.parse(file.toString()) as { programmes: { sequence: number; code: string }[] };
  const codes = new Map(programmes.map(({ sequence, code }) => [sequence, code]));
  await playYear(
    { commands: { execute } as never },
    demoYear(workingCalendar([CALENDAR_2021])),
    (programme) => `2021-${codes.get(programme)}`,
    () => undefined,
  );
  return store;
}
