import { buffer } from 'node:stream/consumers';
import { fen, parseBusinessDate, type Fen } from '@bofu/kernel';
import { requireTool } from '@bofu/testing';
import { pagesOf } from '../../testing/read-pdf';
import type { Column } from './column';
import { pdfOf } from './pdf';
import { linesOf } from './sheet';

interface Row {
  readonly words: string | null;
  readonly amount: Fen | null;
}

const columns: readonly Column<Row>[] = [
  { header: '摘要', kind: 'text', value: ({ words }) => words },
  { header: '金额', unit: '元', kind: 'money', value: ({ amount }) => amount },
  { header: '日期', kind: 'date', value: () => parseBusinessDate('2021-10-29') },
  { header: '人数', unit: '人', kind: 'count', value: () => 75_587 },
];

const set = (...rows: Row[]) =>
  pdfOf(
    '样表',
    linesOf({
      title: '样表',
      heading: '金额单位：元',
      columns,
      rows: (async function* () {
        yield* rows;
      })(),
      total: () => ({ words: '合计', amount: fen(rows.reduce((sum, { amount }) => sum + (amount ?? 0n), 0n)) }),
    }),
  );
const pages = async (...rows: Row[]) => pagesOf(await buffer(await set(...rows)));

requireTool('pdftotext')('a sheet on paper', () => {
  it('can be read by another program: the words, amounts in groups of three, a dash for what does not apply', async () => {
    const [page, ...others] = await pages(
      { words: '基础养老金〔2021〕', amount: fen(-1_234_567_890n) },
      { words: null, amount: null },
    );
    expect(others).toEqual([]);
    expect(page?.map((line) => line.replace(/\s+/g, ' '))).toEqual([
      '样表',
      '金额单位：元',
      '摘要 金额（元） 日期 人数（人）',
      '基础养老金〔2021〕 -12,345,678.90 2021-10-29 75,587',
      '- - 2021-10-29 75,587',
      '合计 -12,345,678.90 2021-10-29 75,587',
      expect.stringMatching(/^校验码：[0-9a-f-]{19} 共2行$/),
      '制表： 复核： 主管： 第 1 页，共 1 页',
    ]);
  });

  it('says with 〓 that a character cannot be shown, and leaves none out in silence', async () => {
    const [page] = await pages({ words: '张𠮷䶮', amount: null });
    expect(page?.[3]).toMatch(/^张〓䶮/);
  });

  it('has its heading and the number of pages on each of them', async () => {
    const rows = Array.from({ length: 90 }, (_, at) => ({ words: `第${at}笔`, amount: fen(100n) }));
    const read = await pages(...rows);
    expect(read.length).toBeGreaterThan(1);
    for (const [at, page] of read.entries()) {
      expect(page[0]).toBe('样表');
      expect(page.at(-1)).toContain(`第 ${at + 1} 页，共 ${read.length} 页`);
    }
    expect(read.flat().filter((line) => /^第\d+笔/.test(line))).toHaveLength(90);
  });

  it('breaks no row over two pages, and loses nothing of one that is higher than a page', async () => {
    const long = (at: number, length: number) => `第${at}笔${'续'.repeat(length)}止`;
    const ends = (line: string) => line.includes('止');
    const rows = Array.from({ length: 60 }, (_, at) => ({ words: long(at, 60), amount: fen(100n) }));
    const read = await pages(...rows);
    expect(read.length).toBeGreaterThan(1);
    for (const page of read.slice(0, -1)) {
      const begun = page.filter((line) => /^第\d+笔/.test(line));
      expect(page.filter(ends)).toHaveLength(begun.length);
    }
    const whole = await pages(...rows.slice(0, 3), { words: long(3, 6_000), amount: null });
    expect(whole.flat().join('').match(/续/g)).toHaveLength(6_000 + 3 * 60);
    expect(whole.flat().filter(ends)).toHaveLength(4);
  });

  it('breaks no code or number of an event where there is room for it', async () => {
    const position = (at: number) => String(at).padStart(20, '0');
    const wide: readonly Column<Row>[] = [
      ...Array.from({ length: 5 }, (_, at): Column<Row> => ({
        header: `说明${at}`,
        kind: 'text',
        value: () => '话'.repeat(40),
      })),
      { header: '登记位置', kind: 'text', value: ({ words }) => words },
    ];
    const rows = Array.from({ length: 9 }, (_, at) => ({ words: position(at), amount: null }));
    const lines = linesOf({ title: '样表', heading: '金额单位：元', columns: wide, rows });
    const read = pagesOf(await buffer(await pdfOf('样表', lines)))
      .flat()
      .join('\n');
    for (const { words } of rows) expect(read).toContain(words);
  });

  it('leaves no total alone on its last page', async () => {
    const rows = Array.from({ length: 90 }, (_, at) => ({ words: `第${at}笔`, amount: fen(100n) }));
    const isRow = (line: string) => /^第\d+笔/.test(line);
    const full = (await pages(...rows))[0]?.filter(isRow).length ?? 0;
    let turned = 0;
    for (const count of [full - 2, full - 1, full]) {
      const read = await pages(...rows.slice(0, count));
      expect(read.flat().filter(isRow)).toHaveLength(count);
      const last = read.at(-1) ?? [];
      expect(last.filter(isRow).length).toBeGreaterThan(0);
      expect(last.filter((line) => /^合计|^校验码/.test(line))).toHaveLength(2);
      turned += read.length - 1;
    }
    // It has been seen on one page and on two.
    expect(turned).toBeGreaterThan(0);
  });
});

it('is not set where it would be a book', async () => {
  const rows = Array.from({ length: 5_002 }, () => ({ words: '笔', amount: null }));
  await expect(set(...rows)).rejects.toMatchObject({ code: 'report-too-long-for-paper' });
});
