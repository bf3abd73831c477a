import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { CommandContext } from '@bofu/event-store';
import {
  ActorOptional,
  answerCommand,
  Answers,
  businessDate,
  Clock,
  commandAnswer,
  CommandContextOf,
  type HttpReply,
  minPosition,
  reader,
  strictObject,
  freeText,
  text,
  uuid,
  yuan,
  today,
  worded,
} from '@bofu/http';
import { ActOnSmallOffice, type SmallOfficeAct } from './act-on-small-office';
import { agencyView, viewAgency } from './agency.view';
import { ChangeAgency } from './change-agency';
import { SelectedBooks } from './selected-books';
import { Directory } from './directory/directory';
import { CloseBackfill } from './close-backfill';
import { OpenBackfill } from './open-backfill';
import { RegisterAgency } from './register-agency';
import { SetClearingWindow } from './set-clearing-window';
import { LONGEST_NEW_ACCOUNT, LONGEST_TIER_WINDOW, TIER_SUMMED_PER } from './domain/agency';
import { SetApprovalTier } from './set-approval-tier';
import { SetPayeeRules } from './set-payee-rules';
import { SetLargePayment } from './set-large-payment';
import { KeepFundsArrivals } from './keep-funds-arrivals';
import { RequireAppropriationFiles } from './require-appropriation-files';
import { SetPaidTolerance } from './set-paid-tolerance';
import { SucceedAgency } from './succeed-agency';

const agencyPath = z.strictObject({ agencyId: uuid });
type Path = z.output<typeof agencyPath>;

const reason = freeText(200, '缘由', '撤县设区');
const facts = {
  code: text(40, '部门代码', '370'),
  name: freeText(100, '部门名称', '人力资源和社会保障局'),
  regionCode: text(20, '行政区划代码', '130607'),
  regionName: text(60, '行政区划', '保定市满城区'),
  parentAgencyId: uuid.nullable().describe('上级部门；没有为 null'),
  effectiveOn: businessDate,
};
const registerRequest = worded(facts);
const changeRequest = worded({ ...facts, reason });
const successionRequest = worded({
  successorAgencyIds: z.array(uuid).min(1).max(20).describe('承接其职能的部门'),
  effectiveOn: businessDate,
  reason,
});
const clearingWindowRequest = worded({
  fiscalYear: z.int().min(1950).max(2999).describe('预算年度'),
  until: businessDate.nullable().describe('次年 1 月内的止日；null 为不设清算期'),
  reason,
});
const paidToleranceRequest = worded({
  share: z
    .string()
    .regex(/^\d{1,3}\.\d{2}$/, '须为两位小数的百分数')
    .meta({ description: '应发的百分之几，两位小数', example: '2.00' })
    .transform((text) => Number(text.replace('.', ''))),
  effectiveOn: businessDate,
  reason,
});
const largePaymentRequest = worded({
  amount: yuan
    .nullable()
    .describe('达到这一金额（元）的付款、追加、追减、收回、调剂须写明事由才能登记，按月发放除外；null 为不设'),
  effectiveOn: businessDate,
  reason,
});
const fundsArrivalsRequest = worded({
  kept: z.boolean().describe('是否登记上级资金到位；登记的据以预警（R28）'),
  effectiveOn: businessDate,
  reason,
});
const appropriationFilesRequest = worded({
  required: z.boolean().describe('下达、追加、追减、调剂、收回是否须附文件才能登记或提交'),
  effectiveOn: businessDate,
  reason,
});
const approvalTierRequest = worded({
  amount: yuan.nullable().describe('达到这一金额（元）的付款，经审批后还须监管第二次审批；null 为不设'),
  windowDays: z.int().min(1).max(LONGEST_TIER_WINDOW).meta({ description: '累计的天数，含审批当日', example: 30 }),
  summedPer: z.enum(TIER_SUMMED_PER).describe('按收款方、按预算项目，或两者都累计'),
  effectiveOn: businessDate,
  reason,
});
const payeeRulesRequest = worded({
  registeredOnly: z.boolean().describe('付款须指明登记的收款户及其已确认的账户，不得自由填写'),
  newAccountDays: z
    .int()
    .min(0)
    .max(LONGEST_NEW_ACCOUNT)
    .meta({ description: '账户确认不满这些日的付款须第二次审批；0 为不须', example: 30 }),
  effectiveOn: businessDate,
  reason,
});
const backfillRequest = worded({ reason: freeText(500, '期初补录的事由', '本系统自 6 月启用，补录 1 至 5 月') });
const smallOfficeReason = worded({ reason: freeText(200, '缘由', '全局编制 7 人，配不齐两位安全管理员') });
const emptyRequest = strictObject({});
const listQuery = strictObject({ asOf: businessDate.optional(), minPosition });
const agenciesView = z.strictObject({ items: z.array(agencyView) });

/** 部门: who keeps books here. */
@ApiTags('部门、单位与人员')
@Controller('v1/agencies')
export class AgenciesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly directory: Directory,
    private readonly selected: SelectedBooks,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: '部门，按登记先后；内容为某日有效的' })
  @Answers('全部部门', agenciesView)
  async listAgencies(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    await this.selected.seenInDirectory(query.minPosition, reply);
    const reach = reader()?.rights.flatMap((right) => right.reach);
    const day = query.asOf ?? today(this.clock);
    const agencies = this.directory.agencies(day).filter(({ agencyId }) => reach?.includes(agencyId) ?? true);
    return { items: agencies.map((agency) => viewAgency(agency, this.directory, day)) };
  }

  @Post()
  @ActorOptional('agency')
  @ApiOperation({ summary: '登记部门' })
  @Answers('已登记', commandAnswer.extend({ agencyId: z.string() }), 201)
  async registerAgency(
    @CommandContextOf() context: CommandContext,
    @Headers('bofu-actor') actor: string | undefined,
    @Body({ schema: registerRequest }) body: z.output<typeof registerRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const byFounder = actor === undefined && context.by.mode === 'single-person';
    const { agencyId, ...result } = await this.commands.execute(new RegisterAgency(context, body, byFounder));
    return { agencyId, ...answerCommand(reply, result) };
  }

  @Post(':agencyId/changes')
  @ApiOperation({ summary: '变更部门代码、名称、区划或上级，自某日起' })
  @Answers('已变更', commandAnswer)
  async changeAgency(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: agencyPath }) { agencyId }: Path,
    @Body({ schema: changeRequest }) body: z.output<typeof changeRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerCommand(reply, await this.commands.execute(new ChangeAgency(context, agencyId, body)));
  }

  @Post(':agencyId/succession')
  @ApiOperation({ summary: '机构改革：职能由其他部门承接' })
  @Answers('已登记', commandAnswer)
  async succeedAgency(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: agencyPath }) { agencyId }: Path,
    @Body({ schema: successionRequest }) body: z.output<typeof successionRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerCommand(reply, await this.commands.execute(new SucceedAgency(context, agencyId, body)));
  }

  @Post(':agencyId/clearing-windows')
  @ApiOperation({ summary: '设定清算期：上年支付在 1 月内可结算至何日' })
  @Answers('已设定', commandAnswer)
  async setClearingWindow(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: agencyPath }) { agencyId }: Path,
    @Body({ schema: clearingWindowRequest }) body: z.output<typeof clearingWindowRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerCommand(reply, await this.commands.execute(new SetClearingWindow(context, agencyId, body)));
  }

  @Post(':agencyId/paid-tolerance')
  @ApiOperation({ summary: '设定足额容差：净付的人数与金额达到应发减去容差即为当月已发' })
  @Answers('已设定', commandAnswer)
  async setPaidTolerance(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: agencyPath }) { agencyId }: Path,
    @Body({ schema: paidToleranceRequest }) body: z.output<typeof paidToleranceRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerCommand(reply, await this.commands.execute(new SetPaidTolerance(context, agencyId, body)));
  }

  @Post(':agencyId/large-payment')
  @ApiOperation({ summary: '设定大额：达到这一金额的付款与预算调整先反问，写明事由才登记' })
  @Answers('已设定', commandAnswer)
  async setLargePayment(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: agencyPath }) { agencyId }: Path,
    @Body({ schema: largePaymentRequest }) body: z.output<typeof largePaymentRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { amount: amountFen, ...rest } = body;
    const command = new SetLargePayment(context, agencyId, { amountFen, ...rest });
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':agencyId/funds-arrivals')
  @ApiOperation({ summary: '登记资金到位：自何日起登记上级资金到账，不再登记的亦同' })
  @Answers('已设定；与在用的相同则不另登记', commandAnswer)
  async keepFundsArrivals(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: agencyPath }) { agencyId }: Path,
    @Body({ schema: fundsArrivalsRequest }) body: z.output<typeof fundsArrivalsRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerCommand(reply, await this.commands.execute(new KeepFundsArrivals(context, agencyId, body)));
  }

  @Post(':agencyId/appropriation-files')
  @ApiOperation({ summary: '要求指标文件：自何日起下达、追加、追减、调剂、收回须附文件，不再要求的亦同' })
  @Answers('已设定；与在用的相同则不另登记', commandAnswer)
  async requireAppropriationFiles(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: agencyPath }) { agencyId }: Path,
    @Body({ schema: appropriationFilesRequest }) body: z.output<typeof appropriationFilesRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerCommand(reply, await this.commands.execute(new RequireAppropriationFiles(context, agencyId, body)));
  }

  @Post(':agencyId/approval-tier')
  @ApiOperation({ summary: '设定审批分档：金额或累计达到的付款，移交前须第二次审批' })
  @Answers('已设定', commandAnswer)
  async setApprovalTier(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: agencyPath }) { agencyId }: Path,
    @Body({ schema: approvalTierRequest }) body: z.output<typeof approvalTierRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { amount: amountFen, ...rest } = body;
    const command = new SetApprovalTier(context, agencyId, { amountFen, ...rest });
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':agencyId/payee-rules')
  @ApiOperation({ summary: '设定收款户管理：是否只付登记的收款户，账户变更后多少日内须第二次审批' })
  @Answers('已设定', commandAnswer)
  async setPayeeRules(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: agencyPath }) { agencyId }: Path,
    @Body({ schema: payeeRulesRequest }) body: z.output<typeof payeeRulesRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerCommand(reply, await this.commands.execute(new SetPayeeRules(context, agencyId, body)));
  }

  @Post(':agencyId/small-office')
  @ApiOperation({ summary: '提出小单位模式，待另一位安全管理员确认' })
  @Answers('已提出', commandAnswer)
  proposeSmallOffice(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: agencyPath }) { agencyId }: Path,
    @Body({ schema: smallOfficeReason }) { reason: why }: z.output<typeof smallOfficeReason>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.onSmallOffice(context, agencyId, { type: 'propose-small-office', reason: why }, reply);
  }

  @Post(':agencyId/small-office/confirmation')
  @ApiOperation({ summary: '确认小单位模式：自当日起' })
  @Answers('已确认', commandAnswer)
  confirmSmallOffice(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: agencyPath }) { agencyId }: Path,
    @Body({ schema: emptyRequest }) _nothing: z.output<typeof emptyRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.onSmallOffice(context, agencyId, { type: 'confirm-small-office' }, reply);
  }

  @Post(':agencyId/small-office/declining')
  @ApiOperation({ summary: '退回小单位模式（提出人亦可撤回）' })
  @Answers('已退回', commandAnswer)
  declineSmallOffice(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: agencyPath }) { agencyId }: Path,
    @Body({ schema: smallOfficeReason }) { reason: why }: z.output<typeof smallOfficeReason>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.onSmallOffice(context, agencyId, { type: 'decline-small-office', reason: why }, reply);
  }

  @Post(':agencyId/small-office/ending')
  @ApiOperation({ summary: '结束小单位模式：须有两位安全管理员在任，且无人兼任管理员岗位' })
  @Answers('已结束', commandAnswer)
  endSmallOffice(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: agencyPath }) { agencyId }: Path,
    @Body({ schema: smallOfficeReason }) { reason: why }: z.output<typeof smallOfficeReason>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.onSmallOffice(context, agencyId, { type: 'end-small-office', reason: why }, reply);
  }

  private async onSmallOffice(context: CommandContext, agencyId: string, act: SmallOfficeAct, reply: HttpReply) {
    return answerCommand(reply, await this.commands.execute(new ActOnSmallOffice(context, agencyId, act)));
  }

  @Post(':agencyId/backfill')
  @ApiOperation({ summary: '开启期初补录：关闭之前，早于五个工作日的业务不必逐笔写补登事由' })
  @Answers('已开启', commandAnswer)
  async openBackfill(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: agencyPath }) { agencyId }: Path,
    @Body({ schema: backfillRequest }) { reason: why }: z.output<typeof backfillRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerCommand(reply, await this.commands.execute(new OpenBackfill(context, agencyId, why)));
  }

  @Post(':agencyId/backfill/closing')
  @ApiOperation({ summary: '关闭期初补录' })
  @Answers('已关闭', commandAnswer)
  async closeBackfill(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: agencyPath }) { agencyId }: Path,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerCommand(reply, await this.commands.execute(new CloseBackfill(context, agencyId)));
  }
}
