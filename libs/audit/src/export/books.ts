import { agencyCodec } from '@bofu/access';
import { appropriationCodec } from '@bofu/budget';
import { fen, fenFromDigits, type BusinessDate, type Fen } from '@bofu/kernel';
import { paymentCodec } from '@bofu/payment';
import { AccountNames } from './account-names';
import { bookingOf, type Booking } from './booking';
import type { NumberedEvent } from './numbered-events';

/** Whose books, and which part of what is known of them; `null` for all of it. */
export interface WhichBooks {
  readonly agencyId: string;
  readonly fiscalYear: number | null;
  /** The last business date that counts. */
  readonly asOf: BusinessDate | null;
}

/** One side of an entry, and what the account holds after it, in the order of the journal. */
export interface Posting {
  readonly account: string;
  readonly amountFen: Fen;
  readonly balanceFen: Fen;
}

export interface Entry {
  readonly number: number;
  readonly eventId: string;
  readonly position: string;
  readonly type: string;
  readonly on: BusinessDate;
  readonly payee: string;
  readonly narration: string;
  readonly postings: readonly [Posting, Posting];
}

interface KeptBooking extends Booking {
  readonly number: number;
  readonly eventId: string;
  readonly position: string;
  readonly type: string;
  readonly appropriationId: string;
}

interface PaidTo {
  readonly payee: string;
  readonly purpose: string;
}

const TREASURY = '财政部门';

/** One agency's money in double entry: fed with every event in the store's order, asked for entries at the end. */
export class Books implements Iterable<Entry> {
  readonly #selection: WhichBooks;
  readonly #names = new AccountNames();
  readonly #bookings: KeptBooking[] = [];
  readonly #payments = new Map<string, PaidTo>();
  #agencyName: string | null = null;

  constructor(selection: WhichBooks) {
    this.#selection = selection;
  }

  /** The name the agency bears by the last event observed; `null` where none says. */
  get agencyName(): string | null {
    return this.#agencyName;
  }

  observe(event: NumberedEvent): void {
    const { agencyId } = this.#selection;
    if (event.agency !== agencyId) return;
    if (agencyCodec.knows(event)) {
      const { data } = agencyCodec.decode(event);
      if ('name' in data) this.#agencyName = data.name;
    }
    if (paymentCodec.knows(event)) {
      const { type, data } = paymentCodec.decode(event);
      if (type === 'PaymentSubmitted')
        this.#payments.set(data.paymentId, { payee: data.payee.name, purpose: data.purpose });
    }
    if (!appropriationCodec.knows(event)) return;
    const decoded = appropriationCodec.decode(event);
    if (decoded.type === 'AppropriationIssued') this.#names.add(decoded.data);
    const { appropriationId } = decoded.data;
    const booking = bookingOf(decoded);
    if (booking === null || !this.#wants(appropriationId, booking.on)) return;
    const { number, id, position, type } = event;
    this.#bookings.push({ ...booking, number, eventId: id, position, type, appropriationId });
  }

  /**
   * By business date, and within a day in the order recorded: what was entered late stands where it belongs. Balances
   * run in this order, because this is the order in which a journal's assertions are read. May be read several times.
   */
  *[Symbol.iterator](): Generator<Entry> {
    this.#bookings.sort((a, b) => (a.on === b.on ? a.number - b.number : a.on < b.on ? -1 : 1));
    const balances = new Map<string, Fen>();
    const post = (account: string, amountFen: Fen): Posting => {
      const balanceFen = fen((balances.get(account) ?? 0n) + amountFen);
      balances.set(account, balanceFen);
      return { account, amountFen, balanceFen };
    };
    for (const booking of this.#bookings) {
      const { number, eventId, position, type, on, appropriationId, paymentId, label, reason } = booking;
      const amountFen = fenFromDigits(booking.amountFen);
      const paid = paymentId === null ? undefined : this.#payments.get(paymentId);
      yield {
        number,
        eventId,
        position,
        type,
        on,
        payee: paid?.payee ?? TREASURY,
        narration: [label, reason ?? paid?.purpose].filter((part) => part !== undefined).join('：'),
        postings: [
          post(this.#names.of(appropriationId, booking.to), amountFen),
          post(this.#names.of(appropriationId, booking.from), fen(-amountFen)),
        ],
      };
    }
  }

  #wants(appropriationId: string, on: BusinessDate): boolean {
    const { fiscalYear, asOf } = this.#selection;
    if (asOf !== null && on > asOf) return false;
    return fiscalYear === null || fiscalYear === this.#names.fiscalYearOf(appropriationId);
  }
}
