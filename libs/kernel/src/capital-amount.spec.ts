import fc from 'fast-check';
import { toCapitalAmount } from './capital-amount';
import { fen, LARGEST_AMOUNT, parseYuan } from './fen';
import { InvariantViolation } from './refusal';

describe('大写金额', () => {
  it.each([
    ['1409.50', '人民币壹仟肆佰零玖元伍角'],
    ['6007.14', '人民币陆仟零柒元壹角肆分'],
    ['1680.32', '人民币壹仟陆佰捌拾元零叁角贰分'],
    ['107000.53', '人民币壹拾万柒仟元零伍角叁分'],
    ['16409.02', '人民币壹万陆仟肆佰零玖元零贰分'],
    ['325.04', '人民币叁佰贰拾伍元零肆分'],
    ['0.05', '人民币伍分'],
    ['0.50', '人民币伍角'],
    ['0.33', '人民币叁角叁分'],
    ['98720.00', '人民币玖万捌仟柒佰贰拾元整'],
    ['10010.00', '人民币壹万零壹拾元整'],
    ['100001.00', '人民币壹拾万零壹元整'],
    ['100000005.00', '人民币壹亿零伍元整'],
    ['1000000000.01', '人民币壹拾亿元零壹分'],
    ['10000000000.00', '人民币壹佰亿元整'],
    ['1234567890123.45', '人民币壹万亿贰仟叁佰肆拾伍亿陆仟柒佰捌拾玖万零壹佰贰拾叁元肆角伍分'],
    ['-325.04', '人民币负叁佰贰拾伍元零肆分'],
    ['0.00', '人民币零元整'],
    ['188967.50', '人民币壹拾捌万捌仟玖佰陆拾柒元伍角'],
    ['7029591.00', '人民币柒佰零贰万玖仟伍佰玖拾壹元整'],
    ['10000000000000.00', '人民币壹拾万亿元整'],
    ['1000000010000.00', '人民币壹万亿零壹万元整'],
    ['-0.01', '人民币负壹分'],
  ])('of %s is %s', (yuan, capital) => {
    expect(toCapitalAmount(parseYuan(yuan))).toBe(capital);
  });

  it('ends where the names of places end', () => {
    expect(toCapitalAmount(fen(10n ** 18n - 1n))).toContain('玖仟玖佰玖拾玖万亿');
    expect(() => toCapitalAmount(fen(10n ** 18n))).toThrow(InvariantViolation);
  });
});

/** Reads 大写 back and holds it to the rules on 零 and 整; written from the rules, without a look at the writer. */
function readCapital(text: string): bigint {
  const parts = /^人民币(负?)(?:(.+)元)?(零?.角)?(零?.分)?(整?)$/.exec(text);
  if (!parts) throw new Error(`not 大写金额: ${text}`);
  const [, minus, whole = '', jiao = '', fenPart = '', closed = ''] = parts;
  if ((closed === '整') !== (jiao === '' && fenPart === '')) throw new Error(`整 misplaced: ${text}`);
  if (whole === '零') return 0n;

  const sections = /^(?:(.+)万亿)?(?:(.+)亿)?(?:(.+)万)?(.*)$/.exec(whole)?.slice(1) ?? [];
  const written = [
    ...sections.map((section = '', index) => [section, 12 - 4 * index] as const),
    [jiao, -1],
    [fenPart, -2],
  ] as const;
  let sum = 0n;
  let previous: number | null = null;
  for (const [section, base] of written) {
    const spelled = section.replace(/[角分]$/, '');
    const digits = [...spelled.matchAll(/(零?)([壹贰叁肆伍陆柒捌玖])([仟佰拾]?)/g)];
    if (digits.map(([all]) => all).join('') !== spelled) throw new Error(`unreadable: ${section} in ${text}`);
    for (const [, zero, digit = '', place = ''] of digits) {
      const exponent: number = base + ['', '拾', '佰', '仟'].indexOf(place);
      const skipped: boolean = previous !== null && previous - exponent > 1;
      // 107,000: zeros that only close the group above a full 仟 may go unwritten, and the house leaves them out.
      const closesGroup: boolean =
        previous !== null &&
        exponent >= 0 &&
        exponent % 4 === 3 &&
        Math.floor(previous / 4) - Math.floor(exponent / 4) === 1;
      if ((zero === '零') !== (skipped && !closesGroup)) throw new Error(`零 misplaced before ${digit}: ${text}`);
      if (previous !== null && exponent >= previous) throw new Error(`places out of order: ${text}`);
      sum += BigInt('零壹贰叁肆伍陆柒捌玖'.indexOf(digit)) * 10n ** BigInt(exponent + 2);
      previous = exponent;
    }
  }
  return minus === '负' ? -sum : sum;
}

describe('大写金额 read back by the rules', () => {
  // Plain random amounts hardly ever have runs of zeros, which is where the rules are.
  const zeroRidden = fc
    .array(fc.constantFrom('0', '0', '0', '1', '5', '9'), { minLength: 1, maxLength: 15 })
    .map((digits) => BigInt(digits.join('')));
  const amount = fc.oneof(
    zeroRidden,
    fc.bigInt({ min: 0n, max: LARGEST_AMOUNT }),
    fc.bigInt({ min: 0n, max: 99_999n }),
  );

  it('gives the same fen', () => {
    fc.assert(
      fc.property(amount, fc.boolean(), (value, red) => {
        const signed = fen(red ? -value : value);
        expect(readCapital(toCapitalAmount(signed))).toBe(signed);
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['a 零 left out', '人民币壹万壹拾元整'],
    ['a 零 left out before 角', '人民币壹仟陆佰捌拾元叁角贰分'],
    ['a 零 left out before 分', '人民币叁佰贰拾伍元肆分'],
    ['a 零 too many', '人民币壹仟零肆佰零玖元伍角'],
    ['a doubled 零', '人民币陆仟零零柒元壹角肆分'],
    ['整 after 分', '人民币叁佰贰拾伍元零肆分整'],
    ['整 left out', '人民币玖万捌仟柒佰贰拾元'],
    ['a space after the prefix', '人民币 伍角'],
    ['places out of order', '人民币壹佰贰仟元整'],
  ])('the reader notices %s', (_, wrong) => {
    expect(() => readCapital(wrong)).toThrow();
  });

  it('the reader notices a wrong digit', () => {
    expect(readCapital('人民币伍角')).toBe(50n);
    expect(readCapital('人民币陆角')).not.toBe(50n);
  });
});
