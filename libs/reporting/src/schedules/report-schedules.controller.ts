import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, Directory, SelectedBooks } from '@bofu/access';
import { EventStore, type CommandContext } from '@bofu/event-store';
import {
  answerCommand,
  Answers,
  commandAnswer,
  CommandContextOf,
  strictObject,
  uuid,
  type HttpReply,
} from '@bofu/http';
import { FUNDING_LEVELS, invariant } from '@bofu/kernel';
import { SCHEDULE_CYCLES } from '../domain/report-schedules';
import { reportChoices } from '../report-choices';
import { REPORT_FORMATS, REPORT_KINDS } from '../report-request';
import { EndReportSchedule } from './end-report-schedule';
import { readSchedules } from './read-schedules';
import { titleOf } from './schedule-events';
import { ScheduleReport } from './schedule-report';

const { unitCode, fundingLevel, programmeId } = reportChoices;
/** A ledger is of one appropriation of one year, and next year of none. */
const scheduled = z.enum(REPORT_KINDS).exclude(['ledger']);
const cycle = z.enum(SCHEDULE_CYCLES).meta({ description: '每月出上月，每季出上季' });
const scheduleRequest = strictObject({
  report: scheduled.meta({ description: '报表' }),
  format: z.enum(REPORT_FORMATS),
  every: cycle,
  day: z.int().min(1).max(28).meta({ description: '几日出，1 至 28；每季的在季后第一个月' }),
  unitCode,
  fundingLevel,
  programmeId,
});
const schedulePath = z.strictObject({ scheduleId: uuid });
const listQuery = strictObject({ agency: booksScopeQuery.agency });
const emptyRequest = strictObject({});

const listView = z.strictObject({
  items: z.array(
    z.strictObject({
      scheduleId: z.string(),
      report: z.string(),
      title: z.string(),
      format: z.string(),
      every: cycle,
      day: z.int(),
      unitCode: z.string().nullable(),
      fundingLevel: z.enum(FUNDING_LEVELS).nullable(),
      programmeId: z.string().nullable(),
      scheduledBy: z.string().meta({ description: '设定人' }),
    }),
  ),
});

/** 定期报表: what is made every month or quarter; the files come to the job centre. */
@ApiTags('报表')
@Controller('v1/report-schedules')
export class ReportSchedulesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly store: EventStore,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
  ) {}

  @Get()
  @ApiOperation({ summary: '在用的定期报表；做成的文件在任务中心' })
  @Answers('定期报表', listView)
  async listSchedules(@Query({ schema: listQuery }) query: z.output<typeof listQuery>) {
    const [agencyId] = await this.selected.scopeOf(query);
    invariant(agencyId !== undefined, 'a scope has its own agency at least');
    const standing = await readSchedules(this.store, agencyId);
    return {
      items: [...standing.values()].map(({ scheduledBy, ...schedule }) => ({
        ...schedule,
        title: titleOf(schedule.report),
        scheduledBy: this.directory.nameOf(scheduledBy) ?? scheduledBy,
      })),
    };
  }

  @Post()
  @ApiOperation({ summary: '设定定期报表：每月或每季由后台出具' })
  @Answers('已设定', commandAnswer.extend({ scheduleId: z.string() }), 201)
  async scheduleReport(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: scheduleRequest }) body: z.output<typeof scheduleRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const schedule = {
      ...{ report: body.report, format: body.format, every: body.every, day: body.day },
      unitCode: body.unitCode ?? null,
      fundingLevel: body.fundingLevel ?? null,
      programmeId: body.programmeId ?? null,
    };
    const { scheduleId, ...result } = await this.commands.execute(new ScheduleReport(context, schedule));
    return { scheduleId, ...answerCommand(reply, result) };
  }

  @Post(':scheduleId/end')
  @ApiOperation({ summary: '停止一张定期报表；已做成的文件不受影响' })
  @Answers('已停止', commandAnswer)
  async endSchedule(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: schedulePath }) { scheduleId }: z.output<typeof schedulePath>,
    @Body({ schema: emptyRequest }) _nothing: z.output<typeof emptyRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerCommand(reply, await this.commands.execute(new EndReportSchedule(context, scheduleId)));
  }
}
