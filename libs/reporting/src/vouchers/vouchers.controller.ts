import { Controller, Get, Query, Res, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, Directory, SelectedBooks } from '@bofu/access';
import { GetAppropriation, type AppropriationStanding } from '@bofu/budget';
import { EventMarks } from '@bofu/event-log';
import { EventStore, type BooksSelection, type Position } from '@bofu/event-store';
import {
  AnswersFile,
  Clock,
  fileNamed,
  minPosition,
  positionInWriting,
  strictObject,
  today,
  type HttpReply,
} from '@bofu/http';
import { Refusal } from '@bofu/kernel';
import { GetPayment, paymentsProjection, type PaymentStanding } from '@bofu/payment';
import { validate as isUuid } from 'uuid';
import { dataUpTo } from '../heading';
import { typeset } from '../pdf/typeset';
import { printedFoot } from '../printed-foot';
import { VOUCHER_FORMS, VOUCHER_TITLE, voucherFileName, vouchersOf } from './voucher';

/** As many as are carried to the counter in one go. */
const MOST_PAYMENTS = 50;

const vouchersQuery = strictObject({
  ...booksScopeQuery,
  minPosition,
  form: z.enum(VOUCHER_FORMS).default('voucher').meta({ description: 'voucher 支付凭单，approval 审批表' }),
  payments: z
    .string()
    .transform((text) => [...new Set(text.toLowerCase().split(','))])
    .refine((ids) => ids.length <= MOST_PAYMENTS && ids.every((id) => isUuid(id)))
    .meta({
      description: `付款编号，以逗号分隔，至多 ${MOST_PAYMENTS} 笔；A4 纵向，一页两张`,
      example: '6b7cf1d0-4f4e-4e0c-9a53-0e6a1f0f9a11',
    }),
});

/** 支付凭单与审批表: payments on paper, as they stand now, two to a page. */
@ApiTags('报表')
@Controller('v1/vouchers.pdf')
export class VouchersController {
  constructor(
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
    private readonly marks: EventMarks,
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: '支付凭单或审批表（PDF），一页两张' })
  @AnswersFile('印好的单据', ['application/pdf'])
  async printVouchers(
    @Query({ schema: vouchersQuery }) query: z.output<typeof vouchersQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { form } = query;
    const { books, position } = await this.selected.seen(paymentsProjection.name, query, reply);
    const payments: PaymentStanding[] = [];
    const bearers = new Map<string, Bearers>();
    for (const paymentId of query.payments) {
      const payment = await this.queries.execute(new GetPayment(books, paymentId));
      if (payment === null) throw new Refusal('payment-not-found', { paymentId });
      payments.push(payment);
      bearers.set(paymentId, await this.bearersOf(payment, { ...books, asOf: payment.submittedOn }));
    }
    const reached = position as Position;
    const upTo = dataUpTo(await positionInWriting(this.store, reached), await this.marks.upTo(reached));
    const bytes = await typeset({
      pageOrientation: 'portrait',
      content: [
        vouchersOf(
          form,
          payments.map((payment) => ({
            payment,
            agencyName: this.directory.agency(payment.agencyId, payment.submittedOn)?.name ?? '',
            appropriationOf: (appropriationId) => bearers.get(payment.paymentId)?.get(appropriationId) ?? null,
            nameOf: (personId) => this.directory.nameOf(personId),
            foot: printedFoot(upTo, this.directory, payment.agencyId, today(this.clock)),
          })),
        ),
      ],
      defaultStyle: { fontSize: 9 },
      foot: '',
      info: { title: VOUCHER_TITLE[form] },
    });
    return new StreamableFile(bytes, {
      type: 'application/pdf',
      disposition: fileNamed(voucherFileName(form, payments)),
    });
  }

  /** What each of its appropriations was called when it was submitted: a programme may have another name by now. */
  private async bearersOf({ charges }: PaymentStanding, then: BooksSelection): Promise<Bearers> {
    const ids = [...new Set(charges.map(({ appropriationId }) => appropriationId))];
    const found = ids.map(async (id) => [id, await this.queries.execute(new GetAppropriation(id, then))] as const);
    return new Map(await Promise.all(found));
  }
}

type Bearers = ReadonlyMap<string, AppropriationStanding | null>;
