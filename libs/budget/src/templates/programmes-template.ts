import { BUDGET_TYPE_LABEL, FUNDING_LEVEL_LABEL } from '../budget-labels';
import type { FileOrigin } from '../import-programmes/programmes-file';
import {
  chosenIn,
  codeIn,
  dayIn,
  textIn,
  wholeIn,
  yuanIn,
  type CellDefects,
  type FilledRow,
  type FilledTemplate,
} from './filled-in';
import { ISSUE_KIND_WORD } from './template-kind';

const HEADING_OF: Readonly<Record<string, string>> = {
  code: '项目编码',
  name: '项目名称',
  unit: '单位编码',
  fundingLevel: '资金级次',
  budgetType: '预算类型',
  issuedAs: '下达方式',
  documentNumber: '文号',
  documentDate: '发文日期',
  batch: '批次',
  amount: '金额（元）',
};

/** The rows as a programmes file, so that they are held to the same rules and booked by the same import. */
export function asProgrammesFile(
  { fiscalYear, effectiveOn, rows, digest }: FilledTemplate,
  { bureau, fileName }: { readonly bureau: string; readonly fileName: string },
  defects: CellDefects,
): { readonly bytes: Buffer; readonly origin: FileOrigin } {
  const units = new Map<string, string>();
  const programmes = rows.map((row, at) => {
    const read = <Value>(heading: string, as: (cell: ReturnType<FilledRow['cell']>) => Value) =>
      defects.reading(row, heading, as);
    const unit = read('单位编码', (cell) => codeIn(cell, '单位编码'));
    const unitName = read('单位名称', (cell) => textIn(cell, '单位名称', 100));
    if (unit !== null && unitName !== null) {
      const before = units.get(unit);
      if (before !== undefined && before !== unitName)
        defects.add(row.at('单位名称'), `单位 ${unit} 在前面写作“${before}”`);
      units.set(unit, before ?? unitName);
    }
    const batch = read('批次', (cell) => wholeIn(cell, 999, '批次'));
    return {
      sequence: at + 1,
      code: read('项目编码', (cell) => codeIn(cell, '项目编码')),
      name: read('项目名称', (cell) => textIn(cell, '项目名称', 200)),
      unit,
      fundingLevel: read('资金级次', (cell) => chosenIn(cell, FUNDING_LEVEL_LABEL, '资金级次')),
      fundingLevelBasis: 'stated',
      budgetType: read('预算类型', (cell) => chosenIn(cell, BUDGET_TYPE_LABEL, '预算类型')),
      documentNumber: row.text('文号') === '' ? null : row.text('文号'),
      documentDate: read('发文日期', dayIn),
      issuedAs: read('下达方式', (cell) => chosenIn(cell, ISSUE_KIND_WORD, '下达方式')),
      ...(batch !== null && { batch }),
      amount: read('金额（元）', yuanIn),
    };
  });
  const file = {
    format: 'bofu-programmes-1',
    source: fileName,
    bureau,
    fiscalYear,
    effectiveOn,
    units: [...units].map(([code, name]) => ({ code, name })),
    programmes,
  };
  return {
    bytes: Buffer.from(JSON.stringify(file)),
    origin: { digest, placeOf: (pointer) => cellOf(rows, pointer), isWhole: false },
  };
}

/** The cell that a place in the programmes file was read from; the row's first where it is about the whole row. */
export function cellOf(rows: readonly FilledRow[], pointer: string): string {
  const [, index = '', field = ''] = /^\/programmes\/(\d+)(?:\/(\w+))?/.exec(pointer) ?? [];
  return rows[Number(index)]?.at(HEADING_OF[field] ?? '项目编码') ?? '';
}
