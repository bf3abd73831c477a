import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksQuery, Directory, SelectedBooks } from '@bofu/access';
import {
  Answers,
  fiscalYear,
  type HttpReply,
  page,
  pageOf,
  pageQuery,
  period,
  sayRevision,
  strictObject,
  text,
  uuid,
  yuan,
} from '@bofu/http';
import { PAYMENT_SITUATIONS, refuse, WAITS_FOR } from '../domain/refusals';
import { paymentTotalsView, paymentView, viewPayment, viewPaymentTotals } from '../payment.view';
import { paymentsProjection } from './payments.projection';
import { GetPayment, GetPaymentTotals, ListPayments, PAYMENT_ORDERS } from './payments.query';

const paymentPath = z.strictObject({ paymentId: uuid });

/** As many as one page of a ledger names. */
const MOST_IDS = 100;
const paymentIds = z
  .string()
  .transform((listed) => [...new Set(listed.split(','))])
  .pipe(z.array(z.uuid()).min(1).max(MOST_IDS))
  .meta({ description: `只列这几笔：付款编号，以逗号分隔，至多 ${MOST_IDS} 笔` });

const listQuery = strictObject({
  ...pageQuery('payments'),
  ...booksQuery,
  fiscalYear: fiscalYear.optional(),
  appropriationId: text(64, '预算指标编号').optional(),
  programmeId: text(64, '预算项目编号').optional(),
  period: period.optional(),
  situation: z.enum(PAYMENT_SITUATIONS).optional(),
  schemeId: uuid.optional(),
  waitsFor: z.enum(WAITS_FOR).optional().meta({ description: '在途的付款正待哪一步' }),
  text: text(100, '收款户、摘要或凭证号的一部分', '支2021-0062').optional(),
  amountFrom: yuan.optional().meta({ description: '金额不少于，元' }),
  amountTo: yuan.optional().meta({ description: '金额不多于，元' }),
  paidIn: period.optional().meta({ description: '有款项在该月支付的' }),
  paymentIds: paymentIds.optional(),
  order: z.enum(PAYMENT_ORDERS).optional().meta({ description: '按提交先后：先提交的在前（缺省）或后提交的在前' }),
});
const oneQuery = strictObject(booksQuery);

/** 拨付与发放, as they stand. */
@ApiTags('拨付发放')
@Controller('v1/payments')
export class PaymentsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
  ) {}

  @Get()
  @ApiOperation({ summary: '拨付与发放列表' })
  @Answers('按提交先后的一页，连同全部所列的合计', pageOf(paymentView).extend({ totals: paymentTotalsView }))
  async listPayments(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { position, books } = await this.selected.seen(paymentsProjection.name, query, reply);
    const { situation, appropriationId, programmeId, schemeId, waitsFor, cursor, limit } = query;
    const { order = 'earliest-first' } = query;
    const situations = situation && [situation];
    const filter = { appropriationId, programmeId, period: query.period, schemeId, situations, waitsFor };
    const { text: part, amountFrom: leastFen, amountTo: mostFen, paidIn } = query;
    const sought = { text: part, leastFen, mostFen, paidIn, paymentIds: query.paymentIds };
    const wanted = { order, after: cursor?.after[0] ?? null, limit: limit + 1 };
    const [rows, totals] = await Promise.all([
      this.queries.execute(new ListPayments(books, filter, wanted, sought)),
      this.queries.execute(new GetPaymentTotals(books, filter, sought)),
    ]);
    return {
      ...page(
        rows,
        limit,
        (last) => ({ list: 'payments', position, after: [last.position] }),
        (payment) => viewPayment(payment, this.nameOf),
      ),
      totals: viewPaymentTotals(totals),
    };
  }

  @Get(':paymentId')
  @ApiOperation({ summary: '一笔拨付或发放' })
  @Answers('状况；不带 asOf 与 knownAt 时 ETag 为其版本', paymentView)
  async getPayment(
    @Param({ schema: paymentPath }) { paymentId }: z.output<typeof paymentPath>,
    @Query({ schema: oneQuery }) query: z.output<typeof oneQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books } = await this.selected.seen(paymentsProjection.name, query, reply);
    const payment = await this.queries.execute(new GetPayment(books, paymentId));
    if (!payment) return refuse('payment-not-found', { paymentId });
    if (books.asOf === null && books.knownAt === null) sayRevision(reply, payment.version);
    return viewPayment(payment, this.nameOf);
  }

  private readonly nameOf = (personId: string): string | null => this.directory.nameOf(personId);
}
