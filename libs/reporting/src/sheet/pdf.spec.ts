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
});

it('is not set where it would be a book', async () => {
  const rows = Array.from({ length: 5_002 }, () => ({ words: '笔', amount: null }));
  await expect(set(...rows)).rejects.toMatchObject({ code: 'report-too-long-for-paper' });
});
