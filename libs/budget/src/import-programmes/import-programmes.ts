import {
  derivedId,
  recordedOn,
  runDecisions,
  streamId,
  type Aggregate,
  type CommandContext,
  type EventStore,
  type Position,
} from '@bofu/event-store';
import { fold, invariant } from '@bofu/kernel';
import { appropriationAggregate } from '../appropriation-aggregate';
import { programmeImportCodec } from '../budget-codec';
import {
  programmeImportDecider,
  type ImportedProgrammes,
  type ProgrammeImport,
  type ProgrammeImportCommand,
  type ProgrammeImportEvent,
} from '../domain/programme-import';
import { refuse } from '../domain/refusals';
import { appropriationIdOf, issueAppropriation, issuedInItsPlace } from '../issue-appropriation';
import { programmeAggregate } from '../programme-aggregate';
import { digestOf, readProgrammesFile, type FileOrigin } from './programmes-file';

/** Who imports, on whose books, and when; the command ids follow from the file. */
export type ImportContext = Pick<CommandContext, 'agencyId' | 'by' | 'recordedAt'>;

export interface ImportResult {
  readonly imported: ImportedProgrammes;
  /** Where the import's own event stands: a read that has seen it has seen every programme. */
  readonly position: Position | null;
  /** True when this file was in already: nothing was recorded. */
  readonly repeated: boolean;
}

export const programmeImportAggregate = (
  importId: string,
): Aggregate<ProgrammeImport, ProgrammeImportCommand, ProgrammeImportEvent> => ({
  stream: streamId('programmeImport', importId),
  decider: programmeImportDecider(importId),
  codec: programmeImportCodec,
});

/**
 * Records a bureau's programmes from a file: each with its appropriation, plan, standard and targets in one append, and
 * at the end the import itself. Every id derives from the agency and the file's digest, so after a crash half way the
 * same file carries on where it stopped, and a file that is in already changes nothing.
 * Refuses `import-file-invalid`, `control-total-mismatch` and `appropriation-exists` before anything is recorded.
 */
export async function importProgrammes(
  store: EventStore,
  bytes: Buffer,
  fileName: string,
  { agencyId, by, recordedAt }: ImportContext,
  onProgress: (done: number, total: number) => void = () => undefined,
  /** The document the file was made from; default: the file is the document. */
  origin?: FileOrigin,
): Promise<ImportResult> {
  const digest = origin?.digest ?? digestOf(bytes);
  const importId = derivedId('import', agencyId, digest);
  const before = await recordedImport(store, importId);
  if (before) return { ...before, repeated: true };

  const { fiscalYear, effectiveOn, declared, programmes } = readProgrammesFile(bytes, by, origin);
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
  const decider = programmeImportDecider(importId);
  decider.decide(decider.initial, importCommand, by);

  const contextOf = (commandId: string): CommandContext => ({
    commandId,
    agencyId,
    by,
    recordedAt,
    correlationId: importId,
  });
  const commandIdOf = (key: string): string => derivedId('import', importId, key);
  const looking = contextOf(derivedId('import', importId));
  await runDecisions(store, looking, { importId }, async (decisions) => {
    for (const { key, issue } of programmes) {
      const holder = await issuedInItsPlace(decisions, agencyId, issue);
      const own = appropriationIdOf({ commandId: commandIdOf(key) });
      if (holder !== null && holder !== own) refuse('appropriation-exists', { appropriationId: holder });
    }
  });

  onProgress(0, programmes.length);
  for (const [at, { key, issue, plan, standard, targets }] of programmes.entries()) {
    const context = contextOf(commandIdOf(key));
    await runDecisions(store, context, { importId, key }, async (decisions) => {
      const { appropriationId, programmeId } = await issueAppropriation(decisions, context, issue);
      const programme = programmeAggregate(programmeId);
      if (plan) await decisions.decide(appropriationAggregate(appropriationId), plan);
      if (standard) await decisions.decide(programme, { ...standard, recordedOn: recordedOn(context) });
      if (targets) await decisions.decide(programme, targets);
    });
    onProgress(at + 1, programmes.length);
  }
  const { repeated } = await runDecisions(store, contextOf(importId), { digest }, async ({ decide }) => {
    await decide(programmeImportAggregate(importId), importCommand);
  });
  const recorded = await recordedImport(store, importId);
  invariant(recorded !== null, `import ${importId} was recorded a moment ago`);
  return { ...recorded, repeated };
}

async function recordedImport(store: EventStore, importId: string): Promise<Omit<ImportResult, 'repeated'> | null> {
  const { stream, decider, codec } = programmeImportAggregate(importId);
  const { events } = await store.readStream(stream);
  const state = fold(decider, events.map(codec.decode));
  return state.situation === 'imported'
    ? { imported: state.imported, position: events.at(-1)?.position ?? null }
    : null;
}
