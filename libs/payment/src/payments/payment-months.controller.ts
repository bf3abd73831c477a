import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksQuery, SelectedBooks } from '@bofu/access';
import { Answers, fiscalYear, strictObject, uuid, type HttpReply } from '@bofu/http';
import { formatYuan } from '@bofu/kernel';
import { PAYMENT_SITUATIONS } from '../domain/refusals';
import { AskPaymentMonths, type PaymentMonth } from './payment-months.query';
import { paymentsProjection } from './payments.projection';

const path = z.strictObject({ appropriationId: uuid });
const query = strictObject({ ...booksQuery, fiscalYear });
const money = z.string().meta({ description: '元，两位小数', example: '8541331.00' });
const count = z.int().min(0);

const monthView = z.strictObject({
  period: z.string().meta({ description: '所属期；没有或不止一个的为提交之月', example: '2021-10' }),
  payments: count.describe('共几笔，不论后来如何'),
  submitted: count.describe('在途几笔'),
  partlyPaid: count.describe('部分支付几笔'),
  paid: count.describe('已付几笔'),
  firstPaymentId: z.string().describe('最先提交的一笔'),
  lastSituation: z.enum(PAYMENT_SITUATIONS).describe('最后提交的一笔现在如何'),
  amount: money.nullable().describe('本指标负担的净额；没有在途与已付的为 null'),
  headcount: z.int().nullable().describe('发放人数，减去已退回的'),
  returned: money.describe('各笔退回的合计'),
  supplementary: money.describe('各补发批次的合计'),
});
const monthsView = z.strictObject({ items: z.array(monthView) });

/** 发放月历 of one appropriation: its payments month by month, however many there are. */
@ApiTags('拨付发放')
@Controller('v1/appropriations/:appropriationId/payment-months')
export class PaymentMonthsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
  ) {}

  @Get()
  @ApiOperation({ summary: '一项预算指标逐月的拨付发放' })
  @Answers('有付款的各月', monthsView)
  async listPaymentMonths(
    @Param({ schema: path }) { appropriationId }: z.output<typeof path>,
    @Query({ schema: query }) wanted: z.output<typeof query>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books } = await this.selected.seen(paymentsProjection.name, wanted, reply);
    const months = await this.queries.execute(new AskPaymentMonths(books, appropriationId, wanted.fiscalYear));
    return { items: months.map(view) };
  }
}

const view = ({ amountFen, returnedFen, supplementaryFen, ...month }: PaymentMonth): z.output<typeof monthView> => ({
  ...month,
  amount: amountFen === null ? null : formatYuan(amountFen),
  returned: formatYuan(returnedFen),
  supplementary: formatYuan(supplementaryFen),
});
