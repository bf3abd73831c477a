import { fen, formatYuan, NO_MONEY, sumFen, type Fen } from '@bofu/kernel';
import type { DeclaredTotal, ProgrammeDraft, Reconciliation, TotalCheck } from './draft';
import { refuse } from './refusals';

const FEW = 2;
/** A second or so; who has not found out by then does not know that a set is the only one. */
const MOST_STEPS = 2_000_000;

/**
 * Compares the sum of 预算数 with the declared 项目支出. Rounding is half of the last printed place of each line and of
 * the total. A difference above it is explained only when one single set of programmes makes it up exactly.
 */
export function reconcile(programmes: readonly ProgrammeDraft[], totals: readonly DeclaredTotal[]): Reconciliation {
  const declared =
    totals.find(({ label }) => label === '项目支出') ?? totals.find(({ standsIn }) => standsIn === 'list') ?? null;
  const amounts = programmes.map(({ amount }) => amount.value);
  const all = amounts.filter((amount) => amount !== null);
  const sum = all.length === programmes.length ? sumFen(all) : null;
  const rounding = sumFen(programmes.map(({ roundingFen }) => fen(roundingFen)));
  const tolerance = fen(rounding + (declared?.roundingFen ?? 0n));
  const base = { declared, sum, tolerance, difference: null, explainedBy: [], checks: checksOf(totals) };
  if (declared === null) return { ...base, verdict: 'not-declared' };
  if (sum === null || declared.amount.value === null) return { ...base, verdict: 'not-judged' };
  const difference = fen(sum - declared.amount.value);
  if (difference === 0n) return { ...base, difference, verdict: 'ties' };
  if ((difference < 0n ? -difference : difference) <= tolerance) return { ...base, difference, verdict: 'rounding' };
  const sets = difference > 0n ? setsOf(programmes, difference) : [];
  const [only] = sets;
  return sets.length === 1 && only
    ? { ...base, difference, verdict: 'explained', explainedBy: only }
    : { ...base, difference, verdict: 'differs' };
}

/** Sets of programmes that add up to an amount exactly; stops at two, for then none is the only one. */
export function setsOf(programmes: readonly ProgrammeDraft[], amount: Fen): number[][] {
  const parts = programmes
    .flatMap(({ sequence, amount: { value } }) =>
      value !== null && value > 0n && value <= amount ? [{ sequence, value }] : [],
    )
    .sort((one, other) => (one.value < other.value ? 1 : -1));
  const found: number[][] = [];
  let steps = 0;
  const search = (from: number, left: bigint, taken: readonly number[]): void => {
    steps += 1;
    if (found.length >= FEW || steps > MOST_STEPS) return;
    if (left === NO_MONEY) {
      found.push([...taken].sort((one, other) => one - other));
      return;
    }
    for (let at = from; at < parts.length; at += 1) {
      const { sequence, value } = parts[at]!;
      if (value <= left) search(at + 1, left - value, [...taken, sequence]);
    }
  };
  search(0, amount, []);
  return steps > MOST_STEPS ? [] : found;
}

/** What stands on the left adds up to what stands on the right. */
const CHECKS: readonly (readonly [readonly string[], string])[] = [
  [['收入预算总额'], '支出预算总额'],
  [['基本支出', '项目支出'], '支出预算总额'],
  [['人员经费', '公用经费'], '基本支出'],
];

/** Each check whose totals are all declared and certain, to the rounding of what is printed. */
function checksOf(totals: readonly DeclaredTotal[]): TotalCheck[] {
  const of = (label: string) => totals.find((total) => total.label === label && total.amount.value !== null);
  return CHECKS.flatMap(([parts, whole]) => {
    const [found, total] = [parts.map(of), of(whole)];
    if (!total || found.some((part) => part === undefined)) return [];
    const given = found.filter((part) => part !== undefined);
    const difference = fen(sumFen(given.map(({ amount }) => amount.value!)) - total.amount.value!);
    const tolerance = [...given, total].reduce((sum, { roundingFen }) => sum + roundingFen, 0n);
    const holds = (difference < 0n ? -difference : difference) <= tolerance;
    return [{ sentence: `${parts.join(' + ')} = ${whole}`, holds, difference }];
  });
}

/** Refuses `paper-totals-unproven` unless the programmes add up to what the paper declares, as far as it explains. */
export function refuseUnproven({ reconciliation }: { readonly reconciliation: Reconciliation }): void {
  const { verdict, sum, declared } = reconciliation;
  if (verdict === 'ties' || verdict === 'rounding' || verdict === 'explained') return;
  const total = declared?.amount.value ?? null;
  refuse('paper-totals-unproven', {
    verdict,
    sum: sum === null ? null : formatYuan(sum),
    declared: total === null ? null : formatYuan(total),
  });
}
