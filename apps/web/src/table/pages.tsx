import { Button, Select } from 'antd';
import { useAddress } from '../books/books';
import { askedPageIn, DEFAULT_SIZE, SIZES } from './asked-page';

export interface PageOfRows {
  readonly number: number;
  readonly last: number;
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

/** The same, kept within what there is. */
export function pageIn(address: URLSearchParams, rows: number): PageOfRows {
  const { page: asked, size } = askedPageIn(address);
  const last = Math.max(1, Math.ceil(rows / size));
  const number = Math.min(last, asked);
  return { number, last, size, from: (number - 1) * size, to: Math.min(rows, number * size) };
}

/** Where one page holds everything there is nothing to turn, and only the count is said. */
export function Pages({ page: { number, last, size, from, to }, of }: { page: PageOfRows; of: number }) {
  const { change } = useAddress();
  if (of <= SIZES[0]!) return null;
  return (
    <nav className="pages no-print" aria-label="分页">
      <span>
        第 {from + 1}–{to} 项，共 {of} 项
      </span>
      <Button disabled={number === 1} onClick={() => change({ page: number - 1 })}>
        上一页
      </Button>
      <span>
        {number} / {last}
      </span>
      <Button disabled={number === last} onClick={() => change({ page: number + 1 })}>
        下一页
      </Button>
      <label className="field">
        每页
        <Select
          value={size}
          options={SIZES.map((value) => ({ value, label: String(value) }))}
          onChange={(value) => change({ size: value === DEFAULT_SIZE ? null : value, page: null })}
          popupMatchSelectWidth={false}
        />
      </label>
    </nav>
  );
}
