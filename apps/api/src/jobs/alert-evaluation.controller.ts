import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { requireDayOver } from '@bofu/alerts';
import type { CommandContext } from '@bofu/event-store';
import { Answers, businessDate, CommandContextOf, fiscalYear, type HttpReply, strictObject } from '@bofu/http';

import { answerJobRequest, jobRequestAnswer, Jobs } from '@bofu/jobs';

const evaluationRequest = strictObject({
  on: businessDate,
  fiscalYear: fiscalYear
    .optional()
    .meta({ description: '只评估这一年度；缺省为 on 所在年度，上年尚有未销号的连同上年' }),
});

@ApiTags('后台任务')
@Controller('v1/jobs')
export class AlertEvaluationController {
  constructor(private readonly jobs: Jobs) {}

  @Post('alert-evaluations')
  @ApiOperation({ summary: '在后台按某一业务日期（日终）评估全部预警规则' })
  @Answers('已登记，Location 为该任务', jobRequestAnswer, 202)
  async requestAlertEvaluation(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: evaluationRequest }) body: z.output<typeof evaluationRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    requireDayOver(body.on, context.recordedAt);
    const parameters = { on: body.on, ...(body.fiscalYear !== undefined && { fiscalYear: body.fiscalYear }) };
    return answerJobRequest(reply, await this.jobs.request(context, { kind: 'alert-evaluation', parameters }));
  }
}
