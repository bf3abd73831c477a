import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ConfigurationError, embeddedDataDir, readConfiguration, type Configuration, type Office } from '@bofu/api';
import {
  AskAppropriations,
  ImportProgrammes,
  ledgerProjection,
  viewProgrammeImport,
  type ImportResult,
} from '@bofu/budget';
import { eraseEmbeddedPostgres } from '@bofu/embedded';
import { CALENDAR_2021, invariant, parseBusinessDate, workingCalendar, yearOf, type BusinessDate } from '@bofu/kernel';
import { AskPlanAgainstActual, planAgainstActualProjection, viewPlanAgainstActual } from '@bofu/monitoring';
import { reconciliationText } from '../import.command';
import { planAgainstActualTable } from '../plan-against-actual-table';
import { print, printJson, progressOf, sentenceOf, tell } from '../terminal';
import { askedToStop, runJobsBehind, withOffice } from '../with-office';
import { evaluateEachMorning } from './evaluate-each-morning';
import { playYear, type ExpectedRefusal } from './play-year';
import { demoYear } from './year-2021';

const YEAR = 2021;
const CHECKPOINTS = ['2021-03-31', '2021-06-30', '2021-10-31', '2021-12-31'].map((date) => parseBusinessDate(date));
const PROGRAMMES_FILE = 'libs/budget/programmes/mancheng-hrss-2021.json';

interface DemoOptions {
  readonly once?: boolean;
  readonly json?: boolean;
  readonly reset?: boolean;
  /** 登记日: what was entered later is not played, and left for whoever looks on to do. */
  readonly until?: string;
}

/** `bofu demo`: the 22 programmes of a real year, a year of clerks' work on them, and what came of it. */
export async function demo(options: DemoOptions): Promise<void> {
  const until = lastDayPlayed(options.until);
  const checkpoints = CHECKPOINTS.filter((date) => until === null || date <= until);
  const configuration = demoConfiguration(readConfiguration(process.env));
  if (options.reset) await reset(configuration);
  await withOffice(async (office) => {
    const imported = await importProgrammes(office);
    const refusals = await play(office, until);
    if (options.json) await printFigures(office, imported, checkpoints, refusals);
    else await printTables(office, imported, checkpoints, refusals);
    if (options.once) return;
    const address = await office.listen();
    runJobsBehind(office);
    const opened = until === null ? address : `${address}/programmes?asOf=${until}`;
    tell(`\n演示账已就绪：${opened}（接口说明 ${address}/docs），按 Ctrl-C 停止`);
    await askedToStop();
    tell('正在停止…');
  }, configuration);
}

/** `null` for the whole year. */
function lastDayPlayed(until: string | undefined): BusinessDate | null {
  if (until === undefined) return null;
  const date = parseBusinessDate(until);
  if (yearOf(date) !== YEAR) throw new ConfigurationError(`--until 须是 ${YEAR} 年内的日期`);
  return date;
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

async function importProgrammes({ commands }: Office): Promise<ImportResult> {
  const path = join(projectRoot(), PROGRAMMES_FILE);
  const progress = progressOf('导入项目');
  const result = await commands.execute(
    new ImportProgrammes(
      await readFile(path),
      { fileName: basename(path), actor: '预算经办', recordedAt: '2021-01-01T09:00:00.000+08:00' },
      progress.to,
    ),
  );
  progress.end();
  if (result.repeated) tell('项目此前已导入，未重复登记');
  return result;
}

async function play(office: Office, until: BusinessDate | null): Promise<readonly ExpectedRefusal[]> {
  const appropriationIds = await appropriationIdsBySequence(office);
  const progress = progressOf('办理全年业务');
  const refusals = await playYear(
    office,
    demoYear(workingCalendar([CALENDAR_2021])).filter(({ recordedOn }) => until === null || recordedOn <= until),
    (programme) => {
      const appropriationId = appropriationIds.get(programme);
      invariant(appropriationId !== undefined, `no programme ${programme} in the imported file`);
      return appropriationId;
    },
    progress.to,
    evaluateEachMorning(office),
    until ?? undefined,
  );
  progress.end();
  return refusals;
}

async function appropriationIdsBySequence(office: Office): Promise<Map<number, string>> {
  await upToDate(office, ledgerProjection.name);
  const rows = await office.queries.execute(new AskAppropriations(YEAR, null, 1_000));
  return new Map(
    rows.flatMap(({ source, appropriationId }) => (source ? [[source.sequence, appropriationId] as const] : [])),
  );
}

async function upToDate({ projections, store }: Office, projection: string): Promise<void> {
  const head = await store.head();
  if (head === null) return;
  const { reached } = await projections.waitFor(projection, head, 60_000);
  invariant(reached, `projection ${projection} does not catch up`);
}

const asOf = (office: Office, date: BusinessDate) => office.queries.execute(new AskPlanAgainstActual(YEAR, date));

async function printTables(
  office: Office,
  { imported }: ImportResult,
  checkpoints: readonly BusinessDate[],
  refusals: readonly ExpectedRefusal[],
): Promise<void> {
  await upToDate(office, planAgainstActualProjection.name);
  print(reconciliationText(imported));
  for (const date of checkpoints) print(`\n${planAgainstActualTable(await asOf(office, date))}`);
  print('\n其间被拒绝的办理：');
  for (const { on, refusal } of refusals) print(`  ${on}  ${sentenceOf(refusal)}`);
}

async function printFigures(
  office: Office,
  { imported }: ImportResult,
  checkpoints: readonly BusinessDate[],
  refusals: readonly ExpectedRefusal[],
): Promise<void> {
  await upToDate(office, planAgainstActualProjection.name);
  const figures = [];
  for (const date of checkpoints) figures.push(viewPlanAgainstActual(await asOf(office, date)));
  printJson({
    import: viewProgrammeImport(imported),
    checkpoints: figures,
    refusals: refusals.map(({ on, refusal }) => ({ on, code: refusal.code, title: sentenceOf(refusal) })),
  });
}

/** The folder with package.json, whether this runs compiled or from source. */
function projectRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
