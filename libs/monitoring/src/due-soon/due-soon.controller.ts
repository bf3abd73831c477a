import { Controller, Get, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, SelectedBooks } from '@bofu/access';
import { Answers, type HttpReply, minPosition, strictObject } from '@bofu/http';
import { formatYuan } from '@bofu/kernel';
import type { DuePeriod } from '../domain/due-soon';
import { programmeFactsProjection } from '../facts/programme-facts.projection';
import { AskDueSoon } from './due-soon.query';

const query = strictObject({ ...booksScopeQuery, minPosition });
const date = z.string().meta({ format: 'date', example: '2021-10-29' });
const duePeriodView = z.strictObject({
  programmeId: z.string(),
  programmeName: z.string(),
  appropriationIds: z.array(z.string()),
  period: z.string().meta({ description: '所属期', example: '2021-10' }),
  dueOn: date.describe('最迟的工作日'),
  isOverdue: z.boolean(),
  open: z.string().nullable().meta({ description: '尚未提交的，元；不知应发多少的为 null', example: '8541331.00' }),
});
const dueSoonView = z.strictObject({
  today: date,
  items: z.array(duePeriodView),
  next: duePeriodView.nullable().describe('其后最早到期的一期'),
});

/** 到期提醒: what must be paid soon and has no run yet. */
@ApiTags('工作台')
@Controller('v1/due-soon')
export class DueSoonController {
  constructor(
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
  ) {}

  @Get()
  @ApiOperation({ summary: '十个工作日内到期、或已逾期而尚未提交足额的各期，早者在前' })
  @Answers('到期的各期', dueSoonView)
  async dueSoon(
    @Query({ schema: query }) wanted: z.output<typeof query>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books, today } = await this.selected.seen(programmeFactsProjection.name, wanted, reply);
    const { items, next } = await this.queries.execute(new AskDueSoon(books.agencyScope, today));
    return { today, items: items.map(view), next: next && view(next) };
  }
}

const view = ({ openFen, appropriationIds, ...due }: DuePeriod) => ({
  ...due,
  appropriationIds: [...appropriationIds],
  open: openFen === null ? null : formatYuan(openFen),
});
