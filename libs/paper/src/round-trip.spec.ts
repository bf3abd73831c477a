import fc from 'fast-check';
import { asText, blocksOf, paperWith, sheetWith } from '../testing/printed-disclosure';
import { printedProgrammes, shippedProgrammes, type ShippedProgrammes } from '../testing/printed-programmes-file';
import { readBlocks, readDocxOf, readText, type Draft } from '../testing/read-printed';

const FILES = ['mancheng-hrss-2021.json', 'mancheng-hrss-2022-invented.json'] as const;
const WAYS = { text: readBlocks, docx: readDocxOf } as const;

describe.each(FILES)('the programmes of %s, printed as a disclosure and read again', (name) => {
  const file: ShippedProgrammes = shippedProgrammes(name);
  const unitNames = new Map(file.units.map(({ code, name: unit }) => [code, unit]));

  describe.each(Object.entries(WAYS))('as %s', (_way, read) => {
    let draft: Draft;
    beforeAll(() => {
      draft = read(blocksOf(printedProgrammes(file)));
    });

    it('has every programme with its figures', () => {
      const got = draft.programmes.map(({ sequence, code, name: title, unit, amount, plan, indicators }) => ({
        sequence,
        code: code.value,
        name: title.value,
        unit: [unit.code.value, unit.name.value],
        amount: amount.value,
        plan: plan.cells.map(({ on, cumulativePercent }) => ({ on, cumulativePercent })),
        indicators: indicators.map(({ level1, level2, level3, target, basis }) => ({
          level1,
          level2,
          level3,
          target,
          basis,
        })),
      }));
      const expected = file.programmes.map(({ code, name: title, unit, amount, plan, targets }, at) => ({
        sequence: at + 1,
        code,
        name: title,
        unit: [unit, unitNames.get(unit)],
        amount,
        plan: plan.map(({ on, cumulativePercent }) => ({ on, cumulativePercent })),
        indicators: targets.map(({ level1, level2, level3, target, basis }) => ({
          level1,
          level2,
          level3,
          target,
          basis: basis === '' ? null : basis,
        })),
      }));
      expect(got).toEqual(expected);
    });

    it('has the 文号 that its names print', () => {
      const printed = file.programmes.filter(({ name: title, documentNumber }) =>
        title.includes(documentNumber ?? '—'),
      );
      const got = printed.map(({ sequence }) => draft.programmes.find((each) => each.sequence === sequence));
      expect(got.map((programme) => programme?.documentNumber.value)).toEqual(
        printed.map(({ documentNumber }) => documentNumber),
      );
    });

    it('ties to the declared total, but for what lies outside it', () => {
      const outside = file.programmes
        .filter(({ budgetType }) => budgetType !== 'general-public')
        .map(({ sequence }) => sequence);
      expect(draft.reconciliation.explainedBy).toEqual(outside);
      expect(draft.reconciliation.verdict).toBe(outside.length > 0 ? 'explained' : 'ties');
    });
  });
});

describe('the founding budget of 2021', () => {
  it('has 22 programmes, 88 plan cells with 12 blank, 169 indicators, and 21.19 万元 of difference', () => {
    const draft = readBlocks(blocksOf(printedProgrammes(shippedProgrammes('mancheng-hrss-2021.json'))));
    const cells = draft.programmes.flatMap(({ plan }) => plan.cells);
    const { sum, difference } = draft.reconciliation;
    expect({
      programmes: draft.programmes.length,
      cells: cells.length,
      blank: cells.filter(({ cumulativePercent }) => cumulativePercent === null).length,
      indicators: draft.programmes.flatMap(({ indicators }) => indicators).length,
      sum,
      difference,
    }).toEqual({ programmes: 22, cells: 88, blank: 12, indicators: 169, sum: '158727300.00', difference: '211900.00' });
  });
});

const digits = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
const grouped = (plain: string): string => plain.replace(/\B(?=(\d{3})+\.)/g, ',');
/** Rising shares in basis points with blanks, ending at 100 %. */
const plan = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 9_999 }), { minLength: 3, maxLength: 3 }),
    fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  )
  .map(([shares, blanks]) => [
    ...shares.sort((one, other) => one - other).map((share, at) => (blanks[at] ? null : share)),
    10_000,
  ])
  // Four parts that add up to 100 % read as a plan per period, and are refused as such.
  .filter((shares) => shares.every((share) => share === null || share === 0 || share > 100));
const sheet = fc.record({
  hundredths: fc.integer({ min: 1, max: 99_999_999 }),
  plan,
  separators: fc.boolean(),
  inYuan: fc.boolean(),
});

describe('any programmes, printed and read again', () => {
  it('are the same, and never anything else', () => {
    fc.assert(
      fc.property(fc.array(sheet, { minLength: 1, maxLength: 5 }), fc.boolean(), (sheets, docx) => {
        const printed = sheets.map(({ hundredths, plan: shares, separators, inYuan }, at) => {
          const plain = digits(hundredths);
          return sheetWith({
            code: `88010125SWGL0000A${String(at).padStart(4, '0')}`,
            name: `项目${'甲乙丙丁戊'.charAt(at)}`,
            moneyUnit: inYuan ? '金额单位：元' : '单位:万元',
            amount: separators ? grouped(plain) : plain,
            plan: shares.map((share) => (share === null ? '' : `${share / 100}%`)),
          });
        });
        const total = sheets.reduce(
          (sum, { hundredths, inYuan }) => sum + BigInt(hundredths) * (inYuan ? 1n : 10_000n),
          0n,
        );
        const declared = `${total / 100n}.${String(total % 100n).padStart(2, '0')}元`;
        const draft = (docx ? readDocxOf : readBlocks)(blocksOf(paperWith(printed, declared)));
        expect(draft.reconciliation.verdict).toBe('ties');
        expect(draft.programmes.map(({ amount }) => amount.value)).toEqual(
          sheets.map(({ hundredths, inYuan }) =>
            inYuan ? digits(hundredths) : `${String(BigInt(hundredths) * 100n)}.00`,
          ),
        );
        expect(
          draft.programmes.map((programme) => programme.plan.cells.map(({ cumulativePercent }) => cumulativePercent)),
        ).toEqual(
          sheets.map(({ plan: shares }) => shares.map((share) => (share === null ? null : (share / 100).toFixed(2)))),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('are never given wrong where characters of the text are lost or swapped', () => {
    const amounts = ['1,286.64', '45.00', '7.20'];
    const printed = amounts.map((amount, at) =>
      sheetWith({ code: `88010125SWGL0000A000${at}`, name: `项目${'甲乙丙'.charAt(at)}`, amount }),
    );
    const text = asText(blocksOf(paperWith(printed, '1,338.84万元')));
    const right = new Map(readText(text).programmes.map(({ code, amount }) => [code.value, amount.value]));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.split('\n').length - 1 }), (dropped) => {
        // A conversion that loses one line whole may lose a figure, and must not move one.
        const lines = text.split('\n').filter((_, at) => at !== dropped);
        let draft: Draft;
        try {
          draft = readText(lines.join('\n'));
        } catch {
          return;
        }
        for (const { code, amount } of draft.programmes) {
          if (code.value !== null && amount.value !== null) expect(amount.value).toBe(right.get(code.value));
        }
      }),
      { numRuns: 80 },
    );
  });
});
