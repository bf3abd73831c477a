import {
  AskYearClosing,
  DISPOSAL_LABEL,
  DisposeOfBalance,
  LockYear,
  ProposeYearReopening,
  ReopenYear,
  SignYearReport,
  STEP_STATE_LABEL,
  viewYear,
  YEAR_STEP_LABEL,
} from '@bofu/closing';
import { systemClock, today } from '@bofu/http';
import {
  formatYuanGrouped,
  type BusinessDate,
  type DocumentNumber,
  type Fen,
  type YearEndDisposal,
} from '@bofu/kernel';
import { actingFromCommandLine, type ActingOptions } from './acting-from-command-line';
import { agencyFromCommandLine } from './books-from-command-line';
import { plainTable, print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

interface OfYear {
  readonly year: number;
}

/** `bofu year status`: the twelve steps. */
export async function yearStatus(options: OfYear & { agency?: string; json?: boolean }): Promise<void> {
  const { agency, year, json = false } = options;
  await withOffice(async (office) => {
    const { agencyId } = await agencyFromCommandLine(office, agency);
    const closing = await office.queries.execute(new AskYearClosing(agencyId, year, today(systemClock)));
    if (json) return printJson(viewYear(closing, (personId) => office.directory.nameOf(personId)));
    print(
      plainTable(
        ['步骤', '状态', '项数', '金额', '系统中的记录', '还缺'],
        closing.steps.map(({ step, state, count, amountFen, found, missing }, at) => [
          `${at + 1} ${YEAR_STEP_LABEL[step]}`,
          STEP_STATE_LABEL[state],
          count === null ? '-' : String(count),
          amountFen === null ? '-' : formatYuanGrouped(amountFen),
          found,
          missing ?? '-',
        ]),
      ),
    );
    if (closing.reportDigest !== null) tell(`年度报表摘要：${closing.reportDigest}`);
  });
}

/** `bofu year carry-over`: what becomes of one balance. */
export async function disposeOfBalance(
  options: ActingOptions &
    OfYear & {
      appropriation: string;
      amount: Fen;
      as: YearEndDisposal;
      carriedTo?: string;
      documentNumber?: DocumentNumber;
      documentDate?: BusinessDate;
      reason: string;
    },
): Promise<void> {
  const { year, appropriation: appropriationId, amount: amountFen, as: disposal, reason } = options;
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/years/:year/balances');
    const { carriedTo } = await office.commands.execute(
      new DisposeOfBalance(context, year, {
        ...{ appropriationId, amountFen, disposal, reason, carriedTo: options.carriedTo ?? null },
        documentNumber: options.documentNumber ?? null,
        documentDate: options.documentDate ?? null,
      }),
    );
    print(
      `${DISPOSAL_LABEL[disposal]} ${formatYuanGrouped(amountFen)} 元${carriedTo === null ? '' : `，${year + 1} 年指标 ${carriedTo}`}`,
    );
  });
}

/** `bofu year sign`: the report by the digest that `status` shows. */
export async function signYear(options: ActingOptions & OfYear & { digest: string }): Promise<void> {
  const { year, digest } = options;
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/years/:year/signatures');
    await office.commands.execute(new SignYearReport(context, year, digest));
    print(`已签署 ${year} 年年度报表`);
  });
}

/** `bofu year lock`. */
export async function lockYear(options: ActingOptions & OfYear): Promise<void> {
  const { year } = options;
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/years/:year/lock');
    await office.commands.execute(new LockYear(context, year));
    print(`已年终结账 ${year} 年`);
  });
}

/** `bofu year reopen`: with a reason it is proposed, without one the second person opens it. */
export async function reopenYear(options: ActingOptions & OfYear & { reason?: string }): Promise<void> {
  const { year, reason } = options;
  await withOffice(async (office) => {
    const step = reason === undefined ? 'reopening' : 'reopening-proposal';
    const context = await actingFromCommandLine(office, options, `POST /v1/years/:year/${step}`);
    if (reason === undefined) {
      await office.commands.execute(new ReopenYear(context, year));
      print(`已反年结 ${year} 年`);
    } else {
      await office.commands.execute(new ProposeYearReopening(context, year, reason));
      print(`已申请反年结 ${year} 年，待另一人办理：bofu year reopen --year ${year} --actor <另一人>`);
    }
  });
}
