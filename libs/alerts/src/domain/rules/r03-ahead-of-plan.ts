import { elapsedOf, fenToDigits, plannedShareOn, yearOf } from '@bofu/kernel';
import type { AppropriationOnDay, ProgrammeOnDay } from '@bofu/monitoring';
import { atLeast, minus, NOTHING, partOf, percent, points, pointsFigure, share } from '../exact-share';
import { quotient } from '../in-words';
import { alertRule, ofEachAppropriation, type Finding, type RuleContext } from '../rule';
import { worstReached } from '../worst-reached';
import { yardstickOfAppropriation } from '../yardstick';

type Name = 'yellow' | 'orange' | 'red';

/**
 * R03 超前: executed less planned, less whatever the plan itself lies behind the time of the year (the October
 * checkpoint is planned at 75 % when 83.33 % of the year are over).
 *
 * A monthly payer is held to the plan of the day. Anybody else may pay, at any time before a checkpoint, what the plan
 * allows by that checkpoint, so the next checkpoint counts: a bill paid a fortnight early is no haste. A one-off payment
 * cannot be made in parts and is never ahead. Executed is measured by the standard's need where there is one.
 */
export function aheadOfPlan(
  appropriation: AppropriationOnDay,
  programme: ProgrammeOnDay,
  { thresholds }: RuleContext<Name>,
): Finding | null {
  const { on, plan, settledFen } = appropriation;
  const { standard } = programme;
  const whole = yardstickOfAppropriation(appropriation, programme);
  if (plan === null || whole.fen <= 0n || standard?.cashFlow === 'one-off') return null;

  const heldTo = standard?.cashFlow === 'monthly' ? on : (plan.find((checkpoint) => checkpoint.on >= on)?.on ?? on);
  const { basisPointDays, days } = plannedShareOn(plan, heldTo, appropriation.planStartsOn);
  const planned = share(basisPointDays, 10_000n * days);
  const { gone, of } = elapsedOf(yearOf(heldTo), heldTo);
  const elapsed = share(gone, of);
  const behindTime = minus(elapsed, planned);
  const allowed = atLeast(behindTime, 0n) ? behindTime : NOTHING;
  const lead = minus(minus(share(settledFen, whole.fen), planned), allowed);
  const level = worstReached(lead, thresholds);
  if (level === null) return null;
  return {
    level,
    formula:
      `执行率 ${quotient(settledFen, whole.fen)}${whole.byStandard ? '（按标准全年所需）' : ''}` +
      ` − 计划进度（至 ${heldTo}）${percent(planned)} − 计划慢于时间 ${points(allowed)}，超前 ${points(lead)} 个百分点`,
    figures: {
      settledFen: fenToDigits(settledFen),
      measuredAgainstFen: fenToDigits(whole.fen),
      plannedUpTo: heldTo,
      plannedPoints: pointsFigure(planned),
      allowedPoints: pointsFigure(allowed),
      leadPoints: pointsFigure(lead),
    },
    stakeFen: partOf(lead, whole.fen),
  };
}

export const r03AheadOfPlan = alertRule<Name>({
  id: 'R03',
  name: '超前',
  meaning: '执行率 − 计划进度 − 计划慢于时间的部分（个百分点）',
  cause: 'ahead',
  blocking: false,
  thresholds: {
    yellow: { label: '黄：超前', unit: 'points', shipped: 1_000n },
    orange: { label: '橙：超前', unit: 'points', shipped: 2_000n },
    red: { label: '红：超前', unit: 'points', shipped: 3_000n },
  },
  rising: [['yellow', 'orange', 'red']],
  examine: ofEachAppropriation(aheadOfPlan),
});
