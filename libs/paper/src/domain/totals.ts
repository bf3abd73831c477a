import type { Fen } from '@bofu/kernel';
import type { DeclaredTotal } from './draft';
import { flaggedFigure, printedFigure, type Source } from './figure';
import { folded, paragraphsOf, type Cell, type PaperText } from './paper-text';
import { halfOfLastPlace, isNoFigure, readAmount, unitInLabel, type MoneyUnit } from './printed-amount';
import { unitSaidAbove, type WideReading } from './sheets';

/** What budgets declare, under the name it goes by here, and how it is worded. The figure must follow at once. */
const DECLARED: readonly (readonly [string, RegExp])[] = [
  ['收入预算总额', /(?:部门)?收入(?:安排)?(?:预算)?(?:总额|总计|合计)/],
  ['一般公共预算收入', /一般公共预算(?:财政)?(?:拨款)?收入|一般公共预算拨款收入/],
  ['支出预算总额', /支出(?:安排)?(?:预算)?(?:总额|总计|合计)/],
  ['基本支出', /基本支出/],
  ['人员经费', /人员经费/],
  ['公用经费', /公用经费/],
  ['项目支出', /项目支出/],
  ['本级支出', /本级支出/],
];
const FILLERS = '(?:预算|安排|合计|总额|共计|共|为|是|:|\\s|约){0,8}';
const AMOUNT = '(\\d[\\d,.\\s]{0,30}?)\\s{0,3}(亿元|万元|千元|元|万)';
/** What a sentence says of another year, or of a change, is no total of this one. */
const COMPARES = /上年|去年|增加|减少|增长|下降|同比|较/;

interface Said {
  readonly label: string;
  readonly text: string;
  /** What its table says; a sentence's amount carries its own. */
  readonly unit: MoneyUnit | null;
  readonly standsIn: 'sentence' | 'table';
  readonly source: Source;
}

/** Totals that sentences and tables of totals declare for the budget year, each in the unit of its own place. */
export function declaredTotalsIn(paper: PaperText, fiscalYear: number, wide: WideReading['totals']): DeclaredTotal[] {
  const inSentences = paragraphsOf(paper).flatMap(({ text, place }) =>
    text
      .normalize('NFKC')
      .split(/[。;\n]/)
      .flatMap((sentence) => saidIn(sentence, fiscalYear))
      .map((each): Said => ({ ...each, unit: null, standsIn: 'sentence', source: { printed: each.text, place } })),
  );
  const said = [...inSentences, ...inTables(paper, fiscalYear)];
  const totals = [...new Set(said.map(({ label }) => label))].map((label) =>
    agreed(
      label,
      said.filter((each) => each.label === label),
    ),
  );
  const lists = wide.map(totalOfList);
  const largest = lists.reduce<DeclaredTotal | null>(
    (most, each) => ((most?.amount.value ?? -1n) < (each.amount.value ?? -1n) ? each : most),
    null,
  );
  return totals.some(({ label }) => label === '项目支出') || !largest ? totals : [...totals, largest];
}

/** One label said more than once is one total where every saying agrees, to what its places hide. */
function agreed(label: string, said: readonly Said[]): DeclaredTotal {
  const read = said.map(({ text, unit }) => ({ reading: readAmount(text, unit), hidden: halfOfLastPlace(text, unit) }));
  const finest = read.reduce((best, each, at) => (each.hidden < read[best]!.hidden ? at : best), 0);
  const { standsIn, source } = said[finest]!;
  const { reading, hidden } = read[finest]!;
  const base = { label, standsIn, roundingFen: hidden };
  const field = 'declaredTotal';
  if (reading.kind !== 'value') return { ...base, amount: flaggedFigure(field, 'amount-unreadable', source) };
  const differs = read.some((each) => {
    if (each.reading.kind !== 'value') return true;
    const gap = each.reading.value - reading.value;
    return (gap < 0n ? -gap : gap) > (each.hidden === hidden ? 0n : each.hidden + hidden);
  });
  const readings = said.map(({ text }) => text);
  return differs
    ? { ...base, amount: flaggedFigure(field, 'total-printed-twice-differently', source, readings) }
    : { ...base, amount: printedFigure(field, reading.value, source) };
}

const IN_TABLES: Readonly<Record<string, string>> = {
  收入总计: '收入预算总额',
  支出总计: '支出预算总额',
  基本支出: '基本支出',
  项目支出: '项目支出',
};

/**
 * 收支总表, one-sided or two-sided: a label, and beside it the cell of a column that its head calls 预算数 of this year.
 * Columns of other years and tables without such a head are left alone.
 */
function inTables(paper: PaperText, fiscalYear: number): Said[] {
  const ofYear = new RegExp(`^(?:本年|当年|${fiscalYear}年度?)?预算(?:数|金额)?$|^金额$`);
  let between: Cell[] = [];
  return paper.blocks.flatMap((block) => {
    if (block.kind === 'paragraph') {
      between = [...between, block].slice(-3);
      return [];
    }
    const above = between;
    between = [];
    const headAt = block.rows.findIndex((row) => row.some(({ text }) => ofYear.test(bare(text))) && row.length >= 2);
    const head = block.rows[headAt];
    if (!head) return [];
    const unit = unitSaidAbove([...above, ...block.rows.slice(0, headAt + 1).flat()]);
    return block.rows.slice(headAt + 1).flatMap((row) =>
      row.length !== head.length
        ? []
        : row.flatMap((cell, at): Said[] => {
            const label = IN_TABLES[folded(cell.text).replace(/^[一二三四五六七八九十\d]+[、.]/, '')];
            const value = row[at + 1];
            if (label === undefined || !value || !ofYear.test(bare(head[at + 1]?.text ?? '')) || isNoFigure(value.text))
              return [];
            return [
              {
                label,
                text: value.text,
                unit: unitInLabel(folded(head[at + 1]!.text)) ?? unit,
                standsIn: 'table',
                source: value,
              },
            ];
          }),
    );
  });
}

const bare = (text: string): string => folded(text).replace(/\((?:单位:?)?(?:亿元|万元|千元|元)\)$/, '');

function saidIn(sentence: string, fiscalYear: number): { label: string; text: string }[] {
  const years = [...sentence.matchAll(/((?:19|20)\d{2})年/g)].map((match) => Number(match[1]));
  if (years.length > 0 && !years.includes(fiscalYear)) return [];
  return DECLARED.flatMap(([label, words]) => {
    const match = new RegExp(
      `(^|[^\\p{Script=Han}]|其中|年|及所属事业单位年初|部门|年初)(?:${words.source})${FILLERS}${AMOUNT}`,
      'u',
    ).exec(sentence);
    if (!match) return [];
    const before = sentence.slice(0, match.index);
    // 较上年增加…，其中项目支出…: the figure is of the change.
    if (
      COMPARES.test(before) ||
      (years.length > 1 && lastYearBefore(sentence, match.index + match[0].length) !== fiscalYear)
    )
      return [];
    return [{ label, text: `${match[2] ?? ''}${match[3] ?? ''}`.trim() }];
  });
}

const lastYearBefore = (sentence: string, end: number): number | null => {
  const years = [...sentence.slice(0, end).matchAll(/((?:19|20)\d{2})年/g)];
  const last = years.at(-1)?.[1];
  return last === undefined ? null : Number(last);
};

/** 合计 of a table that lists the programmes. */
function totalOfList({ label, amount, head, above }: WideReading['totals'][number]): DeclaredTotal {
  const unit: MoneyUnit | null = unitInLabel(folded(head.text)) ?? unitSaidAbove(above);
  const reading = readAmount(amount.text, unit);
  return {
    label: label.text,
    standsIn: 'list',
    roundingFen: halfOfLastPlace(amount.text, unit),
    amount:
      reading.kind === 'value'
        ? printedFigure<Fen>('declaredTotal', reading.value, amount)
        : flaggedFigure<Fen>('declaredTotal', reading.kind === 'blank' ? 'amount-missing' : reading.reason, amount),
  };
}
