import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksQuery, SelectedBooks } from '@bofu/access';
import { derivedId, type CommandContext, type DecisionResult } from '@bofu/event-store';
import {
  answerCommand,
  Answers,
  commandAnswer,
  CommandContextOf,
  page,
  pageOf,
  pageQuery,
  RevisionRequired,
  sayRevision,
  strictObject,
  uuid,
  type HttpReply,
} from '@bofu/http';
import { ContinueProgramme } from './continue-programme';
import { DeclarePerformanceMeasures } from './declare-performance-measures';
import { DefineProgrammeGroup } from './define-programme-group';
import { refuse } from './domain/refusals';
import { EndProgramme } from './end-programme';
import { isNow } from './ledger/appropriations.query';
import { ledgerProjection } from './ledger/ledger.projection';
import { GetProgramme, ListProgrammes } from './ledger/programmes.query';
import { ListProgrammeVersions } from './ledger/versions.query';
import * as requests from './programme-requests';
import { programmeVersionsView, programmeView, viewProgramme, viewProgrammeVersions } from './programme.view';
import { RecordPerformanceActuals } from './record-performance-actuals';
import { RegisterProgramme } from './register-programme';
import { RenameProgramme } from './rename-programme';
import { SetPaymentStandard } from './set-payment-standard';
import { SetPerformanceTargets } from './set-performance-targets';
import { StateEntitlement } from './state-entitlement';

const programmePath = z.strictObject({ programmeId: uuid });
type Path = z.output<typeof programmePath>;
const listQuery = strictObject({ ...pageQuery('programmes'), ...booksQuery });
const oneQuery = strictObject(booksQuery);

/** 预算项目: registered, renamed, its groups, standards, targets and end. */
@ApiTags('预算项目')
@Controller('v1/programmes')
export class ProgrammeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
  ) {}

  @Get()
  @ApiOperation({ summary: '预算项目列表' })
  @Answers('按项目编码排列的一页', pageOf(programmeView))
  async listProgrammes(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { position, books, today } = await this.selected.seen(ledgerProjection.name, query, reply);
    const after = query.cursor?.after[0] ?? null;
    const rows = await this.queries.execute(new ListProgrammes(books, after, query.limit + 1, today));
    return page(
      rows,
      query.limit,
      (row) => ({ list: 'programmes', position, after: [row.programmeId] }),
      viewProgramme,
    );
  }

  @Get(':programmeId')
  @ApiOperation({ summary: '一个预算项目：编码、名称、人群与发放标准' })
  @Answers('状况；不带 asOf 与 knownAt 时 ETag 为其版本', programmeView)
  async getProgramme(
    @Param({ schema: programmePath }) { programmeId }: Path,
    @Query({ schema: oneQuery }) query: z.output<typeof oneQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books, today } = await this.selected.seen(ledgerProjection.name, query, reply);
    const standing = await this.queries.execute(new GetProgramme(programmeId, books, today));
    if (!standing) return refuse('programme-not-found', { programmeId });
    if (isNow(books)) sayRevision(reply, standing.version);
    return viewProgramme(standing);
  }

  @Get(':programmeId/versions')
  @ApiOperation({ summary: '一个预算项目历次的名称、发放标准与绩效指标' })
  @Answers('历次版本，按登记先后', programmeVersionsView)
  async getProgrammeVersions(
    @Param({ schema: programmePath }) { programmeId }: Path,
    @Query({ schema: oneQuery }) query: z.output<typeof oneQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books, today } = await this.selected.seen(ledgerProjection.name, query, reply);
    if (!(await this.queries.execute(new GetProgramme(programmeId, books, today))))
      return refuse('programme-not-found', { programmeId });
    return viewProgrammeVersions(await this.queries.execute(new ListProgrammeVersions(programmeId, books)));
  }

  @Post()
  @ApiOperation({ summary: '登记预算项目' })
  @Answers('已登记', commandAnswer.extend({ programmeId: z.string() }), 201)
  async registerProgramme(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: requests.registerProgrammeRequest }) body: z.output<typeof requests.registerProgrammeRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { programmeId, ...result } = await this.commands.execute(
      new RegisterProgramme(context, { ...body, sources: [] }),
    );
    return { programmeId, ...answerCommand(reply, result) };
  }

  @Post(':programmeId/names')
  @RevisionRequired()
  @ApiOperation({ summary: '变更项目编码或名称' })
  @Answers('已变更', commandAnswer)
  renameProgramme(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: programmePath }) { programmeId }: Path,
    @Body({ schema: requests.renameProgrammeRequest }) body: z.output<typeof requests.renameProgrammeRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.answer(reply, this.commands.execute(new RenameProgramme(context, programmeId, body)));
  }

  @Post(':programmeId/groups')
  @RevisionRequired()
  @ApiOperation({ summary: '设定发放人群' })
  @Answers('已设定', commandAnswer.extend({ groupId: z.string() }), 201)
  async defineGroup(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: programmePath }) { programmeId }: Path,
    @Body({ schema: requests.groupRequest }) body: z.output<typeof requests.groupRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const groupId = derivedId('group', context.commandId);
    const command = new DefineProgrammeGroup(context, programmeId, { groupId, ...body });
    return { groupId, ...(await this.answer(reply, this.commands.execute(command))) };
  }

  @Post(':programmeId/payment-standards')
  @RevisionRequired()
  @ApiOperation({ summary: '设定发放标准' })
  @Answers('已设定', commandAnswer)
  setPaymentStandard(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: programmePath }) { programmeId }: Path,
    @Body({ schema: requests.paymentStandardRequest }) body: z.output<typeof requests.paymentStandardRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const command = new SetPaymentStandard(context, programmeId, { ...body, sources: [] });
    return this.answer(reply, this.commands.execute(command));
  }

  @Post(':programmeId/performance-targets')
  @RevisionRequired()
  @ApiOperation({ summary: '设定绩效指标' })
  @Answers('已设定', commandAnswer)
  setPerformanceTargets(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: programmePath }) { programmeId }: Path,
    @Body({ schema: requests.performanceTargetsRequest }) body: z.output<typeof requests.performanceTargetsRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const command = new SetPerformanceTargets(context, programmeId, { ...body, sources: [] });
    return this.answer(reply, this.commands.execute(command));
  }

  @Post(':programmeId/performance-measures')
  @RevisionRequired()
  @ApiOperation({ summary: '声明绩效指标的计算口径：由支付记录算出，或凭佐证认定' })
  @Answers('已声明', commandAnswer)
  declarePerformanceMeasures(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: programmePath }) { programmeId }: Path,
    @Body({ schema: requests.performanceMeasuresRequest }) body: z.output<typeof requests.performanceMeasuresRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.answer(reply, this.commands.execute(new DeclarePerformanceMeasures(context, programmeId, body)));
  }

  @Post(':programmeId/performance-actuals')
  @RevisionRequired()
  @ApiOperation({ summary: '登记若干绩效指标截至某日的完成情况，都登记或都不登记；同一截至日再次登记即为更正' })
  @Answers('已登记', commandAnswer)
  recordPerformanceActuals(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: programmePath }) { programmeId }: Path,
    @Body({ schema: requests.performanceActualsRequest }) body: z.output<typeof requests.performanceActualsRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.answer(reply, this.commands.execute(new RecordPerformanceActuals(context, programmeId, body)));
  }

  @Post(':programmeId/entitlements')
  @RevisionRequired()
  @ApiOperation({ summary: '核定一个所属期的应发人数与金额' })
  @Answers('已核定', commandAnswer)
  stateEntitlement(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: programmePath }) { programmeId }: Path,
    @Body({ schema: requests.entitlementRequest }) body: z.output<typeof requests.entitlementRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.answer(reply, this.commands.execute(new StateEntitlement(context, programmeId, body)));
  }

  @Post(':programmeId/end')
  @RevisionRequired()
  @ApiOperation({ summary: '终止项目：自某日起不再应发，此前所欠仍欠' })
  @Answers('已终止', commandAnswer)
  endProgramme(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: programmePath }) { programmeId }: Path,
    @Body({ schema: requests.endRequest }) body: z.output<typeof requests.endRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.answer(reply, this.commands.execute(new EndProgramme(context, programmeId, body)));
  }

  @Post(':programmeId/continuation')
  @RevisionRequired()
  @ApiOperation({ summary: '恢复已终止的项目' })
  @Answers('已恢复', commandAnswer)
  continueProgramme(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: programmePath }) { programmeId }: Path,
    @Body({ schema: requests.continuationRequest }) body: z.output<typeof requests.continuationRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.answer(reply, this.commands.execute(new ContinueProgramme(context, programmeId, body)));
  }

  private async answer(reply: HttpReply, result: Promise<DecisionResult>) {
    return answerCommand(reply, await result);
  }
}
