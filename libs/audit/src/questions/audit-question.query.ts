import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { EventStore, type Position } from '@bofu/event-store';
import type { KnownAt } from '@bofu/http';
import { invariant } from '@bofu/kernel';
import { numberedEvents, type NumberedEvent } from '../export/numbered-events';
import { questionOf } from './catalogue';
import type { Answer, QuestionScope } from './question';

export interface PositionedAnswer {
  readonly answer: Answer<unknown>;
  /** The last event looked at; `null` where there was none. */
  readonly position: Position | null;
}

/** One of the auditor's questions, by its number in the catalogue. */
export class AskAuditQuestion extends Query<PositionedAnswer> {
  constructor(
    readonly number: number,
    readonly scope: QuestionScope,
    /** What had been recorded then; `null` for all there is. */
    readonly knownAt: KnownAt | null,
  ) {
    super();
  }
}

/** Reads the log itself, every time: it costs a full reading, and owes nothing to any projection. */
@QueryHandler(AskAuditQuestion)
export class AskAuditQuestionHandler implements IQueryHandler<AskAuditQuestion> {
  constructor(private readonly store: EventStore) {}

  async execute({ number, scope, knownAt }: AskAuditQuestion): Promise<PositionedAnswer> {
    const question = questionOf(number);
    invariant(question !== undefined, `no question ${number}`);
    const events: NumberedEvent[] = [];
    for await (const batch of numberedEvents(this.store, knownAt)) events.push(...batch);
    return { answer: question.answer(events, scope), position: events.at(-1)?.position ?? null };
  }
}
