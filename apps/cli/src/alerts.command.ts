import { randomUUID } from 'node:crypto';
import { beijingInstant } from '@bofu/http';
import { parseBusinessDate, yearOf, type BusinessDate } from '@bofu/kernel';
import {
  ALERT_LEVEL_LABEL,
  ALERT_LEVELS,
  ALERT_SITUATIONS,
  alertsProjection,
  AskAlert,
  AskAlerts,
  dayToEvaluate,
  EvaluateAlerts,
  viewAlert,
  viewAlertWithHistory,
  viewEvaluation,
  type AlertSituation,
} from '@bofu/monitoring';
import type { Office } from '@bofu/api';
import { plainTable, print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

const SITUATION: Record<AlertSituation, string> = {
  open: '待确认',
  acknowledged: '处置中',
  snoozed: '暂缓',
  cleared: '已销号',
};

const now = (): string => beijingInstant(new Date());
const today = (): BusinessDate => parseBusinessDate(now().slice(0, 10));
const date = (text: string | undefined): BusinessDate | null => (text === undefined ? null : parseBusinessDate(text));

async function seenByNow({ projections, store }: Office): Promise<void> {
  const head = await store.head();
  if (head !== null) await projections.waitFor(alertsProjection.name, head, 60_000);
}

/** `bofu alerts list`: worst first; those cleared only on request. */
export async function listAlerts(options: {
  year?: string;
  asOf?: string;
  level?: string;
  situation?: string;
  rule?: string;
  json?: boolean;
}): Promise<void> {
  const level = ALERT_LEVELS.find((one) => one === options.level) ?? null;
  const situation = ALERT_SITUATIONS.find((one) => one === options.situation) ?? null;
  await withOffice(async (office) => {
    await seenByNow(office);
    const asOf = date(options.asOf);
    const fiscalYear = options.year === undefined ? null : Number(options.year);
    const filter = { fiscalYear, level, situation, rule: options.rule ?? null, appropriationId: null };
    const all = await office.queries.execute(new AskAlerts(filter, { asOf, knownAt: null }, today()));
    const alerts = all
      .map(viewAlert)
      .filter((alert) => options.situation !== undefined || alert.situation !== 'cleared');
    if (options.json) return printJson(alerts);
    print(
      plainTable(
        ['级别', '状态', '触发日', '规则', '期', '对象', '算式'],
        alerts.map((alert) => [
          ALERT_LEVEL_LABEL[alert.level],
          SITUATION[alert.situation],
          alert.raisedOn,
          `${alert.rule} ${alert.ruleName}`,
          alert.period ?? '',
          alert.subjectName,
          alert.formula,
        ]),
      ),
    );
    tell(`${alerts.length} 条`);
  });
}

/** `bofu alerts show`: one case and all that happened to it. */
export async function showAlert(alertId: string, options: { asOf?: string; json?: boolean }): Promise<void> {
  await withOffice(async (office) => {
    await seenByNow(office);
    const clocks = { asOf: date(options.asOf), knownAt: null };
    const standing = await office.queries.execute(new AskAlert(alertId, clocks, today()));
    if (standing === null) {
      tell(`找不到预警 ${alertId}`);
      process.exitCode = 4;
      return;
    }
    const alert = viewAlertWithHistory(standing);
    if (options.json) return printJson(alert);
    print(
      `${ALERT_LEVEL_LABEL[alert.level]} ${SITUATION[alert.situation]}  ${alert.rule} ${alert.ruleName}  ${alert.subjectName}`,
    );
    for (const line of alert.history)
      print(`  ${line.on}  ${line.actor}  ${line.label}  ${line.formula ?? line.text ?? ''}`.trimEnd());
  });
}

/** `bofu alerts evaluate`: yesterday unless a date is named. */
export async function evaluateAlertsOn(options: { on?: string; json?: boolean }): Promise<void> {
  const recordedAt = now();
  const on = date(options.on) ?? dayToEvaluate(recordedAt);
  await withOffice(async ({ commands }) => {
    const context = { commandId: randomUUID(), actor: '命令行', recordedAt };
    const result = viewEvaluation(await commands.execute(new EvaluateAlerts(context, yearOf(on), on)));
    if (options.json) return printJson(result);
    const { evaluatedOn, programmes, raised, escalated, eased, cleared, reopened } = result;
    print(
      `已评估 ${evaluatedOn}，${programmes} 个项目：触发 ${raised}，升级 ${escalated}，降级 ${eased}，` +
        `销号 ${cleared}，再次触发 ${reopened}`,
    );
  });
}
