import { Controller, Get, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, Directory, SelectedBooks } from '@bofu/access';
import { calendarInForce, ListCalendarYears } from '@bofu/calendar';
import { Answers, type HttpReply, minPosition, reader, strictObject } from '@bofu/http';
import { daysBetween, formatYuan, whereLoaded, type BusinessDate, type WorkingCalendar } from '@bofu/kernel';
import { paymentsProjection } from '../payments/payments.projection';
import { workingDaysSince } from '../story/payment-story';
import { ListCameBack } from './came-back.query';

const LONGEST = 50;

const query = strictObject({ ...booksScopeQuery, minPosition });
const money = z.string().meta({ description: '元，两位小数', example: '8541331.00' });
const cameBackView = z.strictObject({
  count: z.int(),
  items: z
    .array(
      z.strictObject({
        paymentId: z.string(),
        as: z.enum(['sent-back', 'refused', 'returned']).describe('退回修改、拒付、退票'),
        kind: z.enum(['disbursement', 'payout-run']),
        purpose: z.string(),
        reason: z.string().nullable(),
        on: z.string().meta({ format: 'date', example: '2021-10-29' }),
        days: z.int().describe('自退回之日起已过几天'),
        workingDays: z.int().nullable().describe('其间几个工作日；涉及尚未载入工作日历的年度为 null'),
        recordedAt: z.string(),
        by: z.string().nullable().describe('谁登记的退回'),
        submittedBy: z.string().nullable().describe('经办'),
        isMine: z.boolean().describe('来问者经办的'),
        amount: money,
      }),
    )
    .describe(`早者在前，至多 ${LONGEST} 笔`),
});

/** 退回待办: what came back and nobody has taken up yet. */
@ApiTags('工作台')
@Controller('v1/came-back')
export class CameBackController {
  constructor(
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
  ) {}

  @Get()
  @ApiOperation({ summary: '退回修改、拒付后尚未重新提交的，退票后尚未重发的；一年以内' })
  @Answers('退回待办', cameBackView)
  async cameBack(
    @Query({ schema: query }) wanted: z.output<typeof query>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books, today } = await this.selected.seen(paymentsProjection.name, wanted, reply);
    const { count, items } = await this.queries.execute(new ListCameBack(books.agencyScope, today, LONGEST));
    const mine = reader()?.personId ?? null;
    const calendars = new Map<string, WorkingCalendar>();
    for (const agencyId of new Set(items.map((each) => each.agencyId)))
      calendars.set(agencyId, calendarInForce(await this.queries.execute(new ListCalendarYears(agencyId))));
    return {
      count,
      items: items.map(({ agencyId, amountFen, by, submittedBy, ...rest }) => ({
        ...rest,
        days: Math.max(0, daysBetween(rest.on, today)),
        workingDays: workingDaysBetween(calendars.get(agencyId), rest.on, today),
        by: this.directory.nameOf(by.personId),
        submittedBy: this.directory.nameOf(submittedBy.personId),
        isMine: mine === null || submittedBy.personId === mine,
        amount: formatYuan(amountFen),
      })),
    };
  }
}

const workingDaysBetween = (
  calendar: WorkingCalendar | undefined,
  since: BusinessDate,
  day: BusinessDate,
): number | null => (calendar === undefined ? null : whereLoaded(() => workingDaysSince(calendar, since, day)));
