import { fen } from '@bofu/kernel';
import { openingMonths, pasted, readRow, refusedCell, sums } from './opening-grid';

const MONTHS = openingMonths('2026-03-15');

describe('期初补录 as it is typed', () => {
  it('has the months up to the one of the opening day', () => {
    expect(MONTHS).toEqual(['2026-01', '2026-02', '2026-03']);
  });

  it('makes a line of each amount, with the people of a month, and none of a blank', () => {
    const cells = { '2026-01': '1,000', '2026-02': ' ', none: '0.2万' };
    const { lines, totalFen, wrong } = readRow(cells, '75,587人', [...MONTHS, 'none'], fen(10_000_000n));
    expect(lines).toEqual([
      { groupId: null, period: '2026-01', heads: 75_587, amount: '1000.00' },
      { groupId: null, period: null, heads: null, amount: '2000.00' },
    ]);
    expect([totalFen, wrong]).toEqual([300_000n, {}]);
  });

  it('names what cannot be read at its cell, and what is more than there is at the row', () => {
    const { wrong } = readRow({ '2026-01': '十元', '2026-02': '1.234', '2026-03': '5' }, '-1', MONTHS, fen(400n));
    expect(wrong).toEqual({
      heads: '人数须为正整数',
      '2026-01': '金额只能是数字，例如 1234.50',
      '2026-02': '金额超过两位小数',
      row: '超过可用指标 1.00 元',
    });
  });

  it('takes a block out of a spreadsheet, as far as the grid goes', () => {
    const taken = pasted(
      { a: { '2026-01': '9' } },
      ['a', 'b'],
      MONTHS,
      { row: 'a', column: '2026-02' },
      '1\t2\t3\r\n4\n',
    );
    expect(taken).toEqual({ a: { '2026-01': '9', '2026-02': '1', '2026-03': '2' }, b: { '2026-02': '4' } });
    expect(pasted({}, ['a'], MONTHS, { row: 'a', column: '2026-01' }, '1\n2\n3')).toEqual({ a: { '2026-01': '1' } });
  });

  it('finds the cell a refusal is about', () => {
    const rows = [{ appropriationId: 'a', programmeId: 'p' }];
    const of = (code: string, facts: object) => refusedCell({ code, facts: { ...facts } }, rows);
    expect(of('opening-period-claimed', { programmeId: 'p', period: '2026-02' })).toEqual({
      ...{ appropriationId: 'a', column: '2026-02' },
    });
    expect(of('opening-balance-entered-already', { appropriationId: 'a' })).toEqual({
      ...{ appropriationId: 'a', column: 'row' },
    });
    expect(of('month-closed', {})).toBeNull();
  });

  it('adds up by any key', () => {
    const rows = [
      ['central', fen(5n)],
      ['district', fen(1n)],
      ['central', fen(2n)],
    ] as const;
    expect([...sums(rows, (row) => [row])]).toEqual([
      ['central', 7n],
      ['district', 1n],
    ]);
  });
});
