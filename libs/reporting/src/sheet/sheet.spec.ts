import readXlsxFile from 'read-excel-file/node';
import { createHash } from 'node:crypto';
import { buffer, text } from 'node:stream/consumers';
import { fen, parseBusinessDate, type Fen } from '@bofu/kernel';
import { csvOf } from './csv';
import { LEFT_BLANK, type Column } from './column';
import { displayWidth } from './display-width';
import { linesOf, type Sheet } from './sheet';
import { xlsxOf } from './xlsx';

interface Row {
  readonly words: string | null;
  readonly amount: Fen | null;
  readonly share?: number | typeof LEFT_BLANK;
}

const columns: readonly Column<Row>[] = [
  { header: '摘要', kind: 'text', value: ({ words }) => words },
  { header: '金额', unit: '元', kind: 'money', value: ({ amount }) => amount },
  { header: '比例', unit: '%', kind: 'share', value: ({ share }) => share ?? null },
  { header: '日期', kind: 'date', value: () => parseBusinessDate('2021-10-29') },
  { header: '人数', unit: '人', kind: 'count', value: () => 1_234 },
];

const sheetOf = (...rows: Row[]): Sheet<Row> => ({
  title: '样表',
  heading: '金额单位：元',
  columns,
  rows: (async function* () {
    yield* rows;
  })(),
  total: () => ({ words: '合计', amount: fen(rows.reduce((sum, { amount }) => sum + (amount ?? 0n), 0n)) }),
});

// Read as bytes: a text decoder would swallow the byte order mark.
const csv = async (...rows: Row[]) => (await buffer(csvOf(linesOf(sheetOf(...rows))))).toString('utf8');
const cells = async (...rows: Row[]) =>
  (await readXlsxFile(await buffer(await xlsxOf('样表', linesOf(sheetOf(...rows))))))[0]!.data;

const DANGEROUS = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '＝1',
  '＋1',
  '－1',
  '＠A1',
  '=HYPERLINK("http://example","点此")',
  "=cmd|' /C calc'!A0",
];

describe('a sheet as csv', () => {
  it('is UTF-8 with a mark, CRLF, plain amounts, a dash for what does not apply and a word for what was left empty', async () => {
    const rows: Row[] = [
      { words: '甲,乙"丙"', amount: fen(-1_234_567n), share: -833 },
      { words: null, amount: null, share: LEFT_BLANK },
    ];
    expect(await csv(...rows)).toBe(
      '\ufeff样表\r\n金额单位：元\r\n摘要,金额（元）,比例（%）,日期,人数（人）\r\n' +
        '"甲,乙""丙""",-12345.67,-8.33,2021-10-29,1234\r\n-,-,空白,2021-10-29,1234\r\n' +
        '合计,-12345.67,-,2021-10-29,1234\r\n校验码：3122-cfdb-f771-56e1　共 2 行\r\n',
    );
  });

  it('closes with a code that anybody can reckon from the lines above it', async () => {
    const told = await csv({ words: '甲', amount: fen(100n) }, { words: '乙', amount: fen(1n) });
    const lines = told.slice(1).trimEnd().split('\r\n');
    const above = lines.slice(0, -1).map((line) => `${JSON.stringify(line.split(','))}\n`);
    const digest = createHash('sha256').update(above.join('')).digest('hex').slice(0, 16);
    expect(lines.at(-1)?.replaceAll('-', '')).toBe(`校验码：${digest}　共 2 行`);
    const other = await csv({ words: '甲', amount: fen(100n) }, { words: '乙', amount: fen(2n) });
    expect(other.trimEnd().split('\r\n').at(-1)).not.toBe(lines.at(-1));
  });

  it.each(['13062121525000000001', '0062', '1e5'])('keeps a spreadsheet from making a number of %s', async (words) => {
    expect(await csv({ words, amount: fen(1n) })).toContain(`\r\n'${words},`);
  });

  it('sums what is said to be summed where nobody gives a 合计', async () => {
    const { total: _, ...sheet } = sheetOf({ words: '甲', amount: fen(150n) }, { words: '乙', amount: null });
    const summed = columns.map((column) => (column.kind === 'money' ? { ...column, summed: true } : column));
    const lines = (await buffer(csvOf(linesOf({ ...sheet, columns: summed })))).toString('utf8').split('\r\n');
    expect(lines[5]).toBe('合计,1.50,-,-,-');
  });

  it('has no 合计 where there is nothing to sum', async () => {
    const { total: _, ...sheet } = sheetOf({ words: '甲', amount: fen(150n) });
    const lines = (await buffer(csvOf(linesOf(sheet)))).toString('utf8').split('\r\n');
    expect(lines.slice(3)).toEqual(['甲,1.50,-,2021-10-29,1234', expect.stringMatching(/^校验码.+共 1 行$/), '']);
  });

  it.each(DANGEROUS)('keeps a spreadsheet from calculating %j', async (words) => {
    const [, , , line] = (await csv({ words, amount: fen(1n) })).split(/\r\n(?=[^"]|")/);
    expect(line).toMatch(/^"?'/);
  });

  it('ends with the error of what it was made from', async () => {
    const broken: Sheet<Row> = {
      ...sheetOf(),
      rows: (async function* () {
        yield { words: '甲', amount: fen(1n) };
        throw new Error('the database went away');
      })(),
    };
    await expect(text(csvOf(linesOf(broken)))).rejects.toThrow('the database went away');
  });
});

describe('a sheet as a workbook', () => {
  it('has numbers for amounts and rates, dates for dates, and the same words', async () => {
    const rows = await cells({ words: '甲', amount: fen(-1_234_567n), share: -833 }, { words: null, amount: null });
    expect(rows.slice(2, -1)).toEqual([
      ['摘要', '金额（元）', '比例（%）', '日期', '人数（人）'],
      ['甲', -12345.67, -8.33, new Date('2021-10-29T00:00:00Z'), 1234],
      ['-', '-', '-', new Date('2021-10-29T00:00:00Z'), 1234],
      ['合计', -12345.67, '-', new Date('2021-10-29T00:00:00Z'), 1234],
    ]);
  });

  it.each(DANGEROUS.filter((words) => !/[\t\r]/.test(words)))('keeps %j the text it is', async (words) => {
    expect((await cells({ words, amount: fen(1n) }))[3]![0]).toBe(words);
  });

  it('writes an amount of more than fifteen digits as text, and says so', async () => {
    const rows = await cells({ words: '巨额', amount: fen(10n ** 16n + 1n) });
    expect(rows[3]![1]).toBe('100000000000000.01');
    expect(rows.at(-1)![0]).toMatch(/15 位有效数字/);
    expect(await cells({ words: '平常', amount: fen(10n ** 15n - 1n) })).toHaveLength(6);
  });
});

it('counts a Chinese character as two columns', () => {
  expect(['预算', 'ab', '（元）', '𠮷1'].map(displayWidth)).toEqual([4, 2, 6, 3]);
});
