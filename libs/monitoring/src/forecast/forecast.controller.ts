import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  Answers,
  businessDate,
  type HttpReply,
  knownAt,
  minPosition,
  seenAsKnown,
  strictObject,
  text,
  yuan,
} from '@bofu/http';
import { ProjectionRunner, RecordedTime } from '@bofu/read-model';
import { refuse } from '../domain/refusals';
import { programmeFactsProjection } from '../facts/programme-facts.projection';
import { lastDayOf } from '../plan-against-actual/plan-against-actual';
import { AskForecast, AskProgrammeForecast } from './forecast.query';
import { forecastView, programmeForecastView, viewForecast, viewProgrammeForecast } from './forecast.view';
import type { WhatIf } from './forecast';

const books = {
  fiscalYear: z.coerce.number().int().min(1949).max(9999).meta({ description: '预算年度', example: 2021 }),
  asOf: businessDate.optional(),
  knownAt,
  minPosition,
};
const path = z.strictObject({ appropriationId: text(40, '预算指标', '2021-13062121RXGO3YWDTCKQR') });
const ofOneQuery = strictObject(books);
const query = strictObject({
  ...books,
  appropriationId: text(40, '试算的预算指标', '2021-13062121RXGO3YWDTCKQR').optional(),
  headcount: z.coerce.number().int().min(1).max(1_500_000_000).optional().meta({ description: '试算：人数' }),
  rate: yuan.optional(),
  supplement: yuan.optional(),
  supplementOn: businessDate.optional(),
});
type Wanted = z.output<typeof query>;

/** 预测: which month fails first, by how much, on which assumptions; and what other figures would change. */
@ApiTags('执行监控')
@Controller('v1/forecast')
export class ForecastController {
  constructor(
    private readonly queries: QueryBus,
    private readonly projections: ProjectionRunner,
    private readonly recordedTime: RecordedTime,
  ) {}

  @Get()
  @ApiOperation({ summary: '资金预测；带 headcount、rate、supplement 即为对该指标试算，不产生任何登记' })
  @Answers('各项目与各发放方案首个不足的月份', forecastView)
  async getForecast(@Query({ schema: query }) wanted: Wanted, @Res({ passthrough: true }) reply: HttpReply) {
    const { fiscalYear } = wanted;
    const { asOf, knownAt: known } = await this.seen(wanted, reply);
    const whatIf = whatIfOf(wanted);
    const answer = await this.queries.execute(new AskForecast(fiscalYear, asOf, known, whatIf));
    if (whatIf && !answer.programmes.some(({ appropriationId }) => appropriationId === whatIf.appropriationId))
      refuse('forecast-subject-not-found', { appropriationId: whatIf.appropriationId });
    return viewForecast({ fiscalYear, asOf, knownAt: known, supposed: whatIf !== undefined }, answer);
  }

  @Get(':appropriationId')
  @ApiOperation({ summary: '一个项目的资金预测' })
  @Answers('首个不足的月份与各月余额', programmeForecastView)
  async getProgrammeForecast(
    @Param({ schema: path }) { appropriationId }: z.output<typeof path>,
    @Query({ schema: ofOneQuery }) wanted: z.output<typeof ofOneQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { fiscalYear } = wanted;
    const { asOf, knownAt: known } = await this.seen(wanted, reply);
    const programme = await this.queries.execute(new AskProgrammeForecast(appropriationId, fiscalYear, asOf, known));
    if (programme === null) return refuse('forecast-subject-not-found', { appropriationId });
    return viewProgrammeForecast({ fiscalYear, asOf, knownAt: known }, programme);
  }

  private async seen(wanted: z.output<typeof ofOneQuery>, reply: HttpReply) {
    const { name } = programmeFactsProjection;
    const { knownAt: known } = await seenAsKnown(this.projections, this.recordedTime, name, wanted, reply);
    return { asOf: wanted.asOf ?? lastDayOf(wanted.fiscalYear), knownAt: known };
  }
}

/** Nothing supposed without a programme to suppose it of. */
function whatIfOf(wanted: Wanted): WhatIf | undefined {
  const { appropriationId, headcount, rate, supplement, supplementOn, asOf, fiscalYear } = wanted;
  if (headcount === undefined && rate === undefined && supplement === undefined) return undefined;
  if (appropriationId === undefined) return refuse('forecast-subject-missing', {});
  return {
    appropriationId,
    ...(headcount !== undefined && { headcount }),
    ...(rate !== undefined && { rateFen: rate }),
    ...(supplement !== undefined && {
      supplement: { amountFen: supplement, on: supplementOn ?? asOf ?? lastDayOf(fiscalYear) },
    }),
  };
}
