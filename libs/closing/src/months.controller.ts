import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus, type Command } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Directory, SelectedBooks } from '@bofu/access';
import type { CommandContext, DecisionResult } from '@bofu/event-store';
import { answerCommand, Answers, Clock, commandAnswer, CommandContextOf, today, type HttpReply } from '@bofu/http';
import { invariant } from '@bofu/kernel';
import { CloseMonth } from './close-month';
import * as requests from './month-requests';
import { monthsView, monthView, viewMonth, viewMonthOfYear } from './month.view';
import { AskMonth, AskMonths } from './months.query';
import { EnterStatement, ExplainToClose } from './reconcile-month';
import { ProposeMonthReopening, ReopenMonth } from './reopen-month';

type Path = z.output<typeof requests.monthPath>;

/** 月结: the months of a year, what stands in the way of closing one, and closing and opening it again. */
@ApiTags('对账与月结')
@Controller('v1/months')
export class MonthsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: '一年的十二个月：是否结账，结账以后又登记了什么' })
  @Answers('十二个月', monthsView)
  async listMonths(@Query({ schema: requests.monthsQuery }) query: z.output<typeof requests.monthsQuery>) {
    const agencyId = await this.agencyOf(query);
    const months = await this.queries.execute(new AskMonths(agencyId, query.fiscalYear, today(this.clock)));
    return { items: months.map((month) => viewMonthOfYear(month, this.nameOf)) };
  }

  @Get(':month')
  @ApiOperation({ summary: '一个月：检查清单、三方对账、当月执行情况；已结账的按结账时点' })
  @Answers('一个月', monthView)
  async getMonth(
    @Param({ schema: requests.monthPath }) { month }: Path,
    @Query({ schema: requests.monthQuery }) query: z.output<typeof requests.monthQuery>,
  ) {
    const agencyId = await this.agencyOf(query);
    return viewMonth(await this.queries.execute(new AskMonth(agencyId, month, today(this.clock))), this.nameOf);
  }

  @Post(':month/bank-statement')
  @ApiOperation({ summary: '录入银行对账单，按资金级次；再录入即替换' })
  @Answers('已录入', commandAnswer)
  enterBankStatement(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.monthPath }) { month }: Path,
    @Body({ schema: requests.statementRequest }) body: z.output<typeof requests.statementRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new EnterStatement(context, month, 'bank', requests.statedLines(body)), reply);
  }

  @Post(':month/finance-figures')
  @ApiOperation({ summary: '录入财政对账数，按资金级次；再录入即替换' })
  @Answers('已录入', commandAnswer)
  enterFinanceFigures(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.monthPath }) { month }: Path,
    @Body({ schema: requests.statementRequest }) body: z.output<typeof requests.statementRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new EnterStatement(context, month, 'finance', requests.statedLines(body)), reply);
  }

  @Post(':month/explanations')
  @ApiOperation({ summary: '说明一项对账差异，或一笔付款为何没有回单' })
  @Answers('已说明', commandAnswer)
  explain(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.monthPath }) { month }: Path,
    @Body({ schema: requests.explanationRequest }) { about, reason }: z.output<typeof requests.explanationRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new ExplainToClose(context, month, about, reason), reply);
  }

  @Post(':month/closing')
  @ApiOperation({ summary: '月结：此后任何人不能再记入这个月，迟登的记入下一个未结账的月份' })
  @Answers('已结账', commandAnswer)
  closeMonth(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.monthPath }) { month }: Path,
    @Body({ schema: requests.closingRequest }) _body: z.output<typeof requests.closingRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new CloseMonth(context, month), reply);
  }

  @Post(':month/reopening-proposal')
  @ApiOperation({ summary: '申请反月结：只能是最后一个已结账的月份' })
  @Answers('已申请', commandAnswer)
  proposeReopening(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.monthPath }) { month }: Path,
    @Body({ schema: requests.reopeningProposalRequest })
    { reason }: z.output<typeof requests.reopeningProposalRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new ProposeMonthReopening(context, month, reason), reply);
  }

  @Post(':month/reopening')
  @ApiOperation({ summary: '反月结：由申请人以外的另一人办理' })
  @Answers('已反月结', commandAnswer)
  reopenMonth(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.monthPath }) { month }: Path,
    @Body({ schema: requests.reopeningRequest }) _body: z.output<typeof requests.reopeningRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new ReopenMonth(context, month), reply);
  }

  private readonly nameOf = (personId: string): string | null => this.directory.nameOf(personId);

  private async record(command: Command<DecisionResult>, reply: HttpReply) {
    return answerCommand(reply, await this.commands.execute(command));
  }

  /** Months are closed by agency: one is always meant. */
  private async agencyOf({ agency }: { readonly agency?: string | undefined }): Promise<string> {
    const [agencyId] = await this.selected.scopeOf({ agency });
    invariant(agencyId !== undefined, 'a scope has its own agency at least');
    return agencyId;
  }
}
