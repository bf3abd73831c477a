import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  ImportProgrammes,
  ledgerProjection,
  ListAppropriations,
  type ImportResult,
  type TargetName,
} from '@bofu/budget';
import type { Office } from '@bofu/api';
import { invariant } from '@bofu/kernel';
import { projectRoot } from '../project-root';
import type { DemoBureau } from './demo-bureau';
import type { DemoBooks } from './play-year';

const FOLDER = 'libs/budget/programmes';
/** The budget of 2021 is the published one; that of 2022 is not. */
const fileOf = (year: number): string =>
  year === 2021 ? 'mancheng-hrss-2021.json' : `mancheng-hrss-${year}-invented.json`;

interface PrintedProgramme {
  readonly code: string;
  readonly targets: readonly TargetName[];
}

export interface DemoBudget extends ImportResult {
  /** Where its figures are from, as the file says. */
  readonly source: string;
  /** By the number it carries in the file. */
  readonly programmes: ReadonlyMap<number, PrintedProgramme>;
}

/** The programmes of a year's budget, on the bureau's books. */
export async function importBudget(
  { commands }: Pick<Office, 'commands'>,
  { acting }: DemoBureau,
  year: number,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<DemoBudget> {
  const path = join(projectRoot(), FOLDER, fileOf(year));
  const file = await readFile(path);
  const context = acting('预算经办', `${year}-01-01T09:00:00.000+08:00`, 'import');
  const result = await commands.execute(new ImportProgrammes(file, basename(path), context, onProgress));
  const { source, programmes } = JSON.parse(file.toString()) as {
    source: string;
    programmes: { sequence: number; code: string; targets: TargetName[] }[];
  };
  const printed = programmes.map(({ sequence, code, targets }) => {
    const names = targets.map(({ level1, level2, level3 }) => ({ level1, level2, level3 }));
    return [sequence, { code, targets: names }] as const;
  });
  return { ...result, source, programmes: new Map(printed) };
}

/** What was issued to whom, once the ledger has seen the import. */
export async function booksOf(
  { queries, projections }: Pick<Office, 'queries' | 'projections'>,
  bureau: DemoBureau,
  { programmes, imported, position }: DemoBudget,
): Promise<DemoBooks> {
  if (position !== null) {
    const { reached } = await projections.waitFor(ledgerProjection.name, position, 60_000);
    invariant(reached, 'the ledger does not catch up');
  }
  const { fiscalYear } = imported;
  const selection = { agencyScope: [bureau.agencyId], fiscalYear, asOf: null, knownAt: null };
  const rows = await queries.execute(new ListAppropriations(selection, null, 1_000));
  return { bureau, ...programmesIn(rows, programmes) };
}

/** Programmes by the number they carry in the imported file. */
export function programmesIn(
  issued: readonly { readonly programmeCode: string; readonly programmeId: string; readonly appropriationId: string }[],
  printed: DemoBudget['programmes'],
): Omit<DemoBooks, 'bureau' | 'before'> {
  const byCode = new Map(issued.map((one) => [one.programmeCode, one]));
  const found = (programme: number) => {
    const one = byCode.get(printed.get(programme)?.code ?? '');
    invariant(one !== undefined, `no programme ${programme} in the imported file`);
    return one;
  };
  return {
    appropriationOf: (programme) => found(programme).appropriationId,
    programmeOf: (programme) => {
      const { programmeId, programmeCode: code } = found(programme);
      return { programmeId, code };
    },
    targetOf: (programme, target) => {
      const named = printed.get(programme)?.targets[target - 1];
      invariant(named !== undefined, `programme ${programme} has no target ${target}`);
      return named;
    },
  };
}
