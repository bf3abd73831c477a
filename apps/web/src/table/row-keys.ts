import { useState } from 'react';
import { useShortcuts } from '../frame/shortcuts';

/** `j` and `k` move through the rows, Enter opens the one they stand on. Answers with that row's key. */
export function useRowKeys<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  onOpen: (row: Row) => void,
): string | null {
  const [current, setCurrent] = useState<string | null>(null);
  const at = rows.findIndex((row) => keyOf(row) === current);
  const moveTo = (wanted: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, wanted))];
    if (row !== undefined) setCurrent(keyOf(row));
  };
  useShortcuts([
    { key: 'j', does: '下一行', run: () => moveTo(at + 1) },
    { key: 'k', does: '上一行', run: () => moveTo(at === -1 ? 0 : at - 1) },
    {
      key: 'Enter',
      does: '打开',
      run: () => {
        const row = rows[at];
        if (row !== undefined) onOpen(row);
      },
    },
  ]);
  return at === -1 ? null : current;
}
