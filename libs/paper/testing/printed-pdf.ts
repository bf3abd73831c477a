import { chromium, type Browser } from 'playwright-core';
import { requiredToolPath } from '@bofu/testing';
import type { PrintedBlock } from './printed-disclosure';

/** How a paper is set before it is printed. */
export interface Setting {
  readonly landscape?: boolean;
  /** CSS beside what is needed for a table with a border around each cell. */
  readonly css?: string;
  /** Cells left blank below another are one cell with it, as forms print them. */
  readonly merged?: boolean;
  /** The first row of each table stands at the head of each page that the table is on. */
  readonly heads?: boolean;
  readonly numbered?: boolean;
  /** HTML put before the paper. */
  readonly before?: string;
}

export const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The first cell of a row has a width of its own, as the labels of forms have; the others share the rest. */
const COLUMNS = 72;
const FIRST = 12;

function rowsHtml(rows: readonly (readonly string[])[], merged: boolean): string[] {
  return rows.map((row, nth) => {
    const cells = row.map((cell, at) => {
      const share = (upTo: number) => Math.round((upTo * (COLUMNS - FIRST)) / (row.length - 1));
      const width = row.length === 1 ? COLUMNS : at === 0 ? FIRST : share(at) - share(at - 1);
      if (merged && at === 0 && row.length > 1 && cell === '' && nth > 0) return '';
      const below = rows.slice(nth + 1).findIndex((each) => each.length === 1 || each[0] !== '');
      const span = merged && at === 0 && row.length > 1 ? 1 + (below < 0 ? rows.length - nth - 1 : below) : 1;
      const words = cell.split('\n').map(escaped).join('<br>');
      return `<td colspan="${width}"${span > 1 ? ` rowspan="${span}"` : ''}>${words}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
}

function tableHtml(rows: readonly (readonly string[])[], { merged = true, heads = false }: Setting): string {
  const columns = `<colgroup>${'<col>'.repeat(COLUMNS)}</colgroup>`;
  const [head = '', ...body] = rowsHtml(rows, merged);
  return heads
    ? `<table>${columns}<thead>${head}</thead><tbody>${body.join('')}</tbody></table>`
    : `<table>${columns}${head}${body.join('')}</table>`;
}

export const asHtml = (
  blocks: readonly PrintedBlock[],
  setting: Setting = {},
): string => `<!doctype html><meta charset="utf-8"><style>
  body { font: 10.5pt 'Noto Serif CJK SC', serif; margin: 0 }
  p { margin: 6pt 0; white-space: pre-wrap }
  table { border-collapse: collapse; table-layout: fixed; width: 100%; margin: 6pt 0 }
  td { border: 1px solid #000; padding: 2pt 4pt; overflow-wrap: anywhere }
  ${setting.css ?? ''}
</style>${setting.before ?? ''}${blocks
  .map((block) => (typeof block === 'string' ? `<p>${escaped(block)}</p>` : tableHtml(block, setting)))
  .join('')}`;

/** Prints pages as a browser does; `close` ends it. */
export interface Press {
  print(html: string, setting?: Setting): Promise<Uint8Array>;
  close(): Promise<void>;
}

export async function openPress(): Promise<Press> {
  const browser: Browser = await chromium.launch({
    executablePath: requiredToolPath('chromium'),
    args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND'],
  });
  const page = await browser.newPage();
  return {
    async print(html, { landscape = false, numbered = false } = {}) {
      await page.setContent(html);
      return page.pdf({
        format: 'A4',
        landscape,
        printBackground: true,
        displayHeaderFooter: numbered,
        headerTemplate: '<p style="font-size:8pt;width:100%;text-align:center">部门预算信息公开</p>',
        footerTemplate:
          '<p style="font-size:8pt;width:100%;text-align:center">- <span class="pageNumber"></span> -</p>',
        margin: { top: '2cm', bottom: '2cm', left: '2cm', right: '2cm' },
      });
    },
    close: () => browser.close(),
  };
}

export const asPdf = (press: Press, blocks: readonly PrintedBlock[], setting: Setting = {}): Promise<Uint8Array> =>
  press.print(asHtml(blocks, setting), setting);
