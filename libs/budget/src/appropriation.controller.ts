import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { CommandContext } from '@bofu/event-store';
import {
  answerCommand,
  Answers,
  businessDate,
  commandAnswer,
  CommandContextOf,
  type HttpReply,
  knownAt,
  minPosition,
  page,
  pageOf,
  pageQuery,
  RevisionRequired,
  sayRevision,
  seenAsKnown,
  seenBy,
  strictObject,
  text,
} from '@bofu/http';
import { ProjectionRunner, RecordedTime } from '@bofu/read-model';
import * as requests from './appropriation-requests';
import { appropriationView, ledgerLineView, viewAppropriation, viewLedgerLine } from './appropriation.view';
import { ChangeAppropriation, type AppropriationChange } from './change-appropriation';
import { appropriationIdOf } from './domain/appropriation-terms';
import { refuse } from './domain/refusals';
import { AskAppropriation, AskAppropriations, AskFiscalYears } from './ledger/appropriations.query';
import { isNow, type Clocks } from './ledger/clocks';
import { AskLedgerLines } from './ledger/ledger-lines.query';
import { ledgerProjection } from './ledger/ledger.projection';
import { TransferVirement } from './transfer-virement';

const appropriationPath = z.strictObject({ appropriationId: text(40, '预算指标', '2021-13062121RXGO3YWDTCKQR') });
type Path = z.output<typeof appropriationPath>;

const clocksQuery = { asOf: businessDate.optional(), knownAt, minPosition };
const listQuery = strictObject({ ...pageQuery, ...clocksQuery, fiscalYear: requests.fiscalYear.optional() });
const oneQuery = strictObject(clocksQuery);
const yearsQuery = strictObject({ minPosition });
const yearsView = z.strictObject({ years: z.array(z.int()) });
const ledgerQuery = strictObject({ ...pageQuery, ...clocksQuery });

/** 预算指标: issued, changed and read. */
@ApiTags('预算指标')
@Controller('v1')
export class AppropriationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly projections: ProjectionRunner,
    private readonly recordedTime: RecordedTime,
  ) {}

  @Get('appropriations')
  @ApiOperation({ summary: '预算指标列表' })
  @Answers('按编号排列的一页', pageOf(appropriationView))
  async listAppropriations(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { position, clocks } = await this.seen(query, reply);
    const rows = await this.queries.execute(
      new AskAppropriations(query.fiscalYear ?? null, query.cursor?.after[0] ?? null, query.limit + 1, clocks),
    );
    const { items, next } = page(rows, query.limit, ({ appropriationId }) => ({ position, after: [appropriationId] }));
    return { items: items.map(viewAppropriation), next };
  }

  @Get('fiscal-years')
  @ApiOperation({ summary: '有预算指标的年度，近者在前' })
  @Answers('年度', yearsView)
  async listFiscalYears(
    @Query({ schema: yearsQuery }) query: z.output<typeof yearsQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    await seenBy(this.projections, ledgerProjection.name, query.minPosition, reply);
    return { years: await this.queries.execute(new AskFiscalYears()) };
  }

  @Get('appropriations/:appropriationId')
  @ApiOperation({ summary: '一项预算指标的现状，或某业务日期、某登记时点的状况' })
  @Answers('状况；不带 asOf 与 knownAt 时 ETag 为其版本', appropriationView)
  async getAppropriation(
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Query({ schema: oneQuery }) query: z.output<typeof oneQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { clocks } = await this.seen(query, reply);
    const standing = await this.queries.execute(new AskAppropriation(appropriationId, clocks));
    if (!standing) return refuse('appropriation-not-found', { appropriationId });
    // What stood another day is no base to write on: only the present has a revision to match.
    if (isNow(clocks)) sayRevision(reply, standing.version);
    return viewAppropriation(standing);
  }

  @Get('appropriations/:appropriationId/ledger')
  @ApiOperation({ summary: '资金台账：逐笔变动与余额' })
  @Answers('按登记先后的一页', pageOf(ledgerLineView))
  async getLedger(
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Query({ schema: ledgerQuery }) query: z.output<typeof ledgerQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { position, clocks } = await this.seen(query, reply);
    if (!(await this.queries.execute(new AskAppropriation(appropriationId, clocks))))
      return refuse('appropriation-not-found', { appropriationId });
    const after = query.cursor?.after[0];
    const rows = await this.queries.execute(
      new AskLedgerLines(
        appropriationId,
        after !== undefined && /^\d+$/.test(after) ? BigInt(after) : null,
        query.limit + 1,
        clocks,
      ),
    );
    const { items, next } = page(rows, query.limit, ({ version }) => ({ position, after: [String(version)] }));
    return { items: items.map(viewLedgerLine), next };
  }

  @Post('appropriations')
  @ApiOperation({ summary: '下达预算指标' })
  @Answers('已下达', commandAnswer.extend({ appropriationId: z.string() }), 201)
  async issueAppropriation(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: requests.issueRequest }) body: z.output<typeof requests.issueRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const appropriationId = appropriationIdOf(body.fiscalYear, body.programmeCode);
    const answer = await this.change(
      context,
      appropriationId,
      { type: 'issue-appropriation', source: null, ...body },
      reply,
    );
    return { appropriationId, ...answer };
  }

  @Post('appropriations/:appropriationId/supplements')
  @RevisionRequired()
  @ApiOperation({ summary: '追加' })
  @Answers('已追加', commandAnswer)
  supplementAppropriation(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Body({ schema: requests.documentedMovement }) body: z.output<typeof requests.documentedMovement>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.change(context, appropriationId, { type: 'supplement-appropriation', ...body }, reply);
  }

  @Post('appropriations/:appropriationId/reductions')
  @RevisionRequired()
  @ApiOperation({ summary: '追减' })
  @Answers('已追减', commandAnswer)
  reduceAppropriation(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Body({ schema: requests.documentedMovement }) body: z.output<typeof requests.documentedMovement>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.change(context, appropriationId, { type: 'reduce-appropriation', ...body }, reply);
  }

  @Post('appropriations/:appropriationId/clawbacks')
  @RevisionRequired()
  @ApiOperation({ summary: '收回' })
  @Answers('已收回', commandAnswer)
  clawBackAppropriation(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Body({ schema: requests.documentedMovement }) body: z.output<typeof requests.documentedMovement>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.change(context, appropriationId, { type: 'claw-back-appropriation', ...body }, reply);
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
    return this.change(context, appropriationId, { type: 'freeze-appropriation', ...body }, reply);
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
    return this.change(context, appropriationId, { type: 'unfreeze-appropriation', ...body }, reply);
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
    return this.change(context, appropriationId, { type: 'adopt-spending-plan', ...body }, reply);
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
    return this.change(context, appropriationId, { type: 'revise-spending-plan', ...body }, reply);
  }

  @Post('appropriations/:appropriationId/payment-standards')
  @RevisionRequired()
  @ApiOperation({ summary: '设定发放标准' })
  @Answers('已设定', commandAnswer)
  setPaymentStandard(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Body({ schema: requests.paymentStandardRequest }) body: z.output<typeof requests.paymentStandardRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.change(context, appropriationId, { type: 'set-payment-standard', ...body }, reply);
  }

  @Post('appropriations/:appropriationId/performance-targets')
  @RevisionRequired()
  @ApiOperation({ summary: '设定绩效指标' })
  @Answers('已设定', commandAnswer)
  setPerformanceTargets(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: appropriationPath }) { appropriationId }: Path,
    @Body({ schema: requests.performanceTargetsRequest }) body: z.output<typeof requests.performanceTargetsRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.change(context, appropriationId, { type: 'set-performance-targets', ...body }, reply);
  }

  @Post('virements')
  @ApiOperation({ summary: '调剂：两项指标之间，同记同退' })
  @Answers('已调剂；版本为调出指标的版本', commandAnswer)
  async transferVirement(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: requests.virementRequest }) body: z.output<typeof requests.virementRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerCommand(reply, await this.commands.execute(new TransferVirement(context, body)));
  }

  private async seen(
    query: z.output<typeof oneQuery>,
    reply: HttpReply,
  ): Promise<{ position: string; clocks: Clocks }> {
    const { name } = ledgerProjection;
    const { position, knownAt: known } = await seenAsKnown(this.projections, this.recordedTime, name, query, reply);
    return { position, clocks: { asOf: query.asOf ?? null, knownAt: known } };
  }

  private async change(
    context: CommandContext,
    appropriationId: string,
    change: AppropriationChange,
    reply: HttpReply,
  ) {
    return answerCommand(reply, await this.commands.execute(new ChangeAppropriation(context, appropriationId, change)));
  }
}
