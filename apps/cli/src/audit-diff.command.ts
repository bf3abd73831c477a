import type { Office } from '@bofu/api';
import { ledgerProjection } from '@bofu/budget';
import type { Position } from '@bofu/event-store';
import type { KnownAt } from '@bofu/http';
import type { BusinessDate } from '@bofu/kernel';
import {
  AskDifference,
  lastDayOf,
  planAgainstActualProjection,
  viewDifference,
  viewMovement,
  type BooksPoint,
  type DifferenceView,
} from '@bofu/monitoring';
import { booksFromCommandLine } from './books-from-command-line';
import { EXIT } from './exit-code';
import { seenUpTo } from './seen-up-to';
import { plainTable, print, printJson } from './terminal';
import { withOffice } from './with-office';

export interface DiffOptions {
  readonly agency?: string;
  readonly year: number;
  readonly appropriation?: string;
  readonly aAsOf?: BusinessDate;
  readonly aKnownAt?: KnownAt;
  readonly bAsOf?: BusinessDate;
  readonly bKnownAt?: KnownAt;
  readonly limit: number;
  readonly json?: boolean;
}

/** `bofu audit diff`: what changed between two points, and every event that made it. Exits 3 should they not add up. */
export async function explainedDifference(options: DiffOptions): Promise<void> {
  const { year: fiscalYear, limit, aAsOf = lastDayOf(fiscalYear), bAsOf = lastDayOf(fiscalYear) } = options;
  await withOffice(async (office) => {
    const { agency } = options;
    const asked = await booksFromCommandLine(office, { agency, knownAt: options.aKnownAt });
    const { agencyScope } = asked;
    const books = { agencyScope, fiscalYear, appropriationId: options.appropriation ?? null };
    const first = await pointOf(office, aAsOf, asked.knownAt);
    const { knownAt } = await booksFromCommandLine(office, { agency, knownAt: options.bKnownAt });
    const second = await pointOf(office, bAsOf, knownAt);
    const { knownAt: now } = await pointOf(office, bAsOf, null);
    const question = new AskDifference(books, first, second, { afterPosition: null, limit }, now);
    const answer = await office.queries.execute(question);
    const nameOf = (personId: string): string | null => office.directory.nameOf(personId);
    const events = { items: answer.movements.map((movement) => viewMovement(movement, nameOf)), next: null };
    const view = viewDifference({ ...books, first, second }, answer, events, nameOf);
    if (options.json) printJson(view);
    else print(differenceText(view));
    if (!view.sums) process.exitCode = EXIT.differences;
  });
}

/** Both read models answer about one position, the slower one's where "now" was asked for: else the events would not add up. */
async function pointOf(office: Office, asOf: BusinessDate, wanted: Position | null): Promise<BooksPoint> {
  const reached = await seenUpTo(office, [ledgerProjection.name, planAgainstActualProjection.name], wanted);
  return { asOf, knownAt: wanted !== null && wanted < reached ? wanted : reached };
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
