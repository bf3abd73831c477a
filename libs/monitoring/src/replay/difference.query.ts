import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListMovementsBetween, type MovementsBetween } from '@bofu/budget';
import { NOTHING_KNOWN } from '@bofu/http';
import { NO_MONEY, type BusinessDate } from '@bofu/kernel';
import { RecordedTime } from '@bofu/read-model';
import type { BooksSelection, Position } from '@bofu/event-store';
import { explainDifference, type ExplainedDifference, type Point } from '../domain/explained-difference';
import { AskPlanAgainstActual } from '../plan-against-actual/plan-against-actual.query';

/** A day, and the position up to which things were known. */
export interface BooksPoint {
  readonly asOf: BusinessDate;
  readonly knownAt: Position;
}

interface Books extends Pick<BooksSelection, 'agencyScope'> {
  readonly fiscalYear: number;
  readonly appropriationId: string | null;
}

/** Of those that the choice of a clock decides on, so many are listed; all are counted. */
const MOST_LISTED = 200;

/**
 * The same day read by either clock. By business date an event counts that was dated up to the day, by recording one
 * that had been entered by the end of it; `-` marks those that only the first counts, entered later, and `+` those
 * that only the second counts, dated later.
 */
export interface ClocksDiffer extends MovementsBetween {
  readonly on: BusinessDate;
  /** The last position recorded by the end of the day in Beijing; `''` before the first event. */
  readonly recordedBy: Position;
}

export interface Difference extends ExplainedDifference, MovementsBetween {
  readonly clocksDiffer: { readonly first: ClocksDiffer; readonly second: ClocksDiffer };
}

/** Two points of the books of a year, or of one appropriation, and every event that lies between them. */
export class AskDifference extends Query<Difference> {
  constructor(
    readonly books: Books,
    readonly first: BooksPoint,
    readonly second: BooksPoint,
    readonly page: { readonly afterPosition: string | null; readonly limit: number },
    /** What is known now: each day is read with it and as it was known at its end, whatever the points were known at. */
    readonly now: Position,
  ) {
    super();
  }
}

@QueryHandler(AskDifference)
export class AskDifferenceHandler implements IQueryHandler<AskDifference> {
  constructor(
    private readonly queries: QueryBus,
    private readonly recordedTime: RecordedTime,
  ) {}

  async execute({ books, first, second, page, now }: AskDifference): Promise<Difference> {
    const [before, after, between, ofFirst, ofSecond] = await Promise.all([
      this.pointOf(books, first),
      this.pointOf(books, second),
      this.queries.execute(new ListMovementsBetween(books, first, second, page.afterPosition, page.limit)),
      this.clocksDiffer(books, first.asOf, now),
      this.clocksDiffer(books, second.asOf, now),
    ]);
    return {
      ...explainDifference(before, after, between.sums),
      ...between,
      clocksDiffer: { first: ofFirst, second: ofSecond },
    };
  }

  private async pointOf(
    { agencyScope, fiscalYear, appropriationId }: Books,
    { asOf, knownAt }: BooksPoint,
  ): Promise<Point> {
    const { programmes, total } = await this.queries.execute(
      new AskPlanAgainstActual({ agencyScope, fiscalYear, asOf, knownAt }),
    );
    if (appropriationId === null) return total;
    return programmes.find((line) => line.appropriation.appropriationId === appropriationId) ?? NOT_THERE;
  }

  private async clocksDiffer(books: Books, asOf: BusinessDate, now: Position): Promise<ClocksDiffer> {
    const recordedBy =
      (await this.recordedTime.positionAt(`${asOf}T23:59:59.999+08:00`, books.agencyScope)) ?? NOTHING_KNOWN;
    const byRecording = { asOf: null, knownAt: recordedBy < now ? recordedBy : now };
    const differing = new ListMovementsBetween(books, { asOf, knownAt: now }, byRecording, null, MOST_LISTED);
    return { on: asOf, recordedBy, ...(await this.queries.execute(differing)) };
  }
}

/** Before an appropriation was known there was nothing of it. */
const NOT_THERE: Point = {
  budgetFen: NO_MONEY,
  settledFen: NO_MONEY,
  inTransitFen: NO_MONEY,
  frozenFen: NO_MONEY,
  availableFen: NO_MONEY,
};
