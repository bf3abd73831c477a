import type { QueryBus } from '@nestjs/cqrs';
import { ListAppropriations } from '@bofu/budget';
import type { BooksSelection } from '@bofu/event-store';
import type { AlertsNarrowed } from './alert-requests';
import type { SeenOn } from './alert.view';
import { EVERY_ALERT, type AlertFilter } from './alerts.query';
import { overdueBefore } from './domain/answer-due';

/** What narrows a list of alerts and its counts alike. */
export async function filterAsked(
  queries: QueryBus,
  { level, cause, rule, programmeId, unit, assignee, overdue, closureRequested, text }: AlertsNarrowed,
  books: BooksSelection,
  { on, calendar }: SeenOn,
): Promise<AlertFilter> {
  return {
    ...EVERY_ALERT,
    ...{ levels: level ?? null, cause: cause ?? null, rule: rule ?? null, programmeId: programmeId ?? null },
    programmeIds: unit === undefined ? null : await programmesOf(queries, unit, books),
    assigneeId: assignee ?? null,
    closureRequested: closureRequested ?? false,
    unansweredSince: overdue ? overdueBefore(on, calendar) : null,
    text: text ?? null,
  };
}

const PAGE = 1_000;

async function programmesOf(queries: QueryBus, unitCode: string, books: BooksSelection): Promise<readonly string[]> {
  const programmes = new Set<string>();
  for (let after: string | null = null; ;) {
    const page: { appropriationId: string; unitCode: string; programmeId: string }[] = await queries.execute(
      new ListAppropriations(books, after, PAGE),
    );
    for (const one of page) if (one.unitCode === unitCode) programmes.add(one.programmeId);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return [...programmes];
    after = last.appropriationId;
  }
}
