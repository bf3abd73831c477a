import type { BusinessDate, DomainEvent, Stamped } from '@bofu/kernel';
import type { JsonValue, RecordedEvent } from './event-store';
import { UnknownEvent } from './event-store-errors';

/**
 * A codec is the only door between a recorded event and a typed one: it parses, knows every version ever recorded, and
 * brings old ones up to the present shape. One per capability; nothing else casts a recorded event.
 */
export interface Codec<Event extends DomainEvent> {
  /** The version new events of this type are recorded in. */
  schemaOf(type: Event['type']): number;
  /** The business day of an event, which decides the month it is booked in; `null` where it has none. */
  businessDayOf(event: Event): BusinessDate | null;
  /** Whether the type is one of this capability's. */
  knows(recorded: Pick<RecordedEvent, 'type'>): boolean;
  /** Throws UnknownEvent for a type or version this program does not know, and for data of another shape. */
  decode(recorded: Pick<RecordedEvent, 'type' | 'schema' | 'data'>): Stamped<Event>;
}

type Json = { readonly [key: string]: JsonValue };

/** How one type is read: today's shape, and for each earlier version what makes it one version newer. */
export interface EventShape<Data> {
  /** Default 1. */
  readonly schema?: number;
  readonly parse: (data: unknown) => Data;
  /** From version n (the key) to n + 1. */
  readonly upcast?: Readonly<Record<number, (data: Json) => Json>>;
  readonly businessDay?: (data: Data) => BusinessDate | null;
}

export type EventShapes<Event extends DomainEvent> = {
  readonly [Type in Event['type']]: EventShape<Stamped<Extract<Event, { type: Type }>>['data']>;
};

export function codecOf<Event extends DomainEvent>(shapes: EventShapes<Event>): Codec<Event> {
  const known = new Map<string, EventShape<Stamped<Event>['data']>>(Object.entries(shapes));
  return {
    schemaOf: (type) => known.get(type)?.schema ?? 1,
    businessDayOf: ({ type, data }) => known.get(type)?.businessDay?.(data as Stamped<Event>['data']) ?? null,
    knows: ({ type }) => known.has(type),
    decode: ({ type, schema, data }) => {
      const shape = known.get(type);
      const newest = shape?.schema ?? 1;
      if (shape === undefined || schema < 1 || schema > newest) throw new UnknownEvent(type, schema);
      let current: Json = data;
      for (let version = schema; version < newest; version += 1) {
        const upcast = shape.upcast?.[version];
        if (upcast === undefined) throw new UnknownEvent(type, schema);
        current = upcast(current);
      }
      try {
        return { type, data: shape.parse(current) } as Stamped<Event>;
      } catch (error) {
        throw new UnknownEvent(type, schema, error);
      }
    },
  };
}
