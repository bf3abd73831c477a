import {
  AskMonth,
  AskMonths,
  CHECK_LABEL,
  CloseMonth,
  FIGURE_LABEL,
  FIGURE_LINE_LABEL,
  MONTH_SITUATION_LABEL,
  ProposeMonthReopening,
  ReopenMonth,
  SIDE_LABEL,
  viewMonth,
  viewMonthOfYear,
} from '@bofu/closing';
import type { Office } from '@bofu/api';
import { systemClock, today } from '@bofu/http';
import { formatYuanGrouped, yearOf, type Period } from '@bofu/kernel';
import { actingFromCommandLine, type ActingOptions } from './acting-from-command-line';
import { agencyFromCommandLine } from './books-from-command-line';
import { plainTable, print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

/** `bofu month status`: the months of a year, or of one of them what stands in the way of closing it. */
export async function monthStatus(options: {
  agency?: string;
  year?: number;
  month?: Period;
  json?: boolean;
}): Promise<void> {
  const { agency, month, year = yearOf(today(systemClock)), json = false } = options;
  await withOffice(async (office) => {
    const { agencyId } = await agencyFromCommandLine(office, agency);
    if (month === undefined) await printYear(office, agencyId, year, json);
    else await printMonth(office, agencyId, month, json);
  });
}

async function printYear({ queries, directory }: Office, agencyId: string, year: number, json: boolean): Promise<void> {
  const months = await queries.execute(new AskMonths(agencyId, year, today(systemClock)));
  const views = months.map((month) => viewMonthOfYear(month, (personId) => directory.nameOf(personId)));
  if (json) return printJson(views);
  print(
    plainTable(
      ['月份', '状态', '结账人', '结账后登记', '其中支出'],
      views.map(({ month, situation, closedBy, later }) => [
        month,
        MONTH_SITUATION_LABEL[situation],
        closedBy ?? '-',
        later === null ? '-' : `${later.count} 笔`,
        later?.paid ?? '-',
      ]),
    ),
  );
  const next = views.find(({ isNext }) => isNext);
  if (next) tell(`现在可以结账的月份：${next.month}`);
}

async function printMonth(
  { queries, directory }: Office,
  agencyId: string,
  period: Period,
  json: boolean,
): Promise<void> {
  const month = await queries.execute(new AskMonth(agencyId, period, today(systemClock)));
  if (json) return printJson(viewMonth(month, (personId) => directory.nameOf(personId)));
  print(`${period} ${MONTH_SITUATION_LABEL[month.situation]}`);
  print(
    plainTable(
      ['检查项目', '笔数', '金额', '结论'],
      month.checks.map(({ check, count, amountFen, blocks }) => [
        CHECK_LABEL[check],
        String(count),
        formatYuanGrouped(amountFen),
        blocks ? '阻止结账' : count === 0 ? '无' : '列示',
      ]),
    ),
  );
  const differing = month.compared.filter(({ differenceFen }) => differenceFen !== 0n);
  if (differing.length > 0)
    print(
      plainTable(
        ['对账差异', '系统', '对方', '差异', '说明'],
        differing.map(({ line, figure, side, bookedFen, statedFen, differenceFen, explanation }) => [
          `${SIDE_LABEL[side]} ${FIGURE_LINE_LABEL[line]} ${FIGURE_LABEL[figure]}`,
          formatYuanGrouped(bookedFen),
          formatYuanGrouped(statedFen),
          formatYuanGrouped(differenceFen),
          explanation ?? '未说明',
        ]),
      ),
    );
  if (month.later)
    tell(`结账后登记 ${month.later.count} 笔，支出 ${formatYuanGrouped(month.later.sums.settledFen)} 元`);
}

/** `bofu month close`. */
export async function closeMonth(options: ActingOptions & { month: Period }): Promise<void> {
  const { month } = options;
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/months/:month/closing');
    await office.commands.execute(new CloseMonth(context, month));
    print(`已结账 ${month}：此后迟登的记入下一个未结账的月份`);
  });
}

/** `bofu month reopen`: with a reason it is proposed, without one the second person opens it. */
export async function reopenMonth(options: ActingOptions & { month: Period; reason?: string }): Promise<void> {
  const { month, reason } = options;
  await withOffice(async (office) => {
    const step = reason === undefined ? 'reopening' : 'reopening-proposal';
    const context = await actingFromCommandLine(office, options, `POST /v1/months/:month/${step}`);
    if (reason === undefined) {
      await office.commands.execute(new ReopenMonth(context, month));
      print(`已反月结 ${month}`);
    } else {
      await office.commands.execute(new ProposeMonthReopening(context, month, reason));
      print(`已申请反月结 ${month}，待另一人办理：bofu month reopen --month ${month} --actor <另一人>`);
    }
  });
}
