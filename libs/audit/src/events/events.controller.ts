import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, Directory, SelectedBooks } from '@bofu/access';
import { CountEvents, EVENT_LOG, GetEvent, ListEvents, type EventFilter } from '@bofu/event-log';
import type { Position } from '@bofu/event-store';
import {
  Answers,
  COUNTED,
  instant,
  knownAt,
  minPosition,
  page,
  pageOf,
  pageQuery,
  seenBy,
  strictObject,
  text,
  uuid,
  type HttpReply,
} from '@bofu/http';
import { ProjectionRunner, RecordedTime } from '@bofu/read-model';
import { refuse } from '../domain/refusals';
import { eventAtView, eventCountView, eventDetailView, eventView, viewEvent, viewEventInFull } from './event.view';

const filterQuery = {
  ...booksScopeQuery,
  minPosition,
  knownAt,
  appropriationId: uuid.optional(),
  paymentId: uuid.optional(),
  type: text(100, '事件类型', 'FundsCommitted').optional(),
  moneyOnly: z
    .enum(['true', 'false'])
    .default('false')
    .transform((wanted) => wanted === 'true')
    .meta({ description: '只看使预算指标金额变动的事件，以及因可用不足被拒的办理' }),
};
const countQuery = strictObject(filterQuery);
const listQuery = strictObject({
  ...pageQuery('events', COUNTED),
  ...filterQuery,
  order: z.enum(['asc', 'desc']).default('desc').meta({ description: '按登记先后：asc 由先到后，desc 由后到先' }),
});
const oneQuery = strictObject({ ...booksScopeQuery, minPosition });
const atQuery = strictObject({ ...booksScopeQuery, instant });
const eventPath = z.strictObject({ eventId: uuid });

/** 事件: everything that was recorded of an agency, in the order it was. */
@ApiTags('审计')
@Controller('v1/events')
export class EventsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly projections: ProjectionRunner,
    private readonly recordedTime: RecordedTime,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
  ) {}

  @Get()
  @ApiOperation({ summary: '事件日志：按登记先后的一页，翻页期间新登记的不混入' })
  @Answers('一页事件', pageOf(eventView))
  async listEvents(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { agencyScope, upTo } = await this.seen(query, reply);
    const position = (query.cursor?.position as Position | undefined) ?? upTo;
    const { order, limit } = query;
    const after = query.cursor?.after[0];
    const rows = await this.queries.execute(
      new ListEvents(agencyScope, filterOf(query, position), {
        order,
        after: after === undefined ? null : BigInt(after),
        limit: limit + 1,
      }),
    );
    return page(
      rows,
      limit,
      ({ number }) => ({ list: 'events', position, after: [String(number)] }),
      (event) => viewEvent(event, this.nameOf),
    );
  }

  @Get('count')
  @ApiOperation({ summary: '事件日志共有多少个事件' })
  @Answers('个数', eventCountView)
  async countEvents(
    @Query({ schema: countQuery }) query: z.output<typeof countQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { agencyScope, upTo } = await this.seen(query, reply);
    return { count: await this.queries.execute(new CountEvents(agencyScope, filterOf(query, upTo))) };
  }

  @Get('at')
  @ApiOperation({ summary: '某一时刻对应的事件：至此已登记的最后一个' })
  @Answers('位置与编号；此前没有登记则为 null', eventAtView)
  async eventAt(@Query({ schema: atQuery }) query: z.output<typeof atQuery>) {
    const agencyScope = await this.selected.scopeOf(query);
    const position = await this.recordedTime.positionAt(query.instant, agencyScope);
    const [event] =
      position === null
        ? []
        : await this.queries.execute(
            new ListEvents(agencyScope, filterOf({}, position), { order: 'desc', after: null, limit: 1 }),
          );
    const shown = event === undefined ? null : viewEvent(event, this.nameOf);
    return { instant: query.instant, position, number: shown?.number ?? null, event: shown };
  }

  @Get(':eventId')
  @ApiOperation({ summary: '一个事件的全部内容，同一流中前后的事件，以及同一次办理产生的其他事件' })
  @Answers('事件', eventDetailView)
  async getEvent(
    @Param({ schema: eventPath }) { eventId }: z.output<typeof eventPath>,
    @Query({ schema: oneQuery }) query: z.output<typeof oneQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    await seenBy(this.projections, EVENT_LOG, query.minPosition, reply);
    const event = await this.queries.execute(new GetEvent(await this.selected.scopeOf(query), eventId));
    return event ? viewEventInFull(event, this.nameOf) : refuse('event-not-found', { eventId });
  }

  private async seen(query: z.output<typeof countQuery>, reply: HttpReply) {
    const { position, books } = await this.selected.seen(EVENT_LOG, query, reply);
    return { agencyScope: books.agencyScope, upTo: earlier(position as Position, books.knownAt) };
  }

  private readonly nameOf = (personId: string): string | null => this.directory.nameOf(personId);
}

const filterOf = (
  query: {
    readonly appropriationId?: string | undefined;
    readonly paymentId?: string | undefined;
    readonly type?: string | undefined;
    readonly moneyOnly?: boolean;
  },
  upTo: Position,
): EventFilter => ({
  appropriationId: query.appropriationId ?? null,
  paymentId: query.paymentId ?? null,
  type: query.type ?? null,
  moneyOnly: query.moneyOnly ?? false,
  upTo,
});

const earlier = (seen: Position, known: Position | null): Position => (known !== null && known < seen ? known : seen);
