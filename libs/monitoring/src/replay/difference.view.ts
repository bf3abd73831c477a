import { z } from 'zod';
import type { DifferingMovement, Moved } from '@bofu/budget';
import { formatYuan } from '@bofu/kernel';
import type { BooksPoint, ClocksDiffer, Difference } from './difference.query';
import type { FigureDifference } from '../domain/explained-difference';

/** The explained difference as it leaves over HTTP and the command line: 元 as text with two places. */
const money = z.string().meta({ description: '元，两位小数', example: '188967.50' });
const date = z.string().meta({ format: 'date', example: '2021-10-31' });
const position = z.string().meta({ description: '事件位置', example: '00000000000000000042' });

const pointView = z.strictObject({ asOf: date, knownAt: position });
const figureView = z.strictObject({ a: money, b: money, difference: money, byEvents: money });
const movedShape = { budget: money, inTransit: money, settled: money, frozen: money };

const movementView = z.strictObject({
  sign: z.enum(['+', '-']),
  appropriationId: z.string(),
  position,
  eventId: z.string(),
  type: z.string(),
  on: date,
  recordedAt: z.string().meta({ format: 'date-time' }),
  actor: z.string().meta({ description: '办理人姓名' }),
  personId: z.string(),
  paymentId: z.string().nullable(),
  reason: z.string().nullable(),
  ...movedShape,
});

const clocksDifferView = z.strictObject({
  on: date,
  recordedBy: position,
  count: z.int(),
  sums: z.strictObject(movedShape),
  events: z.array(movementView),
});

export const differenceView = z.strictObject({
  fiscalYear: z.int(),
  appropriationId: z.string().nullable(),
  a: pointView,
  b: pointView,
  figures: z.strictObject({
    budget: figureView,
    settled: figureView,
    inTransit: figureView,
    frozen: figureView,
    available: figureView,
  }),
  sums: z.boolean().describe('各项差额与逐笔事件之和逐分相等'),
  count: z.int(),
  events: z.strictObject({ items: z.array(movementView), next: z.string().nullable() }),
  clocksDiffer: z.strictObject({ a: clocksDifferView, b: clocksDifferView }),
});

export type DifferenceView = z.input<typeof differenceView>;

const viewMoved = ({ budgetFen, committedFen, settledFen, frozenFen }: Moved) => ({
  budget: formatYuan(budgetFen),
  inTransit: formatYuan(committedFen),
  settled: formatYuan(settledFen),
  frozen: formatYuan(frozenFen),
});

export type NameOf = (personId: string) => string | null;

export const viewMovement = (movement: DifferingMovement, nameOf: NameOf): z.input<typeof movementView> => {
  const { budgetFen, committedFen, settledFen, frozenFen, recordedAt, ...rest } = movement;
  return {
    ...rest,
    actor: nameOf(movement.personId) ?? movement.personId,
    recordedAt: recordedAt.toISOString(),
    ...viewMoved({ budgetFen, committedFen, settledFen, frozenFen }),
  };
};

const viewFigure = ({ first, second, difference, byEvents }: FigureDifference) => ({
  a: formatYuan(first),
  b: formatYuan(second),
  difference: formatYuan(difference),
  byEvents: formatYuan(byEvents),
});

const viewClocksDiffer = ({ on, recordedBy, count, sums, movements }: ClocksDiffer, nameOf: NameOf) => ({
  on,
  recordedBy,
  count,
  sums: viewMoved(sums),
  events: movements.map((movement) => viewMovement(movement, nameOf)),
});

export function viewDifference(
  asked: {
    readonly fiscalYear: number;
    readonly appropriationId: string | null;
    readonly first: BooksPoint;
    readonly second: BooksPoint;
  },
  { figures, agrees, count, clocksDiffer }: Difference,
  events: { readonly items: readonly z.input<typeof movementView>[]; readonly next: string | null },
  nameOf: NameOf,
): DifferenceView {
  return {
    fiscalYear: asked.fiscalYear,
    appropriationId: asked.appropriationId,
    a: { asOf: asked.first.asOf, knownAt: asked.first.knownAt },
    b: { asOf: asked.second.asOf, knownAt: asked.second.knownAt },
    figures: {
      budget: viewFigure(figures.budget),
      settled: viewFigure(figures.settled),
      inTransit: viewFigure(figures.inTransit),
      frozen: viewFigure(figures.frozen),
      available: viewFigure(figures.available),
    },
    sums: agrees,
    count,
    events: { items: [...events.items], next: events.next },
    clocksDiffer: { a: viewClocksDiffer(clocksDiffer.first, nameOf), b: viewClocksDiffer(clocksDiffer.second, nameOf) },
  };
}
