import type { PaperText, Place } from './domain/paper-text';

/** A table, or a paragraph, in which some figure of a draft stands. */
export type SourceBlock =
  | { readonly kind: 'paragraph'; readonly line: number; readonly printed: string }
  | { readonly kind: 'table'; readonly table: number; readonly rows: readonly (readonly string[])[] };

/** How many paragraphs are shown on either side of the one that is meant. */
const BESIDE = 2;

/** What is needed of a paper to show every figure of a draft beside its source, and no more of it. */
export function sourceOfFigures(draft: unknown, { blocks }: PaperText): SourceBlock[] {
  const lines = new Set<number>();
  const tables = new Set<number>();
  for (const { line, table } of placesIn(draft)) {
    if (table !== null) tables.add(table);
    else if (line !== null) lines.add(line);
  }
  const isMeant = (at: number): boolean => {
    const block = blocks[at];
    return block?.kind === 'paragraph' && block.place.line !== null && lines.has(block.place.line);
  };
  const isNear = (at: number): boolean =>
    Array.from({ length: 2 * BESIDE + 1 }, (_, nth) => at - BESIDE + nth).some(isMeant);
  return blocks.flatMap((block, at): SourceBlock[] => {
    if (block.kind === 'table')
      return tables.has(block.number)
        ? [{ kind: 'table', table: block.number, rows: block.rows.map((row) => row.map(({ text }) => text)) }]
        : [];
    const { line } = block.place;
    return line !== null && isNear(at) ? [{ kind: 'paragraph', line, printed: block.text }] : [];
  });
}

function placesIn(value: unknown): readonly Place[] {
  if (Array.isArray(value)) return value.flatMap(placesIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('line' in value && 'table' in value && 'column' in value) return [value as Place];
  return Object.values(value).flatMap(placesIn);
}
