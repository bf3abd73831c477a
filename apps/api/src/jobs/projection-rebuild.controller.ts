import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { CommandContext } from '@bofu/event-store';
import { Answers, CommandContextOf, type HttpReply, strictObject, text } from '@bofu/http';
import { answerJobRequest, jobRequestAnswer, Jobs } from '@bofu/jobs';

const rebuildRequest = strictObject({ projection: text(60, '投影名') });

@ApiTags('后台任务')
@Controller('v1/jobs')
export class ProjectionRebuildController {
  constructor(private readonly jobs: Jobs) {}

  @Post('projection-rebuilds')
  @ApiOperation({ summary: '在后台重建一个投影' })
  @Answers('已登记，Location 为该任务', jobRequestAnswer, 202)
  async rebuild(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: rebuildRequest }) { projection }: z.output<typeof rebuildRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerJobRequest(
      reply,
      await this.jobs.request(context, { kind: 'projection-rebuild', parameters: { projection } }),
    );
  }
}
