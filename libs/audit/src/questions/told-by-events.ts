import { personCodec } from '@bofu/access';
import {
  appropriationCodec,
  FUNDING_LEVEL_LABEL,
  movementOf,
  type AppropriationEvent,
  type Movement,
} from '@bofu/budget';
import { fen, fenFromDigits, NO_MONEY, type BusinessDate, type Fen, type Stamped } from '@bofu/kernel';
import type { NumberedEvent } from '../export/numbered-events';
import type { QuestionScope } from './question';

type Told = Stamped<AppropriationEvent>;

/** An appropriation as its first event issued it. */
export interface ToldAppropriation {
  readonly appropriationId: string;
  readonly terms: Extract<Told, { type: 'AppropriationIssued' }>['data'];
  /** Its place in the imported file, from 1; `null` for one issued by hand. */
  readonly sequence: number | null;
  readonly fileDigest: string | null;
  readonly initialFen: Fen;
  readonly issued: NumberedEvent;
}

/** An event of an appropriation, typed, with the appropriation it belongs to and what it moved. */
export interface ToldEvent {
  readonly event: NumberedEvent;
  readonly told: Told;
  readonly appropriation: ToldAppropriation;
  readonly movement: Movement | null;
}

export type WhoseBooks = Pick<QuestionScope, 'agencyId' | 'fiscalYear'>;

/** The appropriation events of one agency and fiscal year, in the order recorded. */
export function appropriationEvents(
  events: readonly NumberedEvent[],
  { agencyId, fiscalYear }: WhoseBooks,
): ToldEvent[] {
  const appropriations = new Map<string, ToldAppropriation>();
  return events.filter(appropriationCodec.knows).flatMap((event): ToldEvent[] => {
    const told = appropriationCodec.decode(event);
    const { appropriationId } = told.data;
    if (told.data.agencyId !== agencyId) return [];
    if (told.type === 'AppropriationIssued') {
      if (told.data.fiscalYear !== fiscalYear) return [];
      const imported = told.data.sources.find(({ field }) => field === 'amount');
      const place = /^\/programmes\/(\d+)\//.exec(imported?.place ?? '')?.[1];
      appropriations.set(appropriationId, {
        appropriationId,
        terms: told.data,
        sequence: place === undefined ? null : Number(place) + 1,
        fileDigest: place === undefined ? null : (imported?.documentDigest ?? null),
        initialFen: fenFromDigits(told.data.amountFen),
        issued: event,
      });
    }
    const appropriation = appropriations.get(appropriationId);
    return appropriation ? [{ event, told, appropriation, movement: movementOf(told) }] : [];
  });
}

/** In the order of the imported file; those issued by hand after it, by code. */
export function appropriationsOf(events: readonly ToldEvent[]): ToldAppropriation[] {
  const appropriations = new Map(events.map(({ appropriation }) => [appropriation.appropriationId, appropriation]));
  const key = ({ terms, appropriationId }: ToldAppropriation): string => `${terms.programmeCode} ${appropriationId}`;
  return [...appropriations.values()].sort(
    (a, b) => (a.sequence ?? Infinity) - (b.sequence ?? Infinity) || (key(a) < key(b) ? -1 : 1),
  );
}

/** Two levels may finance one programme, so its name alone names none of its appropriations. */
export const appropriationInWords = ({ sequence, terms }: ToldAppropriation): string =>
  `${sequence === null ? '' : `第${sequence}项`}“${terms.programmeName}”（${FUNDING_LEVEL_LABEL[terms.fundingLevel]}）`;

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

/** What an appropriation held at the end of a business date, by the events given. */
export const holdingOn = (events: readonly ToldEvent[], appropriationId: string, on: BusinessDate): Holding =>
  events.reduce(
    (holding, { appropriation, movement }) =>
      appropriation.appropriationId === appropriationId && movement !== null && movement.on <= on
        ? afterMovement(holding, movement)
        : holding,
    NOTHING_HELD,
  );

/** What had been recorded of an agency by the end of a day in Beijing: up to its first event recorded later. */
export function recordedBy(
  events: readonly NumberedEvent[],
  agencyId: string,
  day: BusinessDate,
): readonly NumberedEvent[] {
  const end = Date.parse(`${day}T23:59:59.999+08:00`);
  const later = events.findIndex(
    ({ agency, metadata }) => agency === agencyId && Date.parse(metadata['recordedAt'] ?? '') > end,
  );
  return later === -1 ? events : events.slice(0, later);
}

/** Whoever it is, by the name the events last gave them; by their id where they give none. */
export function namesIn(events: readonly NumberedEvent[]): (personId: string) => string {
  const names = new Map<string, string>();
  for (const event of events.filter(personCodec.knows)) {
    const { personId, name } = personCodec.decode(event).data;
    names.set(personId, name);
  }
  return (personId) => names.get(personId) ?? personId;
}

export const recordedAtOf = ({ metadata }: NumberedEvent): string | null => metadata['recordedAt'] ?? null;
