import { Controller, Get, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Answers, businessDate, type HttpReply, knownAt, minPosition, seenAsKnown, strictObject } from '@bofu/http';
import { ProjectionRunner, RecordedTime } from '@bofu/read-model';
import { lastDayOf } from './plan-against-actual';
import { planAgainstActualProjection } from './plan-against-actual.projection';
import { AskPlanAgainstActual } from './plan-against-actual.query';
import { planAgainstActualView, viewPlanAgainstActual } from './plan-against-actual.view';

const query = strictObject({
  fiscalYear: z.coerce.number().int().min(1949).max(9999).meta({ description: '预算年度', example: 2021 }),
  asOf: businessDate.optional(),
  knownAt,
  minPosition,
});

/** 计划与实际: per programme and checkpoint, per month, level, unit and budget type, as of any business date and as known at any time. */
@ApiTags('执行监控')
@Controller('v1/plan-against-actual')
export class PlanAgainstActualController {
  constructor(
    private readonly queries: QueryBus,
    private readonly projections: ProjectionRunner,
    private readonly recordedTime: RecordedTime,
  ) {}

  @Get()
  @ApiOperation({ summary: '计划与实际；asOf 为业务日期，缺省为年度最后一天；knownAt 为登记时点，缺省为现在' })
  @Answers('各项目、各级次、各单位、各预算类型及合计', planAgainstActualView)
  async getPlanAgainstActual(
    @Query({ schema: query }) wanted: z.output<typeof query>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { fiscalYear, asOf } = wanted;
    const { name } = planAgainstActualProjection;
    const { knownAt: known } = await seenAsKnown(this.projections, this.recordedTime, name, wanted, reply);
    const question = new AskPlanAgainstActual(fiscalYear, asOf ?? lastDayOf(fiscalYear), known);
    return viewPlanAgainstActual(await this.queries.execute(question), known);
  }
}
