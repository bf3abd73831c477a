/** A file of two programmes whose figures can be added up in the head: 60.00 declared, and 40.00 outside the total. */
export interface FileDraft extends Record<string, unknown> {
  units: Record<string, unknown>[];
  declaredTotals: Record<string, unknown>[];
  programmes: ({
    plan: { on: string; cumulativePercent: string | null }[];
    standard: { rates: Record<string, unknown>[] } & Record<string, unknown>;
    targets: Record<string, unknown>[];
  } & Record<string, unknown>)[];
}

const programme = (sequence: number, amount: string, budgetType: string): FileDraft['programmes'][number] => ({
  sequence,
  code: `CODE${sequence}`.padEnd(21, '0'),
  name: `项目${sequence}`,
  unit: '356001',
  fundingLevel: 'central',
  fundingLevelBasis: 'stated',
  budgetType,
  documentNumber: '保财社〔2020〕1号',
  issuedAs: 'advance',
  amount,
  plan: [
    { on: '2021-06-30', cumulativePercent: '50.00' },
    { on: '2021-12-31', cumulativePercent: '100.00' },
  ],
  standard: {
    rates: [{ label: '中央', amount: '1.00', per: 'month' }],
    headcount: 5,
    cashFlow: 'monthly',
    deadline: { kind: 'monthly', day: 30, printed: '每月30日以前' },
  },
  targets: [{ level1: '产出指标', level2: '数量指标', level3: '人数', target: '5人', basis: '' }],
});

export const smallFile = (): FileDraft => ({
  format: 'bofu-programmes-1',
  source: '预算公开',
  bureau: '某局',
  fiscalYear: 2021,
  effectiveOn: '2021-01-01',
  units: [{ code: '356001', name: '本级' }],
  declaredTotals: [{ label: '项目支出', budgetType: 'general-public', amount: '60.00' }],
  programmes: [programme(1, '60.00', 'general-public'), programme(2, '40.00', 'state-capital-operations')],
});
