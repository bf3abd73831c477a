import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksQuery, SelectedBooks } from '@bofu/access';
import { alertsProjection } from '@bofu/alerts';
import type { Position } from '@bofu/event-store';
import {
  Answers,
  DEFAULT_PAGE_SIZE,
  fiscalYear,
  LARGEST_PAGE,
  sayProjectionPosition,
  strictObject,
  text,
  type HttpReply,
} from '@bofu/http';
import { dateOf, type BusinessDate } from '@bofu/kernel';
import { elapsedRate, planAgainstActualProjection, programmeFactsProjection } from '@bofu/monitoring';
import { ExecutedYears } from './executed-years';
import { executionLinesView, viewExecutionLines } from './execution-lines.view';
import { choose, ORDERS, type OrderBy } from './listed-lines';
import { SHOWN_STATES } from './shown-state';

const MADE_FROM = [planAgainstActualProjection, programmeFactsProjection, alertsProjection];

const order = z
  .enum(ORDERS.flatMap((by) => (by === 'worst' ? [by] : [by, `-${by}` as const])))
  .default('worst')
  .transform((written) => ({ by: written.replace('-', '') as OrderBy, descending: written.startsWith('-') }));

const query = strictObject({
  ...booksQuery,
  fiscalYear,
  unit: text(64, '单位代码', '370001').optional(),
  fundingLevel: text(64, '资金级次', 'district').optional(),
  state: z.enum(SHOWN_STATES).optional().meta({ description: '状态' }),
  text: text(100, '名称、编码、文号的一部分，或名称的拼音首字母', '养老金').optional(),
  order: order.meta({
    description: 'worst 差者在前；budget、settled、available、rate、gap 小者在前，前加 - 为大者在前',
  }),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1).meta({ description: '第几页', example: 1 }),
  size: z.coerce
    .number()
    .int()
    .min(1)
    .max(LARGEST_PAGE)
    .default(DEFAULT_PAGE_SIZE)
    .meta({ description: '每页项数', example: DEFAULT_PAGE_SIZE }),
});
type Wanted = z.output<typeof query>;

/** 项目执行: the list of a year's programmes by plan, forecast and alerts together, worst first, a page at a time. */
@ApiTags('执行监控')
@Controller('v1/execution-lines')
export class ExecutionLinesController {
  constructor(
    private readonly selected: SelectedBooks,
    private readonly years: ExecutedYears,
  ) {}

  @Get()
  @ApiOperation({
    summary:
      '项目执行情况，差者在前，逐页；asOf 缺省为今日（年度已过的为其最后一天），此时预警按现在；合计与计数是符合条件的全部',
  })
  @Answers('一页，及符合条件的合计与计数', executionLinesView)
  async listExecutionLines(@Query({ schema: query }) wanted: Wanted, @Res({ passthrough: true }) reply: HttpReply) {
    const { books, position, today } = await this.seen(wanted, reply);
    const asOf = wanted.asOf ?? dayToShow(wanted.fiscalYear, today);
    const year = await this.years.of({
      agencyScope: books.agencyScope,
      fiscalYear: wanted.fiscalYear,
      asOf,
      knownAt: position,
      alerts: { asOf: books.asOf, today },
    });
    const { unit = null, fundingLevel = null, state = null, text: typed = null } = wanted;
    const chosen = choose(year.lines, { unit, fundingLevel, state, text: typed, order: wanted.order });
    const asked = { fiscalYear: wanted.fiscalYear, asOf, knownAt: books.knownAt };
    return viewExecutionLines(
      { ...asked, elapsedRate: elapsedRate(wanted.fiscalYear, asOf) },
      year,
      chosen,
      rowsOf(wanted, chosen.length),
    );
  }

  /** Three read models answer together, as far as the slowest of them has come: else a line would speak of two moments. */
  private async seen(wanted: Wanted, reply: HttpReply) {
    const all: Awaited<ReturnType<SelectedBooks['seen']>>[] = [];
    for (const { name } of MADE_FROM) all.push(await this.selected.seen(name, wanted, reply));
    const reached = all.map(({ position }) => position).reduce((a, b) => (a < b ? a : b)) as Position;
    sayProjectionPosition(reply, reached);
    const [{ books, today }] = all as [(typeof all)[number], ...typeof all];
    return { books, today, position: books.knownAt !== null && books.knownAt < reached ? books.knownAt : reached };
  }
}

/** Today within the year; the last day of a year that is over, the first of one that has not begun. */
function dayToShow(year: number, today: BusinessDate): BusinessDate {
  const [first, last] = [dateOf(year, 1, 1), dateOf(year, 12, 31)];
  return today < first ? first : today > last ? last : today;
}

/** A page past the last is the last: the list may have become shorter since it was turned. */
function rowsOf({ page: asked, size }: Wanted, count: number) {
  const page = Math.min(asked, Math.max(1, Math.ceil(count / size)));
  return { page, from: (page - 1) * size, to: page * size };
}
