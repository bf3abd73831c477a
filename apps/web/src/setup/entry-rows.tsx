import type { ClipboardEvent, ReactNode } from 'react';
import { Button } from 'antd';

/** Rows that people add and take away while they fill in a form. */
export function EntryRows<Row>({
  id,
  headings,
  rows,
  cells,
  add,
  onAdd,
  onRemove,
  onPasteText,
}: {
  id: string;
  headings: readonly string[];
  rows: readonly Row[];
  cells: (row: Row, at: number) => readonly ReactNode[];
  add: string;
  onAdd: () => void;
  onRemove: (at: number) => void;
  /** Cells copied out of a spreadsheet, from the row they are pasted into on. */
  onPasteText?: (at: number, cells: readonly (readonly string[])[]) => void;
}) {
  const pasted = (event: ClipboardEvent, at: number) => {
    const text = event.clipboardData.getData('text/plain');
    if (onPasteText === undefined || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    onPasteText(at, cellsIn(text));
  };
  return (
    <div className="entry-rows-scroll">
      <table className="entry-rows" aria-labelledby={id}>
        <thead>
          <tr>
            {headings.map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at} onPaste={(event) => pasted(event, at)}>
              {cells(row, at).map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
              <td>
                <Button size="small" aria-label={`去掉第 ${at + 1} 行`} onClick={() => onRemove(at)}>
                  去掉
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button size="small" onClick={onAdd}>
        {add}
      </Button>
    </div>
  );
}

/** What a spreadsheet puts on the clipboard: lines of cells parted by tabs. */
export const cellsIn = (text: string): string[][] =>
  text
    .replace(/\r/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t').map((cell) => cell.replace(/^"(.*)"$/s, '$1').trim()));
