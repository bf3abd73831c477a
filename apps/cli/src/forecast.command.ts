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
import { knownPosition, parseKnownAt } from '@bofu/http';
import type { RecordedEvent } from '@bofu/event-store';
import { formatYuanGrouped, parseBusinessDate, parsePositiveYuan, parseYuan, yearOf } from '@bofu/kernel';
import { RecordedTime } from '@bofu/read-model';
import type { Office } from '@bofu/api';
import { EXIT } from './exit-code';
import { plainTable, print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

interface ForecastOptions {
  readonly year?: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly appropriation?: string;
  readonly headcount?: string;
  readonly rate?: string;
  readonly supplement?: string;
  readonly supplementOn?: string;
  readonly backTest?: boolean;
  readonly json?: boolean;
}

/** `bofu forecast`: which month fails first, by how much, on which assumptions; with other figures, a trial. */
export async function forecast(options: ForecastOptions): Promise<void> {
  const asOf = options.asOf === undefined ? null : parseBusinessDate(options.asOf);
  const fiscalYear = options.year === undefined ? (asOf === null ? null : yearOf(asOf)) : Number(options.year);
  const whatIf = whatIfOf(options);
  if (fiscalYear === null || whatIf === 'incomplete') {
    tell(fiscalYear === null ? '请指明 --year 或 --as-of' : '试算须指明 --appropriation');
    process.exitCode = EXIT.usage;
    return;
  }
  await withOffice(async (office) => {
    if (options.backTest) return printBackTest(await everything(office), fiscalYear, options.json ?? false);
    const head = await office.store.head();
    if (head !== null) await office.projections.waitFor(programmeFactsProjection.name, head, 60_000);
    const known = options.knownAt === undefined ? undefined : parseKnownAt(options.knownAt);
    const knownAt = await knownPosition(office.app.get(RecordedTime, { strict: false }), known);
    const day = asOf ?? lastDayOf(fiscalYear);
    const answer = await office.queries.execute(new AskForecast(fiscalYear, day, knownAt, whatIf ?? undefined));
    const view = viewForecast({ fiscalYear, asOf: day, knownAt, supposed: whatIf !== null }, answer);
    if (options.json) return printJson(view);
    printForecast(view);
  });
}

function whatIfOf(options: ForecastOptions): WhatIf | null | 'incomplete' {
  const { appropriation, headcount, rate, supplement, supplementOn, asOf } = options;
  if (headcount === undefined && rate === undefined && supplement === undefined) return null;
  if (appropriation === undefined) return 'incomplete';
  const on = supplementOn ?? asOf;
  return {
    appropriationId: appropriation,
    ...(headcount !== undefined && { headcount: Number(headcount) }),
    ...(rate !== undefined && { rateFen: parsePositiveYuan(rate) }),
    ...(supplement !== undefined && {
      supplement: {
        amountFen: parsePositiveYuan(supplement),
        on: on === undefined ? lastDayOf(Number(options.year)) : parseBusinessDate(on),
      },
    }),
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

function printBackTest(events: readonly RecordedEvent[], fiscalYear: number, json: boolean): void {
  const lines = backTest(events, fiscalYear).map(({ said, ...line }) => ({
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
