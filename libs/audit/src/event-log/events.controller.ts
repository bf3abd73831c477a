import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Position } from '@bofu/event-store';
import {
  Answers,
  instant,
  knownAt,
  knownPosition,
  minPosition,
  page,
  pageOf,
  pageQuery,
  requireOfSameStore,
  seenBy,
  strictObject,
  text,
  uuid,
  type HttpReply,
} from '@bofu/http';
import { ProjectionRunner, RecordedTime } from '@bofu/read-model';
import { refuse } from '../domain/refusals';
import { eventLogProjection } from './event-log.projection';
import { AskEvent, AskEventAt, AskEvents } from './event-log.query';
import { eventAtView, eventDetailView, eventView, viewEvent, viewEventInFull } from './event.view';

const listQuery = strictObject({
  ...pageQuery,
  minPosition,
  knownAt,
  appropriationId: text(40, '预算指标', '2021-13062121BHNLI8GFGL4GA').optional(),
  paymentId: uuid.optional(),
  type: text(100, '事件类型', 'FundsCommitted').optional(),
  moneyOnly: z
    .enum(['true', 'false'])
    .default('false')
    .transform((wanted) => wanted === 'true')
    .meta({ description: '只看使预算指标金额变动的事件' }),
  order: z.enum(['asc', 'desc']).default('desc').meta({ description: '按登记先后：asc 由先到后，desc 由后到先' }),
});
const oneQuery = strictObject({ minPosition });
const atQuery = strictObject({ instant });
const eventPath = z.strictObject({ eventId: uuid });

/** 事件: everything that was recorded, in the order it was. */
@ApiTags('审计')
@Controller('v1/events')
export class EventsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly projections: ProjectionRunner,
    private readonly recordedTime: RecordedTime,
  ) {}

  @Get()
  @ApiOperation({ summary: '事件日志：按登记先后的一页，翻页期间新登记的不混入' })
  @Answers('一页事件', pageOf(eventView))
  async listEvents(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    // In this order: what an instant stands for may have to be waited for, and is then seen.
    const known = await knownPosition(this.recordedTime, query.knownAt);
    const seen = (await seenBy(this.projections, eventLogProjection.name, query.minPosition, reply)) as Position;
    requireOfSameStore(known, seen);
    const position = (query.cursor?.position as Position | undefined) ?? earlier(seen, known);
    const { appropriationId, paymentId, type, moneyOnly, order, limit } = query;
    const rows = await this.queries.execute(
      new AskEvents({
        appropriationId: appropriationId ?? null,
        paymentId: paymentId ?? null,
        type: type ?? null,
        moneyOnly,
        order,
        upTo: position,
        after: afterOf(query.cursor?.after[0]),
        limit: limit + 1,
      }),
    );
    const { items, next } = page(rows, limit, ({ number }) => ({ position, after: [String(number)] }));
    return { items: items.map(viewEvent), next };
  }

  @Get('at')
  @ApiOperation({ summary: '某一时刻对应的事件：至此已登记的最后一个' })
  @Answers('位置与编号；此前没有登记则为 null', eventAtView)
  async eventAt(@Query({ schema: atQuery }) query: z.output<typeof atQuery>) {
    const position = await this.recordedTime.positionAt(query.instant);
    const event = position === null ? null : await this.queries.execute(new AskEventAt(position));
    const shown = event && viewEvent(event);
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
    await seenBy(this.projections, eventLogProjection.name, query.minPosition, reply);
    const event = await this.queries.execute(new AskEvent(eventId));
    return event ? viewEventInFull(event) : refuse('event-not-found', { eventId });
  }
}

const earlier = (seen: Position, known: Position | null): Position => (known !== null && known < seen ? known : seen);

/** A cursor is opaque to callers, not beyond their reach: what is no number of an event begins at the first page. */
const afterOf = (text: string | undefined): bigint | null =>
  text !== undefined && /^\d{1,18}$/.test(text) ? BigInt(text) : null;
