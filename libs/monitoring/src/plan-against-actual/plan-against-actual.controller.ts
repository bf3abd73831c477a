import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { SelectedBooks } from '@bofu/access';
import { Answers, type HttpReply, strictObject, text, uuid } from '@bofu/http';
import { booksOfYear, booksOfYearQuery } from '../books-of-year-query';
import { planAgainstActualProjection } from './plan-against-actual.projection';
import { AskPlanAgainstActual } from './plan-against-actual.query';
import {
  planAgainstActualView,
  planTotalsView,
  programmeAgainstPlanView,
  viewPlanAgainstActual,
  viewPlanTotals,
  viewProgrammeAgainstPlan,
} from './plan-against-actual.view';
import { ALL } from './read-watched';

const path = z.strictObject({ appropriationId: uuid });
const query = strictObject(booksOfYearQuery);
const totalsQuery = strictObject({
  ...booksOfYearQuery,
  fundingLevel: text(64, '逐月的资金级次', 'district').optional(),
  unit: text(64, '逐月的单位代码', '370001').optional(),
});

/** 计划与实际: per programme and checkpoint, per month, level, unit and budget type, as of any business date and as known at any time. */
@ApiTags('执行监控')
@Controller('v1/plan-against-actual')
export class PlanAgainstActualController {
  constructor(
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
  ) {}

  @Get()
  @ApiOperation({ summary: '计划与实际；asOf 为业务日期，缺省为年度最后一天；knownAt 为登记时点，缺省为现在' })
  @Answers('各项目、各级次、各单位、各预算类型及合计', planAgainstActualView)
  async getPlanAgainstActual(
    @Query({ schema: query }) wanted: z.output<typeof query>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const books = await booksOfYear(this.selected, planAgainstActualProjection.name, wanted, reply);
    return viewPlanAgainstActual(await this.queries.execute(new AskPlanAgainstActual(books)), books.knownAt);
  }

  @Get('total')
  @ApiOperation({ summary: '计划与实际的合计：全部、各级次、各单位，所问一组的逐月，最慢的五项' })
  @Answers('合计', planTotalsView)
  async getPlanTotals(
    @Query({ schema: totalsQuery }) wanted: z.output<typeof totalsQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const books = await booksOfYear(this.selected, planAgainstActualProjection.name, wanted, reply);
    const { fundingLevel = null, unit = null } = wanted;
    const answer = await this.queries.execute(new AskPlanAgainstActual(books));
    return viewPlanTotals(answer, { fundingLevel, unit }, books.knownAt);
  }

  @Get(':appropriationId')
  @ApiOperation({ summary: '一项预算指标的计划与实际' })
  @Answers('该指标的一行及序时进度', programmeAgainstPlanView)
  async getProgrammeAgainstPlan(
    @Param({ schema: path }) { appropriationId }: z.output<typeof path>,
    @Query({ schema: query }) wanted: z.output<typeof query>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const books = await booksOfYear(this.selected, planAgainstActualProjection.name, wanted, reply);
    const answer = await this.queries.execute(new AskPlanAgainstActual(books, { ...ALL, appropriationId }));
    return viewProgrammeAgainstPlan(answer, books.knownAt);
  }
}
