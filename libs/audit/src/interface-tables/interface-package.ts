import { stringify } from 'csv-stringify/sync';
import type { EventStore } from '@bofu/event-store';
import { dateOf } from '@bofu/kernel';
import { written, type PackageFile } from '../export/digested-file';
import { numberedEvents, type NumberedEvent } from '../export/numbered-events';
import { lastWritten, type ExportProgress, type ExportSelection } from '../export/read-books';
import { wholeFolder } from '../export/whole-folder';
import { fileNameOf, INTERFACE_TABLES } from './catalogue';
import { fieldMapping, MAPPING_HEADER } from './field-mapping';
import { STANDARD_PARTS, titleOf, toldYear, type ListedTable, type ToldYear } from './interface-table';

/** One year's books: the standard's tables are a year's. `asOf` `null` is the year's last day. */
export type InterfaceSelection = ExportSelection & { readonly fiscalYear: number };

export interface InterfacePackage {
  readonly events: number;
  readonly lastPosition: string | null;
  readonly files: readonly PackageFile[];
}

/**
 * Writes a year of one agency as tables after the parts of GB/T 42940-2023, a csv file each, with 对照表.csv, which says of
 * every column what it was made from and what of the standard could not be looked up, 说明.txt and SHA256SUMS. It is made of the
 * events alone; the same position gives the same bytes.
 *
 * @throws ExportPlaceTaken
 */
export const writeInterfacePackage = (
  store: EventStore,
  folder: string,
  selection: InterfaceSelection,
  onProgress: ExportProgress = () => undefined,
): Promise<InterfacePackage> =>
  wholeFolder(folder, async (making) => {
    const { agencyId, fiscalYear, knownAt } = selection;
    const asOf = selection.asOf ?? dateOf(fiscalYear, 12, 31);
    const events: NumberedEvent[] = [];
    for await (const all of numberedEvents(store, knownAt, agencyId)) {
      for (const event of all) if (event.agency === agencyId) events.push(event);
      onProgress(events.length);
    }
    const year = toldYear(events, { agencyId, fiscalYear, asOf });
    const lastPosition = lastWritten(events);
    const files: PackageFile[] = [];
    for (const [at, table] of INTERFACE_TABLES.entries())
      files.push(await written(making, fileNameOf(table, STANDARD_PARTS[table.part].name, at), linesOf(table, year)));
    files.push(
      await written(making, '对照表.csv', [
        `${BOM}${csv(MAPPING_HEADER)}`,
        ...fieldMapping().map((field) => csv(Object.values(field) as string[])),
      ]),
      await written(making, '说明.txt', [notes(year, lastPosition)]),
    );
    await written(
      making,
      'SHA256SUMS',
      files.map(({ name, sha256 }) => `${sha256}  ${name}\n`),
    );
    return { events: events.length, lastPosition, files };
  });

type Value = string | number | null;
/** A number may begin with a minus and is no formula for that. */
type Cell = Value | { readonly number: Value };

const BOM = '\uFEFF';

function* linesOf({ columns, records }: ListedTable, year: ToldYear): Generator<string> {
  yield `${BOM}${csv(columns.map(titleOf))}`;
  for (const record of records(year))
    yield csv(record.map((value, at) => (columns[at]?.isNumber === true ? { number: value } : value)));
}

const csv = (record: readonly Cell[]): string =>
  stringify([[...record]], {
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: {
      object: (cell) => ({ value: String((cell as { number: Value }).number ?? ''), escape_formulas: false }),
    },
  });

const notes = ({ scope, appropriations }: ToldYear, lastPosition: string | null): string =>
  [
    `${scope.fiscalYear} 年度审计接口数据（草案）`,
    '',
    `部门编号：${scope.agencyId}`,
    `业务日期截至：${scope.asOf}`,
    `登记截至：${lastPosition ?? '（无事件）'}`,
    `预算指标：${appropriations.length} 项`,
    '',
    '一、本数据按 GB/T 42940-2023《财经信息技术 财政预算管理软件审计数据接口》的六个部分分列，由全部事件重新算出，不取自任何账表。',
    '二、该标准的正文未公开，公开的只有目次：各部分的名称与所在的节。对照表.csv 逐列注明来源与所属部分；数据元的名称、标识符、',
    '    格式与数据结构一律未核对，不得据此称符合该标准。取得标准正文或由审计机关试装后，再逐行核对。',
    '三、收入信息类没有文件：本软件不登记收入。',
    '四、文件为 UTF-8（带 BOM）、逗号分隔、CRLF 换行。空白表示记录没有载明，不表示零。金额为元，两位小数，没有千分位。',
    '五、请由审计软件读入。用电子表格打开时，请选“数据—从文本导入”，各列都设为“文本”：直接双击打开会把长编号、前导零改成数值。',
    '    以 = + - @ 开头的文字前加了一个单引号，以免被当作公式；数值列不加。',
    '六、勾稽：预算指标的下达金额加指标变动（不含冻结、解冻）等于年度执行的全年预算；支付与冲减之和等于年度执行的已付。',
    '七、SHA256SUMS 载各文件的摘要：sha256sum --check SHA256SUMS。',
    '',
  ].join('\n');
