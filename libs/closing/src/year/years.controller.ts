import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus, type Command } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Directory, SelectedBooks, SetCutOff } from '@bofu/access';
import type { CommandContext, DecisionResult } from '@bofu/event-store';
import { answerCommand, Answers, Clock, commandAnswer, CommandContextOf, today, type HttpReply } from '@bofu/http';
import { invariant } from '@bofu/kernel';
import { DisposeOfBalance } from './dispose-balance';
import { LockYear } from './lock-year';
import { NoteYearStep } from './note-year-step';
import { ProposeYearReopening, ReopenYear } from './reopen-year';
import { SignYearReport } from './sign-year-report';
import * as requests from './year-requests';
import { AskYearClosing } from './year-closing.query';
import { disposalAnswer, viewYear, yearView } from './year.view';

type Path = z.output<typeof requests.yearPath>;

/** 年终: the twelve steps of a fiscal year, and closing and opening it. */
@ApiTags('年终结账')
@Controller('v1/years')
export class YearsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  @Get(':year/closing')
  @ApiOperation({ summary: '年终十二步：每步的状态、数字、还缺什么' })
  @Answers('年终', yearView)
  async getYear(
    @Param({ schema: requests.yearPath }) { year }: Path,
    @Query({ schema: requests.yearQuery }) query: z.output<typeof requests.yearQuery>,
  ) {
    const [agencyId] = await this.selected.scopeOf(query);
    invariant(agencyId !== undefined, 'a scope has its own agency at least');
    const closing = await this.queries.execute(new AskYearClosing(agencyId, year, today(this.clock)));
    return viewYear(closing, (personId) => this.directory.nameOf(personId));
  }

  @Post(':year/cut-off')
  @ApiOperation({ summary: '设定年末关账日：最后提交日与财政关账日' })
  @Answers('已设定', commandAnswer)
  setCutOff(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.yearPath }) { year: fiscalYear }: Path,
    @Body({ schema: requests.cutOffRequest }) body: z.output<typeof requests.cutOffRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new SetCutOff(context, context.agencyId, { fiscalYear, ...body }), reply);
  }

  @Post(':year/balances')
  @ApiOperation({ summary: '结转、结余、收回：余额转出本年；结转的同时进入次年，两侧相等' })
  @Answers('已处理', disposalAnswer)
  async disposeOfBalance(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.yearPath }) { year }: Path,
    @Body({ schema: requests.balanceRequest }) { amount, ...body }: z.output<typeof requests.balanceRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const disposing = new DisposeOfBalance(context, year, { ...body, amountFen: amount });
    const { carriedTo, ...result } = await this.commands.execute(disposing);
    return { ...answerCommand(reply, result), carriedTo };
  }

  @Post(':year/notes')
  @ApiOperation({ summary: '登记年终事项：已办，或不适用及缘由' })
  @Answers('已登记', commandAnswer)
  noteStep(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.yearPath }) { year }: Path,
    @Body({ schema: requests.noteRequest }) { step, ...note }: z.output<typeof requests.noteRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new NoteYearStep(context, year, step, note), reply);
  }

  @Post(':year/signatures')
  @ApiOperation({ summary: '签署年度报表：经办、财务、负责人各一人' })
  @Answers('已签署', commandAnswer)
  signReport(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.yearPath }) { year }: Path,
    @Body({ schema: requests.signatureRequest }) { reportDigest }: z.output<typeof requests.signatureRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new SignYearReport(context, year, reportDigest), reply);
  }

  @Post(':year/lock')
  @ApiOperation({ summary: '年终结账：12 月已月结、在途已清、余额已处理、三个岗位已签署' })
  @Answers('已锁账', commandAnswer)
  lockYear(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.yearPath }) { year }: Path,
    @Body({ schema: requests.lockRequest }) _body: z.output<typeof requests.lockRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new LockYear(context, year), reply);
  }

  @Post(':year/reopening-proposal')
  @ApiOperation({ summary: '申请反年结' })
  @Answers('已申请', commandAnswer)
  proposeYearReopening(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.yearPath }) { year }: Path,
    @Body({ schema: requests.yearReopeningProposalRequest })
    { reason }: z.output<typeof requests.yearReopeningProposalRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new ProposeYearReopening(context, year, reason), reply);
  }

  @Post(':year/reopening')
  @ApiOperation({ summary: '反年结：由申请人以外的另一人办理' })
  @Answers('已反年结', commandAnswer)
  reopenYear(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.yearPath }) { year }: Path,
    @Body({ schema: requests.yearReopeningRequest }) _body: z.output<typeof requests.yearReopeningRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.record(new ReopenYear(context, year), reply);
  }

  private async record(command: Command<DecisionResult>, reply: HttpReply) {
    return answerCommand(reply, await this.commands.execute(command));
  }
}
