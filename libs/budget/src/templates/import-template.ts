import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  EventStore,
  recordedOn,
  runDecisions,
  type Aggregate,
  type CommandContext,
  type Decisions,
  type Position,
} from '@bofu/event-store';
import { fold, Refusal, sumFen, type BusinessDate, type By, type DomainEvent, type Fen } from '@bofu/kernel';
import { appropriationAggregate } from '../appropriation-aggregate';
import type { BudgetRefusals, ImportDefect } from '../domain/refusals';
import { decideOpeningBalance } from '../enter-opening-balance';
import { importProgrammes } from '../import-programmes/import-programmes';
import { readProgrammesFile } from '../import-programmes/programmes-file';
import { sentenceOf } from '../import-programmes/programmes-form';
import { programmeAggregate } from '../programme-aggregate';
import { CellDefects, readFilledIn, refuseDefects } from './filled-in';
import { asProgrammesFile } from './programmes-template';
import { SETTINGS_IN, type BooksOfTemplate, type Setting } from './settings-template';
import type { TemplateKind } from './template-kind';

/** A spreadsheet that somebody has filled in, and the books it is held against. */
export interface FilledFile {
  readonly kind: TemplateKind;
  readonly bytes: Buffer;
  readonly fileName: string;
  /** The agency's name: a budget's own heading. */
  readonly bureau: string;
  readonly agencyId: string;
  readonly books: BooksOfTemplate;
}

export interface TemplateTrial {
  readonly digest: string | null;
  /** What would be recorded, in programmes or appropriations. */
  readonly changes: number;
  readonly unchanged: number;
  /** Of the appropriations to be issued; `null` where no money is. */
  readonly totalFen: Fen | null;
  readonly defects: readonly ImportDefect[];
}

/** What recording the file would come to, cell by cell. Records nothing. */
export async function tryTemplate(
  store: EventStore,
  { kind, bytes, fileName, bureau, agencyId, books }: FilledFile,
  { by, today }: { readonly by: By; readonly today: BusinessDate },
): Promise<TemplateTrial> {
  const defects = new CellDefects();
  const filled = readFilledIn(bytes, kind, defects);
  if (filled === null) return { digest: null, changes: 0, unchanged: 0, totalFen: null, defects: defects.found };
  const { digest } = filled;
  if (kind === 'programmes') {
    const file = asProgrammesFile(filled, { bureau, fileName }, defects);
    const amounts: Fen[] = [];
    try {
      if (defects.found.length === 0)
        for (const { amountFen, code, issue } of readProgrammesFile(file.bytes, by, file.origin).programmes) {
          amounts.push(amountFen);
          const taken = books.appropriations.some(
            (each) =>
              each.programmeCode === code &&
              each.fiscalYear === issue.fiscalYear &&
              each.fundingLevel === issue.fundingLevel &&
              each.issuedAs === issue.issuedAs &&
              each.formedIn === issue.formedIn &&
              each.batch === issue.batch,
          );
          const row = filled.rows[amounts.length - 1];
          if (taken && row) defects.add(row.at('项目编码'), '这项指标已下达：分次下达的，请填写批次');
        }
    } catch (error) {
      for (const { pointer, reason } of defectsOf(error)) defects.add(pointer, reason);
    }
    return { digest, changes: amounts.length, unchanged: 0, totalFen: sumFen(amounts), defects: defects.found };
  }
  const { settings, unchanged } = SETTINGS_IN[kind](filled, books, defects, today);
  await decideAll(settings, defects, tryingOn(store, by), agencyId);
  return { digest, changes: settings.length, unchanged, totalFen: null, defects: defects.found };
}

export interface TemplateImport {
  readonly digest: string;
  readonly changes: number;
  readonly unchanged: number;
  readonly repeated: boolean;
  readonly position: Position | null;
}

/** 按模板登记: everything the file asks for, or nothing. Refuses `import-file-invalid` with each cell that is wrong. */
export class ImportTemplate extends Command<TemplateImport> {
  constructor(
    readonly context: CommandContext,
    readonly file: FilledFile,
  ) {
    super();
  }
}

@CommandHandler(ImportTemplate)
export class ImportTemplateHandler implements ICommandHandler<ImportTemplate> {
  constructor(private readonly store: EventStore) {}

  async execute({ context, file }: ImportTemplate): Promise<TemplateImport> {
    const { kind, bytes, fileName, bureau, books } = file;
    const defects = new CellDefects();
    const filled = readFilledIn(bytes, kind, defects);
    if (filled === null) return refuseDefects(defects);
    const { digest } = filled;
    if (kind === 'programmes') {
      const made = asProgrammesFile(filled, { bureau, fileName }, defects);
      if (defects.found.length > 0) return refuseDefects(defects);
      const done = await importProgrammes(this.store, made.bytes, fileName, context, undefined, made.origin);
      const { repeated, position, imported } = done;
      return { digest, changes: imported.programmes, unchanged: 0, repeated, position };
    }
    const { settings, unchanged } = SETTINGS_IN[kind](filled, books, defects, recordedOn(context));
    if (defects.found.length > 0) return refuseDefects(defects);
    const { repeated, position } = await runDecisions(this.store, context, { kind, digest }, async (decisions) => {
      const wrong = new CellDefects();
      await decideAll(settings, wrong, decisions, context.agencyId);
      if (wrong.found.length > 0) refuseDefects(wrong);
    });
    return { digest, changes: settings.length, unchanged, repeated, position };
  }
}

/** Each act by itself: a refusal is told at the cell it comes from, and the others are decided all the same. */
async function decideAll(
  settings: readonly Setting[],
  defects: CellDefects,
  decisions: Decisions,
  agencyId: string,
): Promise<void> {
  const { decide } = decisions;
  for (const setting of settings)
    try {
      if ('programmeId' in setting) await decide(programmeAggregate(setting.programmeId), setting.command);
      else if ('opening' in setting) await decideOpeningBalance(decisions, agencyId, setting.opening, setting.entered);
      else await decide(appropriationAggregate(setting.appropriationId), setting.command);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const month = 'months' in setting ? setting.months.get(String(error.facts['period'])) : undefined;
      defects.add(month ?? setting.at, sentenceOf(error));
    }
}

/** Decides on what is on record, and records nothing. */
function tryingOn(store: EventStore, by: By): Decisions {
  const load: Decisions['load'] = async ({ stream, decider, codec }) => {
    const { events } = await store.readStream(stream);
    return fold(decider, events.map(codec.decode));
  };
  const decide = async <State, Asked, Event extends DomainEvent>(
    aggregate: Aggregate<State, Asked, Event>,
    command: Asked,
  ): Promise<State> => {
    const { decider } = aggregate;
    let state: State = await load(aggregate);
    for (const event of decider.decide(state, command, by)) state = decider.evolve(state, event, by);
    return state;
  };
  return { load, decide };
}

function defectsOf(error: unknown): readonly ImportDefect[] {
  if (!(error instanceof Refusal) || error.code !== 'import-file-invalid') throw error;
  return (error.facts as BudgetRefusals['import-file-invalid']).defects;
}
