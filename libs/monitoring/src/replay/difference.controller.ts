import { Controller, Get, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AskAppropriation, ledgerProjection } from '@bofu/budget';
import type { Position } from '@bofu/event-store';
import {
  Answers,
  businessDate,
  type HttpReply,
  knownAt,
  minPosition,
  page,
  pageQuery,
  sayProjectionPosition,
  seenAsKnown,
  type Seen,
  strictObject,
  text,
} from '@bofu/http';
import { Refusal, type BusinessDate } from '@bofu/kernel';
import { ProjectionRunner, RecordedTime } from '@bofu/read-model';
import { lastDayOf } from '../plan-against-actual/plan-against-actual';
import { planAgainstActualProjection } from '../plan-against-actual/plan-against-actual.projection';
import { AskDifference, type ClockPair } from './difference.query';
import { differenceView, viewDifference } from './difference.view';

const query = strictObject({
  ...pageQuery,
  fiscalYear: z.coerce.number().int().min(1949).max(9999).meta({ description: '预算年度', example: 2021 }),
  appropriationId: text(40, '预算指标', '2021-13062121RXGO3YWDTCKQR').optional(),
  aAsOf: businessDate.optional(),
  aKnownAt: knownAt,
  bAsOf: businessDate.optional(),
  bKnownAt: knownAt,
  minPosition,
});
type Wanted = z.output<typeof query>;

/** 回放: what made the books change between two points, event by event. */
@ApiTags('回放')
@Controller('v1/replay')
export class DifferenceController {
  constructor(
    private readonly queries: QueryBus,
    private readonly projections: ProjectionRunner,
    private readonly recordedTime: RecordedTime,
  ) {}

  @Get('difference')
  @ApiOperation({ summary: '两个时点之间的差额及构成差额的逐笔事件；asOf 为业务日期，knownAt 为登记时点' })
  @Answers('各项差额、逐笔事件（+ 仅计入乙、- 仅计入甲），以及同一天按两种时点计数不同的事件', differenceView)
  async getDifference(@Query({ schema: query }) wanted: Wanted, @Res({ passthrough: true }) reply: HttpReply) {
    const { fiscalYear, appropriationId = null, limit, cursor } = wanted;
    const { first, second, now } = await this.pointsOf(wanted, reply);
    if (appropriationId !== null && !(await this.queries.execute(new AskAppropriation(appropriationId))))
      throw new Refusal('appropriation-not-found', { appropriationId });

    const afterPosition = cursor?.after[0] ?? null;
    const books = { fiscalYear, appropriationId };
    const answer = await this.queries.execute(
      new AskDifference(books, first, second, { afterPosition, limit: limit + 1 }),
    );
    const events = page(answer.movements, limit, ({ position }) => ({ position: now, after: [position] }));
    return viewDifference({ ...books, first, second }, answer, events);
  }

  /**
   * Two read models answer here. Both are asked about a position both have reached, the slower one's where "now" was
   * asked for: else they would speak of different moments, and the events would not add up. Later pages stay there.
   */
  private async pointsOf(wanted: Wanted, reply: HttpReply) {
    const { fiscalYear, minPosition: least, cursor } = wanted;
    const seen: Seen[] = [];
    for (const known of [wanted.aKnownAt, wanted.bKnownAt])
      for (const { name } of [ledgerProjection, planAgainstActualProjection])
        seen.push(
          await seenAsKnown(this.projections, this.recordedTime, name, { minPosition: least, knownAt: known }, reply),
        );
    const reached = seen.map(({ position }) => position).reduce((a, b) => (a < b ? a : b)) as Position;
    sayProjectionPosition(reply, reached);
    const now = (cursor?.position ?? reached) as Position;
    const [first, , second] = seen;
    const pointAt = (asOf: BusinessDate | undefined, known: Position | null = null): ClockPair => ({
      asOf: asOf ?? lastDayOf(fiscalYear),
      knownAt: known !== null && known < now ? known : now,
    });
    return { first: pointAt(wanted.aAsOf, first?.knownAt), second: pointAt(wanted.bAsOf, second?.knownAt), now };
  }
}
