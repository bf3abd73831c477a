import type { RecordedEvent } from '@bofu/event-store';
import { dayInPeriod, periodsOfYear, type BusinessDate, type Fen, type Period } from '@bofu/kernel';
import { FACT_STREAMS, FactsBook } from '../facts/fold-facts';
import { programmesOnDay } from '../facts/on-day';
import type { ProgrammeOnDay } from '../facts/programme-facts';
import { forecastProgramme } from './forecast';

/** What the forecast said at a month's end, knowing only what was recorded by then, and what came of it. */
export interface BackTestLine {
  readonly appropriationId: string;
  readonly programmeName: string;
  readonly saidOn: BusinessDate;
  readonly said: { readonly period: Period; readonly shortFen: Fen };
  /** `refused`: that month's payment was refused, short by just so much; `supplemented`: money was added before. */
  readonly outcome: 'refused' | 'supplemented' | 'paid' | 'still-open';
}

/** Back-test 回测: the year told again month by month, each forecast held against what the year then brought. */
export function backTest(all: readonly RecordedEvent[], fiscalYear: number): BackTestLine[] {
  const events = all.filter(({ stream }) => FACT_STREAMS.some((prefix) => stream.startsWith(prefix)));
  const whole = new FactsBook();
  for (const event of events) whole.take(event);
  const months = periodsOfYear(fiscalYear);
  const yearEnd = dayInPeriod(months.at(-1)!, 31);
  const atTheEnd = new Map(
    programmesOnDay(whole.facts(), fiscalYear, yearEnd).map((programme) => [programme.appropriationId, programme]),
  );
  const book = new FactsBook();
  let next = 0;
  return months.flatMap((month) => {
    const saidOn = dayInPeriod(month, 31);
    // By the clock of the record: what was entered later could not be known.
    for (; next < events.length && recordedBy(events[next]!, saidOn); next += 1) book.take(events[next]!);
    return programmesOnDay(book.facts(), fiscalYear, saidOn).flatMap((programme): BackTestLine[] => {
      const { appropriationId, programmeName, firstFailure } = forecastProgramme(programme);
      if (firstFailure === null) return [];
      const { period, shortFen } = firstFailure;
      const later = atTheEnd.get(appropriationId);
      const said = { period, shortFen };
      return [{ appropriationId, programmeName, saidOn, said, outcome: outcomeOf(said, programme, later) }];
    });
  });
}

const recordedBy = ({ metadata }: RecordedEvent, day: BusinessDate): boolean =>
  (metadata['recordedAt'] ?? '').slice(0, 10) <= day;

function outcomeOf(
  { period, shortFen }: BackTestLine['said'],
  then: ProgrammeOnDay,
  later: ProgrammeOnDay | undefined,
): BackTestLine['outcome'] {
  const refused = later?.refusedAttempts.some((attempt) => attempt.period === period && attempt.shortFen === shortFen);
  if (refused) return 'refused';
  if (later !== undefined && later.budgetFen > then.budgetFen) return 'supplemented';
  const paid = later?.payments.some((payment) => payment.period === period && payment.paidOn !== null);
  return paid ? 'paid' : 'still-open';
}
