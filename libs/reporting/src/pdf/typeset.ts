import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** A piece of text, alone or in a cell: the part of pdfmake's document language that is used here. */
export interface Printed {
  readonly text: string;
  readonly bold?: boolean;
  readonly fontSize?: number;
  readonly lineHeight?: number;
  readonly alignment?: 'left' | 'center' | 'right';
  readonly color?: string;
  readonly fillColor?: string;
  readonly colSpan?: number;
  readonly rowSpan?: number;
  /** Begins a page. */
  readonly pageBreak?: 'before';
  /** Left, top, right, bottom. */
  readonly border?: readonly [boolean, boolean, boolean, boolean];
  readonly margin?: readonly [number, number, number, number];
}

export interface PrintedTable {
  readonly layout: 'figures' | 'last-figures' | 'form' | 'halves';
  readonly table: {
    /** Rows that stand above the rest on every page. */
    readonly headerRows?: number;
    /** Points, or a share of what is left. */
    readonly widths: readonly (number | '*')[];
    /** Points that each row takes at least. */
    readonly heights?: number;
    readonly body: readonly (readonly (Printed | PrintedStack)[])[];
    readonly dontBreakRows?: boolean;
  };
  readonly margin?: readonly [number, number, number, number];
}

/** Pieces one below the other. */
export interface PrintedStack {
  readonly stack: readonly (Printed | PrintedTable)[];
  /** Goes onto the next page whole. */
  readonly unbreakable?: boolean;
  readonly colSpan?: number;
  readonly border?: readonly [boolean, boolean, boolean, boolean];
  readonly margin?: readonly [number, number, number, number];
}

/** A document as it is handed over to be set: plain values only, no functions. */
export interface PrintedDocument {
  readonly pageOrientation: 'portrait' | 'landscape';
  readonly content: readonly (Printed | PrintedTable)[];
  readonly defaultStyle: { readonly fontSize: number };
  /** What every page says at its foot, left of the page number. */
  readonly foot: string;
  readonly info: { readonly title: string };
}

const PAGE = { pageSize: 'A4', pageMargins: [28, 28, 28, 36] };

let last: Promise<unknown> = Promise.resolve();

/**
 * Sets a document as PDF (A4), in a thread of its own, one after the other: each takes a core and some 100 MB while it
 * lasts. Its text can be searched; a character that the face lacks is shown as 〓.
 */
export function typeset(document: PrintedDocument): Promise<Buffer> {
  const mine = last.then(() => setInThread(document));
  last = mine.catch(() => undefined);
  return mine;
}

function setInThread(document: PrintedDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(__dirname, 'typesetter.cjs'), { workerData: { ...PAGE, ...document } });
    worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the typesetter ended with ${code}`)));
  });
}
