import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus, type Command } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, delegatorsIn, Directory, SelectedBooks } from '@bofu/access';
import type { CommandContext, DecisionResult } from '@bofu/event-store';
import {
  answerCommand,
  Answers,
  Clock,
  commandAnswer,
  CommandContextOf,
  minPosition,
  page,
  pageOf,
  pageQuery,
  reader,
  sayRevision,
  strictObject,
  type HttpReply,
} from '@bofu/http';
import { ApprovePaper } from './approve-paper';
import * as requests from './budget-paper-requests';
import { paperView, shownPaperView, viewPaper, viewShownPaper, type Asking } from './budget-paper.view';
import { PAPER_STATES, refuse } from './domain/refusals';
import { papersProjection } from './papers.projection';
import { ListPapers } from './papers.query';
import { ReturnPaper } from './return-paper';
import { ReviewPaper } from './review-paper';
import { ShowPaper } from './show-paper';
import { SubmitPaper } from './submit-paper';
import { TakeBackPaper } from './take-back-paper';

type Path = z.output<typeof requests.paperPath>;
const scope = { ...booksScopeQuery, minPosition };
const listQuery = strictObject({
  ...pageQuery('papers', /^[\d-]+$/),
  ...scope,
  state: z
    .enum([...PAPER_STATES, 'open'])
    .optional()
    .meta({ description: '只列这一状态的；open 为尚待复核或审批的' }),
  fileDigest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .meta({ description: '只列读自这份文件的' }),
});
const oneQuery = strictObject(scope);

/** 单据: what changes the budget, signed by three and booked as one. */
@ApiTags('单据')
@Controller('v1/papers')
export class PapersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: '单据列表，后提交的在前' })
  @Answers('一页', pageOf(paperView))
  async listPapers(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books, position } = await this.selected.seen(papersProjection.name, query, reply);
    const { state, fileDigest = null } = query;
    const states = state === undefined ? null : state === 'open' ? (['submitted', 'reviewed'] as const) : [state];
    const before = query.cursor?.after[0] ?? null;
    const found = await this.queries.execute(
      new ListPapers(books.agencyScope, { states, paperId: null, fileDigest, before, limit: query.limit + 1 }),
    );
    return page(
      found,
      query.limit,
      (last) => ({ list: 'papers', position, after: [last.position] }),
      (paper) => viewPaper(paper, this.nameOf, this.askingOn(books.agencyScope)),
    );
  }

  @Get(':paperId')
  @ApiOperation({ summary: '一份单据：各项事项，现在入账的前后，签字所需的摘要' })
  @Answers('单据；ETag 为其版本', shownPaperView)
  async getPaper(
    @Param({ schema: requests.paperPath }) { paperId }: Path,
    @Query({ schema: oneQuery }) query: z.output<typeof oneQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books } = await this.selected.seen(papersProjection.name, query, reply);
    const asked = { states: null, paperId, before: null, limit: 1 };
    const [standing] = await this.queries.execute(new ListPapers(books.agencyScope, asked));
    if (standing === undefined) return refuse('budget-paper-not-found', { paperId });
    const shown = await this.queries.execute(new ShowPaper(standing.agencyId, paperId, this.clock.now()));
    sayRevision(reply, BigInt(standing.entries + standing.steps.length - 1));
    return viewShownPaper(standing, shown, this.nameOf, this.askingOn(books.agencyScope));
  }

  @Post()
  @ApiOperation({ summary: '提交单据：现在不能入账的当即拒绝' })
  @Answers('已提交', commandAnswer.extend({ paperId: z.string() }), 201)
  async submitPaper(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: requests.submissionRequest })
    { content, files }: z.output<typeof requests.submissionRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { paperId, ...result } = await this.commands.execute(new SubmitPaper(context, content, files));
    return { paperId, ...answerCommand(reply, result) };
  }

  @Post(':paperId/review')
  @ApiOperation({ summary: '复核' })
  @Answers('已复核', commandAnswer)
  reviewPaper(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.paperPath }) { paperId }: Path,
    @Body({ schema: requests.signatureRequest }) body: z.output<typeof requests.signatureRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new ReviewPaper(context, paperId, body), reply);
  }

  @Post(':paperId/approval')
  @ApiOperation({ summary: '审批：各项一并入账，一项不能则全不入账' })
  @Answers('已审批入账', commandAnswer)
  approvePaper(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.paperPath }) { paperId }: Path,
    @Body({ schema: requests.signatureRequest }) body: z.output<typeof requests.signatureRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new ApprovePaper(context, paperId, body), reply);
  }

  @Post(':paperId/return')
  @ApiOperation({ summary: '退回' })
  @Answers('已退回', commandAnswer)
  returnPaper(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.paperPath }) { paperId }: Path,
    @Body({ schema: requests.reasonRequest }) { reason }: z.output<typeof requests.reasonRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new ReturnPaper(context, paperId, reason), reply);
  }

  @Post(':paperId/withdrawal')
  @ApiOperation({ summary: '撤回自己提交、尚未审批的单据' })
  @Answers('已撤回', commandAnswer)
  withdrawPaper(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.paperPath }) { paperId }: Path,
    @Body({ schema: requests.reasonRequest }) { reason }: z.output<typeof requests.reasonRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new TakeBackPaper(context, paperId, reason), reply);
  }

  private askingOn(agencyScope: readonly string[]): Asking {
    const admitted = reader();
    if (admitted === null) return null;
    const { personId, rights } = admitted;
    const here = rights.filter(({ agencyId }) => agencyScope.includes(agencyId));
    return { personId, rights: here, delegators: delegatorsIn(this.directory) };
  }

  private readonly nameOf = (personId: string): string | null => this.directory.nameOf(personId);

  private async record(command: Command<DecisionResult>, reply: HttpReply) {
    return answerCommand(reply, await this.commands.execute(command));
  }
}
