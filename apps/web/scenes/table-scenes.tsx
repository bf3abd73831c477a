import { useState } from 'react';
import { useAddress } from '../src/books/books';
import { useColumnChoice } from '../src/table/column-choice';
import { DataTable, type Column } from '../src/table/data-table';
import { ExportLinks } from '../src/table/export-links';
import { Menu } from '../src/table/menu';
import { pageIn, Pages } from '../src/table/pages';
import { RowCheckbox } from '../src/table/row-checkbox';
import { goToFirstRow, useRowKeys } from '../src/table/row-keys';
import { SavedViews } from '../src/table/saved-views';
import { SearchField } from '../src/table/search-field';
import { Shown } from './shown';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly amount: string;
}
const ROWS: readonly Row[] = Array.from({ length: 120 }, (_, at) => ({
  ...{ id: String(at + 1), name: `项目 ${at + 1}`, amount: `${at + 1}.00` },
}));

export function TableScene() {
  const { address } = useAddress();
  const [text, setText] = useState('');
  const [opened, setOpened] = useState<string | null>(null);
  const [direction, setDirection] = useState<'ascending' | 'descending' | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const found = ROWS.filter(({ name }) => name.includes(text));
  const page = pageIn(address, found.length);
  const rows = found.slice(page.from, page.to);
  const toggle = () => setDirection(direction === 'ascending' ? 'descending' : 'ascending');
  const columns: readonly Column<Row>[] = [
    {
      key: 'chosen',
      title: (
        <RowCheckbox
          label="全选"
          checked={rows.every(({ id }) => chosen.has(id))}
          mixed={chosen.size > 0 && !rows.every(({ id }) => chosen.has(id))}
          onChange={(all) => setChosen(new Set(all ? rows.map(({ id }) => id) : []))}
        />
      ),
      cell: ({ id, name }) => (
        <RowCheckbox
          label={`选中 ${name}`}
          checked={chosen.has(id)}
          onChange={(isChosen) =>
            setChosen(new Set([...chosen].filter((each) => each !== id).concat(isChosen ? id : [])))
          }
        />
      ),
    },
    { key: 'name', title: '项目', names: true, cell: ({ name }) => name },
    {
      key: 'amount',
      title: '金额',
      align: 'right',
      cell: ({ amount }) => amount,
      total: '7,260.00',
      sort: { direction, toggle },
    },
    { key: 'id', title: '编号', cell: ({ id }) => id },
  ];
  const { shown, choice } = useColumnChoice('programmes', columns);
  const current = useRowKeys(
    rows,
    ({ id }) => id,
    ({ id }) => setOpened(id),
  );
  return (
    <>
      <SearchField label="搜索项目" text={text} onText={setText} onRows={() => goToFirstRow()} />
      <SavedViews list="programmes" />
      {choice}
      <Menu word="更多">
        <button type="button">菜单里的</button>
      </Menu>
      <ExportLinks report="execution-progress" />
      <DataTable
        caption="项目，元"
        columns={shown}
        rows={rows}
        keyOf={({ id }) => id}
        current={current}
        onOpen={({ id }) => setOpened(id)}
        totalLabel="合计"
        empty="没有项目。"
        tall
        page={String(page.number)}
      />
      <Pages page={page} of={found.length} />
      <Shown value={{ opened, chosen: chosen.size, current, direction, filters: address.get('level') }} />
    </>
  );
}
