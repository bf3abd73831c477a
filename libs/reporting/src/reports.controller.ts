import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, SelectedBooks } from '@bofu/access';
import {
  AnswersFile,
  businessDate,
  fileNamed,
  fiscalYear,
  knownAt,
  sayProjectionPosition,
  strictObject,
  uuid,
  type HttpReply,
} from '@bofu/http';
import { REPORT_FORMATS, REPORT_MEDIA_TYPE, type ReportFormat, type ReportKind } from './report-request';
import { Reports } from './reports';

const path = z.strictObject({ format: z.enum(REPORT_FORMATS).meta({ description: '文件格式' }) });
type Path = z.output<typeof path>;

const books = { ...booksScopeQuery, fiscalYear, asOf: businessDate.optional(), knownAt };
const yearQuery = strictObject(books);
const appropriationQuery = strictObject({ ...books, appropriationId: uuid });
const listQuery = strictObject({ ...books, appropriationId: uuid.optional() });

const FILE = '报表文件；X-Projection-Position 与 Content-Location 写明所依据的登记位置，照此再取，数字相同';

/** 报表 as files: the position they were made from is named in them and beside them. */
@ApiTags('报表')
@Controller('v1/reports')
export class ReportsController {
  constructor(
    private readonly reports: Reports,
    private readonly selected: SelectedBooks,
  ) {}

  @Get('execution-progress.:format')
  @ApiOperation({ summary: '资金执行进度表；asOf 缺省为年度最后一天' })
  @AnswersFile(FILE, Object.values(REPORT_MEDIA_TYPE))
  getExecutionProgressReport(
    @Param({ schema: path }) { format }: Path,
    @Query({ schema: yearQuery }) query: z.output<typeof yearQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.answer('execution-progress', format, query, reply);
  }

  @Get('ledger.:format')
  @ApiOperation({ summary: '一项预算指标的资金台账' })
  @AnswersFile(FILE, Object.values(REPORT_MEDIA_TYPE))
  getLedgerReport(
    @Param({ schema: path }) { format }: Path,
    @Query({ schema: appropriationQuery }) query: z.output<typeof appropriationQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.answer('ledger', format, query, reply);
  }

  @Get('disbursements.:format')
  @ApiOperation({ summary: '拨付明细表；可只取一项预算指标' })
  @AnswersFile(FILE, Object.values(REPORT_MEDIA_TYPE))
  getDisbursementsReport(
    @Param({ schema: path }) { format }: Path,
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.answer('disbursements', format, query, reply);
  }

  private async answer(
    kind: ReportKind,
    format: ReportFormat,
    query: z.output<typeof listQuery>,
    reply: HttpReply,
  ): Promise<StreamableFile> {
    const { books: asked } = await this.selected.of(query);
    const appropriationId = query.appropriationId ?? null;
    const { content, fileName, asOf, position, written } = await this.reports.open({
      kind,
      format,
      ...asked,
      fiscalYear: query.fiscalYear,
      appropriationId,
    });
    sayProjectionPosition(reply, position);
    const same = new URLSearchParams({ fiscalYear: String(query.fiscalYear), asOf, knownAt: written });
    if (query.agency !== undefined) same.set('agency', query.agency);
    if (query.scope !== undefined) same.set('scope', query.scope);
    if (appropriationId !== null) same.set('appropriationId', appropriationId);
    void reply.header('content-location', `/v1/reports/${kind}.${format}?${same.toString()}`);
    return new StreamableFile(content, { type: REPORT_MEDIA_TYPE[format], disposition: fileNamed(fileName) });
  }
}
