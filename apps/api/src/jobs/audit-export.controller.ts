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
  strictObject,
  writtenPosition,
} from '@bofu/http';
import { answerJobRequest, jobRequestAnswer, Jobs } from '@bofu/jobs';

const exportRequest = strictObject({
  format: z.enum(['hledger', 'beancount', 'cloudevents', 'package', 'gbt42940']).meta({
    description:
      '账（hledger、beancount）可按年度与业务日期取；cloudevents 为本部门的全部事件，每行一个，不可再取舍；package 为审计包：事件、两本账、附件、摘要与核对办法，一个 zip；gbt42940 为一个年度的审计接口数据（草案，依 GB/T 42940-2023 的部分分列），一个 zip，须写明年度',
  }),
  fiscalYear: z.int().min(1949).max(9999).optional().meta({ description: '预算年度；缺省为全部', example: 2021 }),
  asOf: businessDate.optional(),
  knownAt,
});

@ApiTags('后台任务')
@Controller('v1/jobs')
export class AuditExportController {
  constructor(private readonly jobs: Jobs) {}

  @Post('audit-exports')
  @ApiOperation({ summary: '在后台由事件写出可独立核对的账、全部事件，或审计包' })
  @Answers('已登记，Location 为该任务', jobRequestAnswer, 202)
  async requestAuditExport(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: exportRequest })
    { fiscalYear, asOf, knownAt: known, format }: z.output<typeof exportRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const asKnown =
      known === undefined
        ? null
        : 'position' in known
          ? writtenPosition(known.position, known.hash ?? '')
          : known.instant;
    const { agencyId } = context;
    const parameters = { agencyId, format, fiscalYear: fiscalYear ?? null, asOf: asOf ?? null, knownAt: asKnown };
    return answerJobRequest(reply, await this.jobs.request(context, { kind: 'audit-export', parameters }));
  }
}
