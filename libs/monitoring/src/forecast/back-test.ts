import type { RecordedEvent } from '@bofu/event-store';
import { dayInPeriod, periodsOfYear, type BusinessDate, type Fen, type Period } from '@bofu/kernel';
import { FoldedFacts } from '../domain/fold-facts';
import { forecastProgramme } from '../domain/forecast';
import { programmesOnDay } from '../domain/on-day';
import type { ProgrammeOnDay } from '../domain/programme-on-day';
import { FACT_STREAMS, factsOf, foldFacts } from '../facts/facts-of-events';

/** What the forecast said at a month's end, knowing only what was recorded by then, and what came of it. */
export interface BackTestLine {
  readonly programmeId: string;
  readonly appropriationId: string;
  readonly programmeName: string;
  readonly saidOn: BusinessDate;
  readonly said: { readonly period: Period; readonly shortFen: Fen };
  /** `refused`: that month's payment was refused, short by just so much; `supplemented`: money was added before. */
  readonly outcome: 'refused' | 'supplemented' | 'paid' | 'still-open';
}

/** Back-test 回测: the year told again month by month, each forecast held against what the year then brought. */
export function backTest(
  all: readonly RecordedEvent[],
  year: { readonly agencyScope: readonly string[]; readonly fiscalYear: number },
): BackTestLine[] {
  const events = all.filter(({ stream }) => FACT_STREAMS.some((prefix) => stream.startsWith(prefix)));
  const months = periodsOfYear(year.fiscalYear);
  const yearEnd = dayInPeriod(months.at(-1)!, 31);
  const atTheEnd = new Map(
    programmesOnDay(foldFacts(events), year, yearEnd).map((programme) => [programme.programmeId, programme]),
  );
  const folded = new FoldedFacts();
  let next = 0;
  return months.flatMap((month) => {
    const saidOn = dayInPeriod(month, 31);
    // By the clock of the record: what was entered later could not be known.
    for (; next < events.length && recordedBy(events[next]!, saidOn); next += 1)
      for (const fact of factsOf(events[next]!)) folded.take(fact);
    return programmesOnDay(folded, year, saidOn).flatMap((programme): BackTestLine[] => {
      const { programmeId, appropriationId, programmeName, firstFailure } = forecastProgramme(programme);
      if (firstFailure === null) return [];
      const { period, shortFen } = firstFailure;
      const later = atTheEnd.get(programmeId);
      const said = { period, shortFen };
      const outcome = outcomeOf(said, programme, later);
      return [{ programmeId, appropriationId, programmeName, saidOn, said, outcome }];
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
  const refused = later?.appropriations.some(({ refusedAttempts }) =>
    refusedAttempts.some((attempt) => attempt.period === period && attempt.shortFen === shortFen),
  );
  if (refused) return 'refused';
  if (later !== undefined && later.budgetFen > then.budgetFen) return 'supplemented';
  const month = later?.months.find((one) => one.period === period);
  const paid = month?.runs.every(({ paidOn }) => paidOn !== null) ?? false;
  return paid ? 'paid' : 'still-open';
}
