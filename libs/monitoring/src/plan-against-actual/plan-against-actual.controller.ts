import { Controller, Get, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { SelectedBooks } from '@bofu/access';
import { Answers, type HttpReply, strictObject } from '@bofu/http';
import { booksOfYear, booksOfYearQuery } from '../books-of-year-query';
import { planAgainstActualProjection } from './plan-against-actual.projection';
import { AskPlanAgainstActual } from './plan-against-actual.query';
import { planAgainstActualView, viewPlanAgainstActual } from './plan-against-actual.view';

const query = strictObject(booksOfYearQuery);

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
}
