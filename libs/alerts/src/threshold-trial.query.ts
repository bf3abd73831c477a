import { setImmediate as others } from 'node:timers/promises';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { addDays, dateOf, type BusinessDate } from '@bofu/kernel';
import { requireSound, type RuleId, type Thresholds } from './domain/alert-rule';
import { knownRule } from './domain/catalogue';
import { ThresholdTrialRun, type ThresholdTrial } from './domain/threshold-trial';
import { EvaluationMemory } from './evaluation-memory';
import { RULE_INPUTS } from './rule-inputs';

const DAYS_BACK = 90;
/** So many programmes are looked at in all, a day each: seconds, however large the office. */
const MOST_LOOKS = 6_000;

/**
 * What thresholds would have found in a year of an agency on the ninety days up to a day: on each of them, or on every
 * second, third and so on in a large office. Refuses what could not be set.
 */
export class AskThresholdTrial extends Query<ThresholdTrial & { readonly days: readonly BusinessDate[] }> {
  constructor(
    readonly agencyId: string,
    readonly fiscalYear: number,
    readonly rule: RuleId,
    readonly thresholds: Thresholds,
    readonly upTo: BusinessDate,
  ) {
    super();
  }
}

@QueryHandler(AskThresholdTrial)
export class AskThresholdTrialHandler implements IQueryHandler<AskThresholdTrial> {
  constructor(private readonly memory: EvaluationMemory) {}

  execute({ agencyId, fiscalYear, rule: id, thresholds, upTo }: AskThresholdTrial) {
    const rule = knownRule(id);
    requireSound(rule, thresholds);
    return this.memory.inTurn(async () => {
      await this.memory.catchUp();
      const { programmes } = this.memory.on(agencyId, fiscalYear, upTo);
      const days = daysOf(fiscalYear, upTo, Math.max(1, Math.ceil((programmes.length * DAYS_BACK) / MOST_LOOKS)));
      const calendar = this.memory.calendars.calendar(agencyId, fiscalYear);
      const inForce = this.memory.alerts.thresholdsOf(agencyId, id);
      const run = new ThresholdTrialRun(rule, inForce, thresholds, { ...RULE_INPUTS, calendar });
      for (const day of days) {
        run.take(this.memory.on(agencyId, fiscalYear, day));
        await others();
      }
      return { ...run.result, days };
    });
  }
}

/** Of the year's own days, and of those after it. */
function daysOf(fiscalYear: number, upTo: BusinessDate, step: number): BusinessDate[] {
  const first = dateOf(fiscalYear, 1, 1);
  const days: BusinessDate[] = [];
  for (let back = 0; back < DAYS_BACK; back += step) {
    const day = addDays(upTo, -back);
    if (day >= first) days.unshift(day);
  }
  return days;
}
