import { basename } from 'node:path';
import { BUDGET_TYPE_LABEL, ImportProgrammes, viewProgrammeImport } from '@bofu/budget';
import { formatYuanGrouped } from '@bofu/kernel';
import { actingFromCommandLine, type ActingOptions } from './acting-from-command-line';
import { readGivenFile } from './given-file';
import { print, printJson, progressOf, tell } from './terminal';
import { withOffice } from './with-office';

/** `bofu import programmes FILE`. */
export async function importProgrammesFile(path: string, options: ActingOptions & { json?: boolean }): Promise<void> {
  const file = await readGivenFile(path);
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/programme-imports');
    const progress = progressOf('导入项目');
    const { imported, repeated } = await office.commands.execute(
      new ImportProgrammes(file, basename(path), context, progress.to),
    );
    progress.end();
    if (options.json) printJson({ ...viewProgrammeImport(imported), repeated });
    else print(reconciliationText(imported));
    if (repeated) tell('此文件已导入过，未重复登记');
  });
}

/** 口径调节: why the programmes' sum and the declared total differ, to the fen. */
export function reconciliationText(imported: Parameters<typeof viewProgrammeImport>[0]): string {
  const yuan = (digits: string): string => formatYuanGrouped(BigInt(digits));
  const { programmes, totalFen, declared, reconciliation } = imported;
  return [
    `项目 ${programmes} 个，合计 ${yuan(totalFen)} 元`,
    ...declared.map(
      ({ label, budgetType, amountFen }) => `申报${label}（${BUDGET_TYPE_LABEL[budgetType]}） ${yuan(amountFen)} 元`,
    ),
    `差额 ${yuan(reconciliation.differenceFen)} 元，其中：`,
    ...reconciliation.explained.map(
      ({ budgetType, amountFen, sequences }) =>
        `  ${BUDGET_TYPE_LABEL[budgetType]} ${yuan(amountFen)} 元（第 ${sequences.join('、')} 项）`,
    ),
    `  未说明 ${yuan(reconciliation.unexplainedFen)} 元`,
  ].join('\n');
}
