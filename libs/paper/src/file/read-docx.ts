import { unzipSync } from 'fflate';
import { parser } from 'sax';
import { seen, type Block, type Cell, type PaperText } from '../domain/paper-text';
import { refuse } from '../domain/refusals';

/** Unpacked, a paper of a thousand tables is a few MB; what unpacks to more is no paper. */
const LARGEST_BODY = 64 * 1024 * 1024;
const MOST_ENTRIES = 10_000;
const DEEPEST = 200;
const BODY = 'word/document.xml';

/** The parts of a zip by name, none of them unpacked but the body. */
export function bodyOf(bytes: Uint8Array): {
  readonly names: readonly string[];
  readonly body: Uint8Array | undefined;
} {
  const names: string[] = [];
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.push(name);
        if (names.length > MOST_ENTRIES) throw new Error('too many parts');
        // The size is what the file says of itself: fflate unpacks into exactly so much and no more.
        if (name === BODY && originalSize > LARGEST_BODY) throw new Error('the body is too large');
        return name === BODY;
      },
    });
    return { names, body: parts[BODY] };
  } catch (error) {
    return refuse('paper-damaged', { reason: error instanceof Error ? error.message : String(error) });
  }
}

interface OpenCell {
  readonly paragraphs: string[];
  merged: boolean;
}

interface OpenTable {
  readonly rows: OpenCell[][];
}

/** Elements whose text no reader sees: deleted, moved away, kept for older programs, or the words of a field. */
const UNSEEN = new Set(['w:del', 'w:moveFrom', 'mc:Fallback', 'w:instrText', 'w:delText', 'w:rPr', 'w:pPr']);

/**
 * Reads the body of a Word file (ECMA-376 part 1, 17): paragraphs and tables in order. Refuses `paper-damaged` where it
 * is not well-formed, or declares a document type, which no Word file does and which entities are smuggled in by.
 */
export function readDocx(body: Uint8Array): PaperText {
  const blocks: Block[] = [];
  const tables: OpenTable[] = [];
  const inner: Block[] = [];
  let count = 0;
  let depth = 0;
  let unseen = 0;
  let hidden = false;
  let inText = 0;
  const paragraphs: string[] = [];

  const fail = (reason: string): never => refuse('paper-damaged', { reason });
  const endParagraph = (text: string) => {
    const cell = tables.at(-1)?.rows.at(-1)?.at(-1);
    if (cell) cell.paragraphs.push(text);
    else if (seen(text) !== '') {
      blocks.push({
        kind: 'paragraph',
        printed: text,
        text: seen(text),
        place: { line: null, table: null, row: null, column: null },
      });
    }
  };
  const endTable = () => {
    const table = tables.pop();
    if (!table || table.rows.every((row) => row.length === 0)) return;
    count += 1;
    const number = count;
    const rows = table.rows
      .filter((row) => row.length > 0)
      .map((row, at) => row.map((cell, column) => closed(cell, number, at + 1, column + 1)));
    const block: Block = { kind: 'table', number, rows };
    // A table inside a cell is read after the one around it.
    if (tables.length > 0) inner.push(block);
    else blocks.push(block, ...inner.splice(0));
  };

  const xml = parser(true, { strictEntities: true });
  xml.onerror = ({ message }) => fail(message.split('\n')[0] ?? 'not well-formed');
  xml.ondoctype = () => fail('a document type is declared');
  xml.onopentag = ({ name, attributes }) => {
    depth += 1;
    if (depth > DEEPEST) fail('nested too deep');
    if (name === 'w:vanish' && attributes['w:val'] !== '0' && attributes['w:val'] !== 'false') hidden = true;
    if (name === 'w:vMerge' && (attributes['w:val'] ?? 'continue') === 'continue') {
      const cell = tables.at(-1)?.rows.at(-1)?.at(-1);
      if (cell) cell.merged = true;
    }
    if (UNSEEN.has(name)) unseen += 1;
    if (unseen > 0) return;
    if (name === 'w:tbl') tables.push({ rows: [] });
    else if (name === 'w:tr') tables.at(-1)?.rows.push([]);
    else if (name === 'w:tc') tables.at(-1)?.rows.at(-1)?.push({ paragraphs: [], merged: false });
    else if (name === 'w:p') paragraphs.push('');
    else if (name === 'w:r') hidden = false;
    else if (name === 'w:t') inText += 1;
    else if (name === 'w:tab') append(' ');
    else if (name === 'w:br' || name === 'w:cr') append('\n');
    else if (name === 'w:noBreakHyphen') append('-');
  };
  const append = (text: string) => {
    if (paragraphs.length > 0 && !hidden) paragraphs[paragraphs.length - 1] += text;
  };
  xml.ontext = (text) => {
    if (inText > 0 && unseen === 0) append(text);
  };
  xml.onclosetag = (name) => {
    depth -= 1;
    if (UNSEEN.has(name)) {
      unseen -= 1;
      return;
    }
    if (unseen > 0) return;
    if (name === 'w:t') inText -= 1;
    else if (name === 'w:p') endParagraph(paragraphs.pop() ?? '');
    else if (name === 'w:tbl') endTable();
  };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return fail('the body is not UTF-8');
  }
  xml.write(text).close();
  return { blocks };
}

const closed = ({ paragraphs, merged }: OpenCell, table: number, row: number, column: number): Cell => {
  const printed = merged ? '' : paragraphs.join('\n');
  return { printed, text: seen(printed), place: { line: null, table, row, column } };
};
