import { useMemo } from 'react';
import { Button, Select } from 'antd';
import { useAddress, useBooks } from '../books/books';
import { YearField } from '../books/books-fields';
import { Answer } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useAppropriations, type Appropriation } from '../payments/appropriations';
import { saveCsv } from '../table/csv-file';
import { DataTable, type Column } from '../table/data-table';
import { goToFirstRow, useRowKeys } from '../table/row-keys';
import { SearchField } from '../table/search-field';
import { words } from '../words';
import { codeTables, soughtIn, tablesIn, usedText, type Code } from './code-tables';

const ALL = '';

/** 字典: which codes are in force, what they are called, and where they come from. Read only. */
export function Component() {
  const appropriations = useAppropriations();
  return (
    <>
      <PageTitle parts={[words.pages.dictionaries]} />
      <div className="toolbar">
        <h1>{words.pages.dictionaries}</h1>
        <YearField />
      </div>
      <Answer query={appropriations} lines={12}>
        {(reading) => (
          <>
            <Codes appropriations={reading.value} />
            <PageStatus reading={reading} />
          </>
        )}
      </Answer>
    </>
  );
}

const COLUMNS: readonly Column<Code>[] = [
  { key: 'table', title: '字典', cell: ({ table }) => table },
  { key: 'code', title: '代码', cell: ({ code }) => code },
  { key: 'name', title: '名称', names: true, cell: ({ name }) => name },
  { key: 'used', title: '本年度指标', align: 'right', cell: usedText },
  { key: 'source', title: '来源', cell: ({ source }) => source },
];

function Codes({ appropriations }: { appropriations: readonly Appropriation[] }) {
  const { address, change } = useAddress();
  const { fiscalYear } = useBooks();
  const text = address.get('text') ?? '';
  const table = address.get('table') ?? ALL;
  const all = useMemo(() => codeTables(appropriations), [appropriations]);
  const found = soughtIn(all, text).filter((code) => table === ALL || code.table === table);
  const keyOf = (code: Code): string => `${code.table}/${code.code}`;
  // One opened is read among the others of its table.
  const open = (code: Code) => change({ table: code.table, text: null });
  const current = useRowKeys(found, keyOf, open);
  const file = () =>
    saveCsv(`字典${table === ALL ? '' : `-${table}`}-${fiscalYear}.csv`, [
      ['字典', '代码', '名称', '本年度指标', '来源'],
      ...found.map((code) => [code.table, code.code, code.name, usedText(code), code.source]),
    ]);
  return (
    <>
      <div className="toolbar">
        <label className="field">
          搜索
          <SearchField
            label="搜索字典、代码、名称"
            text={text}
            onText={(sought, isComposing) => !isComposing && change({ text: sought === '' ? null : sought })}
            onRows={() => goToFirstRow()}
          />
        </label>
        <label className="field">
          字典
          <Select<string>
            value={table}
            onChange={(chosen) => change({ table: chosen === ALL ? null : chosen })}
            popupMatchSelectWidth={false}
            className="choice"
            options={[{ value: ALL, label: '全部' }, ...tablesIn(all).map((each) => ({ value: each, label: each }))]}
          />
        </label>
        <div className="toolbar-end">
          <Button onClick={file}>导出 CSV</Button>
        </div>
      </div>
      <DataTable
        caption={
          <span className="table-caption">
            <span>{fiscalYear} 年度在用的代码表</span>
            <span>{found.length} 项</span>
          </span>
        }
        columns={COLUMNS}
        rows={found}
        keyOf={keyOf}
        current={current}
        onOpen={open}
        empty="没有符合条件的代码。"
        tall
      />
    </>
  );
}
