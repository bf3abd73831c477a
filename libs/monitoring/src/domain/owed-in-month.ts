import {
  type BusinessDate,
  dayInPeriod,
  fen,
  type Fen,
  fenFromDigits,
  knownBy,
  owedOf,
  type OwedToGroup,
  payableFor,
  type Period,
  type ProgrammeOnRecord,
  type StandardOnRecord,
} from '@bofu/kernel';
import type { PaymentOnDay } from './appropriation-on-day';
import type { OwedInMonth } from './month-paid';

/**
 * 应发 of a month as it is held to, of everybody or of each group: what was known on its due day, for ever. A rise dated
 * back is 补差 and makes no month late that was paid in full then; people who turn out to have died make it cheaper.
 */
export function owedIn(record: ProgrammeOnRecord, period: Period, payments: readonly PaymentOnDay[]): OwedInMonth[] {
  const now = owedOf(record, period);
  if (now === null) return [{ groupId: null, heads: null, owedFen: null, standard: null }];
  const entered = payments
    .filter(({ lines }) => lines.some((line) => line.period === period))
    .map(({ order }) => order);
  const then = owedOf(knownBy(record, dueDayOf(now.groups, period), Math.max(0, ...entered)), period);
  return now.groups.map((group) => {
    const known = then?.groups.find(({ groupId }) => groupId === group.groupId) ?? group;
    const amounts = [least(known), least(group)].filter((amount) => amount !== null);
    const heads = [known.heads, group.heads].filter((count) => count !== null);
    return {
      groupId: group.groupId,
      heads: heads.length === 0 ? null : Math.min(...heads),
      owedFen: amounts.length === 0 ? null : amounts.reduce((a, b) => (a < b ? a : b)),
      standard: known.standard ?? group.standard,
    };
  });
}

/** The latest of the days the month's deadlines name, rest days not looked at; its last day where none does. */
function dueDayOf(groups: readonly OwedToGroup[], period: Period): BusinessDate {
  const days = groups.map(({ standard }) => (standard?.deadline.kind === 'monthly' ? standard.deadline.day : 31));
  return dayInPeriod(period, Math.max(...days));
}

const least = ({ amountFen, standard, heads }: OwedToGroup): Fen | null =>
  amountFen ?? (standard === null || heads === null ? null : leastOf(standard, heads));

/** Where several rates stand side by side and nothing splits the people among them, everybody has at least the lowest. */
function leastOf({ rates }: StandardOnRecord, heads: number): Fen | null {
  const monthly = rates.filter(({ per }) => per === 'month').map(({ amountFen }) => fenFromDigits(amountFen));
  if (heads <= 0 || monthly.length === 0 || monthly.length < rates.length) return null;
  return payableFor(fen(monthly.reduce((a, b) => (a < b ? a : b))), heads);
}
