import { zipSync, strToU8 } from 'fflate';
import { Refusal } from '@bofu/kernel';
import {
  asDocx,
  asText,
  blocksOf,
  bodyXml,
  docxOf,
  INDICATOR_HEAD,
  paperWith,
  sheetWith,
  type PrintedBlock,
} from '../../testing/printed-disclosure';
import type { PaperRefusals } from '../domain/refusals';
import { paperRefusals } from '../paper-refusals';
import { viewPaper } from '../paper.view';
import { readDocx } from './read-docx';
import { LARGEST_PAPER, readEditablePaper } from './read-paper-file';

const paper = paperWith([sheetWith()], '12.00万元');
const blocks = blocksOf(paper);
const text = asText(blocks);
const titled = (...title: string[]): string => asText([...title, ...blocks.slice(2)]);
const withRows = (head: string, rows: readonly (readonly string[])[]): PrintedBlock[] =>
  blocks.map((block) => (typeof block !== 'string' && block[0]?.[0] === head ? rows : block));

/** The code a file is refused with, and the sentence a clerk reads. */
function refusalOf(file: string | Uint8Array): string {
  try {
    readEditablePaper(typeof file === 'string' ? Buffer.from(file) : file);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { title } = paperRefusals[error.code as keyof PaperRefusals];
    expect(title(error.facts as never)).toMatch(/\p{Script=Han}{4}/u);
    return error.code;
  }
  return 'read';
}

describe('a file', () => {
  it.each<readonly [string, Uint8Array]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['Word', asDocx(blocks)],
  ])('is read as %s', (_kind, bytes) => {
    expect(viewPaper(readEditablePaper(bytes)).programmes[0]).toMatchObject({
      code: { value: '88010125SWGL0000A0001' },
      amount: { value: '120000.00' },
    });
  });

  it('of old is read as GB 18030', () => {
    // 江南省临水县水务局2025年部门预算公开 in GB 18030, with no table behind it.
    const bytes = Buffer.from('bdadc4cfcaa1c1d9cbaecfd8cbaecef1bed632303235c4eab2bfc3c5d4a4cbe3b9abbfaa', 'hex');
    expect(refusalOf(bytes)).toBe('paper-without-tables');
  });

  it('says where each figure stands, and has one digest for all of it', () => {
    const [draft, again] = [
      viewPaper(readEditablePaper(Buffer.from(text))),
      viewPaper(readEditablePaper(Buffer.from(text))),
    ];
    const { amount } = draft.programmes[0]!;
    expect(text.split('\n')[(amount.place.line ?? 0) - 1]).toBe(`\t${amount.printed}`);
    expect(viewPaper(readEditablePaper(asDocx(blocks))).programmes[0]?.amount.place).toEqual({
      line: null,
      table: 1,
      row: 3,
      column: 3,
    });
    expect(draft.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(again.digest).toBe(draft.digest);
    expect(viewPaper(readEditablePaper(Buffer.from(`${text}\n`))).digest).not.toBe(draft.digest);
  });

  it.each<readonly [string, string | Uint8Array, keyof PaperRefusals]>([
    ['a PDF', '%PDF-1.7 …', 'paper-file-kind'],
    ['an old Word file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'paper-file-kind'],
    ['a spreadsheet', zipSync({ 'xl/workbook.xml': strToU8('<x/>') }), 'paper-file-kind'],
    ['a zip of something', zipSync({ 'a.txt': strToU8('a') }), 'paper-file-kind'],
    ['a web page', '<!DOCTYPE html><html></html>', 'paper-file-kind'],
    ['RTF', '{\\rtf1 x}', 'paper-file-kind'],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'paper-has-no-text'],
    ['bytes', Buffer.from([1, 0, 2, 0, 3]), 'paper-damaged'],
    ['half a zip', asDocx(blocks).subarray(0, 300), 'paper-damaged'],
    ['more than a paper has', new Uint8Array(LARGEST_PAPER + 1), 'paper-too-large'],
    ['a scan', '   \n\n 12 \n', 'paper-has-no-text'],
    [
      'text whose cells are lost',
      '临水县水务局\n2025年部门预算公开\n项目编码 880101 项目名称 甲\n预算数 12.00',
      'paper-lost-its-cells',
    ],
    ['a paper with no table', '临水县水务局\n2025年部门预算公开\n绩效目标详见附件。', 'paper-without-tables'],
    [
      'a paper with other tables only',
      asText([
        '临水县水务局',
        '2025年部门预算公开',
        '详见各单位附件',
        [
          ['项目名称', '2024年度预算', '2025年度预算'],
          ['公务接待费', '1', '2'],
        ],
      ]),
      'paper-without-programme-tables',
    ],
    ['a masked copy', asText(blocksOf(paperWith([sheetWith({ amount: '****' })], ''))), 'paper-masked'],
    ['final accounts', titled('临水县水务局', '2024年度部门决算公开'), 'paper-is-final-accounts'],
    ['a self-evaluation', titled('临水县水务局2024年度项目支出绩效自评报告'), 'paper-is-evaluation'],
    [
      'a self-evaluation under another title',
      asText(
        withRows(INDICATOR_HEAD[0]!, [
          ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '得分'],
          ['产出指标', '数量指标', '人数', '100人', '98人', '10'],
        ]),
      ),
      'paper-is-evaluation',
    ],
    [
      'tables of what was spent',
      asText(blocksOf(paperWith([sheetWith({ budget: [['年初预算数', '12.00', '全年执行数', '11.00']] })], ''))),
      'paper-is-evaluation',
    ],
    ['an adjustment', titled('临水县水务局2025年预算调整方案'), 'paper-is-budget-adjustment'],
    ['a notice', titled('关于下达2025年中央水利救灾资金的通知'), 'paper-is-notice'],
    [
      'a form of four grades',
      asText(
        withRows(INDICATOR_HEAD[0]!, [
          ['一级指标', '二级指标', '三级指标', '优', '良', '中', '差'],
          ['产出指标', '数量指标', '率', '100%', '90%', '85%', '<85%'],
        ]),
      ),
      'paper-of-four-grades',
    ],
    ['a blank form', asText(blocksOf(paperWith([sheetWith({ code: '', amount: '' })], ''))), 'paper-is-blank-form'],
    ['a paper of no year', titled('临水县水务局', '部门预算公开').replaceAll('2025', ''), 'paper-year-missing'],
  ])('that is %s is refused, and nothing is drafted', (_what, file, code) => {
    expect(refusalOf(file)).toBe(code);
  });

  it('of budget keeps what its annex reports of last year out', () => {
    const annex: PrintedBlock = [
      ['项目编码', '88010124SWGL0000A0009', '项目名称', '旧项目'],
      ['预算数', '5.00', '执行数', '4.00'],
    ];
    const draft = viewPaper(readEditablePaper(Buffer.from(asText([...blocks, '附件：上年绩效自评表', annex]))));
    expect(draft.programmes.map(({ code }) => code.value)).toEqual(['88010125SWGL0000A0001']);
    expect(draft.flags.map(({ reason }) => reason)).toEqual(['accounts-columns']);
  });
});

describe('a Word file', () => {
  const cell = (inner: string) => `<w:tc>${inner}</w:tc>`;
  const run = (inner: string) => `<w:p><w:r>${inner}</w:r></w:p>`;
  const word = (said: string) => `<w:t>${said}</w:t>`;
  const amountCell = (inner: string) =>
    new TextDecoder().decode(strToU8(bodyOfWord)).replace(run('<w:t xml:space="preserve">12.00</w:t>'), inner);
  const bodyOfWord = bodyXml(
    blocks
      .map((block) =>
        typeof block === 'string'
          ? run(`<w:t xml:space="preserve">${block}</w:t>`)
          : `<w:tbl>${block
              .map(
                (row) =>
                  `<w:tr>${row
                    .map((said) =>
                      cell(
                        said
                          .split('\n')
                          .map((each) => run(`<w:t xml:space="preserve">${each}</w:t>`))
                          .join(''),
                      ),
                    )
                    .join('')}</w:tr>`,
              )
              .join('')}</w:tbl>`,
      )
      .join(''),
  );
  const amountIn = (body: string) => viewPaper(readEditablePaper(docxOf(body))).programmes[0]?.amount;

  it('shows what a reader sees: not what is deleted, hidden, or the words of a field', () => {
    const inner =
      run(`<w:rPr><w:vanish/></w:rPr>${word('9')}`) +
      `<w:p><w:del><w:r><w:delText>7</w:delText></w:r></w:del><w:r><w:instrText>8</w:instrText></w:r><w:ins><w:r>${word('12')}</w:r></w:ins><w:r>${word('.00')}</w:r></w:p>`;
    expect(amountIn(amountCell(inner))).toMatchObject({ value: '120000.00' });
  });

  it('is read once where it keeps a copy for older programs', () => {
    const inner = `<w:p><mc:AlternateContent><mc:Choice><w:r>${word('12.00')}</w:r></mc:Choice><mc:Fallback><w:r>${word('12.00')}</w:r></mc:Fallback></mc:AlternateContent></w:p>`;
    expect(amountIn(amountCell(inner))).toMatchObject({ value: '120000.00' });
  });

  it('has no figure in a cell that is merged into the one above', () => {
    const merged = `<w:tbl><w:tr>${cell(run(word('甲')))}</w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>${run(word('99.00'))}</w:tc></w:tr></w:tbl>`;
    const [table] = readDocx(strToU8(bodyXml(merged))).blocks;
    expect(table?.kind === 'table' && table.rows.map(([only]) => only?.text)).toEqual(['甲', '']);
  });

  it.each([
    ['declares a document type', `<!DOCTYPE w [<!ENTITY a "aaaa">]>${bodyXml('').replace(/^<\?xml[^>]*>/, '')}`],
    ['uses an entity of its own', bodyXml(run(word('&a;')))],
    ['uses an entity that XML has not', bodyXml(run(word('&nbsp;')))],
    ['is not well-formed', bodyXml('<w:p>')],
    ['is nested without end', bodyXml(`${'<w:sdt>'.repeat(300)}${'</w:sdt>'.repeat(300)}`)],
  ])('that %s is refused', (_what, body) => {
    expect(refusalOf(docxOf(body))).toBe('paper-damaged');
  });

  it('that unpacks to more than a paper has is refused before it is unpacked', () => {
    const bomb = zipSync({ 'word/document.xml': strToU8(bodyXml(' '.repeat(65 * 1024 * 1024))) }, { level: 6 });
    expect(bomb.byteLength).toBeLessThan(200_000);
    expect(refusalOf(bomb)).toBe('paper-damaged');
  });

  it('that says it is small and is not, is unpacked into no more than it says', () => {
    const bomb = Buffer.from(zipSync({ 'word/document.xml': new Uint8Array(4 * 1024 * 1024) }, { level: 9 }));
    const size = Buffer.alloc(4);
    size.writeUInt32LE(4 * 1024 * 1024);
    for (let at = bomb.indexOf(size); at >= 0; at = bomb.indexOf(size, at + 4)) bomb.writeUInt32LE(64, at);
    expect(refusalOf(bomb)).toBe('paper-damaged');
  });
});
