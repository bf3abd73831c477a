import { fen, parseYuan, Refusal } from '@bofu/kernel';
import { budgetRefusals } from '../budget-refusals';
import type { BudgetType } from './appropriation-terms';
import { reconcile, type ControlTotal } from './control-totals';

const programme = (sequence: number, yuan: string, budgetType: BudgetType = 'general-public') => ({
  sequence,
  budgetType,
  amountFen: parseYuan(yuan),
});
const declared = (yuan: string, budgetType: BudgetType = 'general-public'): ControlTotal => ({
  label: '项目支出',
  budgetType,
  amountFen: parseYuan(yuan),
});

function refusalOf(attempt: () => unknown): Refusal {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('programmes that add up to the declared total', () => {
  it('leave no difference', () => {
    expect(reconcile([programme(1, '60.00'), programme(2, '40.00')], [declared('100.00')])).toEqual({
      totalFen: fen(10_000n),
      declaredFen: fen(10_000n),
      differenceFen: fen(0n),
      explained: [],
      unexplainedFen: fen(0n),
    });
  });

  it('leave a difference explained by those of a budget type for which nothing is declared', () => {
    const programmes = [
      programme(1, '60.00'),
      programme(6, '2.58', 'state-capital-operations'),
      programme(8, '7.00', 'government-fund'),
      programme(9, '18.61', 'state-capital-operations'),
    ];
    expect(reconcile(programmes, [declared('60.00')])).toEqual({
      totalFen: fen(8819n),
      declaredFen: fen(6000n),
      differenceFen: fen(2819n),
      explained: [
        { budgetType: 'state-capital-operations', amountFen: fen(2119n), sequences: [6, 9] },
        { budgetType: 'government-fund', amountFen: fen(700n), sequences: [8] },
      ],
      unexplainedFen: fen(0n),
    });
  });
});

describe('programmes that do not add up', () => {
  it('may differ by what rounding to 0.01 万元 makes of that many lines, which stays in sight', () => {
    const three = ['2000.00', '3000.00', '4000.00'].map((amount, at) => programme(at + 1, amount));
    expect(reconcile(three, [declared('9200.00')]).unexplainedFen).toBe(fen(-20_000n));
    expect(refusalOf(() => reconcile(three, [declared('9200.01')])).code).toBe('control-total-mismatch');
    expect(refusalOf(() => reconcile(three, [declared('8799.99')])).code).toBe('control-total-mismatch');
    expect(refusalOf(() => reconcile([programme(1, '2000.00')], [declared('2150.00')])).code).toBe(
      'control-total-mismatch',
    );
  });

  it('are refused for a single fen more', () => {
    const { code, facts } = refusalOf(() => reconcile([programme(1, '99.99')], [declared('200.00')]));
    expect(code).toBe('control-total-mismatch');
    expect(facts).toEqual({
      mismatches: [
        {
          label: '项目支出',
          budgetType: 'general-public',
          declaredFen: fen(20_000n),
          programmesFen: fen(9_999n),
          unexplainedFen: fen(-10_001n),
        },
      ],
    });
    expect(budgetRefusals['control-total-mismatch'].title(facts as never)).toBe(
      '项目支出对不上：申报 200.00 元，项目合计 99.99 元，差额 -100.01 元 无法解释',
    );
  });

  it('are refused when two errors of different budget types would cancel out', () => {
    const programmes = [programme(1, '301.00'), programme(2, '49.00', 'government-fund')];
    const totals = [declared('200.00'), declared('150.00', 'government-fund')];
    expect(refusalOf(() => reconcile(programmes, totals)).facts['mismatches']).toHaveLength(2);
  });

  it('are refused when a total is declared for a budget type without programmes', () => {
    const totals = [declared('100.00'), declared('50.00', 'government-fund')];
    expect(refusalOf(() => reconcile([programme(1, '100.00')], totals)).code).toBe('control-total-mismatch');
  });
});
