/** Where something stands in a paper: what a person needs to put a finger on it. All count from 1. */
export interface Place {
  /** The line of a text file; `null` in a Word file and a PDF. */
  readonly line: number | null;
  readonly table: number | null;
  readonly row: number | null;
  readonly column: number | null;
  /** The page of a PDF; a text and a Word file have none. */
  readonly page?: number;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  /** As it stands in the file. */
  readonly printed: string;
  /** Without the marks that conversions leave behind, and without blanks at either end. */
  readonly text: string;
  readonly place: Place;
}

export interface Cell {
  readonly printed: string;
  /** As a paragraph's; paragraphs inside one cell stand on lines of their own. */
  readonly text: string;
  readonly place: Place;
}

export type Row = readonly Cell[];

export interface Table {
  readonly kind: 'table';
  /** Its number among the paper's tables. */
  readonly number: number;
  readonly rows: readonly Row[];
}

export type Block = Paragraph | Table;

/** A paper in the order of reading. */
export interface PaperText {
  readonly blocks: readonly Block[];
}

const BOOKMARK = /\[bookmark:[^\][]{0,200}\]/g;
const PAGE_REFERENCE = /PAGEREF\s+_Toc\d+(?:\s+\\?h)?(?:\s+\d+)?/g;
const FIELD_WORDS = /HYPERLINK\s+\\?l\s+"?_Toc\w+"?|TOC\s+\\?o\s+"[\d-]+"(?:\s+\\?[hzu])*/g;
const UNSEEN = /[\u200B-\u200F\u2060\uFEFF\u00AD]/g;

/** What a reader sees: bookmarks, page references and marks without width go, no-break blanks are blanks. */
export const seen = (printed: string): string =>
  printed
    .replace(BOOKMARK, '')
    .replace(PAGE_REFERENCE, '')
    .replace(FIELD_WORDS, '')
    .replace(UNSEEN, '')
    .replace(/\u00A0/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim();

/** Old characters and new, in pairs: only those that labels of budgets are written with. */
const CHARACTERS =
  '績绩項项標标數数預预編编碼码稱称單单資资規规計计劃划額额萬万億亿開开財财國国區区級级類类門门務务產产質质時时經经濟济會会滿满專专員员據据確确總总縣县結结轉转號号營营鎮镇鄉乡貼贴補补養养發发體体實实際际執执決决評评價价準准運运農农殘残費费綜综處处歲岁間间';
const IN_SIMPLIFIED = new Map(
  Array.from({ length: CHARACTERS.length / 2 }, (_, at) => [CHARACTERS.charAt(2 * at), CHARACTERS.charAt(2 * at + 1)]),
);

/** No sentence of a budget is longer; what lies behind is not compared with anything. */
const LONGEST_COMPARED = 10_000;

/** One spelling for what is compared: full width and half width, old and new characters alike, no blanks. Never shown. */
export const folded = (text: string): string =>
  [...text.slice(0, LONGEST_COMPARED).normalize('NFKC').replace(/\s/g, '')]
    .map((character) => IN_SIMPLIFIED.get(character) ?? character)
    .join('');

/** Every row of every table with the paragraphs between, flat. */
export const paragraphsOf = (paper: PaperText): readonly Paragraph[] =>
  paper.blocks.filter((block) => block.kind === 'paragraph');

export const tablesOf = (paper: PaperText): readonly Table[] => paper.blocks.filter((block) => block.kind === 'table');
