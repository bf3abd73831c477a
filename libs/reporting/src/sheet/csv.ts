import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { textOf, type Cell } from './column';
import type { Line } from './sheet';

/** What a spreadsheet makes another number of: more than fifteen digits, zeros in front, an exponent. */
const NUMBER_IN_SPREADSHEETS = /^(?:\d{16,}|0\d+|\d+e\d+)$/i;

/**
 * UTF-8 with a byte order mark and CRLF, which is what Excel and WPS open without asking. Text that a spreadsheet would
 * take for a formula, or for a number and spoil, gets an apostrophe in front; an amount below zero is a number and keeps
 * its minus.
 */
export function csvOf(lines: AsyncIterable<Line>): Readable {
  const written = stringify({
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: {
      object: (value) => {
        const cell = value as Cell;
        const text = textOf(cell);
        if (cell.kind === 'text' && NUMBER_IN_SPREADSHEETS.test(text)) return `'${text}`;
        return cell.kind !== 'text' && text.startsWith('-') ? { value: text, escape_formulas: false } : text;
      },
    },
  });
  const source = Readable.from(recordsOf(lines));
  source.on('error', (error) => written.destroy(error));
  // Whoever stops reading stops the query behind it as well.
  written.on('close', () => source.destroy());
  return source.pipe(written);
}

async function* recordsOf(lines: AsyncIterable<Line>): AsyncGenerator<Cell[]> {
  for await (const { cells } of lines) yield [...cells];
}
