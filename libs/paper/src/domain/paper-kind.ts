import { refuse } from './refusals';
import { folded, paragraphsOf, tablesOf, type PaperText, type Paragraph } from './paper-text';
import { accountsCellIn, hasFourGrades } from './programme';
import { isSheetHeading, sheetsOf, sheetsOfWideTable, wideTablesOf, type Sheet, type WideReading } from './sheets';

export interface BudgetPaper {
  readonly title: string;
  readonly titleLines: readonly Paragraph[];
  readonly sheets: readonly Sheet[];
  readonly wideTotals: WideReading['totals'];
  /** Tables that report what was done, left alone. */
  readonly ofAccounts: readonly Sheet[];
  readonly headingsWithoutTable: readonly Paragraph[];
}

const TITLE_LINES = 8;
const MASKED = /^[(（]?略[)）]?$|^[*＊×xX]{3,}$|[*＊]{3,}/;
const POINTER = /详见[^。；]{0,40}(?:附件|附表|目标表|绩效表)|见附件/;

/** The lines that say what the paper is: above the first table and the first numbered part. */
export function titleLinesOf(paper: PaperText): Paragraph[] {
  const lines: Paragraph[] = [];
  for (const block of paper.blocks) {
    if (
      block.kind === 'table' ||
      /^(?:第[一二三四五六七八九十]+部分|[一1][、.])/.test(folded(block.text)) ||
      lines.length >= TITLE_LINES
    )
      break;
    // What a conversion prints of the file's own properties has no Chinese in it.
    if (/\p{Script=Han}/u.test(block.text)) lines.push(block);
  }
  return lines;
}

/** Refuses every paper that is not a department's or unit's budget with tables of programmes that can be read. */
export function budgetPaperIn(paper: PaperText): BudgetPaper {
  const paragraphs = paragraphsOf(paper);
  const tables = tablesOf(paper);
  const cells = tables.flatMap(({ rows }) => rows.flat());
  const wholeText = [...paragraphs, ...cells].map(({ text }) => text).join('');
  if ((wholeText.match(/\p{Script=Han}/gu)?.length ?? 0) < 10) return refuse('paper-has-no-text', {});

  const titleLines = titleLinesOf(paper);
  const short = titleLines.filter(({ text }) => text.length <= 60 && !/^(?:按照|根据|为)|[。；：]$/.test(text));
  const title = short
    .slice(0, 3)
    .map(({ text }) => text)
    .join('');
  refuseOtherKinds(short);

  const pointer = paragraphs.find(({ text }) => POINTER.test(text))?.text ?? null;
  if (tables.length === 0) {
    return /项目编码|项目代码|预算数|资金支出计划|一级指标/.test(folded(wholeText))
      ? refuse('paper-lost-its-cells', {})
      : refuse('paper-without-tables', { pointer });
  }

  const vertical = sheetsOf(paper);
  const wide = wideTablesOf(paper).map(sheetsOfWideTable);
  const found = vertical.length > 0 ? vertical : wide.flatMap(({ sheets }) => sheets);
  const sheets = found.filter((sheet) => accountsCellIn(sheet) === null);
  const ofAccounts = found.filter((sheet) => accountsCellIn(sheet) !== null);
  if (sheets.length === 0 && ofAccounts.length > 0) {
    return refuse('paper-is-evaluation', {
      printed: (ofAccounts[0] && accountsCellIn(ofAccounts[0])?.text) ?? '',
    });
  }
  if (sheets.length === 0 && reportsWhatWasDone(cells.map(({ text }) => folded(text)))) {
    return refuse('paper-is-evaluation', { printed: title });
  }
  if (sheets.length === 0) {
    return refuse('paper-without-programme-tables', { tables: tables.length, pointer });
  }
  if (
    !/预算/.test(folded(title)) &&
    !paragraphs.some(({ text }) => isSheetHeading(text)) &&
    !/绩效目标/.test(folded(title))
  ) {
    return refuse('paper-kind-unknown', { title });
  }
  const masked = sheets.flatMap(({ rows }) => rows.slice(0, 6).flat()).find(({ text }) => MASKED.test(folded(text)));
  if (masked) return refuse('paper-masked', { line: masked.place.line, printed: masked.text });
  if (sheets.every(hasFourGrades)) return refuse('paper-of-four-grades', { tables: sheets.length });
  return {
    title,
    titleLines: short,
    sheets,
    ofAccounts,
    wideTotals: vertical.length > 0 ? [] : wide.flatMap(({ totals }) => totals),
    headingsWithoutTable: headingsWithoutTable(paragraphs, sheets),
  };
}

function refuseOtherKinds(lines: readonly Paragraph[]): void {
  for (const { text } of lines.slice(0, 5)) {
    const plain = folded(text);
    if (/按照|根据|为了/.test(plain)) continue;
    if (/预决算/.test(plain)) continue;
    if (/决算/.test(plain)) refuse('paper-is-final-accounts', { printed: text });
    if (/自评|绩效评价|评价报告|绩效报告|执行情况|绩效监控|运行监控|完成情况/.test(plain))
      refuse('paper-is-evaluation', { printed: text });
    if (/预算调整|调整(?:预算|方案)/.test(plain)) refuse('paper-is-budget-adjustment', { printed: text });
    if (/^关于.*(?:下达|拨付|分配|收回|批复).*(?:通知|批复|函)/.test(plain))
      refuse('paper-is-notice', { printed: text });
  }
}

const reportsWhatWasDone = (words: readonly string[]): boolean =>
  ['实际完成值', '全年执行数', '执行率', '得分', '自评得分'].filter((word) =>
    words.some((each) => each.startsWith(word)),
  ).length >= 2;

/** A programme's heading that no table follows: its money is not in the draft, and somebody must know. */
function headingsWithoutTable(paragraphs: readonly Paragraph[], sheets: readonly Sheet[]): Paragraph[] {
  const taken = new Set(sheets.map(({ heading }) => heading));
  const names = new Set(sheets.flatMap(({ heading }) => (heading ? [nameInHeading(heading.text)] : [])));
  return paragraphs.filter(
    (paragraph) =>
      !taken.has(paragraph) &&
      /^\d+[.、.]/.test(folded(paragraph.text)) &&
      /绩效目标(?:申报)?表$/.test(folded(paragraph.text)) &&
      !names.has(nameInHeading(paragraph.text)),
  );
}

export const nameInHeading = (heading: string): string =>
  folded(heading)
    .replace(/^\d+[.、.]?/, '')
    .replace(/绩效目标(?:申报)?表?(?:\(.*\))?$/, '');

export const numberInHeading = (heading: string): string | null => /^(\d+)[.、.]/.exec(folded(heading))?.[1] ?? null;
