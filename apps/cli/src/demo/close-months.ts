import { AskMonth, AskMonths, CloseMonth, EnterStatement } from '@bofu/closing';
import type { Office } from '@bofu/api';
import {
  dayInPeriod,
  fen,
  FUNDING_LEVELS,
  invariant,
  NO_MONEY,
  parseYuan,
  periodBefore,
  periodOf,
  yearOf,
  type BusinessDate,
  type Fen,
  type Period,
} from '@bofu/kernel';
import type { DemoBureau } from './demo-bureau';

/** On this day of the next month, somebody being on duty if it is a holiday. */
const CLOSING_DAY = 5;
/** 基本支出 of a month, which is on everybody's statement and not on these books: the published 1322.41万元 of the year. */
const OUTSIDE: Fen = fen(parseYuan('13224100.00') / 12n);
const PATIENCE_MS = 120_000;

/**
 * Each month is closed on the fifth of the next, at nine: the bank's and the finance bureau's figures are entered by a clerk, and
 * another closes. The bank of the demo pays what it was told to, so that the three sides tie. The last month of the year
 * stays open, as it does in January. A month that is closed already is passed over.
 */
export const closeMonthsInTime =
  (office: Pick<Office, 'commands' | 'queries' | 'store' | 'projections'>, bureau: DemoBureau) =>
  async (morning: BusinessDate): Promise<void> => {
    const month = periodBefore(periodOf(morning));
    if (
      morning !== dayInPeriod(periodOf(morning), CLOSING_DAY) ||
      yearOf(month) !== bureau.since ||
      month.endsWith('-12')
    )
      return;
    const { agencyId } = bureau;
    await caughtUp(office);
    const months = await office.queries.execute(new AskMonths(agencyId, yearOf(month), morning));
    if (months.find(({ period }) => period === month)?.isNext !== true) return;

    const at = `${morning}T09:00:00.000+08:00`;
    const lines = await statementOf(office, agencyId, month, morning);
    for (const side of ['bank', 'finance'] as const) {
      const context = bureau.acting('综合经办', at, 'statement', month, side);
      await office.commands.execute(new EnterStatement(context, month, side, lines));
    }
    await caughtUp(office);
    await office.commands.execute(new CloseMonth(bureau.acting('业务复核', at, 'close', month), month));
  };

/** 期初 + 收入 − 支出 = 期末 by level of funding, as the books have it, and the line of what they do not keep. */
async function statementOf({ queries }: Pick<Office, 'queries'>, agencyId: string, month: Period, today: BusinessDate) {
  const { standing } = await queries.execute(new AskMonth(agencyId, month, today));
  const kept = FUNDING_LEVELS.map((line) => {
    const booked = standing.facts.booked.find((one) => one.line === line);
    const [paidFen, closingFen] = [booked?.paidFen ?? NO_MONEY, booked?.balanceFen ?? NO_MONEY];
    return { line, openingFen: fen(paidFen + closingFen), receivedFen: NO_MONEY, paidFen, closingFen };
  });
  const outside = { openingFen: NO_MONEY, receivedFen: OUTSIDE, paidFen: OUTSIDE, closingFen: NO_MONEY };
  return [...kept, { line: 'outside' as const, ...outside }];
}

/** A year is played faster than it is read. */
async function caughtUp({ store, projections }: Pick<Office, 'store' | 'projections'>): Promise<void> {
  const head = await store.head();
  if (head === null) return;
  for (const name of projections.names) {
    const { reached } = await projections.waitFor(name, head, PATIENCE_MS);
    invariant(reached, `projection ${name} does not catch up`);
  }
}
