import { typedAmount, typedHeadcount } from './typed-amount';

describe('an amount as people type it', () => {
  it.each([
    ['1234.50', '1234.50', false],
    ['1,234.5', '1234.50', false],
    ['¥1234.5', '1234.50', false],
    ['１２３４．５', '1234.50', false],
    ['￥ 1，234.00 元', '1234.00', false],
    ['9.872万', '98720.00', true],
    ['0.000001万', '0.01', true],
    ['1234.500', '1234.50', false],
    ['.5', '0.50', false],
    ['2亿', '200000000.00', true],
    ['1,234.5万', '12345000.00', true],
    ['0.0000000001亿', '0.01', true],
    ['9007199254740.93', '9007199254740.93', false],
  ])('%s is %s', (text, yuan, converted) => {
    expect(typedAmount(text)).toEqual({ kind: 'amount', fen: BigInt(yuan.replace('.', '')), yuan, converted });
  });

  it.each([
    ['1234.567', '金额超过两位小数'],
    ['0.0000001万', '金额超过两位小数'],
    ['-5', '金额只能是数字，例如 1234.50'],
    ['1e5', '金额只能是数字，例如 1234.50'],
    ['十元', '金额只能是数字，例如 1234.50'],
    ['0.00', '金额须大于零'],
    ['1,2345', '逗号须每三位一个，请核对是否多输或少输了数字'],
    ['12,34.50', '逗号须每三位一个，请核对是否多输或少输了数字'],
    [',123', '逗号须每三位一个，请核对是否多输或少输了数字'],
    ['.', '金额只能是数字，例如 1234.50'],
    ['万', '金额只能是数字，例如 1234.50'],
    ['2亿3万', '金额只能是数字，例如 1234.50'],
    ['99999999999999999', '金额过大'],
  ])('%s is refused: %s', (text, reason) => {
    expect(typedAmount(text)).toEqual({ kind: 'wrong', reason });
  });

  it('is nothing yet while nothing stands there', () => {
    expect(typedAmount(' ¥ ')).toEqual({ kind: 'empty' });
  });
});

describe('a number of people as people type it', () => {
  it('is whole and more than none', () => {
    expect(['75,587', '７５５８７人', '1'].map(typedHeadcount)).toEqual([75_587, 75_587, 1]);
    expect(['0', '-1', '1.5', '', '99999999999', '7万', '7,5587'].map(typedHeadcount)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
