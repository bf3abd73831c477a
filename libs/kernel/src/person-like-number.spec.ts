import fc from 'fast-check';
import { formatYuan, formatYuanGrouped, fen } from './fen';
import { personLikeNumberIn } from './person-like-number';

const two = (value: number): string => String(value).padStart(2, '0');
const digits = (count: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: count, maxLength: count });
const birthday = fc
  .tuple(fc.integer({ min: 1900, max: 2025 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, day]) => `${year}${two(month)}${two(day)}`);
const region = fc.integer({ min: 110_000, max: 659_999 }).map(String);

/** Luhn by the table of doubled digits, written apart. */
const DOUBLED = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
const withCheck = (body: string): string => {
  const sum = [...body]
    .reverse()
    .reduce((total, digit, at) => total + (at % 2 === 0 ? DOUBLED[Number(digit)]! : Number(digit)), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
};
const card = fc
  .tuple(fc.constantFrom('62', '4', '5', '95588'), fc.integer({ min: 16, max: 19 }))
  .chain(([issuer, length]) => digits(length - 1 - issuer.length).map((rest) => withCheck(issuer + rest)));
const mobile = fc.tuple(fc.integer({ min: 3, max: 9 }), digits(9)).map(([second, rest]) => `1${second}${rest}`);
const eighteen = fc
  .tuple(region, birthday, digits(3), fc.constantFrom(...'0123456789X'))
  .map((parts) => parts.join(''));
const fifteen = fc.tuple(region, birthday, digits(3)).map(([where, born, order]) => `${where}${born.slice(2)}${order}`);

const asked = (looksLike: string, number: string) => ({ looksLike, ending: number.slice(-4) });

describe('a number in a text that looks like a person’s', () => {
  it('is an identity number of 18 places with any check character, or of 15', () => {
    fc.assert(
      fc.property(fc.oneof(eighteen, fifteen), (number) => {
        expect(personLikeNumberIn(`补发张某（${number}）养老金`)).toEqual(asked('identity-number', number));
      }),
    );
  });

  it('is a mobile number, in one piece or in groups', () => {
    fc.assert(
      fc.property(mobile, (number) => {
        const groups = `${number.slice(0, 3)}-${number.slice(3, 7)} ${number.slice(7)}`;
        for (const written of [number, groups])
          expect(personLikeNumberIn(`联系电话：${written}。`)?.looksLike).toBe('mobile-number');
      }),
    );
  });

  it('is a bank card whose check digit is right, in one piece or in fours', () => {
    fc.assert(
      fc.property(card, (number) => {
        for (const written of [number, number.replace(/(\d{4})(?=\d)/g, '$1 ')])
          // Some cards hold a day where an identity number has the birthday: asked about as that.
          expect(personLikeNumberIn(`退回卡号${written}，户名不符`)?.ending).toBe(number.slice(-4));
        const wrong = number.slice(0, -1) + String((Number(number.at(-1)) + 1) % 10);
        expect(personLikeNumberIn(`退回卡号${wrong}`)?.looksLike).not.toBe('bank-card');
      }),
    );
  });

  it('is found wherever it stands in a sentence', () => {
    for (const text of ['2，13812345678', '1.13812345678，2人', '13812345678、13987654321', '１３８１２３４５６７８'])
      expect([text, personLikeNumberIn(text)?.looksLike]).toEqual([text, 'mobile-number']);
  });

  it('is no amount of any size, written in any way', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 20n }), (amount) => {
        const yuan = formatYuan(fen(amount));
        const whole = yuan.slice(0, -3);
        for (const written of [
          yuan,
          `${yuan}元`,
          formatYuanGrouped(fen(amount)),
          `${whole}元`,
          `${whole} 万元`,
          `￥${whole}`,
        ])
          expect([written, personLikeNumberIn(`拨付2021年1月补助${written}，已核对`)]).toEqual([written, null]);
      }),
    );
  });

  it('is no document number, period, day or number of people', () => {
    const year = fc.integer({ min: 1990, max: 2035 });
    const documentNumber = fc
      .tuple(
        fc.constantFrom('冀财社', '保财社', '满人社字', '财预'),
        fc.constantFrom('〔〕', '[]', '【】', '()', '（）'),
        year,
        fc.integer({ min: 1, max: 99_999 }),
      )
      .map(([organ, brackets, of, number]) => `${organ}${brackets[0]}${of}${brackets[1]}${number}号`);
    const dates = fc.tuple(year, birthday, birthday).map(([of, from, to]) => {
      const written = (day: string) => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
      return `${of}年 ${written(from)} ${written(to)}，${from}-${to}，${from.slice(0, 6)}`;
    });
    const people = fc.integer({ min: 1, max: 1_500_000 }).map((count) => `${count}人`);
    fc.assert(
      fc.property(documentNumber, dates, people, (paper, days, count) => {
        expect(personLikeNumberIn(`依据${paper}，${days}，${count}`)).toBeNull();
      }),
    );
  });

  it('is none in the codes of an office, nor as part of a longer one', () => {
    for (const text of [
      '13062121RXGO3YWDTCKQR',
      '支2021-10-0031',
      '凭证 20211000000000031',
      'A13812345678',
      '138123456789',
    ])
      expect([text, personLikeNumberIn(text)]).toEqual([text, null]);
  });
});
