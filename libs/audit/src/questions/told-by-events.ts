import { movementOf, type AppropriationEvent, type AppropriationTerms, type Movement } from '@bofu/budget';
import { fen, fenFromDigits, NO_MONEY, type BusinessDate, type Fen } from '@bofu/kernel';
import type { NumberedEvent } from '../export/numbered-events';

/** A programme as its first event issued it. */
export interface ToldProgramme {
  readonly appropriationId: string;
  readonly terms: AppropriationTerms;
  /** Its number in the imported file; `null` for one issued by hand. */
  readonly sequence: number | null;
  readonly fileDigest: string | null;
  readonly initialFen: Fen;
  readonly issued: NumberedEvent;
}

/** An event of an appropriation, typed, with the programme it belongs to and what it moved. */
export interface ToldEvent {
  readonly event: NumberedEvent;
  readonly told: AppropriationEvent;
  readonly programme: ToldProgramme;
  readonly movement: Movement | null;
}

const PREFIX = 'appropriation-';

/** The appropriation events of one fiscal year, in the order recorded. */
export function appropriationEvents(events: readonly NumberedEvent[], fiscalYear: number): ToldEvent[] {
  const programmes = new Map<string, ToldProgramme>();
  return events.flatMap((event): ToldEvent[] => {
    if (!event.stream.startsWith(PREFIX)) return [];
    const appropriationId = event.stream.slice(PREFIX.length);
    const told = { type: event.type, data: event.data } as unknown as AppropriationEvent;
    if (told.type === 'AppropriationIssued') {
      const { source, amountFen, ...terms } = told.data;
      if (terms.fiscalYear !== fiscalYear) return [];
      programmes.set(appropriationId, {
        appropriationId,
        terms,
        sequence: source?.sequence ?? null,
        fileDigest: source?.fileDigest ?? null,
        initialFen: fenFromDigits(amountFen),
        issued: event,
      });
    }
    const programme = programmes.get(appropriationId);
    return programme ? [{ event, told, programme, movement: movementOf(told) }] : [];
  });
}

/** In the order of the imported file; those issued by hand after it, by code. */
export function programmesOf(events: readonly ToldEvent[]): ToldProgramme[] {
  const programmes = new Map(events.map(({ programme }) => [programme.appropriationId, programme]));
  return [...programmes.values()].sort(
    (a, b) => (a.sequence ?? Infinity) - (b.sequence ?? Infinity) || (a.appropriationId < b.appropriationId ? -1 : 1),
  );
}

export const programmeInWords = ({ sequence, terms }: ToldProgramme): string =>
  `${sequence === null ? '' : `第${sequence}项`}“${terms.programmeName}”`;

/** What an appropriation holds; `availableFen` 可用 is what the other four leave. */
export interface Holding {
  readonly budgetFen: Fen;
  readonly committedFen: Fen;
  readonly settledFen: Fen;
  readonly frozenFen: Fen;
  readonly availableFen: Fen;
}

export const NOTHING_HELD: Holding = {
  budgetFen: NO_MONEY,
  committedFen: NO_MONEY,
  settledFen: NO_MONEY,
  frozenFen: NO_MONEY,
  availableFen: NO_MONEY,
};

export function afterMovement(holding: Holding, movement: Movement | null): Holding {
  if (movement === null) return holding;
  const budgetFen = fen(holding.budgetFen + movement.budgetFen);
  const committedFen = fen(holding.committedFen + movement.committedFen);
  const settledFen = fen(holding.settledFen + movement.settledFen);
  const frozenFen = fen(holding.frozenFen + movement.frozenFen);
  const availableFen = fen(budgetFen - committedFen - settledFen - frozenFen);
  return { budgetFen, committedFen, settledFen, frozenFen, availableFen };
}

/** What a programme held at the end of a business date, by the events given. */
export const holdingOn = (events: readonly ToldEvent[], appropriationId: string, on: BusinessDate): Holding =>
  events.reduce(
    (holding, { programme, movement }) =>
      programme.appropriationId === appropriationId && movement !== null && movement.on <= on
        ? afterMovement(holding, movement)
        : holding,
    NOTHING_HELD,
  );

/** What had been recorded by the end of a day in Beijing: up to the first event recorded later. */
export function recordedBy(events: readonly NumberedEvent[], day: BusinessDate): readonly NumberedEvent[] {
  const end = Date.parse(`${day}T23:59:59.999+08:00`);
  const later = events.findIndex(({ metadata }) => Date.parse(metadata['recordedAt'] ?? '') > end);
  return later === -1 ? events : events.slice(0, later);
}

export const actorOf = ({ metadata }: NumberedEvent): string | null => metadata['actor'] ?? null;
export const recordedAtOf = ({ metadata }: NumberedEvent): string | null => metadata['recordedAt'] ?? null;
