import { Refusal } from '@bofu/kernel';
import { blocksOf, paperWith, sheetWith, type PrintedBlock } from '../testing/printed-disclosure';
import { asHtml, asPdf, openPress, type Press, type Setting } from '../testing/printed-pdf';
import { printedProgrammes, shippedProgrammes } from '../testing/printed-programmes-file';
import { readDocxOf, type Draft } from '../testing/read-printed';
import { writtenPdf } from '../testing/written-pdf';
import { readForPeople } from './file/read-for-people';
import { readPaperFile } from './file/read-paper-file';
import { viewPaper } from './paper.view';

const FOUNDING = blocksOf(printedProgrammes(shippedProgrammes('mancheng-hrss-2021.json')));
const SMALL = blocksOf(
  paperWith(
    [
      sheetWith({ amount: '1,286.64' }),
      sheetWith({ code: '88010125SWGL0000A0002', name: '水库移民后期扶持', amount: '45.00' }),
    ],
    '1,331.64万元',
  ),
);

let press: Press;
beforeAll(async () => {
  press = await openPress();
});
afterAll(() => press?.close());

const read = async (pdf: Uint8Array): Promise<Draft> => viewPaper(await readPaperFile(pdf));
const refusalOf = async (pdf: Uint8Array | Promise<Uint8Array>): Promise<string> => {
  try {
    await readPaperFile(await pdf);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { why } = error.facts as { why?: string };
    return why === undefined ? error.code : `${error.code}: ${why}`;
  }
  return 'read';
};
/** A draft without its places, and without blanks: a line of a page ends where one of a Word file goes on. */
const said = (draft: Draft): unknown =>
  JSON.parse(
    JSON.stringify(draft, (key, value: unknown) =>
      ['place', 'rowPlace', 'digest', 'documentDigest'].includes(key)
        ? undefined
        : typeof value === 'string'
          ? value.replace(/\s+/g, '')
          : value,
    ),
  );
const figuresOf = ({ programmes }: Draft) =>
  programmes.flatMap(({ code, name, amount, fundingLevel, documentNumber, plan, standard, indicators }) => [
    ...[code, name, amount, fundingLevel, documentNumber, standard.headcount, standard.deadline, ...plan.cells],
    ...standard.rates,
    ...indicators.map(({ level1, level3, target }) => ({
      value: `${level1} ${level3} ${target}`,
      certainty: 'printed',
    })),
  ]);

describe('the founding budget as a PDF', () => {
  const word = readDocxOf(FOUNDING);

  it('gives the draft of its Word file', async () => {
    expect(said(await read(await asPdf(press, FOUNDING, { landscape: true })))).toEqual(said(word));
  });

  it('with heads on every page, page numbers and rows cut by a page, gives no figure that differs and is not asked', async () => {
    const reading = await readPaperFile(await asPdf(press, FOUNDING, { heads: true, numbered: true }));
    const draft = viewPaper(reading);
    const [got, wanted] = [figuresOf(draft), figuresOf(word)].map((all) => all.map((figure) => said(figure as never)));
    expect(got).toHaveLength(wanted!.length);
    const asked = got!.filter((figure, at) => JSON.stringify(figure) !== JSON.stringify(wanted![at]));
    expect(asked.map((figure) => (figure as { certainty: string }).certainty)).toEqual(asked.map(() => 'flagged'));
    expect(asked.length).toBeLessThan(3);

    // Each amount stands in the cell of the page that its place names.
    const pages = new Set<number>();
    for (const { amount } of draft.programmes) {
      const { page = 0, table, row, column } = amount.place;
      const block = reading.text.blocks.find((each) => each.kind === 'table' && each.number === table);
      const cell = block?.kind === 'table' ? block.rows[row! - 1]?.[column! - 1] : undefined;
      expect([cell?.printed, cell?.place.page]).toEqual([amount.printed, page]);
      pages.add(page);
    }
    expect(pages.size).toBeGreaterThan(10);
    const words = reading.text.blocks.map((block) => (block.kind === 'paragraph' ? block.text : '')).join('\n');
    expect(words).not.toMatch(/- \d+ -/);
  });
});

describe('a PDF of two programmes', () => {
  const word = said(readDocxOf(SMALL));

  it.each<readonly [string, Setting]>([
    ['with narrow columns', { css: 'body { padding: 0 70pt; font-size: 9pt }' }],
    ['with cells in the middle', { css: 'td { text-align: center; vertical-align: middle }' }],
    ['with dashed lines and shaded labels', { css: 'td { border-style: dashed } td:first-child { background: #eee }' }],
    ['with thick lines', { css: 'td { border-width: 3px }' }],
    ['with no cells merged', { merged: false }],
  ])('%s is read as its Word file', async (_how, setting) => {
    expect(said(await read(await asPdf(press, SMALL, setting)))).toEqual(word);
  });

  const box = (css: string): string => `<div style="position:absolute;${css}"></div>`;
  it.each<readonly [string, Setting, string]>([
    ['without lines', { css: 'td { border: none }' }, 'paper-lost-its-cells'],
    ['with lines between rows only', { css: 'td { border-width: 1px 0 }' }, 'paper-lost-its-cells'],
    ['with text over its lines', { css: 'td { white-space: nowrap; font-size: 15pt }' }, 'letters-over-rules'],
    ['with text struck out', { css: 'tr:nth-child(3) td { text-decoration: line-through }' }, 'letters-struck'],
    ['with upright text', { css: 'td:first-child { writing-mode: sideways-rl }' }, 'letters-turned'],
    [
      'with a box over its figures',
      { before: box('z-index:9;background:#000;top:0;left:0;width:150mm;height:200mm') },
      'letters-covered',
    ],
    ['with letters over each other', { css: 'td { letter-spacing: -6pt }' }, 'letters-over-each-other'],
  ])('%s is refused, and says why', async (_how, setting, code) => {
    expect((await refusalOf(asPdf(press, SMALL, setting))).replace('paper-page-unclear: ', '')).toBe(code);
  });

  it('is refused where its programmes do not tie to what it declares', async () => {
    const declaring = (total: string): PrintedBlock[] =>
      SMALL.map((block) => (typeof block === 'string' ? block.replace('项目支出  1,331.64万元', total) : block));
    expect(await refusalOf(asPdf(press, declaring('项目支出 1,400.00万元')))).toBe('paper-totals-unproven');
    expect(await refusalOf(asPdf(press, declaring('详见下表')))).toBe('paper-totals-unproven');
    expect(await refusalOf(asPdf(press, SMALL))).toBe('read');
  });

  it('is refused with personal data in it', async () => {
    const withNumber = (number: string) => asPdf(press, [...SMALL, [['联系电话', number]]]);
    await expect(withNumber('13800138000').then(readForPeople)).rejects.toThrow('paper-holds-personal-data');
    await expect(withNumber('11010519491231002X').then(readForPeople)).rejects.toThrow('identity-number');
  });

  it('is a list with a total, at the levels its column says', async () => {
    const rows = [
      ['项目编码', '项目名称', '预算单位', '2024年执行数', '2025年预算数', '资金来源'],
      ['88020125WSJK0000A0001', '基本公共卫生服务补助', '602001县卫生健康局', '2,050,000.00', '2,123,000.00', '中央'],
      ['88020125WSJK0000A0002', '计划生育特别扶助', '602001县卫生健康局', '1,900,000.00', '2,000,000.00', '县级'],
      ['合计', '', '', '3,950,000.00', '4,123,000.00', ''],
    ];
    const printed = (total: string) => [
      ...['云岭省青溪县卫生健康局', '2025年部门预算信息公开', '项目支出预算明细表', '单位：元'],
      [...rows.slice(0, 3), ['合计', '', '', '3,950,000.00', total, '']],
    ];
    const { programmes, reconciliation } = await read(await asPdf(press, printed('4,123,000.00')));
    expect(programmes.map(({ amount }) => [amount.value, amount.printed])).toEqual([
      ['2123000.00', '2,123,000.00'],
      ['2000000.00', '2,000,000.00'],
    ]);
    expect(reconciliation.verdict).toBe('ties');
    expect(await refusalOf(asPdf(press, printed('4,123,001.00')))).toBe('paper-totals-unproven');
  });
});

describe('a PDF that cannot be read', () => {
  const picture =
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

  it('is told as a scan', async () => {
    const scan = `<img src="${picture}" style="width:100%;height:240mm">`;
    expect(await refusalOf(press.print(scan))).toBe('paper-has-no-text');
    const leaf = `<div style="break-after:page">${scan}</div>`;
    const between = asHtml(SMALL).replace('<p>第三部分', `${leaf}<p style="break-before:page">第三部分`);
    expect(await refusalOf(press.print(between))).toBe('paper-page-unclear: scanned');
  });

  it('is told as locked, filled in, or damaged', async () => {
    const locked =
      '/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<' + '00'.repeat(32) + '>/U<' + '00'.repeat(32) + '>>>/ID[<00><00>]';
    expect(await refusalOf(writtenPdf({ trailer: locked }))).toBe('paper-locked');
    const note = '<</Type/Annot/Subtype/FreeText/Rect[70 690 200 720]/Contents(9)/DA(/F 12 Tf)>>';
    expect(await refusalOf(writtenPdf({ page: '/Annots[6 0 R]', objects: [note] }))).toBe('paper-has-form-fields');
    const forms = '/AcroForm<</Fields[]/XFA(<xdp></xdp>)>>';
    expect(['paper-has-form-fields', 'paper-has-no-text']).toContain(await refusalOf(writtenPdf({ catalogue: forms })));
    expect(await refusalOf(Buffer.from('%PDF-1.7 …'))).toBe('paper-damaged');
  });

  it('is read as what it prints: scripts and enclosures lie there unread', async () => {
    const script = '/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Names<</EmbeddedFiles<</Names[]>>>>';
    expect(await refusalOf(writtenPdf({ catalogue: script }))).toBe('paper-has-no-text');
  });
});
