import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { CommandContext } from '@bofu/event-store';
import {
  answerCommand,
  Answers,
  businessDate,
  Clock,
  commandAnswer,
  CommandContextOf,
  type HttpReply,
  minPosition,
  strictObject,
  freeText,
  text,
  uuid,
  today,
  worded,
} from '@bofu/http';
import { booksScopeQuery, SelectedBooks } from './selected-books';
import { ChangeUnit } from './change-unit';
import { CloseUnit } from './close-unit';
import { Directory } from './directory/directory';
import { RegisterUnit } from './register-unit';
import { unitView, viewUnit } from './unit.view';

const unitPath = z.strictObject({ unitId: uuid });
type Path = z.output<typeof unitPath>;

const facts = {
  code: text(20, '单位编码，指标用的同一编码', '370001'),
  name: freeText(100, '单位名称', '人力资源和社会保障局本级'),
  nature: text(40, '单位性质，按预算所载', '行政'),
  fundingForm: text(40, '经费保障形式，按预算所载', '财政拨款'),
};
const reason = freeText(200, '缘由', '机构改革');
const registerRequest = worded({ ...facts, openedOn: businessDate });
const changeRequest = worded({ ...facts, effectiveOn: businessDate, reason });
const closureRequest = worded({ closedOn: businessDate, reason });
const listQuery = strictObject({ ...booksScopeQuery, asOf: businessDate.optional(), minPosition });
const unitsView = z.strictObject({ items: z.array(unitView) });

/** 单位: for whom something is booked. */
@ApiTags('部门、单位与人员')
@Controller('v1/units')
export class UnitsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly directory: Directory,
    private readonly selected: SelectedBooks,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: '单位，按登记先后；内容为某日有效的' })
  @Answers('全部单位', unitsView)
  async listUnits(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    await this.selected.seenInDirectory(query.minPosition, reply);
    const day = query.asOf ?? today(this.clock);
    const scope = await this.selected.scopeOf(query, day);
    return { items: scope.flatMap((agencyId) => this.directory.units(agencyId, day)).map(viewUnit) };
  }

  @Post()
  @ApiOperation({ summary: '登记单位' })
  @Answers('已登记', commandAnswer.extend({ unitId: z.string() }), 201)
  async registerUnit(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: registerRequest }) body: z.output<typeof registerRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { unitId, ...result } = await this.commands.execute(new RegisterUnit(context, body));
    return { unitId, ...answerCommand(reply, result) };
  }

  @Post(':unitId/changes')
  @ApiOperation({ summary: '变更单位编码、名称、性质或经费保障形式，自某日起' })
  @Answers('已变更', commandAnswer)
  async changeUnit(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: unitPath }) { unitId }: Path,
    @Body({ schema: changeRequest }) body: z.output<typeof changeRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerCommand(reply, await this.commands.execute(new ChangeUnit(context, unitId, body)));
  }

  @Post(':unitId/closure')
  @ApiOperation({ summary: '撤销单位' })
  @Answers('已撤销', commandAnswer)
  async closeUnit(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: unitPath }) { unitId }: Path,
    @Body({ schema: closureRequest }) body: z.output<typeof closureRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerCommand(reply, await this.commands.execute(new CloseUnit(context, unitId, body)));
  }
}
