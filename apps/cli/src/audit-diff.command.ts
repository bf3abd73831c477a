import type { Office } from '@bofu/api';
import { ledgerProjection } from '@bofu/budget';
import type { Position } from '@bofu/event-store';
import { knownPosition, NOTHING_KNOWN, parseKnownAt, requireOfSameStore, type KnownAt } from '@bofu/http';
import { parseBusinessDate } from '@bofu/kernel';
import {
  AskDifference,
  lastDayOf,
  planAgainstActualProjection,
  viewDifference,
  type ClockPair,
  type DifferenceView,
} from '@bofu/monitoring';
import { RecordedTime } from '@bofu/read-model';
import { EXIT } from './exit-code';
import { plainTable, print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

export interface DiffOptions {
  readonly year: string;
  readonly appropriation?: string;
  readonly aAsOf?: string;
  readonly aKnownAt?: string;
  readonly bAsOf?: string;
  readonly bKnownAt?: string;
  readonly limit: string;
  readonly json?: boolean;
}

/** `bofu audit diff`: what changed between two points, and every event that made it. Exits 3 should they not add up. */
export async function explainedDifference(options: DiffOptions): Promise<void> {
  const [fiscalYear, limit] = [Number(options.year), Number(options.limit)];
  if (!Number.isInteger(fiscalYear) || !Number.isInteger(limit) || limit < 1) {
    tell('--year 须为四位年份，--limit 须为正整数');
    process.exitCode = EXIT.usage;
    return;
  }
  const clocksOf = (asOf: string | undefined, known: string | undefined) => ({
    asOf: asOf === undefined ? lastDayOf(fiscalYear) : parseBusinessDate(asOf),
    known: known === undefined ? undefined : parseKnownAt(known),
  });
  const a = clocksOf(options.aAsOf, options.aKnownAt);
  const b = clocksOf(options.bAsOf, options.bKnownAt);
  await withOffice(async (office) => {
    const now = await caughtUp(office);
    const books = { fiscalYear, appropriationId: options.appropriation ?? null };
    const first: ClockPair = { asOf: a.asOf, knownAt: await within(office, now, a.known) };
    const second: ClockPair = { asOf: b.asOf, knownAt: await within(office, now, b.known) };
    const question = new AskDifference(books, first, second, { afterPosition: null, limit });
    const answer = await office.queries.execute(question);
    const view = viewDifference({ ...books, first, second }, answer, { items: answer.movements, next: null });
    if (options.json) printJson(view);
    else print(differenceText(view));
    if (!view.sums) process.exitCode = EXIT.differences;
  });
}

async function caughtUp({ projections, store }: Office): Promise<Position> {
  const head = await store.head();
  if (head === null) return NOTHING_KNOWN;
  for (const { name } of [ledgerProjection, planAgainstActualProjection]) await projections.waitFor(name, head, 60_000);
  return head;
}

async function within({ app }: Office, now: Position, known: KnownAt | undefined): Promise<Position> {
  const position = await knownPosition(app.get(RecordedTime), known);
  requireOfSameStore(position, now);
  return position !== null && position < now ? position : now;
}

const FIGURE_LABEL = {
  budget: '全年预算',
  settled: '已付净额',
  inTransit: '在途',
  frozen: '冻结',
  available: '可用指标',
};
const RIGHT = ['left', 'right', 'right', 'right', 'right'] as const;

function differenceText({ a, b, figures, sums, count, events, clocksDiffer }: DifferenceView): string {
  const point = (name: string, { asOf, knownAt }: DifferenceView['a']): string =>
    `${name}  业务日期截至 ${asOf}，登记时点 ${knownAt === '' ? '（首个事件之前）' : knownAt}`;
  const rows = Object.entries(FIGURE_LABEL).map(([name, label]) => {
    const figure = figures[name as keyof typeof figures];
    return [label, figure.a, figure.b, figure.difference, figure.byEvents];
  });
  const moved = events.items.map((event) => [
    event.sign,
    event.on,
    event.recordedAt,
    event.type,
    event.appropriationId,
    event.budget,
    event.inTransit,
    event.settled,
    event.frozen,
    event.actor,
    event.position,
  ]);
  const head = ['', '业务日期', '登记时点', '事件', '指标', '预算', '在途', '已付', '冻结', '操作人', '位置'];
  const clocks = [clocksDiffer.a, clocksDiffer.b].map(
    ({ on, count: differing }) => `${on} 按业务日期与按登记时点计数不同的事件 ${differing} 个`,
  );
  return [
    point('甲', a),
    point('乙', b),
    plainTable(['（元）', '甲', '乙', '差额', '逐笔合计'], rows, [...RIGHT]),
    sums ? '逐笔合计与差额逐分相等' : '逐笔合计与差额不等，请核对投影（bofu projection rebuild）',
    `构成差额的事件 ${count} 个${count > moved.length ? `，以下为前 ${moved.length} 个` : ''}（+ 仅计入乙，- 仅计入甲）`,
    plainTable(
      head,
      moved,
      head.map((_, column) => (column >= 5 && column <= 8 ? 'right' : 'left')),
    ),
    ...clocks,
  ].join('\n');
}
