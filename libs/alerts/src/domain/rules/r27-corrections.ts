import { addDays, dateOf, fenToDigits, monthOf, periodOf, sumFen, yearOf, type Period } from '@bofu/kernel';
import type { CorrectionOnDay, ProgrammeOnDay } from '@bofu/monitoring';
import { yuan } from '../in-words';
import { aboutProgramme, alertRule, examined, type Finding, type RuleContext } from '../rule';

type Name = 'yellow' | 'orange' | 'red';

/**
 * R27 更正、冲销频次: how many payments of a programme were corrected or reversed within one month, where the mistake
 * stood. A payment that several appropriations bore, and that is put right once, is one. Nothing that happens later takes
 * the number back, so it is told in that month and the one after, and is over then.
 */
export function correctionsInMonth(
  { appropriations }: Pick<ProgrammeOnDay, 'appropriations'>,
  period: Period,
  { thresholds }: RuleContext<Name>,
): Finding | null {
  const all = appropriations.flatMap(({ corrections }) => corrections).filter(({ on }) => periodOf(on) === period);
  const counted = new Set(all.map(keyOf));
  const count = counted.size;
  const level = reached(count, thresholds);
  if (level === null) return null;
  const reversals = new Set(all.filter(({ kind }) => kind === 'reversed').map(keyOf)).size;
  const amountFen = sumFen(all.map((one) => one.amountFen));
  return {
    level,
    formula: `${period} 更正 ${count - reversals} 次、冲销 ${reversals} 次，共 ${count} 次，合计 ${yuan(amountFen)}`,
    figures: {
      corrections: String(count - reversals),
      reversals: String(reversals),
      amountFen: fenToDigits(amountFen),
    },
    stakeFen: amountFen,
  };
}

const keyOf = ({ kind, paymentId, on }: CorrectionOnDay): string => `${kind}/${paymentId}/${on}`;

function reached(count: number, { yellow, orange, red }: Readonly<Record<Name, bigint>>) {
  const times = BigInt(count);
  return times >= red ? 'red' : times >= orange ? 'orange' : times >= yellow ? 'yellow' : null;
}

/** The month of the day and the one before it. */
function monthsTold({ on }: ProgrammeOnDay): Period[] {
  const before = addDays(dateOf(yearOf(on), monthOf(on), 1), -1);
  return [periodOf(before), periodOf(on)];
}

export const r27Corrections = alertRule<Name>({
  id: 'R27',
  name: '更正、冲销频次',
  meaning: '一个项目一个月内更正与冲销的笔数，当月及次月提示',
  cause: 'data',
  blocking: false,
  thresholds: {
    yellow: { label: '黄：达到', unit: 'times', shipped: 3n },
    orange: { label: '橙：达到', unit: 'times', shipped: 5n },
    red: { label: '红：达到', unit: 'times', shipped: 10n },
  },
  rising: [['yellow', 'orange', 'red']],
  examine: ({ programmes }, context) =>
    programmes
      .filter(({ begun }) => begun)
      .flatMap((programme) =>
        monthsTold(programme).map((period) =>
          examined(aboutProgramme(programme, period), () => correctionsInMonth(programme, period, context)),
        ),
      ),
});
