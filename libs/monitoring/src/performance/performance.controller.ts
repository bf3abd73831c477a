import { Controller, Get, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { SelectedBooks } from '@bofu/access';
import { Answers, type HttpReply, strictObject } from '@bofu/http';
import { booksOfYear, booksOfYearQuery } from '../books-of-year-query';
import { programmeFactsProjection } from '../facts/programme-facts.projection';
import { AskPerformance } from './performance.query';
import { performanceView, viewPerformance } from './performance.view';

const query = strictObject(booksOfYearQuery);

/** 双监控 and 绩效自评: money and targets side by side, as of any day and as known at any time. */
@ApiTags('执行监控')
@Controller('v1/performance')
export class PerformanceController {
  constructor(
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
  ) {}

  @Get()
  @ApiOperation({ summary: '各项目的预算执行与绩效指标完成情况，及自评得分；asOf 缺省为年度最后一天' })
  @Answers('各项目及其绩效指标', performanceView)
  async getPerformance(
    @Query({ schema: query }) wanted: z.output<typeof query>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const books = await booksOfYear(this.selected, programmeFactsProjection.name, wanted, reply);
    return viewPerformance(books.asOf, await this.queries.execute(new AskPerformance(books)));
  }
}
