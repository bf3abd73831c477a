import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import { CommandBus, type Command } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { CommandContext, DecisionResult } from '@bofu/event-store';
import {
  answerCommand,
  Answers,
  commandAnswer,
  CommandContextOf,
  type HttpReply,
  RevisionRequired,
  uuid,
} from '@bofu/http';
import { AgreeToWithdrawal } from './agree-to-withdrawal';
import { ApprovePayment } from './approve-payment';
import { ConfirmCorrection } from './confirm-correction';
import { DeclineCorrection } from './decline-correction';
import { DeclineWithdrawal } from './decline-withdrawal';
import { HandOverPayment } from './hand-over-payment';
import * as requests from './payment-requests';
import { PayPayment } from './pay-payment';
import { ReclassifyPayment } from './reclassify-payment';
import { RecordAdvanceRepayment } from './record-advance-repayment';
import { RecordPaymentRefusal } from './record-payment-refusal';
import { RecordPaymentReturn } from './record-payment-return';
import { ReversePayment } from './reverse-payment';
import { ReviewPayment } from './review-payment';
import { SecondApprovePayment } from './second-approve-payment';
import { SendBackPayment } from './send-back-payment';
import { VoidPayment } from './void-payment';
import { WaiveReissue } from './waive-reissue';
import { WithdrawPayment } from './withdraw-payment';
import { VoidPaymentsInTransit } from './void-payments-in-transit';

const paymentPath = z.strictObject({ paymentId: uuid });
type Path = z.output<typeof paymentPath>;
const voidedAnswer = z.strictObject({
  paymentIds: z.array(z.string()).describe('本次作废的付款'),
  position: commandAnswer.shape.position,
});

/** What happens to a payment once submitted. */
@ApiTags('拨付发放')
@Controller('v1')
export class PaymentStepsController {
  constructor(private readonly commands: CommandBus) {}

  @Post('payments/:paymentId/review')
  @RevisionRequired()
  @ApiOperation({ summary: '复核：提交人以外的一人核对所见内容' })
  @Answers('已复核', commandAnswer)
  review(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.reviewRequest }) body: z.output<typeof requests.reviewRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new ReviewPayment(context, paymentId, body), reply);
  }

  @Post('payments/:paymentId/approval')
  @RevisionRequired()
  @ApiOperation({ summary: '审批：提交、复核以外的第三人' })
  @Answers('已审批', commandAnswer)
  approve(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.approvalRequest }) body: z.output<typeof requests.approvalRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new ApprovePayment(context, paymentId, body), reply);
  }

  @Post('payments/:paymentId/second-approval')
  @RevisionRequired()
  @ApiOperation({ summary: '第二次审批：金额或累计达到审批分档的，由监管中的第四人' })
  @Answers('已审批', commandAnswer)
  secondApprove(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.approvalRequest }) body: z.output<typeof requests.approvalRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new SecondApprovePayment(context, paymentId, body), reply);
  }

  @Post('payments/:paymentId/hand-over')
  @RevisionRequired()
  @ApiOperation({ summary: '移交国库或银行' })
  @Answers('已移交', commandAnswer)
  handOver(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.handOverRequest }) body: z.output<typeof requests.handOverRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new HandOverPayment(context, paymentId, body), reply);
  }

  @Post('payments/:paymentId/payment')
  @RevisionRequired()
  @ApiOperation({ summary: '登记已支付：在途转为已付，可分项登记' })
  @Answers('已登记', commandAnswer)
  pay(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.payRequest }) body: z.output<typeof requests.payRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new PayPayment(context, paymentId, body), reply);
  }

  @Post('payments/:paymentId/send-back')
  @RevisionRequired()
  @ApiOperation({ summary: '退回修改：释放在途' })
  @Answers('已退回', commandAnswer)
  sendBack(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.sendBackRequest }) body: z.output<typeof requests.sendBackRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new SendBackPayment(context, paymentId, body), reply);
  }

  @Post('payments/:paymentId/withdrawal')
  @RevisionRequired()
  @ApiOperation({ summary: '撤回：移交前申请，经另一人同意后释放在途；单人模式一步办理' })
  @Answers('已申请（单人模式：已撤回）', commandAnswer)
  withdraw(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.withdrawalRequest }) body: z.output<typeof requests.withdrawalRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new WithdrawPayment(context, paymentId, body), reply);
  }

  @Post('payments/:paymentId/voiding')
  @RevisionRequired()
  @ApiOperation({ summary: '作废：移交前申请，经另一人同意后释放在途；单人模式一步办理' })
  @Answers('已申请（单人模式：已作废）', commandAnswer)
  voidPayment(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.voidingRequest }) body: z.output<typeof requests.voidingRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new VoidPayment(context, paymentId, body), reply);
  }

  @Post('payments/:paymentId/withdrawal/agreement')
  @RevisionRequired()
  @ApiOperation({ summary: '同意撤销：申请人以外的一人，释放在途' })
  @Answers('已撤回或作废', commandAnswer)
  agreeToWithdrawal(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.withdrawalAgreementRequest }) body: z.output<typeof requests.withdrawalAgreementRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new AgreeToWithdrawal(context, paymentId, body), reply);
  }

  @Post('payments/:paymentId/withdrawal/declining')
  @RevisionRequired()
  @ApiOperation({ summary: '不同意撤销：付款照常办理' })
  @Answers('已登记', commandAnswer)
  declineWithdrawal(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.withdrawalDecliningRequest }) body: z.output<typeof requests.withdrawalDecliningRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new DeclineWithdrawal(context, paymentId, body), reply);
  }

  @Post('payments/:paymentId/refusals')
  @RevisionRequired()
  @ApiOperation({ summary: '登记拒付：银行或国库拒绝支付，释放在途' })
  @Answers('已登记', commandAnswer)
  recordRefusal(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.refusalRequest }) body: z.output<typeof requests.refusalRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new RecordPaymentRefusal(context, paymentId, body), reply);
  }

  @Post('payments/:paymentId/reversal')
  @RevisionRequired()
  @ApiOperation({ summary: '冲销：申请，经另一人确认后记账；单人模式一步办理' })
  @Answers('已申请（单人模式：已冲销）', commandAnswer)
  reverse(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.reversalRequest }) body: z.output<typeof requests.reversalRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new ReversePayment(context, paymentId, body), reply);
  }

  @Post('payments/:paymentId/reclassifications')
  @RevisionRequired()
  @ApiOperation({ summary: '更正：全部或部分改由正确的指标列支；申请，经另一人确认后记账；单人模式一步办理' })
  @Answers('已申请（单人模式：已更正）', commandAnswer)
  reclassify(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.reclassificationRequest }) body: z.output<typeof requests.reclassificationRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new ReclassifyPayment(context, paymentId, body), reply);
  }

  @Post('payments/:paymentId/correction/confirmation')
  @RevisionRequired()
  @ApiOperation({ summary: '确认更正或冲销：申请人以外的一人，按申请的日期记账' })
  @Answers('已记账', commandAnswer)
  confirmCorrection(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.correctionConfirmationRequest })
    body: z.output<typeof requests.correctionConfirmationRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new ConfirmCorrection(context, paymentId, body), reply);
  }

  @Post('payments/:paymentId/correction/declining')
  @RevisionRequired()
  @ApiOperation({ summary: '不同意更正或冲销：不记账' })
  @Answers('已登记', commandAnswer)
  declineCorrection(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.correctionDecliningRequest }) body: z.output<typeof requests.correctionDecliningRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new DeclineCorrection(context, paymentId, body), reply);
  }

  @Post('payments/:paymentId/returns')
  @RevisionRequired()
  @ApiOperation({ summary: '登记退票（被动退回）或主动退回' })
  @Answers('已登记', commandAnswer)
  recordReturn(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.returnRequest }) body: z.output<typeof requests.returnRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new RecordPaymentReturn(context, paymentId, body), reply);
  }

  @Post('payments/:paymentId/reissue-waivers')
  @RevisionRequired()
  @ApiOperation({ summary: '登记一次退票不再重发，写明事由' })
  @Answers('已登记', commandAnswer)
  waiveReissue(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.reissueWaiverRequest }) body: z.output<typeof requests.reissueWaiverRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new WaiveReissue(context, paymentId, body), reply);
  }

  @Post('payments/:paymentId/advance-repayments')
  @RevisionRequired()
  @ApiOperation({ summary: '登记归垫' })
  @Answers('已登记', commandAnswer)
  recordAdvanceRepayment(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.advanceRepaymentRequest }) body: z.output<typeof requests.advanceRepaymentRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new RecordAdvanceRepayment(context, paymentId, body), reply);
  }

  @Post('payment-voidings')
  @ApiOperation({ summary: '年终作废：作废某年度全部在途' })
  @Answers('已作废的付款', voidedAnswer)
  voidPaymentsInTransit(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: requests.yearVoidingRequest }) body: z.output<typeof requests.yearVoidingRequest>,
  ) {
    const { fiscalYear, voidedOn, ...why } = body;
    return this.commands.execute(new VoidPaymentsInTransit(context, fiscalYear, voidedOn, why));
  }

  private async record(step: Command<DecisionResult>, reply: HttpReply) {
    return answerCommand(reply, await this.commands.execute(step));
  }
}
