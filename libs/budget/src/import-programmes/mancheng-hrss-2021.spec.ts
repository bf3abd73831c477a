import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatYuan, plannedOn, sumFen, type BusinessDate } from '@bofu/kernel';
import { SOMEBODY } from '@bofu/testing';
import { readProgrammesFile } from './programmes-file';

const bytes = readFileSync(join(__dirname, '../../programmes/mancheng-hrss-2021.json'));

interface Printed {
  sequence: number;
  code: string;
  name: string;
  unit: string;
  fundingLevel: string;
  budgetType: string;
  documentNumber: string | null;
  issuedAs: string;
  amount: string;
  plan: { on: string; cumulativePercent: string | null }[];
  standard: { rates: { amount: string; per: string }[]; headcount: number | null };
  targets: Record<string, string>[];
}
// Read here with plain arithmetic and without the product's own parsing, which is checked against it below.
const { programmes } = JSON.parse(bytes.toString('utf8')) as { programmes: Printed[] };
const fenOf = (yuan: string): bigint => BigInt(yuan.replace('.', ''));
const total = (of: readonly Printed[]): bigint => of.reduce((sum, { amount }) => sum + fenOf(amount), 0n);
const totalBy = (key: 'fundingLevel' | 'unit' | 'budgetType') =>
  Object.fromEntries(
    [...new Set(programmes.map((programme) => programme[key]))].map((value) => [
      value,
      total(programmes.filter((programme) => programme[key] === value)),
    ]),
  );

const CHECKPOINTS = ['2021-03-31', '2021-06-30', '2021-10-31', '2021-12-31'];

describe('the 2021 budget of the bureau, as shipped', () => {
  it('holds 22 programmes of 158,727,300.00 元', () => {
    expect(programmes.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 22 }, (_, at) => at + 1));
    expect(total(programmes)).toBe(15_872_730_000n);
  });

  it('adds up by funding level, unit and budget type', () => {
    expect(totalBy('fundingLevel')).toEqual({
      central: 7_305_580_000n,
      provincial: 1_614_610_000n,
      municipal: 366_600_000n,
      district: 6_585_940_000n,
    });
    expect(totalBy('unit')).toEqual({ '356001': 15_857_730_000n, '356009': 15_000_000n });
    expect(totalBy('budgetType')).toEqual({
      'general-public': 15_851_540_000n,
      'state-capital-operations': 21_190_000n,
    });
  });

  it('names each programme by a code of its own, 21 characters long', () => {
    expect(new Set(programmes.map(({ code }) => code)).size).toBe(22);
    expect(programmes.filter(({ code }) => !/^13062121[0-9A-Z]{13}$/.test(code))).toEqual([]);
  });

  it('plans at the four checkpoints what the document plans, a blank carrying the last figure on', () => {
    const planned = CHECKPOINTS.map((checkpoint) =>
      programmes.reduce((sum, { plan, amount }) => {
        const percent = plan.filter(({ on }) => on <= checkpoint).findLast((cell) => cell.cumulativePercent !== null);
        return sum + (fenOf(amount) * fenOf(percent?.cumulativePercent ?? '0.00')) / 10_000n;
      }, 0n),
    );
    expect(planned).toEqual([3_966_622_500n, 7_934_845_000n, 11_893_967_500n, 15_872_730_000n]);
  });

  it('keeps 12 of the 88 plan cells blank', () => {
    const cells = programmes.flatMap(({ plan }) => plan);
    expect(cells).toHaveLength(88);
    expect(cells.filter(({ cumulativePercent }) => cumulativePercent === null)).toHaveLength(12);
    expect(programmes.every(({ plan }) => plan.map(({ on }) => on).join() === CHECKPOINTS.join())).toBe(true);
  });

  it('keeps 169 performance targets, 94 for output, 52 for benefit, 23 for satisfaction', () => {
    const targets = programmes.flatMap((programme) => programme.targets);
    const count = (level1: string) => targets.filter((target) => target['level1'] === level1).length;
    expect([targets.length, count('产出指标'), count('效益指标'), count('满意度指标')]).toEqual([169, 94, 52, 23]);
    expect(targets.filter(({ basis }) => basis === '')).toHaveLength(1);
  });

  it('keeps the document numbers as printed, seven in three shapes', () => {
    const numbered = programmes.filter(({ documentNumber }) => documentNumber !== null);
    expect(numbered.map(({ sequence, documentNumber }) => [sequence, documentNumber])).toEqual([
      [2, '保财社【2020】124号'],
      [4, '保财社【2020】148号'],
      [6, '保财建【2020】84号'],
      [9, '保财建【2020】105号'],
      [14, '保财社[2020]101号'],
      [17, '保财社【2020】125号'],
      [18, '保财社2020【114】号'],
    ]);
    expect(numbered.every(({ name, documentNumber }) => name.includes(documentNumber!))).toBe(true);
    expect(programmes.filter(({ issuedAs }) => issuedAs !== 'regular').map(({ sequence }) => sequence)).toEqual([
      4, 6, 9,
    ]);
  });

  it('pays a pension of 113 元 a head to the same number of people from four sources', () => {
    const sources = programmes.filter(({ sequence }) => [5, 14, 17, 18].includes(sequence));
    expect(sources.map(({ standard }) => standard.headcount)).toEqual([75_587, 75_587, 75_587, 75_587]);
    const perHead = sources
      .flatMap(({ standard }) => standard.rates)
      .reduce((sum, { amount }) => sum + fenOf(amount), 0n);
    expect(perHead).toBe(11_300n);
  });
});

describe('the same file, read by the product', () => {
  const file = readProgrammesFile(bytes, SOMEBODY);

  it('comes to the same totals', () => {
    expect(formatYuan(sumFen(file.programmes.map(({ amountFen }) => amountFen)))).toBe('158727300.00');
    expect(file.declared.map(({ amountFen }) => formatYuan(amountFen))).toEqual(['158515400.00']);
    const planned = CHECKPOINTS.map((checkpoint) =>
      sumFen(
        file.programmes.map(({ plan, amountFen }) =>
          plannedOn(plan!.checkpoints, checkpoint as BusinessDate, amountFen),
        ),
      ),
    );
    expect(planned.map(formatYuan)).toEqual(['39666225.00', '79348450.00', '118939675.00', '158727300.00']);
  });

  it('has every document number in the standard form', () => {
    const normalized = file.programmes.flatMap(({ issue }) => issue.documentNumber?.normalized ?? []);
    expect(normalized).toEqual([
      '保财社〔2020〕124号',
      '保财社〔2020〕148号',
      '保财建〔2020〕84号',
      '保财建〔2020〕105号',
      '保财社〔2020〕101号',
      '保财社〔2020〕125号',
      '保财社〔2020〕114号',
    ]);
  });
});
