import { firstUnseen, hasSomethingToSee } from './text-from-outside';

describe('text from outside', () => {
  it.each([
    ['a blank without width', '王\u200B经办', 'U+200B'],
    ['a joiner between letters', '王\u200D经办', 'U+200D'],
    ['a joiner at the end', '👩\u200D', 'U+200D'],
    ['a soft hyphen', '农财\u00AD科', 'U+00AD'],
    ['a Hangul filler', '\u3164', 'U+3164'],
    ['another', '\u115F', 'U+115F'],
    ['a variation selector', '财\uFE0F', 'U+FE0F'],
    ['a tag', '财\u{E0041}', 'U+E0041'],
    ['a line separator', '农财\u2028科', 'U+2028'],
    ['a paragraph separator', '农财\u2029科', 'U+2029'],
    ['an annotation mark', '农\uFFF9财', 'U+FFF9'],
    ['a turn of direction', 'abc\u202Etxt', 'U+202E'],
    ['a byte order mark', '\uFEFF农财科', 'U+FEFF'],
    ['a line break', '农财\n科', 'U+000A'],
    ['half a character', '\uD800', 'U+D800'],
  ])('hides nothing: %s is named', (_what, text, codePoint) => {
    expect(firstUnseen(text)).toBe(codePoint);
  });

  it.each([
    '城乡居民基础养老金',
    '䶮𠮷犇',
    '\uE000\u{F0001}',
    ' 农财科 ',
    '（二）— A1·',
    '👩🏽\u200D🌾',
    'e\u0301',
    '一卡通　代发',
  ])('is left alone where everything can be seen: %s', (text) => {
    expect([firstUnseen(text), hasSomethingToSee(text)]).toEqual([null, true]);
  });

  it.each(['', ' ', '\u3000', '\u00A0', '\u2800', '\u0301'])('has to show something: %j does not', (text) => {
    expect(hasSomethingToSee(text)).toBe(false);
  });
});
