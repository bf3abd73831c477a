import { fenToDigits } from '@bofu/kernel';
import type { ProgrammeOnDay } from '@bofu/monitoring';
import { minus, partOf, percent, points, pointsFigure, share } from '../exact-share';
import { quotient } from '../in-words';
import { monthsPastDue } from '../months-due';
import { alertRule, ofEachProgramme, type Finding, type RuleContext } from '../rule';
import { worstReached } from '../worst-reached';
import { yardstick } from '../yardstick';

type Name = 'yellow' | 'orange' | 'red';

/**
 * R02 应付期数进度: months due less executed, for those who pay monthly. Months are counted in steps, each once its due day
 * has passed, and not by the day of the year: by days, whoever pays at the end of each month would lag by up to 8.3
 * points for the last days of every month. Where no day is stated a month is due on its last day. Executed is measured
 * by the standard's need where there is one (see `yardstick`).
 */
export function behindMonths(programme: ProgrammeOnDay, { calendar, thresholds }: RuleContext<Name>): Finding | null {
  const { on, settledFen, standard, months } = programme;
  const whole = yardstick(programme);
  if (standard?.cashFlow !== 'monthly' || whole.fen <= 0n || months.length === 0) return null;

  const due = monthsPastDue(programme, on, calendar).length;
  const elapsed = share(BigInt(due), BigInt(months.length));
  const lag = minus(elapsed, share(settledFen, whole.fen));
  const level = worstReached(lag, thresholds);
  if (level === null) return null;
  return {
    level,
    formula:
      `应发 ${due} 个月 ÷ ${months.length} = ${percent(elapsed)} − 执行率 ${quotient(settledFen, whole.fen)}` +
      `${whole.byStandard ? '（按标准全年所需）' : ''}，滞后 ${points(lag)} 个百分点`,
    figures: {
      monthsDue: String(due),
      elapsedPoints: pointsFigure(elapsed),
      settledFen: fenToDigits(settledFen),
      measuredAgainstFen: fenToDigits(whole.fen),
      lagPoints: pointsFigure(lag),
    },
    stakeFen: partOf(lag, whole.fen),
  };
}

export const r02BehindMonths = alertRule<Name>({
  id: 'R02',
  name: '应付期数进度',
  meaning: '按月发放的项目：已到期月数 ÷ 12 − 执行率（个百分点）',
  cause: 'behind',
  blocking: false,
  thresholds: {
    yellow: { label: '黄：滞后', unit: 'points', shipped: 500n },
    orange: { label: '橙：滞后', unit: 'points', shipped: 1_000n },
    red: { label: '红：滞后', unit: 'points', shipped: 1_500n },
  },
  rising: [['yellow', 'orange', 'red']],
  examine: ofEachProgramme(behindMonths),
});
