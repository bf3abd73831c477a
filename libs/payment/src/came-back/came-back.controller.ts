import { Controller, Get, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, Directory, SelectedBooks } from '@bofu/access';
import { Answers, type HttpReply, minPosition, reader, strictObject } from '@bofu/http';
import { formatYuan } from '@bofu/kernel';
import { paymentsProjection } from '../payments/payments.projection';
import { ListCameBack } from './came-back.query';

const LONGEST = 50;

const query = strictObject({ ...booksScopeQuery, minPosition });
const money = z.string().meta({ description: '元，两位小数', example: '8541331.00' });
const cameBackView = z.strictObject({
  count: z.int(),
  items: z
    .array(
      z.strictObject({
        paymentId: z.string(),
        as: z.enum(['sent-back', 'refused', 'returned']).describe('退回修改、拒付、退票'),
        kind: z.enum(['disbursement', 'payout-run']),
        purpose: z.string(),
        reason: z.string().nullable(),
        on: z.string().meta({ format: 'date', example: '2021-10-29' }),
        recordedAt: z.string(),
        by: z.string().nullable().describe('谁登记的退回'),
        submittedBy: z.string().nullable().describe('经办'),
        isMine: z.boolean().describe('来问者经办的'),
        amount: money,
      }),
    )
    .describe(`早者在前，至多 ${LONGEST} 笔`),
});

/** 退回待办: what came back and nobody has taken up yet. */
@ApiTags('工作台')
@Controller('v1/came-back')
export class CameBackController {
  constructor(
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
  ) {}

  @Get()
  @ApiOperation({ summary: '退回修改、拒付后尚未重新提交的，退票后尚未重发的；一年以内' })
  @Answers('退回待办', cameBackView)
  async cameBack(
    @Query({ schema: query }) wanted: z.output<typeof query>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books, today } = await this.selected.seen(paymentsProjection.name, wanted, reply);
    const { count, items } = await this.queries.execute(new ListCameBack(books.agencyScope, today, LONGEST));
    const mine = reader()?.personId ?? null;
    return {
      count,
      items: items.map(({ amountFen, by, submittedBy, ...rest }) => ({
        ...rest,
        by: this.directory.nameOf(by.personId),
        submittedBy: this.directory.nameOf(submittedBy.personId),
        isMine: mine === null || submittedBy.personId === mine,
        amount: formatYuan(amountFen),
      })),
    };
  }
}
