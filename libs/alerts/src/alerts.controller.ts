import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Directory, SelectedBooks } from '@bofu/access';
import { isNow } from '@bofu/budget';
import type { BooksSelection, CommandContext, Position } from '@bofu/event-store';
import {
  answerCommand,
  Answers,
  commandAnswer,
  CommandContextOf,
  type HttpReply,
  page,
  pageOf,
  sayRevision,
} from '@bofu/http';
import { parseBusinessDate, yearOf, type BusinessDate } from '@bofu/kernel';
import * as requests from './alert-requests';
import {
  alertCountsView,
  alertTrendView,
  alertView,
  alertWithHistoryView,
  viewAlert,
  viewAlertCounts,
  viewAlertTrend,
  viewAlertWithHistory,
} from './alert.view';
import { AskAlertWatch } from './alert-watch.query';
import { alertWatchView, viewAlertWatch } from './alert-watch.view';
import { alertsProjection } from './alerts.projection';
import { filterAsked } from './alert-filter';
import { AskAlertTrend } from './alert-trend.query';
import { AskAlert, listed, matches } from './alerts.query';
import { assigneeNamed } from './assignee-named';
import { refuse } from './domain/refusals';
import { EnableAlertWatch } from './enable-alert-watch';
import { EvaluateAlerts } from './evaluate-alerts.command';
import { AskEvaluationTrial } from './evaluation-trial.query';
import { evaluationTrialView, evaluationView, viewEvaluation, viewEvaluationTrial } from './evaluation.view';
import { HandleAlert, type AlertHandling } from './handle-alert';
import { KnownCases } from './known-cases';
import { seenOn } from './seen-on';
import { WithdrawEvaluation } from './withdraw-evaluation';

type Path = z.output<typeof requests.alertPath>;

/** The day a person acts: that of the instant her act is recorded, in Beijing time. */
const dayOf = (instant: string): BusinessDate => parseBusinessDate(instant.slice(0, 10));

/** 预警: what the rules have found, and what became of it. */
@ApiTags('预警')
@Controller('v1')
export class AlertsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
    private readonly known: KnownCases,
  ) {}

  @Get('alerts')
  @ApiOperation({ summary: '预警列表：重者在前，涉及金额大者在前；asOf 为评估的业务日期，knownAt 为登记时点' })
  @Answers('一页', pageOf(alertView))
  async listAlerts(
    @Query({ schema: requests.alertsQuery }) query: z.output<typeof requests.alertsQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { cursor, limit, situation = null, appropriationId = null } = query;
    const { position, books, today } = await this.selected.seen(alertsProjection.name, query, reply);
    const seen = await seenOn(this.queries, books, today);
    const filter = { ...(await filterAsked(this.queries, query, books, seen)), situations: situation, appropriationId };
    const cases = await this.casesSeen(books, position, today);
    const all = listed(cases, filter, query.order === 'programme');
    const after = cursor?.after[0] ?? '';
    const rows = all.filter(({ order }) => order > after).slice(0, limit + 1);
    return page(
      rows,
      limit,
      ({ order }) => ({ list: 'alerts', position, after: [order] }),
      (standing) => viewAlert(standing, this.nameOf, seen),
    );
  }

  @Get('alerts/counts')
  @ApiOperation({ summary: '预警按状态、级别计数，超期与待办几件，并说明评估到哪一日' })
  @Answers('计数', alertCountsView)
  async countAlerts(
    @Query({ schema: requests.alertCountsQuery }) query: z.output<typeof requests.alertCountsQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { position, books, today } = await this.selected.seen(alertsProjection.name, query, reply);
    const seen = await seenOn(this.queries, books, today);
    const filter = await filterAsked(this.queries, query, books, seen);
    const cases = await this.casesSeen(books, position, today);
    const alerts = cases.filter((one) => matches(one, filter));
    return viewAlertCounts(query.fiscalYear, alerts, await this.queries.execute(new AskAlertWatch(books)), seen);
  }

  @Get('alerts/trend')
  @ApiOperation({ summary: '各月末未销号的预警' })
  @Answers('逐月', alertTrendView)
  async trendOfAlerts(
    @Query({ schema: requests.alertTrendQuery }) query: z.output<typeof requests.alertTrendQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { fiscalYear } = query;
    const { books, today } = await this.selected.seen(alertsProjection.name, query, reply);
    const filter = await filterAsked(this.queries, query, books, await seenOn(this.queries, books, today));
    const upTo = books.asOf ?? today;
    const months = await this.queries.execute(new AskAlertTrend(filter, { ...books, fiscalYear }, upTo));
    return viewAlertTrend(fiscalYear, months);
  }

  @Get('alerts/:alertId')
  @ApiOperation({ summary: '一条预警及其经过' })
  @Answers('现状与经过；ETag 为其版本', alertWithHistoryView)
  async getAlert(
    @Param({ schema: requests.alertPath }) { alertId }: Path,
    @Query({ schema: requests.alertQuery }) query: z.output<typeof requests.alertQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books, today } = await this.selected.seen(alertsProjection.name, query, reply);
    const standing = await this.queries.execute(new AskAlert(alertId, books, today));
    if (standing === null) return refuse('alert-not-found', { alertId });
    // What was known then is nothing a later act could be judged by.
    if (isNow(books)) sayRevision(reply, standing.version);
    return viewAlertWithHistory(standing, this.nameOf, await seenOn(this.queries, books, today));
  }

  @Post('alerts/:alertId/acknowledge')
  @ApiOperation({ summary: '确认' })
  @Answers('已确认', commandAnswer)
  acknowledge(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.alertPath }) { alertId }: Path,
    @Body({ schema: requests.acknowledgeRequest }) _body: z.output<typeof requests.acknowledgeRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.handle(context, alertId, { type: 'acknowledge-alert', actedOn: dayOf(context.recordedAt) }, reply);
  }

  @Post('alerts/:alertId/assign')
  @ApiOperation({ summary: '指派责任人' })
  @Answers('已指派', commandAnswer)
  assign(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.alertPath }) { alertId }: Path,
    @Body({ schema: requests.assignRequest }) { assignee }: z.output<typeof requests.assignRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const assigneeId = assigneeNamed(this.directory, context.agencyId, assignee);
    const actedOn = dayOf(context.recordedAt);
    return this.handle(context, alertId, { type: 'assign-alert', actedOn, assigneeId }, reply);
  }

  @Post('alerts/:alertId/comment')
  @ApiOperation({ summary: '评论' })
  @Answers('已登记', commandAnswer)
  comment(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.alertPath }) { alertId }: Path,
    @Body({ schema: requests.commentRequest }) body: z.output<typeof requests.commentRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.handle(context, alertId, { type: 'comment-alert', actedOn: dayOf(context.recordedAt), ...body }, reply);
  }

  @Post('alerts/:alertId/snooze')
  @ApiOperation({ summary: '暂缓至某日（含），到期自行恢复；支付受阻的红色预警不能暂缓' })
  @Answers('已暂缓', commandAnswer)
  snooze(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.alertPath }) { alertId }: Path,
    @Body({ schema: requests.snoozeRequest }) body: z.output<typeof requests.snoozeRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.handle(context, alertId, { type: 'snooze-alert', actedOn: dayOf(context.recordedAt), ...body }, reply);
  }

  @Post('alerts/:alertId/dispose')
  @ApiOperation({ summary: '处置：继续、调剂、追加、取消；原因消除后自行销号' })
  @Answers('已处置', commandAnswer)
  dispose(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.alertPath }) { alertId }: Path,
    @Body({ schema: requests.disposeRequest }) body: z.output<typeof requests.disposeRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.handle(context, alertId, { type: 'dispose-alert', actedOn: dayOf(context.recordedAt), ...body }, reply);
  }

  @Post('alerts/:alertId/close')
  @ApiOperation({ summary: '人工销号，须有事由；已有人授权登录的部门，由另一人再次提交确认' })
  @Answers('已销号，或已申请', commandAnswer)
  closeAlert(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.alertPath }) { alertId }: Path,
    @Body({ schema: requests.closeRequest }) body: z.output<typeof requests.closeRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const alone = this.directory.singlePersonMode(context.agencyId);
    const actedOn = dayOf(context.recordedAt);
    return this.handle(context, alertId, { type: 'close-alert', actedOn, alone, ...body }, reply);
  }

  @Post('alert-watch')
  @ApiOperation({ summary: '启用预警：自某日起，本年度逐日自动评估' })
  @Answers('已启用', commandAnswer)
  async enableWatch(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: requests.watchRequest }) { fiscalYear, from }: z.output<typeof requests.watchRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const first = from ?? dayOf(context.recordedAt);
    return answerCommand(reply, await this.commands.execute(new EnableAlertWatch(context, fiscalYear, first)));
  }

  @Get('alert-evaluations')
  @ApiOperation({ summary: '本年度预警评估到哪一日、何时、哪些未能判断' })
  @Answers('评估情况', alertWatchView)
  async getWatch(
    @Query({ schema: requests.alertWatchQuery }) query: z.output<typeof requests.alertWatchQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books } = await this.selected.seen(alertsProjection.name, query, reply);
    return viewAlertWatch(query.fiscalYear, await this.queries.execute(new AskAlertWatch(books)));
  }

  @Get('alert-evaluations/trial')
  @ApiOperation({
    summary: '试评估：按某一业务日期（日终）评估会新增、升降、销号几件，与现在的预警比较；不登记任何内容',
  })
  @Answers('会有的变化', evaluationTrialView)
  async tryEvaluation(
    @Query({ schema: requests.evaluationTrialQuery }) query: z.output<typeof requests.evaluationTrialQuery>,
  ) {
    const { books, today } = await this.selected.of(query);
    const [agencyId = ''] = books.agencyScope;
    const asked = new AskEvaluationTrial(agencyId, query.fiscalYear, query.on, today);
    return viewEvaluationTrial(await this.queries.execute(asked));
  }

  @Post('alert-evaluations/withdrawals')
  @ApiOperation({ summary: '撤回某日及以后的评估，须有事由；预警恢复到该日之前' })
  @Answers('已撤回', commandAnswer)
  async withdrawEvaluation(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: requests.withdrawalRequest }) body: z.output<typeof requests.withdrawalRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerCommand(reply, await this.commands.execute(new WithdrawEvaluation(context, body)));
  }

  @Post('alert-evaluations')
  @ApiOperation({ summary: '按某一业务日期（日终）评估全部规则；同一日期重复评估不产生新的记录' })
  @Answers('评估结果', evaluationView)
  async evaluate(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: requests.evaluationRequest })
    { on, fiscalYear }: z.output<typeof requests.evaluationRequest>,
  ) {
    return viewEvaluation(await this.commands.execute(new EvaluateAlerts(context, fiscalYear ?? yearOf(on), on)));
  }

  private casesSeen(books: BooksSelection, position: string, today: BusinessDate) {
    return this.known.of({ ...books, knownAt: books.knownAt ?? (position as Position) }, today);
  }

  private readonly nameOf = (personId: string): string | null => this.directory.nameOf(personId);

  private async handle(context: CommandContext, alertId: string, handling: AlertHandling, reply: HttpReply) {
    return answerCommand(reply, await this.commands.execute(new HandleAlert(context, alertId, handling)));
  }
}
