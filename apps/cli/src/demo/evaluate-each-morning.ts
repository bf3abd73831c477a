import { actingService } from '@bofu/access';
import type { Office } from '@bofu/api';
import { dateOf, Refusal, yearOf, type BusinessDate } from '@bofu/kernel';
import { dayToEvaluate, EnableAlertWatch, EvaluateAlerts } from '@bofu/alerts';
import { commandIdOf, type DemoBureau } from './demo-bureau';

/**
 * At 08:00 of a morning of the demo year the rules look at the day before, so that alerts stand in the store between
 * the acts they follow from and those they lead to. A year that has been played already is not judged anew.
 */
export const evaluateEachMorning =
  ({ commands }: Pick<Office, 'commands'>, { agencyId }: DemoBureau) =>
  async (morning: BusinessDate): Promise<void> => {
    const recordedAt = `${morning}T08:00:00.000+08:00`;
    const on = dayToEvaluate(recordedAt);
    const acting = { agencyId, by: actingService(agencyId), recordedAt };
    const context = { ...acting, commandId: commandIdOf('evaluation', on) };
    try {
      if (on === dateOf(yearOf(on), 1, 1))
        await commands.execute(
          new EnableAlertWatch({ ...acting, commandId: commandIdOf('alert-watch', on) }, yearOf(on), on),
        );
      await commands.execute(new EvaluateAlerts(context, yearOf(on), on));
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'evaluation-before-last') throw error;
    }
  };
