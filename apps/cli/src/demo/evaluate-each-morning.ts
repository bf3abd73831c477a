import type { Office } from '@bofu/api';
import { derivedId } from '@bofu/event-store';
import { Refusal, yearOf, type BusinessDate } from '@bofu/kernel';
import { dayToEvaluate, EvaluateAlerts } from '@bofu/monitoring';

/**
 * At 08:00 of a morning of the demo year the rules look at the day before, so that alerts stand in the store between
 * the acts they follow from and those they lead to. A year that has been played already is not judged anew.
 */
export const evaluateEachMorning =
  ({ commands }: Pick<Office, 'commands'>) =>
  async (morning: BusinessDate): Promise<void> => {
    const recordedAt = `${morning}T08:00:00.000+08:00`;
    const on = dayToEvaluate(recordedAt);
    const context = { commandId: derivedId('demo', 'evaluation', on), actor: '系统', recordedAt };
    try {
      await commands.execute(new EvaluateAlerts(context, yearOf(on), on));
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'evaluation-before-last') throw error;
    }
  };
