import { unzipSync } from 'fflate';
import { parser } from 'sax';
import { refuse } from '../domain/refusals';

/** A cell as the file holds it: a number in the digits of the file, a day as `YYYY-MM-DD`, everything else as text. */
export interface SheetCell {
  readonly kind: 'text' | 'number' | 'date';
  readonly text: string;
}

/** A row as people count them, from 1; its cells by column from 0, `null` where nothing stands. */
export interface SheetRow {
  readonly row: number;
  readonly cells: readonly (SheetCell | null)[];
}

/** Unpacked, a sheet of thousands of rows is a few MB; what unpacks to more was not filled in by hand. */
const LARGEST_PART = 32 * 1024 * 1024;
const MOST_ENTRIES = 1_000;
const MOST_ROWS = 20_000;
const MOST_COLUMNS = 256;
const LONGEST_CELL = 2_000;

/**
 * The first sheet of a workbook (ECMA-376 part 1, 18), row by row. Refuses `paper-damaged` where it is no workbook, is
 * not well-formed, declares a document type, or holds more than anybody fills in.
 */
export function readSheet(bytes: Uint8Array): readonly SheetRow[] {
  const parts = partsOf(bytes);
  const part = (name: string): string => {
    const found = parts.get(name);
    return found === undefined ? fail(`没有 ${name}`) : new TextDecoder().decode(found);
  };
  const sheet = firstSheetOf(part('xl/workbook.xml'), part('xl/_rels/workbook.xml.rels'));
  const shared = parts.has('xl/sharedStrings.xml') ? sharedStringsIn(part('xl/sharedStrings.xml')) : [];
  const dates = parts.has('xl/styles.xml') ? dateStylesIn(part('xl/styles.xml')) : new Set<number>();
  return rowsIn(part(sheet), shared, dates);
}

/** The address of a cell as a spreadsheet names it: column 0 of row 4 is `A4`. */
export function cellAddress(column: number, row: number): string {
  let letters = '';
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  return `${letters}${row}`;
}

const fail = (reason: string): never => refuse('paper-damaged', { reason });

function partsOf(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  let entries = 0;
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        entries += 1;
        if (entries > MOST_ENTRIES) throw new Error('too many parts');
        const wanted = /^xl\/(?:workbook|sharedStrings|styles|worksheets\/[\w.-]+)\.xml$|^xl\/_rels\//.test(name);
        // The size is what the file says of itself: fflate unpacks into exactly so much and no more.
        if (wanted && originalSize > LARGEST_PART) throw new Error('a part is too large');
        return wanted;
      },
    });
    return new Map(Object.entries(parts));
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

type Attributes = Readonly<Record<string, string>>;

function walk(
  xml: string,
  on: {
    readonly open?: (name: string, attributes: Attributes) => void;
    readonly close?: (name: string) => void;
    readonly text?: (text: string) => void;
  },
): void {
  const reader = parser(true, { strictEntities: true });
  reader.onerror = ({ message }) => fail(message.split('\n')[0] ?? '');
  reader.ondoctype = () => fail('document type declared');
  reader.onopentag = ({ name, attributes }) => on.open?.(bare(name), attributes);
  reader.onclosetag = (name) => on.close?.(bare(name));
  reader.ontext = (text) => on.text?.(text);
  reader.oncdata = (text) => on.text?.(text);
  reader.write(xml).close();
}

/** Some programs write the main namespace with a prefix. */
const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

function firstSheetOf(workbook: string, relations: string): string {
  let id: string | null = null;
  walk(workbook, {
    open: (name, attributes) => {
      if (name === 'sheet') id ??= attributes['r:id'] ?? null;
    },
  });
  let target: string | null = null;
  walk(relations, {
    open: (name, attributes) => {
      if (name === 'Relationship' && attributes['Id'] === id) target = attributes['Target'] ?? null;
    },
  });
  if (id === null || target === null) return fail('没有工作表');
  const path: string = target;
  return path.startsWith('/') ? path.slice(1) : `xl/${path}`;
}

function sharedStringsIn(xml: string): readonly string[] {
  const strings: string[] = [];
  let reading = false;
  let inPhonetic = false;
  walk(xml, {
    open: (name) => {
      if (name === 'si') strings.push('');
      // How a name is read aloud stands beside it and is no part of it.
      if (name === 'rPh') inPhonetic = true;
      reading = name === 't' && !inPhonetic;
    },
    close: (name) => {
      if (name === 'rPh') inPhonetic = false;
      reading = false;
    },
    text: (text) => {
      if (reading) strings[strings.length - 1] += text;
    },
  });
  return strings;
}

/** Styles that show a number as a day: the built-in ones (18.8.30), and those whose format has a year or a day in it. */
function dateStylesIn(xml: string): ReadonlySet<number> {
  const formats = new Set<number>([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
  const dates = new Set<number>();
  let inCells = false;
  let style = 0;
  walk(xml, {
    open: (name, attributes) => {
      const code = (attributes['formatCode'] ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
      if (name === 'numFmt' && /[yd]/i.test(code)) formats.add(Number(attributes['numFmtId']));
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      if (formats.has(Number(attributes['numFmtId']))) dates.add(style);
      style += 1;
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return dates;
}

function rowsIn(xml: string, shared: readonly string[], dates: ReadonlySet<number>): readonly SheetRow[] {
  const rows: { row: number; cells: (SheetCell | null)[] }[] = [];
  let column = -1;
  let type = '';
  let style = -1;
  let value = '';
  let reading = false;
  walk(xml, {
    open: (name, attributes) => {
      if (name === 'row') {
        const row = Number(attributes['r'] ?? (rows.at(-1)?.row ?? 0) + 1);
        if (!Number.isInteger(row) || row < 1 || rows.length >= MOST_ROWS) fail('行数过多');
        rows.push({ row, cells: [] });
        column = -1;
      } else if (name === 'c') {
        column = columnOf(attributes['r']) ?? column + 1;
        if (column >= MOST_COLUMNS) fail('列数过多');
        type = attributes['t'] ?? 'n';
        style = Number(attributes['s'] ?? -1);
        value = '';
      }
      reading = name === 'v' || name === 't';
    },
    close: (name) => {
      reading = false;
      const cells = rows.at(-1)?.cells;
      if (name !== 'c' || cells === undefined) return;
      while (cells.length <= column) cells.push(null);
      cells[column] = cellOf(type, value, shared, dates.has(style));
    },
    text: (text) => {
      if (reading) value += text;
      if (value.length > LONGEST_CELL) fail('单元格文字过长');
    },
  });
  return rows;
}

function columnOf(address: string | undefined): number | null {
  const [, letters] = /^([A-Z]{1,3})\d+$/.exec(address ?? '') ?? [];
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellOf(type: string, value: string, shared: readonly string[], isDate: boolean): SheetCell | null {
  const text = type === 's' ? (shared[Number(value)] ?? '') : value;
  if (text.trim() === '') return null;
  if (text.length > LONGEST_CELL) fail('单元格文字过长');
  if (type !== 'n') return { kind: 'text', text: text.trim() };
  return isDate ? dayOf(text) : { kind: 'number', text };
}

/** Days are counted from the end of 1899, with a 29 February 1900 that never was. */
const DAY_ZERO = Date.UTC(1899, 11, 30);

function dayOf(serial: string): SheetCell {
  const days = Math.floor(Number(serial));
  if (!(days > 60 && days < 2_958_466)) return { kind: 'number', text: serial };
  return { kind: 'date', text: new Date(DAY_ZERO + days * 86_400_000).toISOString().slice(0, 10) };
}
