import { fen, fenToDigits, NO_MONEY, sumFen, type BusinessDate, type Fen, type Period } from '@bofu/kernel';
import type { ProgrammeOnDay } from '@bofu/monitoring';
import { isWorse, type AlertLevel } from '../alert-level';
import { percent, pointsFigure, share } from '../exact-share';
import { yuan } from '../in-words';
import { DAYS_OF_LEVEL, levelByAge } from '../level-by-age';
import { aboutProgramme, alertRule, examined, type Finding, type RuleContext } from '../rule';
import { worstReached } from '../worst-reached';

type Name = 'yellow' | 'orange' | 'red' | 'yellowDays' | 'orangeDays' | 'redDays';

/**
 * R16 退票: what the bank could not credit is no arrears while it is little and is paid anew soon. Told where it is much of
 * what was paid for a month, from 0.5 % on, and where it has lain too long, more than five working days; the worse of the
 * two counts, and it is over once it is paid anew (see `bouncedOn`). Both are of what is still open, so that a level
 * eases as people are paid. The share is of money: people bounce, and each was sent the same.
 *
 * Only age is asked of what was paid for no month: one payee that bounces is always all of its payment.
 */
export function bounced(
  programme: ProgrammeOnDay,
  period: Period | null,
  { calendar, thresholds }: RuleContext<Name>,
): Finding | null {
  const { on } = programme;
  const open = bouncedIn(programme, period);
  const openFen = sumFen(open.map(({ amountFen }) => amountFen));
  const oldest = open.map(({ returnedOn }) => returnedOn).reduce<BusinessDate>((a, b) => (a < b ? a : b), on);
  if (openFen === NO_MONEY) return null;

  const sentFen = fen(paidFor(programme, period) + openFen);
  const part = share(openFen, sentFen);
  const byShare = period === null ? null : worstReached(part, thresholds);
  const byAge = levelByAge(oldest, on, thresholds, calendar);
  const level = worse(byShare, byAge);
  if (level === null) return null;
  const ofWhat = period === null ? '' : `，占该月发放 ${yuan(sentFen)} 的 ${percent(part)}`;
  const age = byAge === null ? '' : `，已超过 ${thresholds[DAYS_OF_LEVEL[byAge]]} 个工作日`;
  return {
    level,
    formula: `${period === null ? '' : `${period} `}退票 ${yuan(openFen)} 尚未重发${ofWhat}；最早于 ${oldest} 退回${age}`,
    figures: {
      openFen: fenToDigits(openFen),
      sentFen: fenToDigits(sentFen),
      openPoints: pointsFigure(part),
      returnedOn: oldest,
    },
    stakeFen: openFen,
  };
}

const worse = (a: AlertLevel | null, b: AlertLevel | null): AlertLevel | null =>
  a === null || (b !== null && isWorse(b, a)) ? b : a;

const bouncedIn = ({ appropriations }: ProgrammeOnDay, period: Period | null) =>
  appropriations.flatMap((one) => one.bounced.filter((each) => each.period === period));

/** Net of what came back. */
const paidFor = ({ payments }: ProgrammeOnDay, period: Period | null): Fen =>
  sumFen(
    payments.flatMap(({ lines, flows }) =>
      flows
        .filter(({ line }) => lines[line]?.period === period && lines[line]?.entry !== 'deduction')
        .map(({ paidFen }) => paidFen),
    ),
  );

export const r16Bounced = alertRule<Name>({
  id: 'R16',
  name: '退票',
  meaning: '退票中尚未重发的：占该月发放的比例，或退回后的工作日数，取较重者',
  cause: 'unpaid',
  blocking: false,
  thresholds: {
    yellow: { label: '黄：占该月发放', unit: 'percent', shipped: 50n },
    orange: { label: '橙：占该月发放', unit: 'percent', shipped: 100n },
    red: { label: '红：占该月发放', unit: 'percent', shipped: 200n },
    yellowDays: { label: '黄：退回后超过', unit: 'working-days', shipped: 5n },
    orangeDays: { label: '橙：退回后超过', unit: 'working-days', shipped: 10n },
    redDays: { label: '红：退回后超过', unit: 'working-days', shipped: 30n, most: 60n },
  },
  rising: [
    ['yellow', 'orange', 'red'],
    ['yellowDays', 'orangeDays', 'redDays'],
  ],
  examine: ({ programmes }, context) =>
    programmes.flatMap((programme) =>
      [...new Set(programme.appropriations.flatMap((one) => one.bounced.map(({ period }) => period)))].map((period) =>
        examined(aboutProgramme(programme, period), () => bounced(programme, period, context)),
      ),
    ),
});
