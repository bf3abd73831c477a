import { columnsIn, eventsIn, isMoney, textOf } from './answer-rows';

const title = (name: string) => ({ heads: '人数', programmeName: '项目' })[name] ?? null;

describe('the rows of an answer', () => {
  it('have the columns they hold, and none for ids', () => {
    const columns = [
      { name: 'number', title: '事件' },
      { name: 'paymentId', title: null },
      { name: 'heads', title: '人数' },
      { name: 'reason', title: '事由' },
    ];
    const rows = [
      { number: 1, paymentId: 'p' },
      { number: 2, reason: null },
    ];
    expect(columnsIn(rows, { number: 1, question: '', columns }).map(({ name }) => name)).toEqual(['number', 'reason']);
    expect(columnsIn([], { number: 1, question: '', columns })).toEqual([]);
  });

  it('are told in words, nested ones by their titles', () => {
    expect([null, true, false, 3, 'late', []].map((value) => textOf(value, title))).toEqual([
      '-',
      '是',
      '否',
      '3',
      '迟付',
      '-',
    ]);
    expect(textOf('2021-10-05T10:00:00.000+08:00', title)).toBe('2021-10-05 10:00:00');
    const sources = [
      { programmeId: 'x', programmeName: '中央', heads: 3 },
      { programmeId: 'y', programmeName: '省级', heads: 4 },
    ];
    expect(textOf(sources, title)).toBe('项目 中央，人数 3；项目 省级，人数 4');
  });

  it('know money and events from other figures', () => {
    expect(['1.00', '-3.50', '1', '1.0', 'x'].map(isMoney)).toEqual([true, true, false, false, false]);
    expect([eventsIn(3), eventsIn([1, 2]), eventsIn(null)]).toEqual([[3], [1, 2], []]);
  });
});
