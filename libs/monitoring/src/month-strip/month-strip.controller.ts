import { Controller, Get, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { SelectedBooks } from '@bofu/access';
import { Answers, COUNTED, type HttpReply, page, pageOf, pageQuery, strictObject } from '@bofu/http';
import { formatYuan } from '@bofu/kernel';
import { booksOfYear, booksOfYearQuery } from '../books-of-year-query';
import { MONTH_STATES } from '../domain/month-strip';
import { programmeFactsProjection } from '../facts/programme-facts.projection';
import { AskMonthStrips, type MonthStrip } from './month-strip.query';

const LIST = 'month-strips';
const query = strictObject({ ...booksOfYearQuery, ...pageQuery(LIST, COUNTED) });
const money = z.string().meta({ description: '元，两位小数', example: '8541331.00' });
const stripView = z.strictObject({
  programmeId: z.string(),
  programmeName: z.string(),
  programmeCode: z.string(),
  unitCode: z.string(),
  appropriationId: z.string().meta({ description: '该项目本年度最先下达的指标' }),
  overdue: money.describe('逾期各期尚未提交的合计'),
  months: z.array(
    z.strictObject({
      period: z.string().meta({ description: '所属期', example: '2021-10' }),
      state: z.enum(MONTH_STATES).describe('发足、在途、部分、逾期未发、未发（文件未定时限）、未到期、无应发'),
      open: money.nullable().describe('尚未提交的；应发不明为 null'),
      settled: money.describe('当月净支付，不论所属期'),
    }),
  ),
});

/** 月度发放: the months of every programme at a glance. */
@ApiTags('执行监控')
@Controller('v1/month-strips')
export class MonthStripController {
  constructor(
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
  ) {}

  @Get()
  @ApiOperation({ summary: '各项目逐月发放情况，逾期金额大者在前' })
  @Answers('各项目的十二个月', pageOf(stripView))
  async listMonthStrips(
    @Query({ schema: query }) wanted: z.output<typeof query>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const books = await booksOfYear(this.selected, programmeFactsProjection.name, wanted, reply);
    const strips = await this.queries.execute(new AskMonthStrips(books));
    const from = Number(wanted.cursor?.after[0] ?? 0);
    const rows = strips
      .slice(from, from + wanted.limit + 1)
      .map((strip, at) => ({ strip, after: [String(from + at + 1)] }));
    return page(
      rows,
      wanted.limit,
      ({ after }) => ({ list: LIST, position: '', after }),
      ({ strip }) => view(strip),
    );
  }
}

const view = ({ overdueFen, months, ...strip }: MonthStrip): z.output<typeof stripView> => ({
  ...strip,
  overdue: formatYuan(overdueFen),
  months: months.map(({ openFen, settledFen, ...month }) => ({
    ...month,
    open: openFen === null ? null : formatYuan(openFen),
    settled: formatYuan(settledFen),
  })),
});
