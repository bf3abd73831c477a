import type { RecordedEvent } from '@bofu/event-store';
import { invariant, unreachable, type BusinessDate } from '@bofu/kernel';
import type { PaymentEvent } from '../domain/payment';

/** A payment as its row stands: amounts are digits of fen, dates and positions text. */
export interface PaymentRow {
  readonly paymentId: string;
  readonly kind: 'disbursement' | 'payout-run';
  readonly run: string | null;
  readonly situation: string;
  readonly period: string | null;
  readonly headcount: number | null;
  readonly payeeKind: string;
  readonly payeeName: string;
  readonly purpose: string;
  readonly totalFen: string;
  readonly returnedFen: string;
  readonly charges: readonly ChargeRow[];
  /** Every appropriation that ever bore a part of it, corrections included. */
  readonly everChargedTo: readonly string[];
  readonly submittedOn: string;
  readonly submittedBy: string;
  readonly paidOn: string | null;
  readonly closedOn: string | null;
  readonly voucherNumber: string | null;
  readonly lastReason: string | null;
  /** The latest business date of its events: from that day on it stands as it stands. */
  readonly lastOn: string;
  readonly version: string;
  readonly firstPosition: string;
  readonly position: string;
}

export interface ChargeRow {
  readonly appropriationId: string;
  readonly rateFen: string | null;
  readonly amountFen: string;
  readonly returnedFen: string;
}

/** One more event of a payment. Whoever leaves events out, for a day or a position, folds the rest by the same rules. */
export function rowAfter(before: PaymentRow | undefined, paymentId: string, recorded: RecordedEvent): PaymentRow {
  const event = recorded as unknown as PaymentEvent;
  const { type, data } = event;
  const on = businessDateOf(event);
  const lastOn = before !== undefined && before.lastOn > on ? before.lastOn : on;
  const at = { version: String(recorded.version), position: recorded.position, lastOn };
  if (type === 'DisbursementSubmitted' || type === 'PayoutRunSubmitted') {
    const run = type === 'PayoutRunSubmitted' ? data : null;
    return {
      paymentId,
      kind: run ? 'payout-run' : 'disbursement',
      run: run?.run ?? null,
      situation: 'submitted',
      period: data.period,
      headcount: run?.headcount ?? null,
      payeeKind: data.payee.kind,
      payeeName: data.payee.name,
      purpose: data.purpose,
      totalFen: data.totalFen,
      returnedFen: '0',
      charges: data.charges.map((charge) => ({ ...charge, returnedFen: '0' })),
      everChargedTo: data.charges.map(({ appropriationId }) => appropriationId),
      submittedOn: data.submittedOn,
      submittedBy: recorded.metadata['actor'] ?? '',
      paidOn: null,
      closedOn: null,
      voucherNumber: null,
      lastReason: null,
      firstPosition: recorded.position,
      ...at,
    };
  }
  invariant(before !== undefined, `${type} of payment ${paymentId} before its submission`);
  switch (type) {
    case 'PaymentPaid':
      return { ...before, ...at, situation: 'paid', paidOn: data.paidOn, voucherNumber: data.voucherNumber };
    case 'PaymentSentBack':
      return { ...before, ...at, situation: 'sent-back', closedOn: data.sentBackOn, lastReason: data.reason };
    case 'PaymentReversed':
      return { ...before, ...at, situation: 'reversed', closedOn: data.reversedOn, lastReason: data.reason };
    case 'PaymentReclassified': {
      const charges = before.charges.map((charge) =>
        charge.appropriationId === data.from ? { ...charge, appropriationId: data.to } : charge,
      );
      const everChargedTo = before.everChargedTo.includes(data.to)
        ? before.everChargedTo
        : [...before.everChargedTo, data.to];
      return { ...before, ...at, charges, everChargedTo, lastReason: data.reason };
    }
    case 'PaymentReturnedByBank':
    case 'PaymentReturnedByPayee': {
      return {
        ...before,
        ...at,
        headcount: before.headcount === null ? null : before.headcount - (data.headcount ?? 0),
        returnedFen: sumOf(before.returnedFen, data.totalFen),
        charges: chargesLess(before.charges, data.charges),
        lastReason: data.reason,
      };
    }
    default:
      return unreachable(type);
  }
}

type ReturnedCharges = readonly { readonly appropriationId: string; readonly amountFen: string }[];

/**
 * What came back is taken off whoever bore it. On a day between a return and the later-dated correction it followed,
 * the bearer is not charged yet: it stands with nothing paid and this much back, as in its ledger.
 */
function chargesLess(charges: readonly ChargeRow[], returned: ReturnedCharges): readonly ChargeRow[] {
  const back = new Map(returned.map(({ appropriationId, amountFen }) => [appropriationId, amountFen]));
  const unborne = returned
    .filter(({ appropriationId }) => !charges.some((charge) => charge.appropriationId === appropriationId))
    .map(({ appropriationId }) => ({ appropriationId, rateFen: null, amountFen: '0', returnedFen: '0' }));
  return [...charges, ...unborne].map((charge) => ({
    ...charge,
    returnedFen: sumOf(charge.returnedFen, back.get(charge.appropriationId) ?? '0'),
  }));
}

const sumOf = (a: string, b: string): string => String(BigInt(a) + BigInt(b));

export function businessDateOf({ type, data }: PaymentEvent): BusinessDate {
  switch (type) {
    case 'DisbursementSubmitted':
    case 'PayoutRunSubmitted':
      return data.submittedOn;
    case 'PaymentPaid':
      return data.paidOn;
    case 'PaymentSentBack':
      return data.sentBackOn;
    case 'PaymentReversed':
      return data.reversedOn;
    case 'PaymentReclassified':
      return data.correctedOn;
    case 'PaymentReturnedByBank':
    case 'PaymentReturnedByPayee':
      return data.returnedOn;
    default:
      return unreachable(type);
  }
}
