import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { NO_MONEY, periodsOfYear, sumFen, type Fen, type Period } from '@bofu/kernel';
import type { BooksOfYear } from '../books-of-year';
import { monthState, type MonthState } from '../domain/month-strip';
import type { ProgrammeLine } from '../domain/plan-against-actual';
import type { ProgrammeOnDay } from '../domain/programme-on-day';
import { AskProgrammesOnDay } from '../facts/programmes-on-day.query';
import { AskPlanAgainstActual } from '../plan-against-actual/plan-against-actual.query';
import { remindingCalendar } from '../reminding-calendar';

/** A programme's twelve months. */
export interface MonthStrip {
  readonly programmeId: string;
  readonly programmeName: string;
  readonly programmeCode: string;
  readonly unitCode: string;
  /** The first of the year's. */
  readonly appropriationId: string;
  /** Still to be submitted of what is overdue; nought where nobody says what it costs. */
  readonly overdueFen: Fen;
  readonly months: readonly {
    readonly period: Period;
    readonly state: MonthState;
    readonly openFen: Fen | null;
    /** What went out in this month, whatever it is for, net. */
    readonly settledFen: Fen;
  }[];
}

/** 月度发放: every programme of a year month by month, the one with the most money overdue first. */
export class AskMonthStrips extends Query<MonthStrip[]> {
  constructor(readonly books: BooksOfYear) {
    super();
  }
}

@QueryHandler(AskMonthStrips)
export class AskMonthStripsHandler implements IQueryHandler<AskMonthStrips> {
  constructor(private readonly queries: QueryBus) {}

  async execute({ books }: AskMonthStrips): Promise<MonthStrip[]> {
    const [{ programmes: lines }, programmes] = await Promise.all([
      this.queries.execute(new AskPlanAgainstActual(books)),
      this.queries.execute(new AskProgrammesOnDay(books)),
    ]);
    const strips: MonthStrip[] = [];
    for (const agencyId of books.agencyScope) {
      const calendar = await remindingCalendar(this.queries, agencyId, [books.fiscalYear, books.fiscalYear + 1]);
      const own = programmes.filter(({ appropriations: [first] }) => first.agencyId === agencyId);
      for (const programme of own) strips.push(stripOf(programme, lines, calendar));
    }
    return strips.sort(worstFirst);
  }
}

function stripOf(
  programme: ProgrammeOnDay,
  all: readonly ProgrammeLine[],
  calendar: Parameters<typeof monthState>[2],
): MonthStrip {
  const [first] = programme.appropriations;
  const lines = all.filter(({ appropriation }) => appropriation.programmeId === programme.programmeId);
  const months = periodsOfYear(programme.fiscalYear).map((period, at) => {
    const owed = programme.months.find((month) => month.period === period) ?? { period, runs: [], openFen: null };
    return {
      period,
      state: monthState(owed, programme.on, calendar),
      openFen: owed.openFen,
      settledFen: sumFen(lines.map((line) => line.months[at]?.settledFen ?? NO_MONEY)),
    };
  });
  return {
    programmeId: programme.programmeId,
    programmeName: programme.programmeName,
    programmeCode: programme.programmeCode,
    unitCode: first.unitCode,
    appropriationId: first.appropriationId,
    overdueFen: sumFen(months.map(({ state, openFen }) => (state === 'overdue' ? openFen : null) ?? NO_MONEY)),
    months,
  };
}

const overdue = ({ months }: MonthStrip): number => months.filter(({ state }) => state === 'overdue').length;

const worstFirst = (a: MonthStrip, b: MonthStrip): number =>
  Number(b.overdueFen > a.overdueFen) - Number(b.overdueFen < a.overdueFen) ||
  overdue(b) - overdue(a) ||
  (a.unitCode + a.programmeCode < b.unitCode + b.programmeCode ? -1 : 1);
