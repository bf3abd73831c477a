import { useEffect, useRef, useState } from 'react';
import { useShortcuts } from '../frame/shortcuts';

/** The page on whose search box the first row was asked for: it is gone to as soon as there is one. */
let firstRowWantedOn: string | null = null;
const listening = new Set<() => void>();

/**
 * From a search box to what it found.
 *
 * @param isReadAnew the rows are asked for once more: those in sight are not the ones wanted
 */
export function goToFirstRow(isReadAnew = false): void {
  firstRowWantedOn = location.pathname;
  if (!isReadAnew) for (const go of listening) go();
}

/**
 * `j` and `k` move through the rows, Enter opens the one they stand on. The row has the focus, so that it is read out and
 * Tab goes on from it. Answers with that row's key.
 *
 * @param readAt when the rows were read, where the server narrows them: what was found may begin with the same row
 */
export function useRowKeys<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  onOpen: (row: Row) => void,
  readAt = 0,
): string | null {
  const [current, setCurrent] = useState<string | null>(null);
  const [moves, setMoves] = useState(0);
  const at = rows.findIndex((row) => keyOf(row) === current);
  const moveTo = (wanted: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, wanted))];
    if (row === undefined) return;
    setCurrent(keyOf(row));
    setMoves((count) => count + 1);
  };
  const goFirst = () => {
    if (firstRowWantedOn !== location.pathname || rows.length === 0) return;
    firstRowWantedOn = null;
    moveTo(0);
  };
  const latest = useRef(goFirst);
  latest.current = goFirst;
  const firstKey = rows[0] === undefined ? null : keyOf(rows[0]);
  useEffect(() => latest.current(), [firstKey, readAt]);
  useEffect(() => {
    const go = () => latest.current();
    listening.add(go);
    return () => void listening.delete(go);
  }, []);
  useFocusOnRow(moves);
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

/** After each move by a key; a row that was chosen otherwise takes nothing from whoever is at work elsewhere. */
export function useFocusOnRow(moves: number): void {
  useEffect(() => {
    if (moves > 0) document.querySelector<HTMLElement>('tr[aria-current="true"]')?.focus({ preventScroll: true });
  }, [moves]);
}
