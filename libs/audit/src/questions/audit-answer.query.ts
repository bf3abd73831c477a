import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { personAggregate } from '@bofu/access';
import { AgencyEvents } from '@bofu/event-log';
import { EventStore, type Position } from '@bofu/event-store';
import type { KnownAt } from '@bofu/http';
import { invariant } from '@bofu/kernel';
import { RecordedTime } from '@bofu/read-model';
import { numberedEvents, type NumberedEvent } from '../export/numbered-events';
import { questionOf } from './catalogue';
import type { Answer, QuestionScope } from './question';

export interface PositionedAnswer {
  readonly answer: Answer<unknown>;
  /** The last event looked at; `null` where there was none. */
  readonly position: Position | null;
}

/** One of the auditor's questions, by its number in the catalogue. */
export class GetAuditAnswer extends Query<PositionedAnswer> {
  constructor(
    readonly number: number,
    readonly scope: QuestionScope,
    /** What had been recorded then; `null` for all there is. */
    readonly knownAt: KnownAt | null,
  ) {
    super();
  }
}

interface Seen {
  readonly events: readonly NumberedEvent[];
  readonly position: Position | null;
}

/**
 * Folds the events of the agency asked about, as the store has them; no figure comes from a table. A question about the
 * log as a whole reads the whole log, which is what it asks for.
 */
@QueryHandler(GetAuditAnswer)
export class GetAuditAnswerHandler implements IQueryHandler<GetAuditAnswer> {
  constructor(
    private readonly store: EventStore,
    private readonly agencyEvents: AgencyEvents,
    private readonly time: RecordedTime,
  ) {}

  async execute({ number, scope, knownAt }: GetAuditAnswer): Promise<PositionedAnswer> {
    const question = questionOf(number);
    invariant(question !== undefined, `no question ${number}`);
    const { agencyId } = scope;
    const { events, position } = question.ofWholeLog
      ? await this.#wholeLog(knownAt, agencyId)
      : await this.#ofAgency(knownAt, agencyId);
    return { answer: question.answer(events, scope), position };
  }

  async #ofAgency(knownAt: KnownAt | null, agencyId: string): Promise<Seen> {
    const position = await this.#position(knownAt, agencyId);
    if (position === null) return { events: [], position };
    const streamOf = (personId: string) => personAggregate(personId).stream;
    return { events: await this.agencyEvents.upTo(position, agencyId, streamOf), position };
  }

  #position(knownAt: KnownAt | null, agencyId: string): Promise<Position | null> {
    if (knownAt === null) return this.store.head();
    return 'instant' in knownAt ? this.time.positionAt(knownAt.instant, [agencyId]) : this.time.positionNamed(knownAt);
  }

  async #wholeLog(knownAt: KnownAt | null, agencyId: string): Promise<Seen> {
    const events: NumberedEvent[] = [];
    for await (const batch of numberedEvents(this.store, knownAt, agencyId)) events.push(...batch);
    return { events, position: events.at(-1)?.position ?? null };
  }
}
