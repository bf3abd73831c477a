import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Directory, SelectedBooks } from '@bofu/access';
import type { CommandContext } from '@bofu/event-store';
import {
  answerCommand,
  Answers,
  commandAnswer,
  CommandContextOf,
  RevisionRequired,
  sayRevision,
  type HttpReply,
} from '@bofu/http';
import { effectiveDeadlines, parseBusinessDate, type BusinessDate } from '@bofu/kernel';
import * as requests from './calendar-requests';
import { SetCalendarYear } from './calendar.commands';
import {
  calendarYearsView,
  calendarYearView,
  publishedYearView,
  viewCalendarYear,
  viewCalendarYearInFull,
} from './calendar.view';
import { calendarsProjection } from './calendars.projection';
import { ListCalendarYears, calendarInForce } from './calendars.query';
import type { CalendarCommand } from './domain/calendar-year';
import { refuse } from './domain/refusals';
import { publishedYear, publishedYears } from './published-years';

type Path = z.output<typeof requests.yearPath>;
type Clocks = z.output<typeof requests.yearsQuery>;

/** The day a person acts: that of the instant her act is recorded, in Beijing time. */
const dayOf = ({ recordedAt }: CommandContext): BusinessDate => parseBusinessDate(recordedAt.slice(0, 10));

/** 工作日历: which days of a year are worked, as the office has put them on record. */
@ApiTags('工作日历')
@Controller('v1/calendars')
export class CalendarController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
  ) {}

  @Get()
  @ApiOperation({ summary: '已载入的年度，以及可由公开数据载入的年度' })
  @Answers('各年度', calendarYearsView)
  async listCalendarYears(
    @Query({ schema: requests.yearsQuery }) query: Clocks,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<z.input<typeof calendarYearsView>> {
    const items = (await this.inForce(query, reply)).map((year) => viewCalendarYear(year, this.nameOf));
    const loaded = new Set(items.map(({ year }) => year));
    return { items, publishedYears: publishedYears.filter((year) => !loaded.has(year)) };
  }

  @Get(':year')
  @ApiOperation({ summary: '一个年度的放假与调休；deadlineDay 问各月发放时限落在哪一天' })
  @Answers('放假、调休与时限', calendarYearView)
  async getCalendarYear(
    @Param({ schema: requests.yearPath }) { year }: Path,
    @Query({ schema: requests.yearQuery }) { deadlineDay, ...query }: z.output<typeof requests.yearQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const years = await this.inForce(query, reply);
    const own = years.find(({ recorded }) => recorded.year === year) ?? refuse('calendar-year-not-loaded', { year });
    if (query.knownAt === undefined && query.asOf === undefined) sayRevision(reply, own.version);
    const deadlines = deadlineDay === undefined ? null : effectiveDeadlines(calendarInForce(years), year, deadlineDay);
    return viewCalendarYearInFull(own, deadlines, this.nameOf);
  }

  @Get(':year/published')
  @ApiOperation({ summary: '公开数据中一个年度的放假与调休，载入前先看' })
  @Answers('公开的安排，未登记', publishedYearView)
  getPublishedYear(@Param({ schema: requests.yearPath }) { year }: Path): z.input<typeof publishedYearView> {
    const { source, holidays, makeUpDays } = publishedYear(year);
    return { year, source, holidays: [...holidays], makeUpDays: [...makeUpDays] };
  }

  @Post(':year/load-published')
  @ApiOperation({ summary: '由公开数据载入一个年度的节假日安排' })
  @Answers('已载入', commandAnswer)
  loadPublishedYear(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.yearPath }) { year }: Path,
    @Body({ schema: requests.publishedRequest }) _body: z.output<typeof requests.publishedRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const published = { ...publishedYear(year), reason: null };
    return this.set(context, year, { type: 'load-calendar-year', actedOn: dayOf(context), ...published }, reply);
  }

  @Post(':year/load')
  @ApiOperation({ summary: '载入自行录入的一个年度' })
  @Answers('已载入', commandAnswer)
  loadOwnYear(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.yearPath }) { year }: Path,
    @Body({ schema: requests.ownDaysRequest }) { source, ...days }: z.output<typeof requests.ownDaysRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const own = { ...days, source: { name: source, version: null } };
    return this.set(context, year, { type: 'load-calendar-year', actedOn: dayOf(context), ...own }, reply);
  }

  @Post(':year/correct')
  @RevisionRequired()
  @ApiOperation({ summary: '更正一个年度：整年重新给出，并写明事由' })
  @Answers('已更正', commandAnswer)
  correctYear(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: requests.yearPath }) { year }: Path,
    @Body({ schema: requests.correctionRequest }) { source, ...days }: z.output<typeof requests.correctionRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const corrected = { ...days, source: { name: source, version: null } };
    return this.set(context, year, { type: 'correct-calendar-year', actedOn: dayOf(context), ...corrected }, reply);
  }

  private readonly nameOf = (personId: string): string | null => this.directory.nameOf(personId);

  private async inForce(wanted: Clocks, reply: HttpReply) {
    const { books } = await this.selected.seen(calendarsProjection.name, wanted, reply);
    const [agencyId = ''] = books.agencyScope;
    return this.queries.execute(new ListCalendarYears(agencyId, books));
  }

  private async set(context: CommandContext, year: number, command: CalendarCommand, reply: HttpReply) {
    return answerCommand(reply, await this.commands.execute(new SetCalendarYear(context, year, command)));
  }
}
