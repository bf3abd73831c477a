import { csvText } from './csv-file';

describe('a file of rows in sight', () => {
  it('begins with the mark, and ends each line as a spreadsheet wants it', () => {
    const rows = [
      ['凭证号', '金额'],
      ['支2021-0062', '8541331.00'],
    ];
    expect(csvText(rows)).toBe('\uFEFF凭证号,金额\r\n支2021-0062,8541331.00\r\n');
  });
  it('keeps commas, quotes and lines within their cell', () => {
    expect(csvText([['a,b', '他说"好"', '一\n二']])).toBe('\uFEFF"a,b","他说""好""","一\n二"\r\n');
  });
  it('makes no formula of a text, and leaves a negative amount a number', () => {
    expect(csvText([['=1+1', '@x', '+86', '-2790.00', '-甲']])).toBe("\uFEFF'=1+1,'@x,'+86,-2790.00,'-甲\r\n");
  });
});
