import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
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
  seenAsKnown,
  strictObject,
  uuid,
} from '@bofu/http';
import { dateOf } from '@bofu/kernel';
import { ProjectionRunner, RecordedTime } from '@bofu/read-model';
import { payoutSchemeRequest } from '../payment-requests';
import { payoutSchemeView, viewPayoutScheme } from './payout-scheme.view';
import { AskPayoutSchemes } from './payout-schemes.query';
import { payoutSchemesProjection } from './payout-schemes.projection';
import { SetPayoutScheme } from './set-payout-scheme';

const schemePath = z.strictObject({ schemeId: uuid });
const listQuery = strictObject({
  ...pageQuery,
  fiscalYear: z.coerce.number().int().min(1949).max(9999).meta({ description: '预算年度', example: 2021 }),
  asOf: businessDate.optional(),
  knownAt,
  minPosition,
});

/** 发放方案: who bears what of one payment to a person. */
@ApiTags('发放方案')
@Controller('v1/payout-schemes')
export class PayoutSchemeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly projections: ProjectionRunner,
    private readonly recordedTime: RecordedTime,
  ) {}

  @Get()
  @ApiOperation({ summary: '某年度的发放方案；asOf 缺省为年度最后一天' })
  @Answers('按编号排列的一页', pageOf(payoutSchemeView))
  async listPayoutSchemes(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const seen = await seenAsKnown(this.projections, this.recordedTime, payoutSchemesProjection.name, query, reply);
    const schemes = await this.queries.execute(
      new AskPayoutSchemes(query.fiscalYear, query.asOf ?? dateOf(query.fiscalYear, 12, 31), seen.knownAt),
    );
    const after = query.cursor?.after[0] ?? '';
    const { items, next } = page(
      schemes.filter(({ schemeId }) => schemeId > after).slice(0, query.limit + 1),
      query.limit,
      ({ schemeId }) => ({ position: seen.position, after: [schemeId] }),
    );
    return { items: items.map(viewPayoutScheme), next };
  }

  @Post()
  @ApiOperation({ summary: '制定发放方案' })
  @Answers('已制定', commandAnswer.extend({ schemeId: z.string() }), 201)
  async definePayoutScheme(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: payoutSchemeRequest }) body: z.output<typeof payoutSchemeRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const schemeId = derivedId('payout-scheme', context.commandId);
    const result = await this.commands.execute(new SetPayoutScheme(context, 'define-payout-scheme', schemeId, body));
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
    return answerCommand(
      reply,
      await this.commands.execute(new SetPayoutScheme(context, 'revise-payout-scheme', schemeId, body)),
    );
  }
}
