import { systemClock, today } from '@bofu/http';
import { Refusal, yearOf, type BusinessDate } from '@bofu/kernel';
import {
  ALERT_LEVEL_LABEL,
  alertsProjection,
  AskAlert,
  AskAlerts,
  dayToEvaluate,
  EvaluateAlerts,
  EVERY_ALERT,
  seenOn,
  STANDING,
  viewAlert,
  viewAlertWithHistory,
  viewEvaluation,
  type AlertFilter,
  type AlertLevel,
  type AlertSituation,
} from '@bofu/alerts';
import { actingFromCommandLine, type ActingOptions } from './acting-from-command-line';
import { agencyFromCommandLine } from './books-from-command-line';
import { seenUpTo } from './seen-up-to';
import { plainTable, print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

const SITUATION: Record<AlertSituation, string> = {
  open: '待确认',
  acknowledged: '处置中',
  snoozed: '暂缓',
  cleared: '已销号',
};

/** `bofu alerts list`: worst first; those cleared only on request. */
export async function listAlerts(options: {
  agency?: string;
  year?: number;
  asOf?: BusinessDate;
  level?: AlertLevel;
  situation?: AlertSituation;
  rule?: string;
  json?: boolean;
}): Promise<void> {
  const { level = null, situation = null, rule = null, year: fiscalYear = null, asOf = null } = options;
  await withOffice(async (office) => {
    const { agencyScope } = await agencyFromCommandLine(office, options.agency);
    await seenUpTo(office, [alertsProjection.name], null);
    const books = { agencyScope, fiscalYear, asOf, knownAt: null };
    const filter: AlertFilter = {
      ...{ ...EVERY_ALERT, rule, levels: level && [level] },
      situations: situation === null ? STANDING : [situation],
    };
    const day = today(systemClock);
    const seen = await seenOn(office.queries, books, day);
    const all = await office.queries.execute(new AskAlerts(filter, books, day));
    const nameOf = (personId: string): string | null => office.directory.nameOf(personId);
    const alerts = all.map((standing) => viewAlert(standing, nameOf, seen));
    if (options.json) return printJson(alerts);
    print(
      plainTable(
        ['级别', '状态', '触发日', '事由', '对象', '涉及金额', '算式'],
        alerts.map((alert) => [
          ALERT_LEVEL_LABEL[alert.level],
          SITUATION[alert.situation],
          alert.raisedOn,
          alert.causeName,
          alert.subjectName,
          alert.stake,
          alert.lines.length > 1 ? `${alert.formula}（共 ${alert.lines.length} 行）` : alert.formula,
        ]),
      ),
    );
    tell(`${alerts.length} 条`);
  });
}

/** `bofu alerts show`: one case and all that happened to it. */
export async function showAlert(
  alertId: string,
  options: { agency?: string; asOf?: BusinessDate; json?: boolean },
): Promise<void> {
  await withOffice(async (office) => {
    const { agencyScope } = await agencyFromCommandLine(office, options.agency);
    await seenUpTo(office, [alertsProjection.name], null);
    const books = { agencyScope, fiscalYear: null, asOf: options.asOf ?? null, knownAt: null };
    const day = today(systemClock);
    const standing = await office.queries.execute(new AskAlert(alertId, books, day));
    if (standing === null) throw new Refusal('alert-not-found', { alertId });
    const seen = await seenOn(office.queries, books, day);
    const alert = viewAlertWithHistory(standing, (personId) => office.directory.nameOf(personId), seen);
    if (options.json) return printJson(alert);
    print(`${ALERT_LEVEL_LABEL[alert.level]} ${SITUATION[alert.situation]}  ${alert.causeName}  ${alert.subjectName}`);
    for (const line of alert.lines)
      print(
        `  ${[ALERT_LEVEL_LABEL[line.level], line.rule, line.ruleName, line.period, line.formula].filter(Boolean).join(' ')}`,
      );
    for (const line of alert.history)
      print(`  ${line.on}  ${line.actor}  ${line.label}  ${line.formula ?? line.text ?? ''}`.trimEnd());
  });
}

/** `bofu alerts evaluate`: yesterday unless a date is named, of its own year unless another is. */
export async function evaluateAlertsOn(
  options: ActingOptions & { on?: BusinessDate; year?: number; json?: boolean },
): Promise<void> {
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/alert-evaluations');
    const on = options.on ?? dayToEvaluate(context.recordedAt);
    const evaluation = new EvaluateAlerts(context, options.year ?? yearOf(on), on);
    const result = viewEvaluation(await office.commands.execute(evaluation));
    if (options.json) return printJson(result);
    const { evaluatedOn, programmes, raised, escalated, eased, updated, cleared, reopened } = result;
    print(
      `已评估 ${evaluatedOn}，${programmes} 个项目：触发 ${raised}，升级 ${escalated}，降级 ${eased}，更新 ${updated}，` +
        `销号 ${cleared}，再次触发 ${reopened}`,
    );
    for (const { rule, subjectName, reason } of result.firstUnjudged)
      print(`  未能判断：${rule} ${subjectName}：${reason}`);
  });
}
