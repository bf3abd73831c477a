import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { isNow, type Clocks } from '@bofu/budget';
import { derivedId, type CommandContext } from '@bofu/event-store';
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
  strictObject,
  text,
  uuid,
} from '@bofu/http';
import { ProjectionRunner, RecordedTime } from '@bofu/read-model';
import { refuse } from './domain/refusals';
import { MovePaymentOn, type PaymentStep } from './move-payment-on';
import * as requests from './payment-requests';
import { paymentView, viewPayment } from './payment.view';
import { AskPayment, AskPayments, PAYMENT_ORDERS } from './payments/payments.query';
import { paymentsProjection } from './payments/payments.projection';
import { SubmitDisbursement } from './submit-disbursement';
import { SubmitPayoutRun } from './submit-payout-run';

const paymentPath = z.strictObject({ paymentId: uuid });
type Path = z.output<typeof paymentPath>;

const clocksQuery = { asOf: businessDate.optional(), knownAt, minPosition };
const listQuery = strictObject({
  ...pageQuery,
  ...clocksQuery,
  appropriationId: text(40, '预算指标').optional(),
  order: z.enum(PAYMENT_ORDERS).optional().meta({ description: '按提交先后：先提交的在前（缺省）或后提交的在前' }),
});
const oneQuery = strictObject(clocksQuery);
const submittedAnswer = commandAnswer.extend({ paymentId: z.string() });

/** 拨付与发放: submitted, paid and what happens to a payment afterwards. */
@ApiTags('拨付发放')
@Controller('v1')
export class PaymentController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly projections: ProjectionRunner,
    private readonly recordedTime: RecordedTime,
  ) {}

  @Get('payments')
  @ApiOperation({ summary: '拨付与发放列表' })
  @Answers('按提交先后的一页', pageOf(paymentView))
  async listPayments(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { position, clocks } = await this.seen(query, reply);
    const rows = await this.queries.execute(
      new AskPayments(
        query.appropriationId ?? null,
        query.cursor?.after[0] ?? null,
        query.limit + 1,
        clocks,
        query.order,
      ),
    );
    const { items, next } = page(rows, query.limit, ({ firstPosition }) => ({ position, after: [firstPosition] }));
    return { items: items.map(viewPayment), next };
  }

  @Get('payments/:paymentId')
  @ApiOperation({ summary: '一笔拨付或发放' })
  @Answers('状况；不带 asOf 与 knownAt 时 ETag 为其版本', paymentView)
  async getPayment(
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Query({ schema: oneQuery }) query: z.output<typeof oneQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { clocks } = await this.seen(query, reply);
    const payment = await this.queries.execute(new AskPayment(paymentId, clocks));
    if (!payment) return refuse('payment-not-found', { paymentId });
    if (isNow(clocks)) sayRevision(reply, payment.version);
    return viewPayment(payment);
  }

  @Post('disbursements')
  @ApiOperation({ summary: '提交一笔拨付' })
  @Answers('已提交，金额转为在途', submittedAnswer, 201)
  async submitDisbursement(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: requests.disbursementRequest }) body: z.output<typeof requests.disbursementRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const paymentId = derivedId('payment', context.commandId);
    const result = await this.commands.execute(new SubmitDisbursement(context, paymentId, body));
    return { paymentId, ...answerCommand(reply, result) };
  }

  @Post('payout-runs')
  @ApiOperation({ summary: '提交一批发放；任一指标不足则整批不办' })
  @Answers('已提交，金额转为在途', submittedAnswer, 201)
  async submitPayoutRun(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: requests.payoutRunRequest }) body: z.output<typeof requests.payoutRunRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const paymentId = derivedId('payment', context.commandId);
    const result = await this.commands.execute(new SubmitPayoutRun(context, paymentId, body));
    return { paymentId, ...answerCommand(reply, result) };
  }

  @Post('payments/:paymentId/payment')
  @RevisionRequired()
  @ApiOperation({ summary: '登记已支付：在途转为已付' })
  @Answers('已登记', commandAnswer)
  pay(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.payRequest }) body: z.output<typeof requests.payRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.move(context, paymentId, { type: 'pay-payment', ...body }, reply);
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
    return this.move(context, paymentId, { type: 'send-back-payment', ...body }, reply);
  }

  @Post('payments/:paymentId/reversal')
  @RevisionRequired()
  @ApiOperation({ summary: '冲销' })
  @Answers('已冲销', commandAnswer)
  reverse(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.reversalRequest }) body: z.output<typeof requests.reversalRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.move(context, paymentId, { type: 'reverse-payment', ...body }, reply);
  }

  @Post('payments/:paymentId/reclassifications')
  @RevisionRequired()
  @ApiOperation({ summary: '更正：改挂到正确的指标' })
  @Answers('已更正', commandAnswer)
  reclassify(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: paymentPath }) { paymentId }: Path,
    @Body({ schema: requests.reclassificationRequest }) body: z.output<typeof requests.reclassificationRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const correctionId = derivedId('correction', context.commandId);
    return this.move(context, paymentId, { type: 'reclassify-payment', correctionId, ...body }, reply);
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
    const returnId = derivedId('return', context.commandId);
    return this.move(context, paymentId, { type: 'record-payment-return', returnId, ...body }, reply);
  }

  private async seen(
    query: z.output<typeof oneQuery>,
    reply: HttpReply,
  ): Promise<{ position: string; clocks: Clocks }> {
    const { name } = paymentsProjection;
    const { position, knownAt: known } = await seenAsKnown(this.projections, this.recordedTime, name, query, reply);
    return { position, clocks: { asOf: query.asOf ?? null, knownAt: known } };
  }

  private async move(context: CommandContext, paymentId: string, step: PaymentStep, reply: HttpReply) {
    return answerCommand(reply, await this.commands.execute(new MovePaymentOn(context, paymentId, step)));
  }
}
