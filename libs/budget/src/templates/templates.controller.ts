import { Body, Controller, Get, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { booksScopeQuery, Directory, SelectedBooks } from '@bofu/access';
import { EventStore, recordedOn, type BooksSelection, type CommandContext } from '@bofu/event-store';
import {
  Answers,
  AnswersFile,
  Clock,
  CommandContextOf,
  fileNamed,
  fiscalYear,
  OutsideBooks,
  strictObject,
  text,
  today,
} from '@bofu/http';
import { formatYuan, type BusinessDate, type By } from '@bofu/kernel';
import { ListAppropriations } from '../ledger/appropriations.query';
import { ListOpeningBalances } from '../ledger/opening-balances.query';
import { ListProgrammes } from '../ledger/programmes.query';
import { CellDefects, sheetIn } from './filled-in';
import { ImportTemplate, tryTemplate, type FilledFile } from './import-template';
import type { BooksOfTemplate } from './settings-template';
import { TEMPLATE_KINDS, TEMPLATE_TITLE } from './template-kind';
import { annotatedFile, templateFile } from './write-template';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** More than a bureau has of either. */
const MOST = 2_000;

const kind = z.enum(TEMPLATE_KINDS).meta({ description: '项目与指标、支出计划、发放标准、绩效指标、期初补录' });
const filePath = strictObject({ kind, format: z.literal('xlsx') });
const kindPath = strictObject({ kind });
const templateQuery = strictObject({ ...booksScopeQuery, fiscalYear });
const file = {
  fileName: text(200, '文件名', '支出计划.xlsx'),
  contentBase64: z.base64().meta({ description: '文件内容，Base64' }),
};
const year = z.int().min(1949).max(9999).meta({ description: '账上的预算年度', example: 2026 });
const trialRequest = strictObject({ ...file, fiscalYear: year, agency: booksScopeQuery.agency });
const importRequest = strictObject({ ...file, fiscalYear: year });

const trialView = z.strictObject({
  digest: z.string().nullable().meta({ description: '文件的 SHA-256' }),
  changes: z.int().meta({ description: '将登记的项数' }),
  unchanged: z.int().meta({ description: '与账上相同、不再登记的项数' }),
  total: z.string().nullable().meta({ description: '将下达的金额合计，元', example: '158727300.00' }),
  defects: z.array(z.strictObject({ cell: z.string(), reason: z.string() })),
  annotatedBase64: z.string().nullable().meta({ description: '原文件加错误说明一列；没有错误的为 null' }),
});
const importView = z.strictObject({
  digest: z.string(),
  changes: z.int(),
  unchanged: z.int(),
  repeated: z.boolean(),
  position: z.string().nullable(),
});

/** A trial is nobody's act: what the deciders are told of who acts goes no further. */
const NOBODY: By = {
  personId: 'trial',
  post: 'clerk',
  delegationId: null,
  channel: 'page',
  mode: 'single-person',
};

/** 模板: taken with what is on the books, filled in, tried, and recorded whole. */
@ApiTags('导入')
@Controller('v1/templates')
export class TemplatesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  @Get(':kind.:format')
  @ApiOperation({ summary: '下载模板，账上已有的一并填好' })
  @AnswersFile('模板文件', [XLSX])
  async getTemplate(
    @Param({ schema: filePath }) { kind: wanted }: z.output<typeof filePath>,
    @Query({ schema: templateQuery }) query: z.output<typeof templateQuery>,
  ): Promise<StreamableFile> {
    const { books, today: day } = await this.selected.of(query);
    const content = await templateFile(wanted, query.fiscalYear, await this.booksOf(books, day), day);
    const disposition = fileNamed(`${query.fiscalYear}年${TEMPLATE_TITLE[wanted]}.xlsx`);
    return new StreamableFile(content, { type: XLSX, disposition });
  }

  @Post(':kind/trial')
  @OutsideBooks()
  @ApiOperation({ summary: '试算一份填好的模板：逐格说明错误，不登记' })
  @Answers('试算的结果', trialView)
  async tryTemplate(
    @Param({ schema: kindPath }) { kind: wanted }: z.output<typeof kindPath>,
    @Body({ schema: trialRequest }) body: z.output<typeof trialRequest>,
  ): Promise<z.input<typeof trialView>> {
    const { books, today: day } = await this.selected.of({ agency: body.agency, fiscalYear: body.fiscalYear });
    const filled = await this.filled(wanted, body, books, day);
    const { defects, totalFen, ...found } = await tryTemplate(this.store, filled, { by: NOBODY, today: day });
    return {
      ...found,
      total: totalFen === null ? null : formatYuan(totalFen),
      defects: defects.map(({ pointer, reason }) => ({ cell: pointer, reason })),
      annotatedBase64:
        defects.length === 0
          ? null
          : (await buffer(await annotatedFile(sheetIn(filled.bytes, new CellDefects()), defects))).toString('base64'),
    };
  }

  @Post(':kind/import')
  @ApiOperation({ summary: '按填好的模板登记：全部登记，或一项也不登记' })
  @Answers('已登记', importView, 201)
  async importTemplate(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: kindPath }) { kind: wanted }: z.output<typeof kindPath>,
    @Body({ schema: importRequest }) body: z.output<typeof importRequest>,
  ): Promise<z.input<typeof importView>> {
    const day = today(this.clock);
    const books = { agencyScope: [context.agencyId], fiscalYear: body.fiscalYear, asOf: null, knownAt: null };
    const filled = await this.filled(wanted, body, books, day, recordedOn(context));
    return this.commands.execute(new ImportTemplate(context, filled));
  }

  private async filled(
    wanted: FilledFile['kind'],
    { fileName, contentBase64 }: { readonly fileName: string; readonly contentBase64: string },
    books: BooksSelection,
    day: BusinessDate,
    on: BusinessDate = day,
  ): Promise<FilledFile> {
    const [agencyId = ''] = books.agencyScope;
    return {
      kind: wanted,
      bytes: Buffer.from(contentBase64, 'base64'),
      fileName,
      agencyId,
      bureau: this.directory.agency(agencyId, on)?.name ?? '',
      books: await this.booksOf(books, day),
    };
  }

  private async booksOf(books: BooksSelection, day: BusinessDate): Promise<BooksOfTemplate> {
    const [programmes, appropriations, openings] = await Promise.all([
      this.queries.execute(new ListProgrammes(books, null, MOST, day)),
      this.queries.execute(new ListAppropriations(books, null, MOST, null, day)),
      this.queries.execute(new ListOpeningBalances(books)),
    ]);
    return { programmes, appropriations, opened: new Set(openings.map(({ appropriationId }) => appropriationId)) };
  }
}
