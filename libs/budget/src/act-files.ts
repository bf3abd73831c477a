import type { Directory } from '@bofu/access';
import { recordedOn, type CommandContext, type Decisions } from '@bofu/event-store';
import { askAboutNumbers } from '@bofu/kernel';
import type { BudgetActType } from './domain/budget-act';
import { refuse } from './domain/refusals';

/** 文件, 回单, 扫描件: what a file is to whoever lays it beside an act. */
export const ACT_FILE_KINDS = ['document', 'receipt', 'scan'] as const;

/** A file that comes with an act. */
export interface ActFile {
  readonly kind: (typeof ACT_FILE_KINDS)[number];
  readonly name: string;
  /** SHA-256, in hexadecimal, of a file that the agency has sent. */
  readonly digest: string;
}

/** Where the files of an act are to stand. */
export interface ActFilesPlace {
  readonly kind: 'appropriation' | 'paper';
  readonly id: string;
}

/** Attaches the files of an act. What an attachment is, budget does not know: who keeps them stands behind this. */
export abstract class ActFiles {
  /**
   * In the very decision of the act, after it: each file at each place, once where it stands there already. Refuses
   * `attachment-file-not-sent`.
   */
  abstract attach(
    decisions: Decisions,
    context: CommandContext,
    places: readonly ActFilesPlace[],
    files: readonly ActFile[],
  ): Promise<void>;
}

/** 下达、追加、追减、调剂、收回: each is done on a document. */
const DOCUMENTED: ReadonlySet<BudgetActType> = new Set([
  'issue-appropriation',
  'supplement-appropriation',
  'reduce-appropriation',
  'claw-back-appropriation',
  'transfer-virement',
]);

/** Refuses `appropriation-file-required` where the agency demands files on the day of recording and none comes along. */
export function requireActFiles(
  directory: Pick<Directory, 'appropriationFilesRequiredOn'>,
  context: Pick<CommandContext, 'agencyId' | 'recordedAt'>,
  acts: readonly BudgetActType[],
  files: readonly ActFile[],
): void {
  const act = acts.find((each) => DOCUMENTED.has(each));
  if (act === undefined || files.length > 0) return;
  if (directory.appropriationFilesRequiredOn(context.agencyId, recordedOn(context)))
    refuse('appropriation-file-required', { act });
}

/** A name stays for ever: a number in it that may be a person's is asked about. */
export const askAboutFileNames = (files: readonly ActFile[], confirmation: string | null | undefined): void =>
  askAboutNumbers(
    files.map(({ name }) => ({ field: 'name', text: name })),
    confirmation ?? null,
  );

/** What comes with a single act, and who says whether it must and where it is kept. */
export interface Filing {
  readonly directory: Pick<Directory, 'appropriationFilesRequiredOn'>;
  readonly actFiles: ActFiles;
  readonly files: readonly ActFile[];
}

/** The files of a single act, once it is decided: demanded where they must be there, and attached along with it. */
export async function fileAct(
  decisions: Decisions,
  context: CommandContext,
  act: BudgetActType,
  appropriationIds: readonly string[],
  { directory, actFiles, files }: Filing,
): Promise<void> {
  requireActFiles(directory, context, [act], files);
  await actFiles.attach(
    decisions,
    context,
    appropriationIds.map((id) => ({ kind: 'appropriation', id })),
    files,
  );
}

/** What tells a repeat from another act: without files, as it was before an act could have any. */
export const withFiles = <Intent extends object>(intent: Intent, files: readonly ActFile[]): object =>
  files.length === 0 ? intent : { ...intent, files };
