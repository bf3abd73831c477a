import type { Readable } from 'node:stream';
import writeXlsxFile from 'write-excel-file/node';
import type { CellObject, SheetData } from 'write-excel-file/node';
import { formatYuan } from '@bofu/kernel';
import { amountAsNumber } from './amount-as-number';
import { textOf, type Cell } from './column';
import { displayWidth } from './display-width';
import { printSetup } from './print-setup';
import { HEADING_LINES, type Line } from './sheet';
import { SIGNATURES } from './signatures';

const AMOUNT_FORMAT = '#,##0.00;[Red]-#,##0.00';
const NARROWEST = 6;
const WIDEST = 42;
const TOO_LONG_NOTE = '注：超过 15 位有效数字的金额以文本列示，电子表格的数值不足以准确保存';

/** An A4 landscape worksheet: amounts and rates as numbers, dates as dates, everything else as text and never a formula. */
export async function xlsxOf(title: string, lines: AsyncIterable<Line>, signatures = SIGNATURES): Promise<Readable> {
  const data: SheetData = [];
  const widths: number[] = [];
  let tooLong = false;
  for await (const { kind, cells } of lines) {
    if (kind === 'title' || kind === 'heading' || kind === 'closing') {
      data.push(cells.map((cell) => acrossCell(kind, textOf(cell))));
      continue;
    }
    data.push(
      cells.map((cell, at) => {
        widths[at] = Math.max(widths[at] ?? NARROWEST, displayWidth(shownAs(cell)) + 2);
        tooLong ||= cell.kind === 'money' && amountAsNumber(cell.value) === null;
        return kind === 'header' ? headerCell(textOf(cell)) : figureCell(cell, kind === 'total');
      }),
    );
  }
  for (const [first] of [...data.slice(0, HEADING_LINES - 1), ...data.slice(-1)])
    (first as CellObject).columnSpan = widths.length;
  if (tooLong) data.push([{ value: TOO_LONG_NOTE, type: String }]);
  const written = writeXlsxFile(
    data,
    {
      sheet: title,
      orientation: 'landscape',
      stickyRowsCount: HEADING_LINES,
      columns: widths.map((width) => ({ width: Math.min(width, WIDEST) })),
    },
    { fontFamily: '宋体', fontSize: 10, features: [printSetup(title, HEADING_LINES, signatures)] },
  );
  return (written.toStream as () => Promise<Readable>)();
}

const acrossCell = (kind: 'title' | 'heading' | 'closing', value: string): CellObject =>
  kind === 'title'
    ? { value, type: String, align: 'center', fontWeight: 'bold', fontSize: 16 }
    : { value, type: String, align: 'left' };

const BORDER = { borderStyle: 'thin', borderColor: '#8C8C8C' } as const;

const headerCell = (value: string): CellObject => ({
  ...BORDER,
  value,
  type: String,
  align: 'center',
  alignVertical: 'center',
  fontWeight: 'bold',
  backgroundColor: '#F2F4F7',
  wrap: true,
});

function figureCell(cell: Cell, inTotal: boolean): CellObject {
  return { ...BORDER, ...(inTotal && { fontWeight: 'bold' as const }), ...valueOf(cell) };
}

function valueOf(cell: Cell): CellObject {
  switch (cell.kind) {
    case 'money': {
      const number = amountAsNumber(cell.value);
      return number === null
        ? { value: formatYuan(cell.value), type: String, align: 'right' }
        : { value: number, type: Number, format: AMOUNT_FORMAT };
    }
    case 'share':
      // Basis points are whole; the quotient is the double nearest to the two decimals shown.
      return { value: cell.value / 100, type: Number, format: '0.00' };
    case 'count':
      return { value: cell.value, type: Number, format: '#,##0' };
    case 'date':
      return { value: new Date(`${cell.value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd', align: 'center' };
    case 'none':
      return { value: textOf(cell), type: String, align: 'center' };
    case 'text':
      return { value: cell.value, type: String };
  }
}

const shownAs = (cell: Cell): string =>
  cell.kind === 'money' ? textOf(cell).replace(/\B(?=(\d{3})+\.)/g, ',') : textOf(cell);
