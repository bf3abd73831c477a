import type { BusinessDate, Fen, Period } from '@bofu/kernel';

/** What an appropriation knows of one payment. Every payment ever seen stays known, so no id is used twice. */
export interface ChargedPayment {
  /** `reclassified`: nothing of it is charged here any more, because a correction moved it to another appropriation. */
  readonly situation: 'committed' | 'settled' | 'released' | 'reversed' | 'reclassified';
  /** Charged here, whether or not it came back; what a correction moved away is charged elsewhere. */
  readonly amountFen: Fen;
  /** Settled and still out: the charge less what was returned. */
  readonly netFen: Fen;
  readonly committedOn: BusinessDate;
  /** Charged as settled since: the day of payment, or of the correction that moved the charge here. */
  readonly paidOn: BusinessDate | null;
  readonly claimedPeriod: Period | null;
  readonly returnIds: readonly string[];
}

type Payments = ReadonlyMap<string, ChargedPayment>;

/** Near the square root of a busy year's number of payments, where copying the two parts costs the least together. */
const MOST_RECENT = 64;

/**
 * The payments of an appropriation, by id. Never changed: `with` answers a new one, and copies only the recent few, so
 * that folding a year of thousands of payments does not copy all of them for each.
 */
export class ChargedPayments implements Iterable<readonly [string, ChargedPayment]> {
  static readonly none = new ChargedPayments(new Map(), new Map());

  private constructor(
    private readonly earlier: Payments,
    private readonly recent: Payments,
  ) {}

  get(paymentId: string): ChargedPayment | undefined {
    return this.recent.get(paymentId) ?? this.earlier.get(paymentId);
  }

  has(paymentId: string): boolean {
    return this.get(paymentId) !== undefined;
  }

  with(paymentId: string, payment: ChargedPayment): ChargedPayments {
    const recent = new Map(this.recent).set(paymentId, payment);
    return recent.size < MOST_RECENT
      ? new ChargedPayments(this.earlier, recent)
      : new ChargedPayments(new Map([...this.earlier, ...recent]), new Map());
  }

  *[Symbol.iterator](): Iterator<readonly [string, ChargedPayment]> {
    for (const entry of this.earlier) if (!this.recent.has(entry[0])) yield entry;
    yield* this.recent;
  }
}
