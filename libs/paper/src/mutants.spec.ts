import fc from 'fast-check';
import { Refusal } from '@bofu/kernel';
import {
  asDocx,
  asText,
  blocksOf,
  bodyXml,
  docxOf,
  paperWith,
  sheetWith,
  type PrintedBlock,
} from '../testing/printed-disclosure';
import { printedProgrammes, shippedProgrammes } from '../testing/printed-programmes-file';
import type { Draft } from '../testing/read-printed';
import { readEditablePaper } from './file/read-paper-file';
import { viewPaper } from './paper.view';

/**
 * Mangled copies of known papers, against what is known to have been changed. A sample runs with every test; all of it by
 * `npm run mutants:papers`.
 */
const MUTANTS = Number(process.env['BOFU_PAPER_MUTANTS'] ?? 60);
const MANGLED = Number(process.env['BOFU_PAPER_MANGLED'] ?? 300);
const SEED = Number(process.env['BOFU_PAPER_SEED'] ?? 20_210_110);

type Row = readonly string[];
type TableOf = readonly Row[];
type Chance = (below: number) => number;
const isTable = (block: PrintedBlock): block is TableOf => typeof block !== 'string';

const PAPERS = ['mancheng-hrss-2021.json', 'mancheng-hrss-2022-invented.json'].map((name) =>
  blocksOf(printedProgrammes(shippedProgrammes(name))),
);
const read = (bytes: Uint8Array): Draft => viewPaper(readEditablePaper(bytes));
const orRefused = (bytes: Uint8Array): Draft | null => {
  try {
    return read(bytes);
  } catch (error) {
    // Anything else is a crash.
    if (error instanceof Refusal) return null;
    throw error;
  }
};

/** What a mutation has done: to the table at `at`, and the one amount in 元 that the paper now prints, where it is another. */
interface Mutant {
  readonly blocks: readonly PrintedBlock[];
  readonly at: number | null;
  readonly amountNow?: string;
}

const changed = (blocks: readonly PrintedBlock[], at: number, change: (table: TableOf) => TableOf): Mutant => ({
  blocks: blocks.map((block, nth) => (nth === at && isTable(block) ? change(block) : block)),
  at,
});
const inRow = (table: TableOf, nth: number, change: (row: Row) => Row): TableOf =>
  table.map((row, at) => (at === nth ? change(row) : row));
const without = <One>(all: readonly One[], at: number): One[] => all.filter((_, nth) => nth !== at);
const swapped = <One>(all: readonly One[], one: number, other: number): One[] =>
  all.map((each, at) => (at === one ? all[other]! : at === other ? all[one]! : each));

/** The amounts of a programme stand in its third row: 预算数 and its parts. */
const BUDGET_ROW = 2;
/** Of a table of the two of a programme, the one with its money. */
const ofMoney = (table: TableOf): boolean => table[1]?.[0] === '项目编码';

const MUTATIONS: Readonly<Record<string, (blocks: readonly PrintedBlock[], at: number, chance: Chance) => Mutant>> = {
  'a row is lost': (blocks, at, chance) => changed(blocks, at, (table) => without(table, chance(table.length))),
  'a cell is lost': (blocks, at, chance) =>
    changed(blocks, at, (table) => inRow(table, chance(table.length), (row) => without(row, chance(row.length)))),
  'a cell comes in between': (blocks, at, chance) =>
    changed(blocks, at, (table) =>
      inRow(table, chance(table.length), (row) => row.toSpliced(chance(row.length + 1), 0, '')),
    ),
  'a cell is blank': (blocks, at, chance) =>
    changed(blocks, at, (table) =>
      inRow(table, chance(table.length), (row) => row.with(chance(Math.max(1, row.length)) % row.length, '')),
    ),
  'two cells of a row change places': (blocks, at, chance) =>
    changed(blocks, at, (table) =>
      inRow(table, chance(table.length), (row) => swapped(row, chance(row.length), chance(row.length))),
    ),
  'two rows change places': (blocks, at, chance) =>
    changed(blocks, at, (table) => swapped(table, chance(table.length), chance(table.length))),
  'the unit of money is another': (blocks, at, chance) =>
    changed(blocks, at, (table) =>
      table.map((row) => row.map((cell) => cell.replace('单位：万元', ['单位：元', '单位：亿元', ''][chance(3)]!))),
    ),
  'a total is another': (blocks, _at, chance) => ({
    blocks: blocks.map((block) =>
      typeof block === 'string' && /^项目支出/.test(block)
        ? block.replace(/\d(?=[\d.]*万元)/, (digit) => String((Number(digit) + 1 + chance(8)) % 10))
        : block,
    ),
    at: null,
  }),
  'a table is printed twice': (blocks, at) => ({ blocks: [...blocks, blocks[at]!], at }),
  'a table is lost': (blocks, at) => ({ blocks: without(blocks, at), at }),
  'an amount is another': (blocks, at, chance) =>
    changed(blocks, at, (table) =>
      ofMoney(table)
        ? inRow(table, BUDGET_ROW, (row) =>
            row.map((cell, nth) =>
              nth === 2 ? cell.replace(/\d/, (digit) => String(((Number(digit) + chance(8)) % 9) + 1)) : cell,
            ),
          )
        : table,
    ),
};

/** What a draft says that a person must look at, beside its figures. */
const told = ({ flags, findings, reconciliation }: Draft): string =>
  JSON.stringify([
    flags.map(({ reason, printed }) => [reason, printed]),
    findings.map(({ number, sentence }) => [number, sentence]),
    [reconciliation.verdict, reconciliation.difference, reconciliation.explainedBy.length],
  ]);

const figuresOf = ({ amount, plan, standard }: Draft['programmes'][number]) => ({
  amount: amount.value,
  plan: plan.cells.map(({ on, cumulativePercent }) => `${on}=${cumulativePercent}`).join(' '),
  headcount: standard.headcount.value?.count ?? null,
  rates: standard.rates.map(({ value }) => value && `${value.amount}/${value.per}`).join(' '),
});

/** What is wrong with a mutant's draft, in words; empty where nothing is. */
function wrongIn(draft: Draft, right: Draft, touched: string | null): string[] {
  const known = new Map(right.programmes.map((programme) => [programme.code.value, programme]));
  const isTold = told(draft) !== told(right);
  return draft.programmes.flatMap((programme) => {
    const code = programme.code.value;
    if (code === null) return [];
    const original = known.get(code);
    if (original === undefined) return [`${code} is no code of this paper`];
    const [now, before] = [figuresOf(programme), figuresOf(original)];
    return (Object.keys(before) as (keyof typeof before)[]).flatMap((field) => {
      if (now[field] === before[field]) return [];
      const what = `${code} ${field}: ${now[field]} for ${before[field]}`;
      // What is left out is told by its absence; what is given otherwise has to be told.
      if (code !== touched && touched !== null) return [`${what}, of another programme`];
      return isTold ? [] : [what];
    });
  });
}

/** The programme whose tables a mutation was in. */
function codeAt(blocks: readonly PrintedBlock[], at: number | null): string | null {
  for (let nth = at ?? -1; nth >= 0; nth -= 1) {
    const block = blocks[nth];
    if (block !== undefined && isTable(block) && ofMoney(block)) return block[1]?.[1] ?? null;
  }
  return null;
}

const chanceOf =
  (draws: readonly number[]): Chance =>
  (below) => {
    const [draw = 0] = draws;
    // Each draw is used for one decision; the next follows from it.
    draws = [...draws.slice(1), (draw * 48_271 + 11) % 2_147_483_647];
    return below <= 0 ? 0 : draw % below;
  };

describe('a known paper with one thing changed', () => {
  const rights = PAPERS.map((blocks) => read(Buffer.from(asText(blocks))));

  it(`gives no wrong figure that is not told, and nothing of other programmes: ${MUTANTS} copies`, () => {
    const seen = { drafts: 0, refused: 0, told: 0 };
    fc.assert(
      fc.property(
        fc.nat(PAPERS.length - 1),
        fc.constantFrom(...Object.keys(MUTATIONS)),
        fc.array(fc.nat(1_000_000), { minLength: 4, maxLength: 4 }),
        fc.boolean(),
        (paper, name, draws, isDocx) => {
          const chance = chanceOf(draws);
          const blocks = PAPERS[paper]!;
          const tables = blocks.flatMap((block, nth) => (isTable(block) ? [nth] : []));
          const mutant = MUTATIONS[name]!(blocks, tables[chance(tables.length)]!, chance);
          const printed = isDocx ? asDocx(mutant.blocks) : Buffer.from(asText(mutant.blocks));
          const draft = orRefused(printed);
          if (draft === null) {
            seen.refused += 1;
            return;
          }
          seen.drafts += 1;
          const right = rights[paper]!;
          if (told(draft) !== told(right)) seen.told += 1;
          expect([name, ...wrongIn(draft, right, codeAt(blocks, mutant.at))]).toEqual([name]);
        },
      ),
      { numRuns: MUTANTS, seed: SEED },
    );
    // The mutations do something, and do not only break the file.
    expect(seen.told).toBeGreaterThan(MUTANTS / 4);
    expect(seen.drafts).toBeGreaterThan(MUTANTS / 2);
    if (MUTANTS >= 1_000) process.stdout.write(`mutants: ${JSON.stringify(seen)}\n`);
  });

  it('is seen by this check when a figure is wrong', () => {
    const [right] = rights;
    const [first, ...rest] = right!.programmes;
    const wrong = { ...right!, programmes: [{ ...first!, amount: { ...first!.amount, value: '1.00' } }, ...rest] };
    expect(wrongIn(wrong, right!, first!.code.value)).toHaveLength(1);
    expect(wrongIn(wrong, right!, 'another')).toHaveLength(1);
  });

  it('is read the same in every encoding and with every line end', () => {
    const text = asText(blocksOf(paperWith([sheetWith()], '12.00万元')));
    const amounts = (bytes: Uint8Array) => read(bytes).programmes.map(figuresOf);
    const right = amounts(Buffer.from(text));
    const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
    expect(amounts(utf16)).toEqual(right);
    expect(amounts(Buffer.from(utf16).swap16())).toEqual(right);
    expect(amounts(Buffer.from(`\uFEFF${text}`))).toEqual(right);
    expect(amounts(Buffer.from(text.replace(/\n/g, '\r\n')))).toEqual(right);
  });
});

describe('a file that is broken anyhow', () => {
  const blocks = blocksOf(paperWith([sheetWith(), sheetWith({ code: '88010125SWGL0000A0002' })], '24.00万元'));
  const files = [asDocx(blocks), new Uint8Array(Buffer.from(asText(blocks)))];
  const body = new TextDecoder().decode(xmlOf(blocks));

  it(`is refused or read, and never anything else: ${MANGLED} files`, () => {
    const seen = { drafts: 0, refused: 0, slowestMs: 0 };
    const cut = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      bytes: fc.uint8Array({ min: 9, max: 126, maxLength: 12 }),
      lost: fc.nat(40),
    });
    fc.assert(
      fc.property(fc.nat(2), fc.array(cut, { minLength: 1, maxLength: 4 }), (which, cuts) => {
        let bytes: Uint8Array = files[which] ?? new TextEncoder().encode(body);
        for (const { at, bytes: put, lost } of cuts) {
          const from = Math.floor(at * bytes.byteLength);
          bytes = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + lost)]);
        }
        // Broken inside a whole archive: the parser has to cope with it, and not the unzipping alone.
        const file = which === 2 ? docxOf(new TextDecoder().decode(bytes)) : bytes;
        const before = performance.now();
        const draft = orRefused(file);
        seen.slowestMs = Math.max(seen.slowestMs, Math.round(performance.now() - before));
        seen[draft === null ? 'refused' : 'drafts'] += 1;
      }),
      { numRuns: MANGLED, seed: SEED },
    );
    expect(seen.drafts + seen.refused).toBe(MANGLED);
    expect(Math.min(seen.drafts, seen.refused)).toBeGreaterThan(MANGLED / 50);
    if (MANGLED >= 1_000) process.stdout.write(`mangled: ${JSON.stringify(seen)}\n`);
  });
});

function xmlOf(blocks: readonly PrintedBlock[]): Uint8Array {
  const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
  const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`;
  const table = (rows: TableOf) =>
    `<w:tbl>${rows.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`;
  return new TextEncoder().encode(
    bodyXml(blocks.map((block) => (isTable(block) ? table(block) : paragraph(block))).join('')),
  );
}
