import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { CommandContext } from '@bofu/event-store';
import { Answers, CommandContextOf, type HttpReply, strictObject } from '@bofu/http';
import { answerJobRequest, jobRequestAnswer, Jobs } from '@bofu/jobs';

/** Nothing to choose: all of them. */
const comparisonRequest = strictObject({});

@ApiTags('后台任务')
@Controller('v1/jobs')
export class ProjectionComparisonController {
  constructor(private readonly jobs: Jobs) {}

  @Post('projection-comparisons')
  @ApiOperation({ summary: '在后台由全部事件重建各账表，与现账逐行比对；成果列出不同的行' })
  @Answers('已登记，Location 为该任务', jobRequestAnswer, 202)
  async compare(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: comparisonRequest }) parameters: z.output<typeof comparisonRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerJobRequest(reply, await this.jobs.request(context, { kind: 'projection-comparison', parameters }));
  }
}
