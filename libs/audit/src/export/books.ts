import type { AppropriationEvent } from '@bofu/budget';
import { fen, fenFromDigits, type BusinessDate, type Fen } from '@bofu/kernel';
import type { PaymentEvent } from '@bofu/payment';
import { AccountNames } from './account-names';
import { bookingOf, type Booking } from './booking';
import type { NumberedEvent } from './numbered-events';

/** Which part of what is known is wanted; `null` for all of it. */
export interface BooksSelection {
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

type PaymentSubmitted = Extract<PaymentEvent, { type: 'DisbursementSubmitted' | 'PayoutRunSubmitted' }>['data'];

interface PaidTo {
  readonly payee: string;
  readonly purpose: string;
}

const TREASURY = '财政部门';

/** The money of the event log in double entry: fed with every event in the store's order, asked for entries at the end. */
export class Books implements Iterable<Entry> {
  readonly #selection: BooksSelection;
  readonly #names = new AccountNames();
  readonly #bookings: KeptBooking[] = [];
  readonly #payments = new Map<string, PaidTo>();

  constructor(selection: BooksSelection) {
    this.#selection = selection;
  }

  observe({ stream, type, data, number, id, position }: NumberedEvent): void {
    if (type === 'DisbursementSubmitted' || type === 'PayoutRunSubmitted') {
      const { paymentId, payee, purpose } = data as unknown as PaymentSubmitted;
      this.#payments.set(paymentId, { payee: payee.name, purpose });
    }
    if (!stream.startsWith('appropriation-')) return;
    const event = { type, data } as unknown as AppropriationEvent;
    if (event.type === 'AppropriationIssued') this.#names.add(event.data);
    const booking = bookingOf(event);
    const appropriationId = stream.slice('appropriation-'.length);
    if (booking === null || !this.#wants(appropriationId, booking.on)) return;
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
