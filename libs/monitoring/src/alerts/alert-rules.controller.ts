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
  knownPosition,
} from '@bofu/http';
import { parseBusinessDate } from '@bofu/kernel';
import { RecordedTime } from '@bofu/read-model';
import { refuse } from '../domain/refusals';
import * as requests from './alert-requests';
import { alertRuleView, readThresholds, viewAlertRule } from './alert-rule.view';
import { AskAlertRules } from './alert-rules.query';
import { SetAlertThresholds } from './alert.commands';
import { ruleOf } from './catalogue';

const rulesAnswer = z.strictObject({ items: z.array(alertRuleView) });

/** 预警规则: the catalogue, and its thresholds by the day they come into force. */
@ApiTags('预警')
@Controller('v1/alert-rules')
export class AlertRulesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly recordedTime: RecordedTime,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: '预警规则目录及各版阈值；inForce 为 asOf（缺省为今日）有效的版本' })
  @Answers('全部规则', rulesAnswer)
  async listAlertRules(
    @Query({ schema: requests.alertRulesQuery }) { asOf, knownAt }: z.output<typeof requests.alertRulesQuery>,
  ) {
    const known = await knownPosition(this.recordedTime, knownAt);
    const on = asOf ?? parseBusinessDate(this.clock.now().slice(0, 10));
    const rules = await this.queries.execute(new AskAlertRules(known));
    return { items: rules.map((rule) => viewAlertRule(rule, on)) };
  }

  @Post(':rule/thresholds')
  @ApiOperation({ summary: '设定新一版阈值，自生效日起适用；须给出全部阈值' })
  @Answers('已设定', commandAnswer)
  async setThresholds(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.rulePath }) { rule: id }: z.output<typeof requests.rulePath>,
    @Body({ schema: requests.thresholdsRequest }) body: z.output<typeof requests.thresholdsRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { effectiveFrom, thresholds, reason } = body;
    const rule = ruleOf(id);
    if (rule === undefined) return refuse('alert-rule-not-found', { rule: id });
    const command = {
      type: 'set-alert-thresholds' as const,
      effectiveFrom,
      thresholds: readThresholds(rule, thresholds),
      reason,
    };
    return answerCommand(reply, await this.commands.execute(new SetAlertThresholds(context, id, command)));
  }
}
