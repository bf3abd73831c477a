import { z } from 'zod';
import { formatYuan, formatYuanGrouped, type BusinessDate, type Period } from '@bofu/kernel';
import { eventNumber, type NumberedEvent } from '../export/numbered-events';

/**
 * A question an auditor asks of the log, answered from the events alone: no figure of any table that was made of them is
 * looked at, so an answer stands also where one is wrong. Events come in the store's order, cut off where `knownAt` says.
 */
export interface AuditQuestion<Row> {
  readonly number: number;
  readonly title: string;
  readonly row: z.ZodType<Row>;
  /** It looks at what others have recorded too. Default: at the agency's events alone, and at who people are. */
  readonly ofWholeLog?: boolean;
  readonly ask: (events: readonly NumberedEvent[], scope: QuestionScope) => Findings<Row>;
}

export interface QuestionScope {
  readonly agencyId: string;
  readonly fiscalYear: number;
  /** The last business date that counts. */
  readonly asOf: BusinessDate;
  /** Only these appropriations; `null` for all. Questions about the whole log do not ask. */
  readonly appropriationIds: readonly string[] | null;
  /** Only this month; `null` for all. */
  readonly period: Period | null;
}

export interface Findings<Row> {
  /** One or several sentences with the figures in them. */
  readonly answer: string;
  readonly rows: readonly Row[];
  /** The events that prove it. */
  readonly proof: readonly NumberedEvent[];
}

/** 元 as text, exactly two places, negative where money went the other way. */
export const money = z.string().meta({ description: '元', example: '6973681.00' });
export const yuan = formatYuan;
export const inWords = (amount: bigint): string => `${formatYuanGrouped(amount)} 元`;

export const provenBy = z.strictObject({
  number: z.int().meta({ description: '事件号' }),
  eventId: z.string(),
  position: z.string(),
});

export const answerShape = <Row>({ number, row }: Pick<AuditQuestion<Row>, 'number' | 'row'>) =>
  z.strictObject({
    number: z.literal(number),
    question: z.string(),
    answer: z.string(),
    rows: z.array(row),
    events: z.array(provenBy),
  });

export interface Answer<Row> {
  readonly number: number;
  readonly question: string;
  readonly answer: string;
  readonly rows: readonly Row[];
  readonly events: readonly z.output<typeof provenBy>[];
}

export function answerTo<Row>(
  { number, title, ask }: AuditQuestion<Row>,
  events: readonly NumberedEvent[],
  scope: QuestionScope,
): Answer<Row> {
  const { answer, rows, proof } = ask(events, scope);
  const byNumber = new Map(proof.map((event) => [event.number, event]));
  return {
    number,
    question: title,
    answer,
    rows,
    events: [...byNumber.values()]
      .sort((a, b) => a.number - b.number)
      .map(({ number: at, id, position }) => ({ number: at, eventId: id, position })),
  };
}

export const asksAbout = ({ appropriationIds }: QuestionScope, appropriationId: string | null): boolean =>
  appropriationIds === null || (appropriationId !== null && appropriationIds.includes(appropriationId));

export const named = ({ number }: NumberedEvent): string => eventNumber(number);
