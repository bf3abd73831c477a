import type { BusinessDate, Fen } from '@bofu/kernel';

/** One charge of a payment: numbered within the payment for ever. */
export interface ChargeId {
  readonly paymentId: string;
  readonly charge: number;
}

/** What an appropriation knows of one charge. Every charge ever seen stays known, so no number is used twice. */
export interface BorneCharge extends ChargeId {
  readonly situation: 'committed' | 'settled' | 'released' | 'reversed' | 'moved';
  /** Charged here, whether or not it came back; what a correction moved away is charged elsewhere. */
  readonly amountFen: Fen;
  /** Settled and still out: the charge less what was returned and moved. */
  readonly netFen: Fen;
  readonly committedOn: BusinessDate;
  /** Charged as settled since: the day of payment, or of the correction that moved the charge here. */
  readonly paidOn: BusinessDate | null;
  readonly returnIds: readonly string[];
}

type Part = ReadonlyMap<string, BorneCharge>;

const keyOf = ({ paymentId, charge }: ChargeId): string => `${paymentId}/${charge}`;

/** Near the square root of a busy year's number of charges, where copying the two parts costs the least together. */
const MOST_RECENT = 64;

/**
 * The charges an appropriation bears. Never changed: `with` answers a new one, and copies only the recent few, so that
 * folding a year of thousands of payments does not copy all of them for each.
 */
export class Charges implements Iterable<BorneCharge> {
  static readonly none = new Charges(new Map(), new Map());

  private constructor(
    private readonly earlier: Part,
    private readonly recent: Part,
  ) {}

  get(id: ChargeId): BorneCharge | undefined {
    const key = keyOf(id);
    return this.recent.get(key) ?? this.earlier.get(key);
  }

  with(charge: BorneCharge): Charges {
    const recent = new Map(this.recent).set(keyOf(charge), charge);
    return recent.size < MOST_RECENT
      ? new Charges(this.earlier, recent)
      : new Charges(new Map([...this.earlier, ...recent]), new Map());
  }

  *[Symbol.iterator](): Iterator<BorneCharge> {
    for (const [key, charge] of this.earlier) if (!this.recent.has(key)) yield charge;
    yield* this.recent.values();
  }
}
