import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { CommandContext } from '@bofu/event-store';
import {
  answerCommand,
  Answers,
  Clock,
  commandAnswer,
  CommandContextOf,
  type HttpReply,
  page,
  pageOf,
  sayRevision,
  seenAsKnown,
} from '@bofu/http';
import { parseBusinessDate, yearOf, type BusinessDate } from '@bofu/kernel';
import { ProjectionRunner, RecordedTime } from '@bofu/read-model';
import { refuse } from '../domain/refusals';
import * as requests from './alert-requests';
import { HandleAlert, type AlertHandling } from './alert.commands';
import {
  alertCountsView,
  alertView,
  alertWithHistoryView,
  viewAlert,
  viewAlertCounts,
  viewAlertWithHistory,
} from './alert.view';
import { alertsProjection } from './alerts.projection';
import { AskAlert, AskAlerts, orderOf } from './alerts.query';
import { EvaluateAlerts } from './evaluate-alerts.command';
import { evaluationView, viewEvaluation } from './evaluation.view';

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
    private readonly projections: ProjectionRunner,
    private readonly recordedTime: RecordedTime,
    private readonly clock: Clock,
  ) {}

  @Get('alerts')
  @ApiOperation({ summary: '预警列表：重者在前，久者在前；asOf 为评估的业务日期，knownAt 为登记时点' })
  @Answers('一页', pageOf(alertView))
  async listAlerts(
    @Query({ schema: requests.alertsQuery }) query: z.output<typeof requests.alertsQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { asOf = null, cursor, limit, fiscalYear = null, situation = null, level = null, rule = null } = query;
    const { position, knownAt } = await this.seen(query, reply);
    const filter = { fiscalYear, situation, level, rule, appropriationId: query.appropriationId ?? null };
    const all = await this.queries.execute(new AskAlerts(filter, { asOf, knownAt }, this.today()));
    const after = cursor?.after[0] ?? '';
    const rows = all.filter((standing) => orderOf(standing) > after).slice(0, limit + 1);
    const { items, next } = page(rows, limit, (last) => ({ position, after: [orderOf(last)] }));
    return { items: items.map(viewAlert), next };
  }

  @Get('alerts/counts')
  @ApiOperation({ summary: '各项目未销号的预警，按级别计数' })
  @Answers('有未销号预警的项目', alertCountsView)
  async countAlerts(
    @Query({ schema: requests.alertCountsQuery }) query: z.output<typeof requests.alertCountsQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { fiscalYear, asOf = null } = query;
    const { knownAt } = await this.seen(query, reply);
    const filter = { fiscalYear, situation: null, level: null, rule: null, appropriationId: null };
    return viewAlertCounts(
      fiscalYear,
      await this.queries.execute(new AskAlerts(filter, { asOf, knownAt }, this.today())),
    );
  }

  @Get('alerts/:alertId')
  @ApiOperation({ summary: '一条预警及其经过' })
  @Answers('现状与经过；ETag 为其版本', alertWithHistoryView)
  async getAlert(
    @Param({ schema: requests.alertPath }) { alertId }: Path,
    @Query({ schema: requests.alertQuery }) query: z.output<typeof requests.alertQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { knownAt } = await this.seen(query, reply);
    const clocks = { asOf: query.asOf ?? null, knownAt };
    const standing = await this.queries.execute(new AskAlert(alertId, clocks, this.today()));
    if (standing === null) return refuse('alert-not-found', { alertId });
    sayRevision(reply, standing.version);
    return viewAlertWithHistory(standing);
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
    @Body({ schema: requests.assignRequest }) body: z.output<typeof requests.assignRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.handle(context, alertId, { type: 'assign-alert', actedOn: dayOf(context.recordedAt), ...body }, reply);
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

  private seen(wanted: z.output<typeof requests.alertQuery>, reply: HttpReply) {
    return seenAsKnown(this.projections, this.recordedTime, alertsProjection.name, wanted, reply);
  }

  private today(): BusinessDate {
    return dayOf(this.clock.now());
  }

  private async handle(context: CommandContext, alertId: string, handling: AlertHandling, reply: HttpReply) {
    return answerCommand(reply, await this.commands.execute(new HandleAlert(context, alertId, handling)));
  }
}
