import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, Directory, SelectedBooks } from '@bofu/access';
import type { CommandContext, Position } from '@bofu/event-store';
import {
  answerCommand,
  Answers,
  Clock,
  commandAnswer,
  CommandContextOf,
  FileBody,
  minPosition,
  OutsideBooks,
  reader,
  refuseAtDoor,
  strictObject,
  TakesFile,
  text,
  today,
  uuid,
  type FileSent,
  type HttpReply,
} from '@bofu/http';
import { invariant, refuseIdentityNumber } from '@bofu/kernel';
import { LARGEST_PAPER, readInThread } from '@bofu/paper';
import { DurableDatabase } from '@bofu/sign-in';
import { refuse } from '../domain/refusals';
import { papersProjection } from '../papers.projection';
import { ListPapers } from '../papers.query';
import { proposeEntries } from '../propose-entries';
import type { PaperPrints } from '../domain/against-books';
import { BOOKS_PROJECTION, booksOfYear } from './books-of-year';
import { EnterReading } from './enter-reading';
import { pointsOf } from './points';
import { entryRequest, printsAsked, readingPath } from './reading-requests';
import { readingView, viewReading, viewWasRead, wasReadView } from './reading.view';
import { keepReading, keptReading, listReadings, type KeptReading } from './readings';

const agency = booksScopeQuery.agency;
const sendingQuery = strictObject({
  agency,
  fileName: text(200, '文件名', '2021年部门预算信息公开.docx'),
  personId: uuid.optional().meta({ description: '单人模式下的操作人；登录后以登录的人为准' }),
});
const scopeQuery = strictObject({ agency, minPosition });
const readingQuery = scopeQuery.extend({ prints: printsAsked.optional() });
const sentView = readingView.extend({ wasRead: z.boolean().describe('同一份文件（按摘要）以前读过') });

/** 读取预算公开: a published file becomes a draft that people work through, and then one paper. */
@ApiTags('单据')
@Controller('v1/paper-readings')
export class PaperReadingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
    private readonly durable: DurableDatabase,
    private readonly clock: Clock,
  ) {}

  @Post()
  @OutsideBooks()
  @TakesFile()
  @ApiOperation({ summary: '读取一份预算公开（.docx 或文本）：得出草稿，不登记；不是预算的，说明是什么，不留草稿' })
  @Answers('读出的草稿', sentView)
  async sendPaper(
    @FileBody() file: FileSent,
    @Query({ schema: sendingQuery }) { agency: of, fileName, personId }: z.output<typeof sendingQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<z.input<typeof sentView>> {
    const agencyId = await this.agencyOf({ agency: of });
    const readBy = reader()?.personId ?? personId ?? refuseAtDoor('actor-missing', {});
    refuseIdentityNumber(fileName);
    const bytes = await file(LARGEST_PAPER, () => refuse('paper-file-too-large', { most: LARGEST_PAPER }));
    const read = await readInThread(bytes);
    const { reading, wasRead } = await keepReading(this.durable, agencyId, {
      ...{ ...read, fileName, readBy, readAt: this.clock.now() },
    });
    const { position } = await this.selected.seen(BOOKS_PROJECTION, { agency: of }, reply);
    return { ...(await this.view(agencyId, reading, null, position as Position)), wasRead };
  }

  @Get()
  @ApiOperation({ summary: '读过的文件，后读的在前' })
  @Answers('读过的文件', z.strictObject({ items: z.array(wasReadView) }))
  async listReadings(@Query({ schema: scopeQuery }) query: z.output<typeof scopeQuery>) {
    const items = await listReadings(this.durable, await this.agencyOf(query));
    return { items: items.map((each) => viewWasRead(each, this.nameOf)) };
  }

  @Get(':digest')
  @ApiOperation({ summary: '一份读出的草稿：各数与其原文' })
  @Answers('读出的草稿', readingView)
  async getReading(
    @Param({ schema: readingPath }) { digest }: z.output<typeof readingPath>,
    @Query({ schema: readingQuery }) { prints, ...query }: z.output<typeof readingQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<z.input<typeof readingView>> {
    // The papers of the same file are told with it, and what the books have of its year.
    await this.selected.seen(papersProjection.name, query, reply);
    const { position } = await this.selected.seen(BOOKS_PROJECTION, query, reply);
    const agencyId = await this.agencyOf(query);
    return this.view(agencyId, await keptReading(this.durable, agencyId, digest), prints ?? null, position as Position);
  }

  @Post(':digest/paper')
  @ApiOperation({ summary: '按读出的草稿提交一份单据；单人模式下一并入账' })
  @Answers('已提交', commandAnswer.extend({ paperId: z.string(), entries: z.int(), approved: z.boolean() }), 201)
  async enterReading(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: readingPath }) { digest }: z.output<typeof readingPath>,
    @Body({ schema: entryRequest }) body: z.output<typeof entryRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { paperId, entries, approved, ...result } = await this.commands.execute(
      new EnterReading(context, digest, body),
    );
    return { paperId, entries, approved, ...answerCommand(reply, result) };
  }

  private async view(
    agencyId: string,
    reading: KeptReading,
    prints: PaperPrints | null,
    shownAt: Position,
  ): Promise<z.input<typeof readingView>> {
    const { draft, digest, fileName } = reading;
    const books = await booksOfYear(this.queries, agencyId, draft.fiscalYear.value ?? 0, shownAt);
    const proposal = proposeEntries(draft, [], today(this.clock), { books, prints, fileName });
    const asked = { states: null, paperId: null, fileDigest: digest, before: null, limit: 20 };
    const papers = await this.queries.execute(new ListPapers([agencyId], asked));
    const told = { proposal, points: pointsOf(draft, proposal), papers, prints, shownAt };
    return viewReading(reading, told, this.nameOf);
  }

  private readonly nameOf = (personId: string): string | null => this.directory.nameOf(personId);

  private async agencyOf(asked: { readonly agency?: string | undefined }): Promise<string> {
    const [agencyId] = await this.selected.scopeOf(asked);
    invariant(agencyId !== undefined, 'a scope has the agency that was asked for');
    return agencyId;
  }
}
