import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { CommandContext } from '@bofu/event-store';
import {
  Answers,
  businessDate,
  CommandContextOf,
  type HttpReply,
  knownAt,
  knownPosition,
  strictObject,
} from '@bofu/http';
import { answerJobRequest, jobRequestAnswer, Jobs } from '@bofu/jobs';
import { RecordedTime } from '@bofu/read-model';
import { chosenIn, REPORT_FORMATS, REPORT_KINDS, reportChoices } from '@bofu/reporting';

const exportRequest = strictObject({
  report: z.enum(REPORT_KINDS),
  format: z.enum(REPORT_FORMATS),
  fiscalYear: z.int().min(1949).max(9999).meta({ description: '预算年度', example: 2021 }),
  asOf: businessDate.optional(),
  knownAt,
  ...reportChoices,
});

@ApiTags('后台任务')
@Controller('v1/jobs')
export class ReportExportController {
  constructor(
    private readonly jobs: Jobs,
    private readonly recordedTime: RecordedTime,
  ) {}

  @Post('report-exports')
  @ApiOperation({ summary: '在后台导出一张报表；完成后到 /v1/jobs/{jobId}/result 下载' })
  @Answers('已登记，Location 为该任务', jobRequestAnswer, 202)
  async requestReportExport(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: exportRequest })
    { report, format, fiscalYear, asOf, knownAt: known, ...choices }: z.output<typeof exportRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const parameters = {
      ...{ report, format, fiscalYear, asOf: asOf ?? null, ...chosenIn(choices) },
      agencyScope: [context.agencyId],
      knownAt: await knownPosition(this.recordedTime, known, [context.agencyId]),
    };
    return answerJobRequest(reply, await this.jobs.request(context, { kind: 'report-export', parameters }));
  }
}
