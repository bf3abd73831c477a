import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, SelectedBooks } from '@bofu/access';
import {
  Answers,
  AnswersFile,
  fileNamed,
  fiscalYear,
  knownAt,
  sayProjectionPosition,
  strictObject,
  businessDate,
  type HttpReply,
} from '@bofu/http';
import { reportChoices, chosenIn } from './report-choices';
import { REPORTS, REPORTS_WITHOUT_FACTS } from './report-catalogue';
import {
  REPORT_CHOICES,
  REPORT_FORMATS,
  REPORT_KINDS,
  REPORT_MEDIA_TYPE,
  REPORT_TITLE,
  type ReportFormat,
  type ReportKind,
  type ReportRequest,
} from './report-request';
import { Reports } from './reports';
import { textOf } from './sheet/column';

const report = z.enum(REPORT_KINDS).meta({ description: '报表' });
const filePath = z.strictObject({ report, format: z.enum(REPORT_FORMATS).meta({ description: '文件格式' }) });
const onePath = z.strictObject({ report });
const query = strictObject({
  ...booksScopeQuery,
  fiscalYear,
  asOf: businessDate.optional(),
  knownAt,
  ...reportChoices,
});
type Asked = z.output<typeof query>;

const FILE = '报表文件；X-Projection-Position 与 Content-Location 写明所依据的登记位置，照此再取，数字相同';
const MOST_PREVIEWED = 200;

const listView = z.strictObject({
  items: z.array(
    z.strictObject({
      report,
      title: z.string(),
      about: z.string().meta({ description: '一行是什么' }),
      missing: z.string().nullable().meta({ description: '其中尚无数据的部分' }),
      takes: z.array(z.enum(REPORT_CHOICES)).meta({ description: '可按什么缩小范围' }),
    }),
  ),
  withoutFacts: z
    .array(z.strictObject({ title: z.string(), missing: z.string() }))
    .meta({ description: '尚不能出具的报表及原因' }),
});
const previewView = z.strictObject({
  title: z.string(),
  heading: z.string(),
  columns: z.array(
    z.strictObject({ header: z.string(), kind: z.enum(['text', 'date', 'money', 'share', 'count', 'none']) }),
  ),
  rows: z.array(z.array(z.string())).meta({ description: `前 ${MOST_PREVIEWED} 行，与 csv 相同的文字` }),
  total: z.array(z.string()).meta({ description: '合计；没有可合计的列时为空' }),
  closing: z.string().meta({ description: '校验码与总行数' }),
  count: z.int().meta({ description: '总行数' }),
  asOf: businessDate,
  knownAt: z.string().meta({ description: '登记位置，照此再取，数字相同' }),
});

/** 报表 as files: the position they were made from is named in them and beside them. */
@ApiTags('报表')
@Controller('v1/reports')
export class ReportsController {
  constructor(
    private readonly reports: Reports,
    private readonly selected: SelectedBooks,
  ) {}

  @Get()
  @ApiOperation({ summary: '能出具的报表，各可按什么缩小范围，以及尚无数据的' })
  @Answers('报表目录', listView)
  listReports() {
    const items = REPORT_KINDS.map((kind) => {
      const { about, missing, takes } = REPORTS[kind];
      return { report: kind, title: REPORT_TITLE[kind], about, missing, takes: [...takes] };
    });
    return { items, withoutFacts: [...REPORTS_WITHOUT_FACTS] };
  }

  @Get(':report/preview')
  @ApiOperation({ summary: `一张报表的前 ${MOST_PREVIEWED} 行与合计` })
  @Answers('预览', previewView)
  async previewReport(
    @Param({ schema: onePath }) { report: kind }: z.output<typeof onePath>,
    @Query({ schema: query }) asked: Asked,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const preview = await this.reports.preview(await this.requestOf(kind, 'csv', asked), MOST_PREVIEWED);
    sayProjectionPosition(reply, preview.position);
    const { title, heading, header, rows, total, closing, count, asOf, written } = preview;
    const columns = header.map((text, at) => ({
      header: text,
      kind: [...rows, total].map((cells) => cells[at]?.kind ?? 'none').find((one) => one !== 'none') ?? 'none',
    }));
    return {
      ...{ title, heading, columns, closing, count, asOf, knownAt: written },
      rows: rows.map((cells) => cells.map(textOf)),
      total: total.map(textOf),
    };
  }

  @Get(':report.:format')
  @ApiOperation({ summary: '一张报表的文件；asOf 缺省为年度最后一天' })
  @AnswersFile(FILE, Object.values(REPORT_MEDIA_TYPE))
  async getReport(
    @Param({ schema: filePath }) { report: kind, format }: z.output<typeof filePath>,
    @Query({ schema: query }) asked: Asked,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<StreamableFile> {
    const opened = await this.reports.open(await this.requestOf(kind, format, asked));
    const { content, fileName, asOf, position, written } = opened;
    sayProjectionPosition(reply, position);
    const { fiscalYear: year, knownAt: _, ...rest } = asked;
    const same = new URLSearchParams({ fiscalYear: String(year), ...given({ ...rest, asOf }), knownAt: written });
    void reply.header('content-location', `/v1/reports/${kind}.${format}?${same.toString()}`);
    return new StreamableFile(content, { type: REPORT_MEDIA_TYPE[format], disposition: fileNamed(fileName) });
  }

  private async requestOf(kind: ReportKind, format: ReportFormat, asked: Asked): Promise<ReportRequest> {
    const { books } = await this.selected.of(asked);
    return { kind, format, ...books, fiscalYear: asked.fiscalYear, ...chosenIn(asked) };
  }
}

/** What was named, by name. */
const given = (names: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(names).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
