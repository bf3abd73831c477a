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
import { invariant, parseBusinessDate, yearOf, type BusinessDate } from '@bofu/kernel';
import { AskPlanAgainstActual, planAgainstActualProjection, viewPlanAgainstActual } from '@bofu/monitoring';
import { reconciliationText } from '../import.command';
import { planAgainstActualTable } from '../plan-against-actual-table';
import { print, printJson, progressOf, tell } from '../terminal';
import { serve, withOffice } from '../with-office';
import { foundingOf, registerBureau, type DemoBureau } from './demo-bureau';
import { evaluateEachMorning } from './evaluate-each-morning';
import { booksOf, importBudget, type DemoBudget } from './import-budget';
import { playYear, type ExpectedRefusal } from './play-year';
import { demoYear } from './year-2021';

const YEAR = 2021;
const CHECKPOINTS = ['2021-03-31', '2021-06-30', '2021-10-31', '2021-12-31'].map((date) => parseBusinessDate(date));

interface DemoOptions {
  readonly once?: boolean;
  readonly json?: boolean;
  readonly reset?: boolean;
  /** 登记日: what was entered later is not played, and left for whoever looks on to do. */
  readonly until?: BusinessDate;
}

/** `bofu demo`: the 22 programmes of a real year, a year of clerks' work on them, and what came of it. */
export async function demo(options: DemoOptions): Promise<void> {
  const until = options.until ?? null;
  if (until !== null && yearOf(until) !== YEAR) throw new ConfigurationError(`--until 须是 ${YEAR} 年内的日期`);
  const checkpoints = CHECKPOINTS.filter((date) => until === null || date <= until);
  const configuration = demoConfiguration(readConfiguration(process.env));
  const playAndPrint = async (office: Office): Promise<void> => {
    const bureau = await registerBureau(office, YEAR);
    const budget = await importWithProgress(office, bureau);
    const refusals = await play(office, bureau, budget, until);
    await upToDate(office, planAgainstActualProjection.name);
    const standings = [];
    for (const date of checkpoints) standings.push(await standingAsOf(office, bureau, date));
    (options.json ? printFigures : printTables)(budget, standings, refusals);
  };
  // Cleared only once the office can be opened at all: a port in use must not cost a played year.
  if (!options.once) await requireUsablePort(configuration);
  if (options.reset) await reset(configuration);
  // Else nothing of that year would have been known in it.
  const opening = { configuration, foundedAt: foundingOf(YEAR) };
  if (options.once) return withOffice(playAndPrint, opening);
  const opened = (address: string) => (until === null ? address : `${address}/programmes?asOf=${until}`);
  await serve(
    (address) => `\n演示账已就绪：${opened(address)}（接口说明 ${address}/docs），按 Ctrl-C 停止`,
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

async function importWithProgress(office: Office, bureau: DemoBureau): Promise<DemoBudget> {
  const progress = progressOf('导入项目');
  const budget = await importBudget(office, bureau, progress.to);
  progress.end();
  if (budget.repeated) tell('项目此前已导入，未重复登记');
  return budget;
}

async function play(
  office: Office,
  bureau: DemoBureau,
  budget: DemoBudget,
  until: BusinessDate | null,
): Promise<readonly ExpectedRefusal[]> {
  const books = await booksOf(office, bureau, budget);
  const progress = progressOf('办理全年业务');
  const refusals = await playYear(
    office,
    demoYear(publishedCalendar(YEAR)).filter(({ recordedOn }) => until === null || recordedOn <= until),
    books,
    progress.to,
    evaluateEachMorning(office, bureau),
    until ?? undefined,
  );
  progress.end();
  return refusals;
}

async function upToDate({ projections, store }: Office, projection: string): Promise<void> {
  const head = await store.head();
  if (head === null) return;
  const { reached } = await projections.waitFor(projection, head, 60_000);
  invariant(reached, `projection ${projection} does not catch up`);
}

const standingAsOf = ({ queries }: Office, { agencyId }: DemoBureau, asOf: BusinessDate) =>
  queries.execute(new AskPlanAgainstActual({ agencyScope: [agencyId], fiscalYear: YEAR, asOf, knownAt: null }));

type Standing = Awaited<ReturnType<typeof standingAsOf>>;

function printTables(
  { imported }: DemoBudget,
  standings: readonly Standing[],
  refusals: readonly ExpectedRefusal[],
): void {
  print(reconciliationText(imported));
  for (const standing of standings) print(`\n${planAgainstActualTable(standing)}`);
  if (refusals.length > 0) print('\n其间被拒绝的办理：');
  for (const { on, refusal } of refusals) print(`  ${on}  ${sentenceOf(refusal)}`);
}

function printFigures(
  { imported }: DemoBudget,
  standings: readonly Standing[],
  refusals: readonly ExpectedRefusal[],
): void {
  printJson({
    import: viewProgrammeImport(imported),
    checkpoints: standings.map((standing) => viewPlanAgainstActual(standing)),
    refusals: refusals.map(({ on, refusal }) => ({ on, code: refusal.code, title: sentenceOf(refusal) })),
  });
}
