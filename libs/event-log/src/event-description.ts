import { categoryOf, type Codec, type RecordedEvent } from '@bofu/event-store';
import type { BusinessDate, By, DomainEvent, Period, Stamped } from '@bofu/kernel';

/** What an event says of itself in the words all events share; its capability says it, the log keeps it. */
export interface EventDescription {
  /** The Chinese name of its type. */
  readonly label: string;
  readonly by: By;
  readonly businessDate: BusinessDate | null;
  readonly paymentId: string | null;
  /** Those it names; an event that names none is about those its stream has named before. */
  readonly appropriationIds: readonly string[];
  /** Digits of fen. */
  readonly amountFen: string | null;
  readonly period: Period | null;
  /** Whether it moves money of an appropriation; what moves with a payment stands in the appropriations' own events. */
  readonly movesMoney: boolean;
  /** What it says beside its name, in Chinese; `null` is left out. */
  readonly details: readonly (string | null)[];
}

/** For what an event does not say. */
export const NOTHING_SAID = {
  businessDate: null,
  paymentId: null,
  appropriationIds: [],
  amountFen: null,
  period: null,
  movesMoney: false,
  details: [],
} as const satisfies Omit<EventDescription, 'label' | 'by'>;

/** The events of one category of streams, described by the capability whose they are. */
export interface EventDescriber {
  readonly category: string;
  /** Throws UnknownEvent for a type or version this program does not know. */
  readonly describe: (recorded: RecordedEvent) => EventDescription;
}

export const describing = <Event extends DomainEvent>(
  category: string,
  codec: Codec<Event>,
  describe: (event: Stamped<Event>) => EventDescription,
): EventDescriber => ({ category, describe: (recorded) => describe(codec.decode(recorded)) });

/** What an event is called; of a category that nobody describes, its type. */
export const wordFor = (describers: readonly EventDescriber[], event: RecordedEvent): string =>
  describers.find(({ category }) => category === categoryOf(event.stream))?.describe(event).label ?? event.type;

/** All that are registered, for whoever has to know every event. A class only to be its own injection token. */
export class EventDescribers {
  constructor(readonly all: readonly EventDescriber[]) {}
}
