import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asDocx, asText, blocksOf, paperWith, sheetWith } from '../../../libs/paper/testing/printed-disclosure';
import { writtenPdf } from '../../../libs/paper/testing/written-pdf';
import { exitCodeOf } from './exit-code';
import { program } from './program';
import { explain } from './terminal';

describe('bofu paper read', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bofu-paper-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = async (content: string | Uint8Array, ...options: string[]) => {
    const file = join(folder, 'paper');
    writeFileSync(file, content);
    const written: string[] = [];
    const out = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const err = jest.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const before = process.exitCode;
    process.exitCode = 0;
    try {
      const failed = await program.parseAsync(['paper', 'read', file, ...options], { from: 'user' }).then(
        () => null,
        (error: unknown) => {
          explain(error);
          return exitCodeOf(error);
        },
      );
      return { code: failed ?? Number(process.exitCode), told: written.join('') };
    } finally {
      process.exitCode = before;
      out.mockRestore();
      err.mockRestore();
    }
  };

  it('shows the draft, what is asked with its place and readings, and what was found', async () => {
    const sheet = sheetWith({
      purpose: '每人补助',
      indicators: [{ level1: '产出指标', level2: '时效指标', level3: '时间', target: '8月1日前', basis: '' }],
    });
    const { code, told } = await run(asText(blocksOf(paperWith([sheet], '12.00万元'))));
    expect(code).toBe(0);
    expect(told).toContain('江南省临水县水务局 2025 年预算，草稿，未登记任何一笔');
    expect(told).toMatch(/88010125SWGL0000A0001 +村级水管员补贴 +120,000\.00 +区级 +25\.00\/50\.00\/75\.00\/100\.00/);
    expect(told).toMatch(/第 1 项 第 \d+ 行 {2}“某日前”是否含当日，请核定：“8月1日前”，可能是 07-31 或 08-01/);
    expect(told).toContain('相符');
  });

  it('ends with 3 where the figures do not tie', async () => {
    expect((await run(asDocx(blocksOf(paperWith([sheetWith()], '13.00万元'))))).code).toBe(3);
  });

  it('prints JSON for programs', async () => {
    const { code, told } = await run(asText(blocksOf(paperWith([sheetWith()], '12.00万元'))), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(told)).toMatchObject({
      format: 'bofu-paper-draft-1',
      reconciliation: { verdict: 'ties', sum: '120000.00' },
    });
  });

  it('refuses what is no budget in one sentence', async () => {
    const { code, told } = await run('{\\rtf1 x}');
    expect(code).toBe(5);
    expect(told).toBe('未办理（paper-file-kind）：这是RTF，尚不能读取：请在 Word 或 WPS 中另存为 .docx 后再读\n');
    expect((await run(writtenPdf({}))).told).toBe(
      '未办理（paper-has-no-text）：文件里没有文字，是扫描件或图片：请取得可编辑的原件\n',
    );
  });
});
