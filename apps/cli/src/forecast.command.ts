import {
  AskForecast,
  backTest,
  lastDayOf,
  programmeFactsProjection,
  viewForecast,
  type BackTestLine,
  type ForecastView,
  type WhatIf,
} from '@bofu/monitoring';
import type { KnownAt } from '@bofu/http';
import type { RecordedEvent } from '@bofu/event-store';
import { formatYuanGrouped, parseYuan, yearOf, type BusinessDate, type Fen } from '@bofu/kernel';
import type { Office } from '@bofu/api';
import { booksFromCommandLine } from './books-from-command-line';
import { seenUpTo } from './seen-up-to';
import { misused, plainTable, print, printJson } from './terminal';
import { withOffice } from './with-office';

interface ForecastOptions {
  readonly agency?: string;
  readonly year?: number;
  readonly asOf?: BusinessDate;
  readonly knownAt?: KnownAt;
  readonly appropriation?: string;
  readonly headcount?: number;
  readonly rate?: Fen;
  readonly supplement?: Fen;
  readonly supplementOn?: BusinessDate;
  readonly backTest?: boolean;
  readonly json?: boolean;
}

/** `bofu forecast`: which month fails first, by how much, on which assumptions; with other figures, a trial. */
export async function forecast(options: ForecastOptions): Promise<void> {
  const { asOf } = options;
  const fiscalYear = options.year ?? (asOf && yearOf(asOf));
  if (fiscalYear === undefined) return misused('请指明 --year 或 --as-of');
  const day = asOf ?? lastDayOf(fiscalYear);
  const whatIf = whatIfOf(options, day);
  if (whatIf === 'incomplete') return misused('试算须指明 --appropriation');
  await withOffice(async (office) => {
    const { agencyScope, knownAt } = await booksFromCommandLine(office, options);
    if (options.backTest)
      return printBackTest(backTest(await everything(office), { agencyScope, fiscalYear }), options.json ?? false);
    await seenUpTo(office, [programmeFactsProjection.name], knownAt);
    const books = { agencyScope, fiscalYear, asOf: day, knownAt };
    const answer = await office.queries.execute(new AskForecast(books, whatIf ?? undefined));
    const view = viewForecast({ ...books, supposed: whatIf !== null }, answer);
    if (options.json) return printJson(view);
    printForecast(view);
  });
}

function whatIfOf(options: ForecastOptions, day: BusinessDate): WhatIf | null | 'incomplete' {
  const { appropriation, headcount, rate, supplement, supplementOn } = options;
  if (headcount === undefined && rate === undefined && supplement === undefined) return null;
  if (appropriation === undefined) return 'incomplete';
  return {
    appropriationId: appropriation,
    ...(headcount !== undefined && { headcount }),
    ...(rate !== undefined && { rateFen: rate }),
    ...(supplement !== undefined && { changes: [{ amountFen: supplement, on: supplementOn ?? day }] }),
  };
}

async function everything({ store }: Office): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const batch of store.readAll()) events.push(...batch.events);
  return events;
}

const peopleText = (count: number | null): string => (count === null ? '-' : `${count.toLocaleString('en-US')} 人`);
const grouped = (yuan: string): string => formatYuanGrouped(parseYuan(yuan));

function printForecast({ asOf, supposed, programmes, schemes }: ForecastView): void {
  print(`截至 ${asOf} 的资金预测${supposed ? '（试算，未登记）' : ''}`);
  print(
    plainTable(
      ['项目', '首个不足月份', '需要(元)', '届时可用(元)', '缺口(元)', '最多可发', '至年末共缺(元)', '依据'],
      programmes
        .filter(({ basis }) => basis !== 'none')
        .map(({ programmeName, firstFailure, yearShort, assumptions }) => [
          programmeName,
          firstFailure?.period ?? '足够',
          firstFailure ? grouped(firstFailure.required) : '-',
          firstFailure ? grouped(firstFailure.available) : '-',
          firstFailure ? grouped(firstFailure.short) : '-',
          peopleText(firstFailure?.payableHeadcount ?? null),
          grouped(yearShort),
          assumptions.join('；'),
        ]),
      ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'left'],
    ),
  );
  for (const { name, headcount, totalRate, firstFailure } of schemes) {
    const run = `${name}：${headcount.toLocaleString('en-US')} 人 × ${totalRate} 元`;
    if (firstFailure === null) print(`${run}，全年足够`);
    else
      print(
        `${run}，整批至 ${firstFailure.period} 办不成：` +
          firstFailure.shortfalls
            .map(({ programmeName, short }) => `${programmeName}缺 ${grouped(short)} 元`)
            .join('；'),
      );
  }
}

const OUTCOME: Record<BackTestLine['outcome'], string> = {
  refused: '如期被拒，缺口相同',
  supplemented: '此前已追加',
  paid: '已办成',
  'still-open': '至年末未办',
};

function printBackTest(tested: readonly BackTestLine[], json: boolean): void {
  const lines = tested.map(({ said, ...line }) => ({
    ...line,
    period: said.period,
    short: formatYuanGrouped(said.shortFen),
  }));
  if (json) return printJson(lines);
  print(
    plainTable(
      ['预测于', '项目', '首个不足月份', '缺口(元)', '后来'],
      lines.map(({ saidOn, programmeName, period, short, outcome }) => [
        saidOn,
        programmeName,
        period,
        short,
        OUTCOME[outcome],
      ]),
      ['left', 'left', 'left', 'right', 'left'],
    ),
  );
}
