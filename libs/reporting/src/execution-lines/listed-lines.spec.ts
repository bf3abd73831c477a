import { fen } from '@bofu/kernel';
import { choose, countAlerts, countStates, totalOf, type LinesAsked, type ListedLine } from './listed-lines';

const line = (
  name: string,
  facts: Partial<ListedLine> & { unit?: string; of?: string; number?: string },
): ListedLine => {
  const { unit = '356001', of = name, number, ...figures } = facts;
  return {
    appropriation: {
      ...{ appropriationId: name, agencyId: 'a', programmeId: of, fiscalYear: 2021, programmeCode: `13062121${of}` },
      ...{ programmeName: name, unitCode: unit, unitName: '本级', fundingLevel: 'district' },
      ...{ budgetType: 'general-public', initialFen: fen(0n) },
    },
    ...{ initialFen: fen(0n), budgetFen: fen(100n), settledFen: fen(0n), inTransitFen: fen(0n), frozenFen: fen(0n) },
    ...{
      availableFen: fen(100n),
      executionRate: 0,
      plannedFen: fen(0n),
      plannedRate: 0,
      planGap: 0,
      planGapFen: fen(0n),
    },
    ...{ state: 'on-plan', shortIn: null, alerts: null },
    documentNumber: number === undefined ? null : { printed: number, normalized: null },
    ...figures,
  };
};
const ANY: LinesAsked = {
  ...{ unit: null, fundingLevel: null, state: null, text: null },
  order: { by: 'worst', descending: false },
};
const namesOf = (lines: readonly ListedLine[], asked: Partial<LinesAsked>) =>
  choose(lines, { ...ANY, ...asked }).map(({ appropriation }) => appropriation.programmeName);

describe('the list of programmes', () => {
  it('has the worst first, among equals the most money, then the furthest behind its plan', () => {
    const lines = [
      line('正常', {}),
      line('小而滞后', { state: 'behind', budgetFen: fen(10n) }),
      line('大而滞后', { state: 'behind', planGap: -600 }),
      line('更滞后', { state: 'behind', planGap: -900 }),
      line('不足', { state: 'short', budgetFen: fen(1n) }),
    ];
    expect(namesOf(lines, {})).toEqual(['不足', '更滞后', '大而滞后', '小而滞后', '正常']);
  });

  it('is ordered by a figure either way, and has last what divides by nothing', () => {
    const lines = [line('半', { executionRate: 5_000 }), line('无', { executionRate: null }), line('零', {})];
    expect(namesOf(lines, { order: { by: 'rate', descending: false } })).toEqual(['零', '半', '无']);
    const budgets = [line('小', { budgetFen: fen(1n) }), line('大', { budgetFen: fen(3n) })];
    expect(namesOf(budgets, { order: { by: 'budget', descending: true } })).toEqual(['大', '小']);
  });

  it('is narrowed by unit, state and text; brackets, width and case make no difference', () => {
    const lines = [
      line('养老金', { unit: '356009', number: '保财社〔2020〕125号' }),
      line('就业补助', { state: 'unpaid' }),
    ];
    expect(namesOf(lines, { unit: '356009' })).toEqual(['养老金']);
    expect(namesOf(lines, { state: 'unpaid' })).toEqual(['就业补助']);
    for (const text of ['[2020]125', '【２０２０】 125', '(2020)125', '养老', '13062121养', 'YLJ', 'yl'])
      expect([text, namesOf(lines, { text })]).toEqual([text, ['养老金']]);
    expect(namesOf(lines, { text: '没有' })).toEqual([]);
  });

  it('is summed and counted over everything chosen, a programme of two appropriations once', () => {
    const alerts = { red: 1, orange: 0, yellow: 0, info: 2 };
    const lines = [
      line('甲一', { of: '甲', settledFen: fen(50n), alerts, state: 'alerted' }),
      line('甲二', { of: '甲', alerts, state: 'alerted' }),
      line('乙', {}),
    ];
    expect(totalOf(lines)).toMatchObject({ budgetFen: 300n, settledFen: 50n, executionRate: 1_667 });
    expect(countAlerts(lines)).toEqual(alerts);
    expect(countStates(lines)).toEqual([
      { state: 'alerted', count: 2 },
      { state: 'on-plan', count: 1 },
    ]);
  });
});
