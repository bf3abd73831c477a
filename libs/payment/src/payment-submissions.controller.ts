import { Body, Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { CommandContext } from '@bofu/event-store';
import { answerCommand, Answers, commandAnswer, CommandContextOf, type HttpReply } from '@bofu/http';
import { disbursementRequest, payoutRunRequest } from './payment-requests';
import { SubmitPayment, type Submission } from './submit-payment';

const submittedAnswer = commandAnswer.extend({ paymentId: z.string() });

/** 提交拨付与发放. */
@ApiTags('拨付发放')
@Controller('v1')
export class PaymentSubmissionsController {
  constructor(private readonly commands: CommandBus) {}

  @Post('disbursements')
  @ApiOperation({ summary: '提交一笔拨付' })
  @Answers('已提交，金额转为在途', submittedAnswer, 201)
  submitDisbursement(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: disbursementRequest }) body: z.output<typeof disbursementRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.submit(context, body, reply);
  }

  @Post('payout-runs')
  @ApiOperation({ summary: '提交一批发放；任一指标不足则整批不办' })
  @Answers('已提交，金额转为在途', submittedAnswer, 201)
  submitPayoutRun(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: payoutRunRequest }) body: z.output<typeof payoutRunRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.submit(context, body, reply);
  }

  private async submit(context: CommandContext, submission: Submission, reply: HttpReply) {
    const { paymentId, ...result } = await this.commands.execute(new SubmitPayment(context, submission));
    return { paymentId, ...answerCommand(reply, result) };
  }
}
