import { asPlan, checkpointDays, planBody, plannedAmounts, planWrong, typedPercent } from './plan-grid';

const cells = (text: string) =>
  text.split('/').map((percent, at) => ({ on: `2026-${['03-31', '06-30', '10-31', '12-31'][at]}`, percent }));

describe('a plan as it is typed into the grid', () => {
  it('keeps a blank a blank', () => {
    expect(planBody(cells('/50/ /100'))).toEqual([
      { on: '2026-03-31', cumulativePercent: null },
      { on: '2026-06-30', cumulativePercent: '50' },
      { on: '2026-10-31', cumulativePercent: null },
      { on: '2026-12-31', cumulativePercent: '100' },
    ]);
    expect(plannedAmounts(asPlan(cells('/50//100')), '200.00').map(({ yuan }) => yuan)).toEqual([
      '0.00',
      '100.00',
      '100.00',
      '200.00',
    ]);
  });

  it('takes a percentage however it is written, and no other figure', () => {
    expect(['25', '２５％', ' 33.33 %', '100.00', '', '0'].map(typedPercent)).toEqual([
      '25',
      '25',
      '33.33',
      '100.00',
      null,
      '0',
    ]);
    expect(['101', '-1', '33.333', 'abc', '1,0'].map(typedPercent)).toEqual(Array(5).fill(undefined));
  });

  it.each([
    ['25/50/83.33/100', null],
    ['//100/', null],
    ['25/50/40/100', '2026-10-31 的累计比例比前一时点低'],
    ['25/50/75/90', '最后填写的累计比例须为 100'],
    ['25/x/75/100', '2026-06-30 的累计比例须在 0 至 100 之间，最多两位小数'],
  ])('says of %s: %s', (text, wrong) => {
    expect(planWrong(2026, cells(text))).toBe(wrong);
  });

  it('says which day is out of its place', () => {
    const [first, second, ...rest] = cells('25/50/75/100');
    expect(planWrong(2026, [second!, first!, ...rest])).toContain('2026-03-31：各时点须按日期先后排列');
    expect(planWrong(2025, cells('25/50/75/100'))).toBe('2026-03-31 不在 2025 年度之内');
    expect(planWrong(2026, [])).toBe('至少要有一个时点');
  });

  it('begins with the days of most of the plans of the year', () => {
    const plan = (...days: string[]) => ({ spendingPlan: days.map((on) => ({ on, cumulativePercent: null })) });
    expect(checkpointDays(2026, [{ spendingPlan: null }])).toEqual([
      '2026-03-31',
      '2026-06-30',
      '2026-10-31',
      '2026-12-31',
    ]);
    const halves = plan('2026-06-30', '2026-12-31');
    expect(checkpointDays(2026, [halves, plan('2026-12-31'), halves])).toEqual(['2026-06-30', '2026-12-31']);
  });
});
