import { choicesOf, keptFieldWords, keptPlaceWords, placeWords, standingsOf, type OpenFigure } from './readings';

const open = (sequence: number, field: OpenFigure['field']): OpenFigure => ({
  ...{ sequence, field, label: '', sentence: '', printed: '', readings: [] },
});

describe('what is decided of a reading', () => {
  it('is one choice for each open figure: its own value before the one for all, with the reason', () => {
    const figures = [open(1, 'budgetType'), open(2, 'budgetType'), open(2, 'amount')];
    const decisions = { budgetType: { all: 'general-public', reason: ' 据批复 ', of: { 2: 'government-fund' } } };
    expect(choicesOf(figures, decisions)).toEqual([
      { sequence: 1, field: 'budgetType', value: 'general-public', reason: '据批复' },
      { sequence: 2, field: 'budgetType', value: 'government-fund', reason: '据批复' },
    ]);
  });

  it('is nothing without a reason or a value', () => {
    expect(choicesOf([open(1, 'amount')], { amount: { all: '12.00', reason: ' ' } })).toEqual([]);
    expect(choicesOf([open(1, 'amount')], { amount: { of: { 1: ' ' }, reason: '据批复' } })).toEqual([]);
  });
});

it('says a place the same whether it was just read or kept by an event', () => {
  const cell = { line: null, table: 3, row: 2, column: 4 };
  expect(placeWords(cell)).toBe(keptPlaceWords('table 3, row 2, cell 4'));
  expect(placeWords({ ...cell, line: 12 })).toBe(keptPlaceWords('line 12'));
  expect(keptPlaceWords('/programmes/3/amount')).toBe('/programmes/3/amount');
});

it('says what a kept figure is', () => {
  expect(['amount', 'budgetType decided', 'plan 3月底', 'target 发放人数', 'budget'].map(keptFieldWords)).toEqual([
    ...['预算数', '预算类型（核定）', '支出计划 3月底', '绩效指标 发放人数', 'budget'],
  ]);
});

it('counts how the programmes of a later paper stand to the books', () => {
  const programmes = (['same', 'new', 'same', 'changed'] as const).map((standing) => ({ standing }));
  expect([...standingsOf(programmes)]).toEqual([
    ['same', 2],
    ['new', 1],
    ['changed', 1],
  ]);
  expect([...standingsOf([])]).toEqual([]);
});
