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
  TransferVirementHandler,
} from '@bofu/budget';
import type { EventStore } from '@bofu/event-store';
import { CALENDAR_2021, workingCalendar } from '@bofu/kernel';
import {
  MovePaymentOn,
  MovePaymentOnHandler,
  SubmitDisbursement,
  SubmitDisbursementHandler,
  SubmitPayoutRun,
  SubmitPayoutRunHandler,
} from '@bofu/payment';

const PROGRAMMES = join(__dirname, '../../budget/programmes/mancheng-hrss-2021.json');

/** The demonstration year as its clerks enter it, in a store of this process: nothing but the commands themselves. */
export async function demoYearStore(store: EventStore = new MemoryEventStore()): Promise<EventStore> {
  const file = readFileSync(PROGRAMMES);
  const recordedAt = '2021-01-01T09:00:00.000+08:00';
  await new ImportProgrammesHandler(store).execute(
    new ImportProgrammes(file, { fileName: 'mancheng-hrss-2021.json', actor: '预算经办', recordedAt }),
  );
  const handlers = {
    change: new ChangeAppropriationHandler(store),
    virement: new TransferVirementHandler(store),
    disburse: new SubmitDisbursementHandler(store),
    run: new SubmitPayoutRunHandler(store),
    move: new MovePaymentOnHandler(store),
  };
  const execute = (command: object) =>
    command instanceof ChangeAppropriation
      ? handlers.change.execute(command)
      : command instanceof SubmitDisbursement
        ? handlers.disburse.execute(command)
        : command instanceof SubmitPayoutRun
          ? handlers.run.execute(command)
          : command instanceof MovePaymentOn
            ? handlers.move.execute(command)
            : handlers.virement.execute(command as never);
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
