import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksQuery, booksScopeQuery, Directory, SelectedBooks } from '@bofu/access';
import type { CommandContext, DecisionResult } from '@bofu/event-store';
import {
  answerCommand,
  Answers,
  Clock,
  commandAnswer,
  CommandContextOf,
  COUNTED,
  fiscalYear,
  type HttpReply,
  minPosition,
  page,
  pageOf,
  pageQuery,
  RevisionRequired,
  sayRevision,
  seenBy,
  strictObject,
  today,
  uuid,
} from '@bofu/http';
import { ProjectionRunner } from '@bofu/read-model';
import { AdoptSpendingPlan } from './adopt-spending-plan';
import * as requests from './appropriation-requests';
import {
  appropriationView,
  ledgerLineView,
  oneAppropriationView,
  planVersionsView,
  viewAppropriation,
  viewLedgerLine,
  viewPlanVersions,
} from './appropriation.view';
import { ClawBackAppropriation } from './claw-back-appropriation';
import { refuse } from './domain/refusals';
import { EnterOpeningBalance } from './enter-opening-balance';
import { FreezeAppropriation } from './freeze-appropriation';
import { IssueAppropriation } from './issue-appropriation';
import {
  CountChanges,
  GetAppropriation,
  isNow,
  ListAppropriations,
  ListFiscalYears,
} from './ledger/appropriations.query';
import { ListLedgerLines } from './ledger/ledger-lines.query';
import { ledgerProjection } from './ledger/ledger.projection';
import { ListPlanVersions } from './ledger/versions.query';
import { RecordFundsArrival } from './record-funds-arrival';
import { CorrectFundsArrival } from './correct-funds-arrival';
import { fundsArrivalsView, viewFundsArrivals } from './funds-arrivals.view';
import { AskFundsArrivals } from './ledger/funds-arrivals.query';
import { ReduceAppropriation } from './reduce-appropriation';
import { ReplaceProvisionalAuthority } from './replace-provisional-authority';
import { ReviseSpendingPlan } from './revise-spending-plan';
import { SupplementAppropriation } from './supplement-appropriation';
import { TransferVirement } from './transfer-virement';
import { UnfreezeAppropriation } from './unfreeze-appropriation';

const appropriationPath = z.strictObject({ appropriationId: uuid });
type Path = z.output<typeof appropriationPath>;
const listQuery = strictObject({
  ...pageQuery('appropriations'),
  ...booksQuery,
  fiscalYear: fiscalYear.optional(),
  programmeId: uuid.optional(),
});
const oneQuery = strictObject(booksQuery);
const yearsQuery = strictObject({ ...booksScopeQuery, minPosition });
const yearsView = z.strictObject({ years: z.array(z.int()) });
const ledgerQuery = strictObject({ ...pageQuery('ledger', COUNTED), ...booksQuery });

/** 预算指标: issued, changed and read. */
@ApiTags('预算指标')
@Controller('v1')
export class AppropriationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly projections: ProjectionRunner,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  @Get('appropriations')
  @ApiOperation({ summary: '预算指标列表' })
  @Answers('按项目编码排列的一页', pageOf(appropriationView))
  async listAppropriations(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { position, books } = await this.selected.seen(ledgerProjection.name, query, reply);
    const after = query.cursor?.after[0] ?? null;
    const rows = await this.queries.execute(
      new ListAppropriations(books, after, query.limit + 1, query.programmeId ?? null, today(this.clock)),
    );
    return page(
      rows,
      query.limit,
      (row) => ({ list: 'appropriations', position, after: [row.appropriationId] }),
      viewAppropriation,
    );
  }

  @Get('fiscal-years')
  @ApiOperation({ summary: '有预算指标的年度，近者在前' })
  @Answers('年度', yearsView)
  async listFiscalYears(
    @Query({ schema: yearsQuery }) query: z.output<typeof yearsQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    await seenBy(this.projections, ledgerProjection.name, query.minPosition, reply);
    return { years: await this.queries.execute(new ListFiscalYears(await this.selected.scopeOf(query))) };
  }

  @Get('appropriations/:appropriationId')
  @ApiOperation({ summary: '一项预算指标的现状，或某业务日期、某登记时点的状况' })
  @Answers('状况；不带 asOf 与 knownAt 时 ETag 为其版本', oneAppropriationView)
  async getAppropriation(
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Query({ schema: oneQuery }) query: z.output<typeof oneQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books } = await this.selected.seen(ledgerProjection.name, query, reply);
    const day = today(this.clock);
    const standing = await this.queries.execute(new GetAppropriation(appropriationId, books, day));
    if (!standing) return refuse('appropriation-not-found', { appropriationId });
    const changes = await this.queries.execute(new CountChanges(appropriationId, books, day));
    // What stood another day is no base to write on: only the present has a revision to match.
    if (isNow(books)) sayRevision(reply, standing.version);
    return { ...viewAppropriation(standing), changes };
  }

  @Get('appropriations/:appropriationId/ledger')
  @ApiOperation({ summary: '资金台账：逐笔变动与余额' })
  @Answers('按登记先后的一页', pageOf(ledgerLineView))
  async getLedger(
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Query({ schema: ledgerQuery }) query: z.output<typeof ledgerQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { position, books } = await this.selected.seen(ledgerProjection.name, query, reply);
    if (!(await this.queries.execute(new GetAppropriation(appropriationId, books))))
      return refuse('appropriation-not-found', { appropriationId });
    const after = query.cursor?.after[0];
    const rows = await this.queries.execute(
      new ListLedgerLines(appropriationId, books, after === undefined ? null : BigInt(after), query.limit + 1),
    );
    const nameOf = (personId: string) => this.directory.nameOf(personId);
    return page(
      rows,
      query.limit,
      ({ version }) => ({ list: 'ledger', position, after: [String(version)] }),
      (line) => viewLedgerLine(line, nameOf),
    );
  }

  @Get('appropriations/:appropriationId/spending-plans')
  @ApiOperation({ summary: '一项预算指标历次的支出计划' })
  @Answers('历次计划，按登记先后', planVersionsView)
  async getSpendingPlans(
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Query({ schema: oneQuery }) query: z.output<typeof oneQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books } = await this.selected.seen(ledgerProjection.name, query, reply);
    if (!(await this.queries.execute(new GetAppropriation(appropriationId, books))))
      return refuse('appropriation-not-found', { appropriationId });
    return viewPlanVersions(await this.queries.execute(new ListPlanVersions(appropriationId, books)));
  }

  @Get('appropriations/:appropriationId/arrivals')
  @ApiOperation({ summary: '资金到位：应到、已到、未到，及每笔到账' })
  @Answers('到位情况，按到账日先后', fundsArrivalsView)
  async getFundsArrivals(
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Query({ schema: oneQuery }) query: z.output<typeof oneQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books } = await this.selected.seen(ledgerProjection.name, query, reply);
    const standing = await this.queries.execute(new GetAppropriation(appropriationId, books));
    if (!standing) return refuse('appropriation-not-found', { appropriationId });
    const on = books.asOf ?? today(this.clock);
    const funds = await this.queries.execute(new AskFundsArrivals(appropriationId, on, books.knownAt));
    return viewFundsArrivals(funds, this.directory.fundsArrivalsKeptSince(standing.agencyId, on), on);
  }

  @Post('appropriations')
  @ApiOperation({ summary: '下达预算指标' })
  @Answers('已下达', commandAnswer.extend({ appropriationId: z.string() }), 201)
  async issueAppropriation(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: requests.issueWithFilesRequest })
    { issue, files }: z.output<typeof requests.issueWithFilesRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const command = new IssueAppropriation(context, issue, files);
    const { appropriationId, ...result } = await this.commands.execute(command);
    return { appropriationId, ...answerCommand(reply, result) };
  }

  @Post('appropriations/:appropriationId/supplements')
  @RevisionRequired()
  @ApiOperation({ summary: '追加' })
  @Answers('已追加', commandAnswer)
  supplementAppropriation(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Body({ schema: requests.movementWithFilesRequest })
    { change, files }: z.output<typeof requests.movementWithFilesRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const command = new SupplementAppropriation(context, appropriationId, { ...change, sources: [] }, files);
    return this.answer(reply, this.commands.execute(command));
  }

  @Post('appropriations/:appropriationId/reductions')
  @RevisionRequired()
  @ApiOperation({ summary: '追减' })
  @Answers('已追减', commandAnswer)
  reduceAppropriation(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Body({ schema: requests.movementWithFilesRequest })
    { change, files }: z.output<typeof requests.movementWithFilesRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const command = new ReduceAppropriation(context, appropriationId, { ...change, sources: [] }, files);
    return this.answer(reply, this.commands.execute(command));
  }

  @Post('appropriations/:appropriationId/clawbacks')
  @RevisionRequired()
  @ApiOperation({ summary: '收回' })
  @Answers('已收回', commandAnswer)
  clawBackAppropriation(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Body({ schema: requests.movementWithFilesRequest })
    { change, files }: z.output<typeof requests.movementWithFilesRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const command = new ClawBackAppropriation(context, appropriationId, change, files);
    return this.answer(reply, this.commands.execute(command));
  }

  @Post('appropriations/:appropriationId/freezes')
  @RevisionRequired()
  @ApiOperation({ summary: '冻结' })
  @Answers('已冻结', commandAnswer)
  freezeAppropriation(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Body({ schema: requests.movement }) body: z.output<typeof requests.movement>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.answer(reply, this.commands.execute(new FreezeAppropriation(context, appropriationId, body)));
  }

  @Post('appropriations/:appropriationId/unfreezes')
  @RevisionRequired()
  @ApiOperation({ summary: '解冻' })
  @Answers('已解冻', commandAnswer)
  unfreezeAppropriation(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Body({ schema: requests.movement }) body: z.output<typeof requests.movement>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.answer(reply, this.commands.execute(new UnfreezeAppropriation(context, appropriationId, body)));
  }

  @Post('appropriations/:appropriationId/spending-plan')
  @RevisionRequired()
  @ApiOperation({ summary: '编制支出计划' })
  @Answers('已编制', commandAnswer)
  adoptSpendingPlan(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Body({ schema: requests.adoptPlanRequest }) body: z.output<typeof requests.adoptPlanRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.answer(
      reply,
      this.commands.execute(new AdoptSpendingPlan(context, appropriationId, { ...body, sources: [] })),
    );
  }

  @Post('appropriations/:appropriationId/spending-plan-revisions')
  @RevisionRequired()
  @ApiOperation({ summary: '调整支出计划' })
  @Answers('已调整', commandAnswer)
  reviseSpendingPlan(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Body({ schema: requests.revisePlanRequest }) body: z.output<typeof requests.revisePlanRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.answer(
      reply,
      this.commands.execute(new ReviseSpendingPlan(context, appropriationId, { ...body, sources: [] })),
    );
  }

  @Post('appropriations/:appropriationId/replacement')
  @RevisionRequired()
  @ApiOperation({ summary: '批复取代临时指标：未用部分随之终止' })
  @Answers('已取代', commandAnswer)
  replaceProvisionalAuthority(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Body({ schema: requests.replacementRequest }) body: z.output<typeof requests.replacementRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.answer(reply, this.commands.execute(new ReplaceProvisionalAuthority(context, appropriationId, body)));
  }

  @Post('appropriations/:appropriationId/arrivals')
  @ApiOperation({ summary: '资金到位' })
  @Answers('已登记', commandAnswer)
  recordFundsArrival(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Body({ schema: requests.arrivalRequest }) body: z.output<typeof requests.arrivalRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.answer(reply, this.commands.execute(new RecordFundsArrival(context, appropriationId, body)));
  }

  @Post('appropriations/:appropriationId/arrivals/:arrivalId/corrections')
  @ApiOperation({ summary: '更正到位：金额、到账日或账户登记有误的，按实际更正；没有到账的金额填 0.00' })
  @Answers('已更正', commandAnswer)
  correctFundsArrival(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.arrivalPath }) { appropriationId, arrivalId }: z.output<typeof requests.arrivalPath>,
    @Body({ schema: requests.arrivalCorrectionRequest }) body: z.output<typeof requests.arrivalCorrectionRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const command = new CorrectFundsArrival(context, appropriationId, { arrivalId, ...body });
    return this.answer(reply, this.commands.execute(command));
  }

  @Post('appropriations/:appropriationId/opening-balance')
  @RevisionRequired()
  @ApiOperation({ summary: '期初补录：启用前已付的各月金额' })
  @Answers('已补录', commandAnswer)
  enterOpeningBalance(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Body({ schema: requests.openingBalanceRequest }) body: z.output<typeof requests.openingBalanceRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { lines, ...entered } = body;
    const command = new EnterOpeningBalance(context, [{ appropriationId, lines }], { ...entered, sources: [] });
    return this.answer(reply, this.commands.execute(command));
  }

  @Post('virements')
  @ApiOperation({ summary: '调剂：两项指标之间，同记同退' })
  @Answers('已调剂；版本为调出指标的版本', commandAnswer)
  async transferVirement(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: requests.virementWithFilesRequest })
    { virement, files }: z.output<typeof requests.virementWithFilesRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerCommand(reply, await this.commands.execute(new TransferVirement(context, virement, files)));
  }

  private async answer(reply: HttpReply, result: Promise<DecisionResult>) {
    return answerCommand(reply, await result);
  }
}
