import fc from 'fast-check';
import { parseDocumentNumber } from './document-number';

const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code });

describe('the document numbers printed in the 2021 budget', () => {
  it.each([
    ['保财社【2020】124号', '保财社〔2020〕124号'],
    ['保财社【2020】148号', '保财社〔2020〕148号'],
    ['保财建【2020】84号', '保财建〔2020〕84号'],
    ['保财建【2020】105号', '保财建〔2020〕105号'],
    ['保财社[2020]101号', '保财社〔2020〕101号'],
    ['保财社【2020】125号', '保财社〔2020〕125号'],
    ['保财社2020【114】号', '保财社〔2020〕114号'],
  ])('%s is searched for as %s', (printed, normalized) => {
    expect(parseDocumentNumber(printed)).toEqual({ printed, normalized });
  });
});

describe('a document number in another spelling', () => {
  it.each([
    ['保财社〔2020〕124号', 'standard already'],
    ['保财社［2020］124号', 'full-width brackets'],
    ['保财社﹝2020﹞124号', 'small brackets'],
    ['保财社【2020】124号', 'lenticular brackets'],
    ['保财社[2020】124号', 'brackets that do not match'],
    ['保财社〔２０２０〕１２４号', 'full-width digits'],
    [' 保财社 〔2020〕 124 号 ', 'spaces'],
    ['保财社〔2020〕　124号', 'a full-width space'],
    ['保财社〔2020〕\u00a0124号', 'a no-break space'],
    ['保财社〔2020〕第124号', '第'],
    ['保财社〔2020〕0124号', 'a leading zero'],
    ['保财社２０２０【０１２４】号', 'everything at once'],
  ])('%s (%s) is the same document', (printed) => {
    expect(parseDocumentNumber(printed)).toEqual({ printed, normalized: '保财社〔2020〕124号' });
  });

  it.each([
    '保财社〔2020〕号',
    '保财社〔20〕124号',
    '保财社〔1820〕124号',
    '保财社〔2020〕000号',
    '保财社〔2020〕124',
    '〔2020〕124号',
    'BCS〔2020〕124号',
    '保财社(2020)124号',
    '保财社2020年124号',
    '保财社〔2020〕124号、125号',
    '保财社2020【2021】114号',
    '见附件',
  ])('%s is kept as printed and not guessed at', (printed) => {
    expect(parseDocumentNumber(printed)).toEqual({ printed, normalized: null });
  });

  it('normalises what is normal to itself, and the printed form never changes', () => {
    const agency = fc.string({ unit: fc.constantFrom('保', '财', '社', '建', '冀', '办'), minLength: 1, maxLength: 8 });
    const year = fc.integer({ min: 1949, max: 2099 });
    const serial = fc.integer({ min: 1, max: 9_999_999 });
    const shape = fc.constantFrom(
      (a: string, y: number, n: number) => `${a}【${y}】${n}号`,
      (a: string, y: number, n: number) => `${a} [${y}] 第00${n} 号`,
      (a: string, y: number, n: number) => `${a}${y}［${n}］号`,
    );
    fc.assert(
      fc.property(agency, year, serial, shape, (a, y, n, write) => {
        const printed = write(a, y, n);
        const expected = `${a}〔${y}〕${n}号`;
        expect(parseDocumentNumber(printed)).toEqual({ printed, normalized: expected });
        expect(parseDocumentNumber(expected)).toEqual({ printed: expected, normalized: expected });
      }),
    );
  });
});

describe('what is no document number at all', () => {
  it.each<unknown>([null, undefined, 124, true, {}, { toString: 1 }, ['保财社〔2020〕124号']])(
    'refuses %j',
    (input) => {
      expect(() => parseDocumentNumber(input)).toThrow(refused('document-number-not-text'));
    },
  );

  it.each(['', ' ', '　　'])('refuses blank text %j', (input) => {
    expect(() => parseDocumentNumber(input)).toThrow(refused('document-number-empty'));
  });

  it('takes 100 characters and refuses 101', () => {
    expect(parseDocumentNumber('文'.repeat(100)).normalized).toBeNull();
    expect(() => parseDocumentNumber('文'.repeat(101))).toThrow(
      expect.objectContaining({ code: 'document-number-too-long', facts: { length: 101, longest: 100 } }),
    );
  });

  it.each([
    ['U+0000', '\u0000'],
    ['U+0009', '\t'],
    ['U+000A', '\n'],
    ['U+001B', '\u001b'],
    ['U+0085', '\u0085'],
    ['U+200B', '\u200b'],
    ['U+200F', '\u200f'],
    ['U+202E', '\u202e'],
    ['U+2066', '\u2066'],
    ['U+2028', '\u2028'],
    ['U+FEFF', '\ufeff'],
    ['U+D842', '\ud842'],
    ['U+E0041', '\u{e0041}'],
  ])('refuses %s, which nobody sees', (character, mark) => {
    expect(() => parseDocumentNumber(`保财社〔2020〕${mark}124号`)).toThrow(
      expect.objectContaining({ code: 'document-number-forbidden-character', facts: { character } }),
    );
  });
});
