import { actingService } from '@bofu/access';
import type { Office } from '@bofu/api';
import { dateOf, dayInPeriod, monthOf, periodOf, Refusal, yearOf, type BusinessDate } from '@bofu/kernel';
import { dayToEvaluate, EnableAlertWatch, EvaluateAlerts } from '@bofu/alerts';
import { commandIdOf, type DemoBureau } from './demo-bureau';

/**
 * At 08:00 of a morning of the demo the rules look at the day before, so that alerts stand in the store between the acts
 * they follow from and those they lead to. The year before goes on being judged while cases of it stand open, and some do
 * to the end of the demo: each morning of January, in which what December owed is still entered, and then once a month,
 * for nothing falls due in a year that is over. A year that has been played already is not judged anew.
 */
export const evaluateEachMorning =
  ({ commands }: Pick<Office, 'commands'>, { agencyId, since }: DemoBureau) =>
  async (morning: BusinessDate): Promise<void> => {
    const recordedAt = `${morning}T08:00:00.000+08:00`;
    const on = dayToEvaluate(recordedAt);
    const year = yearOf(on);
    const acting = { agencyId, by: actingService(agencyId), recordedAt };
    if (on === dateOf(year, 1, 1))
      await commands.execute(new EnableAlertWatch({ ...acting, commandId: commandIdOf('alert-watch', on) }, year, on));
    for (const fiscalYear of year > since && isForTheYearBefore(on) ? [year, year - 1] : [year])
      try {
        const context = { ...acting, commandId: commandIdOf('evaluation', on) };
        await commands.execute(new EvaluateAlerts(context, fiscalYear, on));
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'evaluation-before-last') throw error;
      }
  };

const isForTheYearBefore = (on: BusinessDate): boolean => monthOf(on) === 1 || on === dayInPeriod(periodOf(on), 31);
