import {
  derivedId,
  runDecisions,
  streamId,
  type Aggregate,
  type CommandContext,
  type EventStore,
  type Position,
} from '@bofu/event-store';
import { fold, invariant } from '@bofu/kernel';
import { appropriationAggregate } from '../appropriation-aggregate';
import {
  programmeImportDecider,
  type ImportedProgrammes,
  type ProgrammeImport,
  type ProgrammeImportCommand,
  type ProgrammeImportEvent,
} from '../domain/programme-import';
import { refuse } from '../domain/refusals';
import { digestOf, readProgrammesFile } from './programmes-file';

export interface ImportOptions {
  readonly fileName: string;
  readonly actor: string;
  /** 登记时点: an RFC 3339 instant. */
  readonly recordedAt: string;
}

export interface ImportResult {
  readonly imported: ImportedProgrammes;
  /** Where the import's own event stands: a read that has seen it has seen every programme. */
  readonly position: Position | null;
  /** True when this file was in already: nothing was recorded. */
  readonly repeated: boolean;
}

export const programmeImportAggregate = (
  digest: string,
): Aggregate<ProgrammeImport, ProgrammeImportCommand, ProgrammeImportEvent> => ({
  stream: streamId('import', digest),
  decider: programmeImportDecider,
});

/**
 * Records a bureau's programmes from a file: each with its plan, standard and targets in one append, and at the end
 * the import itself. Every id derives from the file's digest, so after a crash half way the same file carries on where
 * it stopped, and a file that is in already changes nothing.
 * Refuses `import-file-invalid`, `control-total-mismatch` and `appropriation-exists` before anything is recorded.
 */
export async function importProgrammes(
  store: EventStore,
  bytes: Buffer,
  { fileName, actor, recordedAt }: ImportOptions,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<ImportResult> {
  const digest = digestOf(bytes);
  const before = await recordedImport(store, digest);
  if (before) return { ...before, repeated: true };

  const { fiscalYear, effectiveOn, declared, programmes } = readProgrammesFile(bytes);
  const importCommand: ProgrammeImportCommand = {
    type: 'record-programme-import',
    digest,
    fileName,
    fiscalYear,
    effectiveOn,
    programmes: programmes.map(({ sequence, budgetType, amountFen }) => ({ sequence, budgetType, amountFen })),
    declared,
  };
  // Tried before the first append: a file that does not add up leaves nothing behind.
  programmeImportDecider.decide(programmeImportDecider.initial, importCommand);

  const correlationId = derivedId('import', digest);
  const contextOf = (commandId: string): CommandContext => ({ commandId, actor, recordedAt, correlationId });
  const commandIdOf = (appropriationId: string): string => derivedId('import', digest, appropriationId);

  for (const { appropriationId } of programmes) {
    const { events } = await store.readStream(appropriationAggregate(appropriationId).stream, { limit: 1 });
    const [issued] = events;
    if (issued && issued.metadata['commandId'] !== commandIdOf(appropriationId))
      refuse('appropriation-exists', { appropriationId });
  }

  onProgress(0, programmes.length);
  for (const [at, { appropriationId, commands }] of programmes.entries()) {
    const context = contextOf(commandIdOf(appropriationId));
    await runDecisions(store, context, { appropriationId, commands }, async ({ decide }) => {
      for (const command of commands) await decide(appropriationAggregate(appropriationId), command);
    });
    onProgress(at + 1, programmes.length);
  }
  const { repeated } = await runDecisions(store, contextOf(correlationId), { digest }, async ({ decide }) => {
    await decide(programmeImportAggregate(digest), importCommand);
  });
  const recorded = await recordedImport(store, digest);
  invariant(recorded !== null, `import ${digest} was recorded a moment ago`);
  return { ...recorded, repeated };
}

async function recordedImport(store: EventStore, digest: string): Promise<Omit<ImportResult, 'repeated'> | null> {
  const { stream, decider } = programmeImportAggregate(digest);
  const { events } = await store.readStream(stream);
  const state = fold(decider, events as unknown as readonly ProgrammeImportEvent[]);
  return state.situation === 'imported'
    ? { imported: state.imported, position: events.at(-1)?.position ?? null }
    : null;
}
