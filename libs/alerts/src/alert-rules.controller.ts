import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Directory, SelectedBooks } from '@bofu/access';
import type { CommandContext } from '@bofu/event-store';
import { answerCommand, Answers, commandAnswer, CommandContextOf, type HttpReply } from '@bofu/http';
import { addDays } from '@bofu/kernel';
import * as requests from './alert-requests';
import { alertRuleView, readThresholds, ruleNotEvaluatedView, viewAlertRule } from './alert-rule.view';
import { AskAlertRules } from './alert-rules.query';
import { ruleOf } from './domain/catalogue';
import { refuse } from './domain/refusals';
import { ARRIVALS_NOT_KEPT, RULES_NOT_EVALUATED } from './domain/rules-not-evaluated';
import { SetAlertThresholds } from './set-alert-thresholds';
import { AskThresholdTrial } from './threshold-trial.query';
import { thresholdTrialView, viewThresholdTrial } from './threshold-trial.view';

const rulesAnswer = z.strictObject({ items: z.array(alertRuleView), notEvaluated: z.array(ruleNotEvaluatedView) });

/** 预警规则: the catalogue, and its thresholds by the day they come into force. */
@ApiTags('预警')
@Controller('v1/alert-rules')
export class AlertRulesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
  ) {}

  @Get()
  @ApiOperation({ summary: '预警规则目录及各版阈值，及未启用的规则；inForce 为 asOf（缺省为今日）有效的版本' })
  @Answers('全部规则', rulesAnswer)
  async listAlertRules(@Query({ schema: requests.alertRulesQuery }) query: z.output<typeof requests.alertRulesQuery>) {
    const { books, today } = await this.selected.of(query);
    const [agencyId = ''] = books.agencyScope;
    const rules = await this.queries.execute(new AskAlertRules(agencyId, books.knownAt));
    const on = books.asOf ?? today;
    const keepsArrivals = this.directory.fundsArrivalsKeptSince(agencyId, on) !== null;
    return {
      items: rules.map((rule) => viewAlertRule(rule, on, (personId) => this.directory.nameOf(personId))),
      notEvaluated: [...RULES_NOT_EVALUATED, ...(keepsArrivals ? [] : [ARRIVALS_NOT_KEPT])],
    };
  }

  @Get(':rule/trial')
  @ApiOperation({ summary: '试算：拟设的阈值在截至某日的近 90 天内会触发什么，与在用的比较；不登记任何内容' })
  @Answers('两者的不同', thresholdTrialView)
  async tryThresholds(
    @Param({ schema: requests.rulePath }) { rule: id }: z.output<typeof requests.rulePath>,
    @Query({ schema: requests.thresholdTrialQuery }) query: z.output<typeof requests.thresholdTrialQuery>,
  ) {
    const { fiscalYear, thresholds, upTo } = query;
    const rule = ruleOf(id);
    if (rule === undefined) return refuse('alert-rule-not-found', { rule: id });
    const { books, today } = await this.selected.of(query);
    const [agencyId = ''] = books.agencyScope;
    const yesterday = addDays(today, -1);
    const on = upTo === undefined || upTo > yesterday ? yesterday : upTo;
    const proposed = readThresholds(rule, thresholds);
    const trial = await this.queries.execute(new AskThresholdTrial(agencyId, fiscalYear, rule.id, proposed, on));
    return viewThresholdTrial(rule.id, trial);
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
