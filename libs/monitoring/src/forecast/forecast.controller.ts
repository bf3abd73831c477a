import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { SelectedBooks } from '@bofu/access';
import { Answers, businessDate, COUNTED, type HttpReply, page, pageQuery, strictObject, uuid, yuan } from '@bofu/http';
import { fen } from '@bofu/kernel';
import { booksOfYear, booksOfYearQuery } from '../books-of-year-query';
import type { WhatIf } from '../domain/forecast';
import { lastDayOf } from '../domain/plan-against-actual';
import { refuse } from '../domain/refusals';
import { programmeFactsProjection } from '../facts/programme-facts.projection';
import { AskForecast, AskProgrammeForecast, AskShortProgrammes } from './forecast.query';
import {
  forecastView,
  programmeForecastView,
  shortProgrammesView,
  viewForecast,
  viewProgrammeForecast,
  viewShort,
} from './forecast.view';

const path = z.strictObject({ appropriationId: uuid });
const supposed = {
  headcount: z.coerce.number().int().min(1).max(1_500_000_000).optional().meta({ description: '试算：人数' }),
  rate: yuan.optional(),
  supplement: yuan.optional(),
  supplementOn: businessDate.optional(),
  reduction: yuan.optional().meta({ description: '试算：追减、收回、冻结或调出的金额（元），大于零，恰好两位小数' }),
  reductionOn: businessDate.optional(),
};
const ofOneQuery = strictObject({ ...booksOfYearQuery, ...supposed });
const query = strictObject({ ...booksOfYearQuery, ...supposed, appropriationId: uuid.optional() });
const SHORT = 'short-programmes';
const shortQuery = strictObject({ ...booksOfYearQuery, ...pageQuery(SHORT, COUNTED) });
type Wanted = z.output<typeof query>;

/** 预测: which month fails first, by how much, on which assumptions; and what other figures would change. */
@ApiTags('执行监控')
@Controller('v1/forecast')
export class ForecastController {
  constructor(
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
  ) {}

  @Get()
  @ApiOperation({ summary: '资金预测；带 headcount、rate、supplement、reduction 即为对该指标试算，不产生任何登记' })
  @Answers('各项目与各发放方案首个不足的月份', forecastView)
  async getForecast(@Query({ schema: query }) wanted: Wanted, @Res({ passthrough: true }) reply: HttpReply) {
    const books = await booksOfYear(this.selected, programmeFactsProjection.name, wanted, reply);
    const whatIf = whatIfOf(wanted);
    const answer = await this.queries.execute(new AskForecast(books, whatIf));
    if (whatIf && !answer.programmes.some(({ appropriationIds }) => appropriationIds.includes(whatIf.appropriationId)))
      refuse('forecast-subject-not-found', { appropriationId: whatIf.appropriationId });
    return viewForecast({ ...books, supposed: whatIf !== undefined }, answer);
  }

  @Get('short')
  @ApiOperation({ summary: '资金将不足的项目，早者在前' })
  @Answers('一页，及共几项', shortProgrammesView)
  async listShortProgrammes(
    @Query({ schema: shortQuery }) wanted: z.output<typeof shortQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const books = await booksOfYear(this.selected, programmeFactsProjection.name, wanted, reply);
    const short = await this.queries.execute(new AskShortProgrammes(books));
    const from = Number(wanted.cursor?.after[0] ?? 0);
    const rows = short.slice(from, from + wanted.limit + 1).map((one, at) => ({ one, after: [String(from + at + 1)] }));
    return {
      ...page(
        rows,
        wanted.limit,
        ({ after }) => ({ list: SHORT, position: '', after }),
        ({ one }) => viewShort(one),
      ),
      count: short.length,
    };
  }

  @Get(':appropriationId')
  @ApiOperation({ summary: '一个项目的资金预测；带 headcount、rate、supplement、reduction 即为试算，不产生任何登记' })
  @Answers('各期应发与实付，首个不足的月份与各月余额', programmeForecastView)
  async getProgrammeForecast(
    @Param({ schema: path }) { appropriationId }: z.output<typeof path>,
    @Query({ schema: ofOneQuery }) wanted: z.output<typeof ofOneQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const books = await booksOfYear(this.selected, programmeFactsProjection.name, wanted, reply);
    const whatIf = whatIfOf({ ...wanted, appropriationId });
    const programme = await this.queries.execute(new AskProgrammeForecast(appropriationId, books, whatIf));
    if (programme === null) return refuse('forecast-subject-not-found', { appropriationId });
    return viewProgrammeForecast({ ...books, supposed: whatIf !== undefined }, programme);
  }
}

/** Nothing supposed without a programme to suppose it of. */
function whatIfOf(wanted: Wanted): WhatIf | undefined {
  const { appropriationId, headcount, rate, supplement, reduction, asOf, fiscalYear } = wanted;
  if ([headcount, rate, supplement, reduction].every((one) => one === undefined)) return undefined;
  if (appropriationId === undefined) return refuse('forecast-subject-missing', {});
  const day = asOf ?? lastDayOf(fiscalYear);
  const { supplementOn = day, reductionOn = day } = wanted;
  return {
    appropriationId,
    ...(headcount !== undefined && { headcount }),
    ...(rate !== undefined && { rateFen: rate }),
    changes: [
      ...(supplement === undefined ? [] : [{ amountFen: supplement, on: supplementOn }]),
      ...(reduction === undefined ? [] : [{ amountFen: fen(-reduction), on: reductionOn }]),
    ],
  };
}
