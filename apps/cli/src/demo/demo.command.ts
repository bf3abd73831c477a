import { join } from 'node:path';
import {
  ConfigurationError,
  embeddedDataDir,
  readConfiguration,
  requireUsablePort,
  sentenceOf,
  type Configuration,
  type Office,
} from '@bofu/api';
import { viewProgrammeImport } from '@bofu/budget';
import { publishedCalendar } from '@bofu/calendar';
import { eraseEmbeddedPostgres } from '@bofu/embedded';
import { dateOf, invariant, yearOf, type BusinessDate } from '@bofu/kernel';
import { AskPlanAgainstActual, planAgainstActualProjection, viewPlanAgainstActual } from '@bofu/monitoring';
import { reconciliationText } from '../import.command';
import { planAgainstActualTable } from '../plan-against-actual-table';
import { plainTable, print, printJson, progressOf, tell } from '../terminal';
import { serve, withOffice } from '../with-office';
import { closeMonthsInTime } from './close-months';
import { foundingOf, loadCalendar, registerBureau, type DemoBureau } from './demo-bureau';
import { DEMO_YEARS, type DemoYear } from './demo-years';
import { evaluateEachMorning } from './evaluate-each-morning';
import { booksOf, importBudget, type DemoBudget } from './import-budget';
import { letPeopleIn, type DemoAccount } from './let-people-in';
import { playYear, type DemoBooks, type ExpectedRefusal } from './play-year';

const [FIRST_YEAR] = DEMO_YEARS;

interface DemoOptions {
  readonly once?: boolean;
  readonly json?: boolean;
  readonly reset?: boolean;
  /** Nobody signs in: whoever looks on acts as whom she chooses. */
  readonly singlePerson?: boolean;
  /** 登记日: what was entered later is not played, and left for whoever looks on to do. */
  readonly until?: BusinessDate;
}

/**
 * `bofu demo`: the 22 programmes of a real year, a year of clerks' work on them, what came of it, and how the year turns
 * into the next.
 */
export async function demo(options: DemoOptions): Promise<void> {
  const until = options.until ?? null;
  if (until !== null && !DEMO_YEARS.some(({ year }) => year === yearOf(until)))
    throw new ConfigurationError(`--until 须是 ${DEMO_YEARS.map(({ year }) => year).join('、')} 年内的日期`);
  const configuration = demoConfiguration(readConfiguration(process.env));
  let accounts: readonly DemoAccount[] = [];
  const playAndPrint = async (office: Office): Promise<void> => {
    const bureau = await registerBureau(office, FIRST_YEAR.year);
    const played: PlayedYear[] = [];
    for (const year of DEMO_YEARS)
      if (until === null || dateOf(year.year, 1, 1) <= until)
        played.push(await play(office, bureau, year, until, played.at(-1)?.books));
    (options.json ? printFigures : printTables)(played);
    if (!options.once && !options.singlePerson) accounts = await letPeopleIn(office, bureau);
  };
  // Cleared only once the office can be opened at all: a port in use must not cost a played year.
  if (!options.once) await requireUsablePort(configuration);
  if (options.reset) await reset(configuration);
  // Else nothing of that year would have been known in it.
  const opening = { configuration, foundedAt: foundingOf(FIRST_YEAR.year) };
  if (options.once) return withOffice(playAndPrint, opening);
  const books = until === null ? `year=${FIRST_YEAR.year}` : `year=${yearOf(until)}&asOf=${until}`;
  await serve(
    (address) =>
      `${entrances(accounts)}\n演示账已就绪：${address}/programmes?${books}（接口说明 ${address}/docs），按 Ctrl-C 停止`,
    opening,
    playAndPrint,
  );
}

/** The demo keeps its books apart from the office's own. */
const demoConfiguration = (configuration: Configuration): Configuration => ({
  ...configuration,
  dataDir: join(configuration.dataDir, 'demo'),
});

async function reset({ dataDir, databaseUrl, store }: Configuration): Promise<void> {
  if (databaseUrl !== null || store.kind === 'kurrentdb')
    throw new ConfigurationError('--reset 只清除内置数据库中的演示数据；外部数据库与 KurrentDB 请自行处理');
  await eraseEmbeddedPostgres(embeddedDataDir(dataDir));
  tell('已清除演示数据');
}

type Standing = Awaited<ReturnType<typeof standingAsOf>>;

interface PlayedYear {
  readonly books: DemoBooks;
  readonly budget: DemoBudget;
  readonly refusals: readonly ExpectedRefusal[];
  readonly standings: readonly Standing[];
}

async function play(
  office: Office,
  bureau: DemoBureau,
  { year, acts, lastMorning, checkpoints }: DemoYear,
  until: BusinessDate | null,
  before: DemoBooks | undefined,
): Promise<PlayedYear> {
  await loadCalendar(office, bureau, year);
  const budget = await importWithProgress(office, bureau, year);
  const books = { ...(await booksOf(office, bureau, budget)), ...(before && { before }) };
  const [judge, closeMonths] = [evaluateEachMorning(office, bureau), closeMonthsInTime(office, bureau)];
  const progress = progressOf(`办理 ${year} 年业务`);
  const isOver = (date: BusinessDate): boolean => until === null || date <= until;
  const refusals = await office.projections.whileRecording(() =>
    playYear(
      office,
      acts(publishedCalendar(year)).filter(({ recordedOn }) => isOver(recordedOn)),
      books,
      progress.to,
      async (morning) => {
        await judge(morning);
        await closeMonths(morning);
      },
      until !== null && until < lastMorning ? until : lastMorning,
    ),
  );
  progress.end();
  await upToDate(office, planAgainstActualProjection.name);
  const standings = [];
  for (const date of checkpoints.filter(isOver)) standings.push(await standingAsOf(office, bureau, date));
  return { books, budget, refusals, standings };
}

async function importWithProgress(office: Office, bureau: DemoBureau, year: number): Promise<DemoBudget> {
  const progress = progressOf(`导入项目（${year} 年）`);
  const budget = await importBudget(office, bureau, year, progress.to);
  progress.end();
  if (budget.repeated) tell('项目此前已导入，未重复登记');
  return budget;
}

async function upToDate({ projections, store }: Office, projection: string): Promise<void> {
  const head = await store.head();
  if (head === null) return;
  const { reached } = await projections.waitFor(projection, head, 60_000);
  invariant(reached, `projection ${projection} does not catch up`);
}

const standingAsOf = ({ queries }: Office, { agencyId }: DemoBureau, asOf: BusinessDate) =>
  queries.execute(new AskPlanAgainstActual({ agencyScope: [agencyId], fiscalYear: yearOf(asOf), asOf, knownAt: null }));

function printTables(years: readonly PlayedYear[]): void {
  for (const [at, { budget, standings, refusals }] of years.entries()) {
    print(`${at === 0 ? '' : '\n'}${budget.source}`);
    print(reconciliationText(budget.imported));
    for (const standing of standings) print(`\n${planAgainstActualTable(standing)}`);
    if (refusals.length > 0) print('\n其间被拒绝的办理：');
    for (const { on, refusal } of refusals) print(`  ${on}  ${sentenceOf(refusal)}`);
  }
}

/** The first year's figures, and beside them those of the year it turns into. */
function printFigures([first, ...following]: readonly PlayedYear[]): void {
  if (first !== undefined) printJson({ ...figuresOf(first), following: following.map(figuresOf) });
}

const figuresOf = ({ budget, standings, refusals }: PlayedYear) => ({
  source: budget.source,
  import: viewProgrammeImport(budget.imported),
  checkpoints: standings.map((standing) => viewPlanAgainstActual(standing)),
  refusals: refusals.map(({ on, refusal }) => ({ on, code: refusal.code, title: sentenceOf(refusal) })),
});

/** One account per post, told once: who starts the demo anew gets new passwords. */
const entrances = (accounts: readonly DemoAccount[]): string =>
  accounts.length === 0
    ? ''
    : `\n各岗位的登录账号（密码为本次启动生成，只显示这一次）：\n${plainTable(
        ['岗位', '姓名', '工号（登录名）', '密码'],
        accounts.map(({ post, name, number, password }) => [post, name, number, password]),
      )}`;
