import { parseBusinessDate, parsePeriod, Refusal, type BusinessDate, type Period } from '@bofu/kernel';

/**
 * What any event says in the words all events share: when it counts, which payment and which appropriations it is
 * about, how much. Read from the names of its fields, so that an event of a kind nobody here has heard of is listed like
 * the others; whatever does not have the expected form is left out rather than guessed at.
 */
export interface EventFacts {
  readonly businessDate: BusinessDate | null;
  readonly paymentId: string | null;
  /** In the order of the event, each once. */
  readonly appropriationIds: readonly string[];
  /** Digits of fen. */
  readonly amountFen: string | null;
  readonly period: Period | null;
  /** Whether it moves money of an appropriation; what moves with a payment stands in the appropriations' own events. */
  readonly movesMoney: boolean;
}

/** An event as far as it is looked at: of any type, with data of any shape. */
export interface Occurrence {
  readonly stream: string;
  readonly type: string;
  readonly data: { readonly [key: string]: unknown };
}

const APPROPRIATION = 'appropriation-';
const PAYMENT = 'payment-';
const DATES = ['effectiveOn', 'submittedOn', 'paidOn', 'returnedOn', 'correctedOn', 'reversedOn', 'on'];
const AMOUNTS = ['amountFen', 'totalFen', 'requiredFen'];

export function factsOf({ stream, type, data }: Occurrence): EventFacts {
  const amountFen = AMOUNTS.map((name) => digits(data[name])).find((amount) => amount !== null) ?? null;
  return {
    businessDate: businessDateIn(data),
    paymentId: stream.startsWith(PAYMENT) ? stream.slice(PAYMENT.length) : idOrNull(data['paymentId']),
    appropriationIds: appropriationsIn(stream, type, data),
    amountFen,
    period: read(parsePeriod, data['period']),
    movesMoney: stream.startsWith(APPROPRIATION) && digits(data['amountFen']) !== null,
  };
}

/** The date a kind is known to count by, otherwise the first that is named like one. */
function businessDateIn(data: Occurrence['data']): BusinessDate | null {
  const others = Object.keys(data)
    .filter((name) => name.endsWith('On'))
    .sort();
  for (const name of [...DATES, ...others]) {
    const date = read(parseBusinessDate, data[name]);
    if (date !== null) return date;
  }
  return null;
}

/** Of an appropriation's own event it is that one: the other side of a transfer has an event of its own. */
function appropriationsIn(stream: string, type: string, data: Occurrence['data']): string[] {
  if (stream.startsWith(APPROPRIATION)) return [stream.slice(APPROPRIATION.length)];
  const lines = Object.values(data).flatMap((value): unknown[] => (Array.isArray(value) ? value : []));
  const named = [data, ...lines].map((line) => idOrNull((line as Occurrence['data'] | null)?.['appropriationId']));
  const moved = type === 'PaymentReclassified' ? [idOrNull(data['from']), idOrNull(data['to'])] : [];
  return [...new Set([...named, ...moved].filter((id) => id !== null))];
}

/** Longer than any id, and short enough to be looked up by. */
const LONGEST_ID = 200;
export const idOrNull = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_ID ? value : null;

/** As many digits as a column of whole fen holds. */
const digits = (value: unknown): string | null =>
  typeof value === 'string' && /^-?\d{1,18}$/.test(value) ? value : null;

function read<Value>(parse: (input: unknown) => Value, input: unknown): Value | null {
  if (typeof input !== 'string') return null; // Most names are not there, and a refusal is dear to make.
  try {
    return parse(input);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
