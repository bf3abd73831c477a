import { Controller, Get, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, Directory, SelectedBooks } from '@bofu/access';
import { GetAppropriation, ledgerProjection } from '@bofu/budget';
import type { Position } from '@bofu/event-store';
import {
  Answers,
  businessDate,
  fiscalYear as year,
  type HttpReply,
  knownAt,
  minPosition,
  page,
  pageQuery,
  sayProjectionPosition,
  strictObject,
  uuid,
} from '@bofu/http';
import { Refusal, type BusinessDate } from '@bofu/kernel';
import { lastDayOf } from '../domain/plan-against-actual';
import { planAgainstActualProjection } from '../plan-against-actual/plan-against-actual.projection';
import { AskDifference, type BooksPoint } from './difference.query';
import { differenceView, viewDifference, viewMovement } from './difference.view';

const query = strictObject({
  ...pageQuery('difference'),
  ...booksScopeQuery,
  fiscalYear: year,
  appropriationId: uuid.optional(),
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
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
  ) {}

  @Get('difference')
  @ApiOperation({ summary: '两个时点之间的差额及构成差额的逐笔事件；asOf 为业务日期，knownAt 为登记时点' })
  @Answers('各项差额、逐笔事件（+ 仅计入乙、- 仅计入甲），以及同一天按两种时点计数不同的事件', differenceView)
  async getDifference(@Query({ schema: query }) wanted: Wanted, @Res({ passthrough: true }) reply: HttpReply) {
    const { fiscalYear, appropriationId = null, limit, cursor } = wanted;
    const { agencyScope, first, second, now } = await this.pointsOf(wanted, reply);
    const standing = { agencyScope, fiscalYear, asOf: null, knownAt: null };
    if (appropriationId !== null && !(await this.queries.execute(new GetAppropriation(appropriationId, standing))))
      throw new Refusal('appropriation-not-found', { appropriationId });

    const afterPosition = cursor?.after[0] ?? null;
    const books = { agencyScope, fiscalYear, appropriationId };
    const answer = await this.queries.execute(
      new AskDifference(books, first, second, { afterPosition, limit: limit + 1 }, now),
    );
    const nameOf = (personId: string) => this.directory.nameOf(personId);
    const events = page(
      answer.movements,
      limit,
      ({ position }) => ({ list: 'difference', position: now, after: [position] }),
      (movement) => viewMovement(movement, nameOf),
    );
    return viewDifference({ ...books, first, second }, answer, events, nameOf);
  }

  /**
   * Two read models answer here. Both are asked about a position both have reached, the slower one's where "now" was
   * asked for: else they would speak of different moments, and the events would not add up. Later pages stay there.
   */
  private async pointsOf(wanted: Wanted, reply: HttpReply) {
    const { fiscalYear, cursor } = wanted;
    const seen: Awaited<ReturnType<SelectedBooks['seen']>>[] = [];
    for (const known of [wanted.aKnownAt, wanted.bKnownAt])
      for (const { name } of [ledgerProjection, planAgainstActualProjection])
        seen.push(await this.selected.seen(name, { ...wanted, knownAt: known }, reply));
    const reached = seen.map(({ position }) => position).reduce((a, b) => (a < b ? a : b)) as Position;
    sayProjectionPosition(reply, reached);
    const now = (cursor?.position ?? reached) as Position;
    const [first, , second] = seen;
    const pointAt = (asOf: BusinessDate | undefined, known: Position | null = null): BooksPoint => ({
      asOf: asOf ?? lastDayOf(fiscalYear),
      knownAt: known !== null && known < now ? known : now,
    });
    return {
      agencyScope: first?.books.agencyScope ?? [],
      first: pointAt(wanted.aAsOf, first?.books.knownAt),
      second: pointAt(wanted.bAsOf, second?.books.knownAt),
      now,
    };
  }
}
