import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksQuery, Directory, SelectedBooks } from '@bofu/access';
import type { CommandContext } from '@bofu/event-store';
import {
  answerCommand,
  Answers,
  commandAnswer,
  CommandContextOf,
  fiscalYear,
  type HttpReply,
  page,
  pageOf,
  pageQuery,
  RevisionRequired,
  strictObject,
  uuid,
} from '@bofu/http';
import { dateOf } from '@bofu/kernel';
import { payoutSchemeRequest } from '../payment-requests';
import { paymentView, viewPayment } from '../payment.view';
import { paymentsProjection } from '../payments/payments.projection';
import { ListPayments } from '../payments/payments.query';
import { DefinePayoutScheme } from './define-payout-scheme';
import { payoutSchemeView, viewPayoutScheme } from './payout-scheme.view';
import { payoutSchemesProjection } from './payout-schemes.projection';
import { ListPayoutSchemes } from './payout-schemes.query';
import { RevisePayoutScheme } from './revise-payout-scheme';

const schemePath = z.strictObject({ schemeId: uuid });
const listQuery = strictObject({
  ...pageQuery('payout-schemes'),
  ...booksQuery,
  fiscalYear,
});
const oneQuery = strictObject(booksQuery);
const lastRunView = z.strictObject({ payment: paymentView.nullable().describe('没有发放过的为 null') });

/** 发放方案: who bears what of one payment to a person. */
@ApiTags('发放方案')
@Controller('v1/payout-schemes')
export class PayoutSchemeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
  ) {}

  @Get()
  @ApiOperation({ summary: '某年度的发放方案；asOf 缺省为年度最后一天' })
  @Answers('按编号排列的一页', pageOf(payoutSchemeView))
  async listPayoutSchemes(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { fiscalYear } = query;
    const { position, books } = await this.selected.seen(payoutSchemesProjection.name, query, reply);
    const schemes = await this.queries.execute(new ListPayoutSchemes(books, query.asOf ?? dateOf(fiscalYear, 12, 31)));
    const after = query.cursor?.after[0] ?? '';
    return page(
      schemes.filter(({ schemeId }) => schemeId > after).slice(0, query.limit + 1),
      query.limit,
      ({ schemeId }) => ({ list: 'payout-schemes', position, after: [schemeId] }),
      viewPayoutScheme,
    );
  }

  @Get(':schemeId/last-run')
  @ApiOperation({ summary: '按本方案提交的上一批正常发放：在途或已支付的最后一批，补发、预发的不算' })
  @Answers('上一批', lastRunView)
  async getLastRun(
    @Param({ schema: schemePath }) { schemeId }: z.output<typeof schemePath>,
    @Query({ schema: oneQuery }) query: z.output<typeof oneQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books } = await this.selected.seen(paymentsProjection.name, query, reply);
    const standing = { schemeId, entry: 'regular', situations: ['submitted', 'partly-paid', 'paid'] } as const;
    const latest = { order: 'latest-first', after: null, limit: 1 } as const;
    const [last] = await this.queries.execute(new ListPayments(books, standing, latest));
    return { payment: last ? viewPayment(last, (personId) => this.directory.nameOf(personId)) : null };
  }

  @Post()
  @ApiOperation({ summary: '制定发放方案' })
  @Answers('已制定', commandAnswer.extend({ schemeId: z.string() }), 201)
  async definePayoutScheme(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: payoutSchemeRequest }) body: z.output<typeof payoutSchemeRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { schemeId, ...result } = await this.commands.execute(new DefinePayoutScheme(context, body));
    return { schemeId, ...answerCommand(reply, result) };
  }

  @Post(':schemeId/revise')
  @RevisionRequired()
  @ApiOperation({ summary: '调整发放方案：自某日起整体替换' })
  @Answers('已调整', commandAnswer)
  async revisePayoutScheme(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: schemePath }) { schemeId }: z.output<typeof schemePath>,
    @Body({ schema: payoutSchemeRequest }) body: z.output<typeof payoutSchemeRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerCommand(reply, await this.commands.execute(new RevisePayoutScheme(context, schemeId, body)));
  }
}
