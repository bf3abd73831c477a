import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksQuery, Directory, SelectedBooks } from '@bofu/access';
import { calendarInForce, ListCalendarYears } from '@bofu/calendar';
import { ListEvents } from '@bofu/event-log';
import type { Position } from '@bofu/event-store';
import { Answers, type HttpReply, strictObject, uuid } from '@bofu/http';
import { whereLoaded } from '@bofu/kernel';
import { refuse } from '../domain/refusals';
import { paymentStoryView, viewStory } from '../payment.view';
import { paymentsProjection } from '../payments/payments.projection';
import { actsOf, returnsOf, twinsOf, workingDaysSince } from './payment-story';
import { GetPaymentWithOthers } from './payment-story.query';

const path = z.strictObject({ paymentId: uuid });
const query = strictObject(booksQuery);

/** Far more than happens to one payment. */
const MOST_EVENTS = 1000;

/** 一笔的来龙去脉: what happened to it with what it changed, what came of what came back, and the payments beside it. */
@ApiTags('拨付发放')
@Controller('v1/payments/:paymentId/story')
export class PaymentStoryController {
  constructor(
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
  ) {}

  @Get()
  @ApiOperation({ summary: '一笔拨付或发放的来龙去脉：办理经过及其事件，退回的下落，有关的各笔' })
  @Answers('来龙去脉', paymentStoryView)
  async getStory(
    @Param({ schema: path }) { paymentId }: z.output<typeof path>,
    @Query({ schema: query }) asked: z.output<typeof query>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books, today, position } = await this.selected.seen(paymentsProjection.name, asked, reply);
    const found = await this.queries.execute(new GetPaymentWithOthers(books, paymentId));
    if (!found) return refuse('payment-not-found', { paymentId });
    const { payment, others, heads } = found;
    const [years, events] = await Promise.all([
      this.queries.execute(new ListCalendarYears(payment.agencyId)),
      this.queries.execute(
        new ListEvents(
          books.agencyScope,
          { appropriationId: null, paymentId, type: null, moneyOnly: false, upTo: position as Position },
          { order: 'asc', after: null, limit: MOST_EVENTS },
        ),
      ),
    ]);
    const calendar = calendarInForce(years);
    const day = books.asOf ?? today;
    const twins = twinsOf(payment, others);
    const returns = returnsOf(payment.steps, twins, heads, (since) =>
      whereLoaded(() => workingDaysSince(calendar, since, day)),
    );
    const byPosition = new Map<string, (typeof events)[number]>(events.map((event) => [event.position, event]));
    return viewStory(
      paymentId,
      actsOf(payment.steps),
      twins,
      returns,
      (at) => byPosition.get(at) ?? null,
      (personId) => this.directory.nameOf(personId),
    );
  }
}
