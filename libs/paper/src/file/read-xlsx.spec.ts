import { strToU8, zipSync } from 'fflate';
import { cellAddress, readSheet } from './read-xlsx';

const WORKBOOK = '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId7"/></sheets></workbook>';
const RELATIONS = '<Relationships><Relationship Id="rId7" Target="worksheets/first.xml"/></Relationships>';

const workbook = (rows: string, more: Readonly<Record<string, Uint8Array>> = {}): Uint8Array =>
  zipSync({
    'xl/workbook.xml': strToU8(WORKBOOK),
    'xl/_rels/workbook.xml.rels': strToU8(RELATIONS),
    'xl/worksheets/first.xml': strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`),
    ...more,
  });
const textsOf = (bytes: Uint8Array) =>
  readSheet(bytes).map(({ row, cells }) => [row, ...cells.map((cell) => cell && `${cell.kind} ${cell.text}`)]);

describe('a sheet of a workbook', () => {
  it('is read as its cells stand: texts of every kind, digits as written, days, and nothing where nothing stands', () => {
    const strings = '<sst><si><t>一</t></si><si><r><t>二</t></r><rPh><t>er</t></rPh><r><t>三</t></r></si></sst>';
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>';
    const rows =
      '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>' +
      '<row r="9"><c r="A9"><v>19.989999999999998</v></c><c r="B9" s="1"><v>46023</v></c>' +
      '<c r="C9" s="0"><v>46023</v></c><c r="D9" t="inlineStr"><is><t> 空白 </t></is></c><c r="E9" t="str"><f>A1</f><v>算</v></c></row>';
    const bytes = workbook(rows, { 'xl/sharedStrings.xml': strToU8(strings), 'xl/styles.xml': strToU8(styles) });
    expect(textsOf(bytes)).toEqual([
      [2, 'text 一', null, 'text 二三'],
      [9, 'number 19.989999999999998', 'date 2026-01-01', 'number 46023', 'text 空白', 'text 算'],
    ]);
  });

  it('names its cells as a spreadsheet does', () => {
    expect([0, 25, 26, 701, 702].map((column) => cellAddress(column, 5))).toEqual(['A5', 'Z5', 'AA5', 'ZZ5', 'AAA5']);
  });

  it.each<[string, Uint8Array]>([
    ['is no zip', strToU8('not a workbook')],
    ['has no workbook', zipSync({ 'word/document.xml': strToU8('<a/>') })],
    [
      'declares a document type',
      workbook('', { 'xl/sharedStrings.xml': strToU8('<!DOCTYPE a [<!ENTITY b "c">]><sst/>') }),
    ],
    ['is not well-formed', workbook('<row r="1"><c></row>')],
    ['stands at an impossible row', workbook('<row r="-1"/>')],
    ['has too many columns', workbook('<row r="1"><c r="ZZZ1"><v>1</v></c></row>')],
    ['has too many rows', workbook('<row/>'.repeat(20_001))],
    ['holds a text nobody typed', workbook(`<row r="1"><c t="str"><v>${'a'.repeat(2_001)}</v></c></row>`)],
    ['unpacks to more than it may', workbook(`<row r="1"/>${' '.repeat(33 * 1024 * 1024)}`)],
  ])('is refused where it %s', (_what, bytes) => {
    expect(() => readSheet(bytes)).toThrow(expect.objectContaining({ code: 'paper-damaged' }));
  });
});
