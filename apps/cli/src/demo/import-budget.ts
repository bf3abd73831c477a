import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ImportProgrammes, ledgerProjection, ListAppropriations, type ImportResult } from '@bofu/budget';
import type { Office } from '@bofu/api';
import { invariant } from '@bofu/kernel';
import { projectRoot } from '../project-root';
import type { DemoBureau } from './demo-bureau';
import type { DemoBooks } from './play-year';

const PROGRAMMES_FILE = 'libs/budget/programmes/mancheng-hrss-2021.json';

export interface DemoBudget extends ImportResult {
  /** 项目编码 by the number the programme carries in the file. */
  readonly codes: ReadonlyMap<number, string>;
}

/** The 22 programmes of the published budget, on the bureau's books. */
export async function importBudget(
  { commands }: Pick<Office, 'commands'>,
  { acting }: DemoBureau,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<DemoBudget> {
  const path = join(projectRoot(), PROGRAMMES_FILE);
  const file = await readFile(path);
  const context = acting('预算经办', '2021-01-01T09:00:00.000+08:00', 'import');
  const result = await commands.execute(new ImportProgrammes(file, basename(path), context, onProgress));
  const { programmes } = JSON.parse(file.toString()) as { programmes: { sequence: number; code: string }[] };
  return { ...result, codes: new Map(programmes.map(({ sequence, code }) => [sequence, code])) };
}

/** What was issued to whom, once the ledger has seen the import. */
export async function booksOf(
  { queries, projections }: Pick<Office, 'queries' | 'projections'>,
  bureau: DemoBureau,
  { codes, imported, position }: DemoBudget,
): Promise<DemoBooks> {
  if (position !== null) {
    const { reached } = await projections.waitFor(ledgerProjection.name, position, 60_000);
    invariant(reached, 'the ledger does not catch up');
  }
  const { fiscalYear } = imported;
  const selection = { agencyScope: [bureau.agencyId], fiscalYear, asOf: null, knownAt: null };
  const rows = await queries.execute(new ListAppropriations(selection, null, 1_000));
  const ids = new Map(rows.map(({ programmeCode, appropriationId }) => [programmeCode, appropriationId]));
  return { bureau, appropriationOf: (programme) => appropriationIn(ids, codes, programme) };
}

export function appropriationIn(
  idsByCode: ReadonlyMap<string, string>,
  codes: ReadonlyMap<number, string>,
  programme: number,
): string {
  const appropriationId = idsByCode.get(codes.get(programme) ?? '');
  invariant(appropriationId !== undefined, `no programme ${programme} in the imported file`);
  return appropriationId;
}
