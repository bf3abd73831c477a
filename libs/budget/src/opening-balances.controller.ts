import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, SelectedBooks } from '@bofu/access';
import type { CommandContext } from '@bofu/event-store';
import {
  answerCommand,
  Answers,
  commandAnswer,
  CommandContextOf,
  fiscalYear,
  minPosition,
  strictObject,
  type HttpReply,
} from '@bofu/http';
import { formatYuan } from '@bofu/kernel';
import { openingBalancesRequest } from './appropriation-requests';
import { EnterOpeningBalance } from './enter-opening-balance';
import { ledgerProjection } from './ledger/ledger.projection';
import { ListOpeningBalances } from './ledger/opening-balances.query';

const listQuery = strictObject({ ...booksScopeQuery, fiscalYear, minPosition });
const listView = z.strictObject({
  items: z.array(z.strictObject({ appropriationId: z.string(), effectiveOn: z.string(), amount: z.string() })),
});

/** 期初补录 of a whole year: what had been paid before these books began. */
@ApiTags('预算指标')
@Controller('v1/opening-balances')
export class OpeningBalancesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
  ) {}

  @Get()
  @ApiOperation({ summary: '一年中已补录期初的指标' })
  @Answers('已补录的', listView)
  async listOpeningBalances(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<z.input<typeof listView>> {
    const { books } = await this.selected.seen(ledgerProjection.name, query, reply);
    const entered = await this.queries.execute(new ListOpeningBalances(books));
    return { items: entered.map(({ amountFen, ...one }) => ({ ...one, amount: formatYuan(amountFen) })) };
  }

  @Post()
  @ApiOperation({ summary: '期初补录：一年各项指标启用前已付的各月金额，全部登记或一项也不登记' })
  @Answers('已补录；版本为第一项指标的版本', commandAnswer)
  async enterOpeningBalances(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: openingBalancesRequest }) { balances, ...entered }: z.output<typeof openingBalancesRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const command = new EnterOpeningBalance(context, balances, { ...entered, sources: [] });
    return answerCommand(reply, await this.commands.execute(command));
  }
}
