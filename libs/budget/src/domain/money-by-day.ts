import { fen, NO_MONEY, type BusinessDate, type Fen } from '@bofu/kernel';
import type { Movement } from './movement';

export type MoneyColumn = 'budgetFen' | 'committedFen' | 'settledFen' | 'frozenFen';
export type MoneySums = Readonly<Record<MoneyColumn, Fen>>;
type MovedOnDay = MoneySums & { readonly on: BusinessDate };

const NOTHING: MoneySums = { budgetFen: NO_MONEY, committedFen: NO_MONEY, settledFen: NO_MONEY, frozenFen: NO_MONEY };

const plus = (a: MoneySums, b: MoneySums): MoneySums => ({
  budgetFen: fen(a.budgetFen + b.budgetFen),
  committedFen: fen(a.committedFen + b.committedFen),
  settledFen: fen(a.settledFen + b.settledFen),
  frozenFen: fen(a.frozenFen + b.frozenFen),
});

export const availableOf = ({ budgetFen, committedFen, settledFen, frozenFen }: MoneySums): Fen =>
  fen(budgetFen - settledFen - committedFen - frozenFen);

/**
 * The money of an appropriation by business date, in the order of days whatever the order of entry. What may be taken
 * on a day is the least there is on any day from then on: money taken early is missing later, and money that comes in
 * December is not there in March. Never changed: `with` answers a new one.
 */
export class MoneyByDay {
  static readonly none = new MoneyByDay([]);

  private constructor(private readonly days: readonly MovedOnDay[]) {}

  with({ on, budgetFen, committedFen, settledFen, frozenFen }: Movement): MoneyByDay {
    const moved = { budgetFen, committedFen, settledFen, frozenFen };
    let at = this.days.length;
    while (at > 0 && this.days[at - 1]!.on > on) at -= 1;
    const known = this.days[at - 1];
    if (known?.on === on) return new MoneyByDay(this.days.with(at - 1, { on, ...plus(known, moved) }));
    return new MoneyByDay([...this.days.slice(0, at), { on, ...moved }, ...this.days.slice(at)]);
  }

  /** Over all days, those to come included. */
  get sums(): MoneySums {
    return this.days.reduce<MoneySums>(plus, NOTHING);
  }

  /** The most on any day, those to come included. */
  most(figure: (sums: MoneySums) => Fen): Fen {
    let [sums, most] = [NOTHING, NO_MONEY];
    for (const moved of this.days) {
      sums = plus(sums, moved);
      if (figure(sums) > most) most = figure(sums);
    }
    return most;
  }

  /** The least on any day from `day` on, and the first day it is reached. */
  leastFrom(day: BusinessDate, figure: (sums: MoneySums) => Fen): { readonly fen: Fen; readonly on: BusinessDate } {
    const before = this.days.filter(({ on }) => on <= day);
    let sums = before.reduce<MoneySums>(plus, NOTHING);
    let least = { fen: figure(sums), on: day };
    for (const moved of this.days.slice(before.length)) {
      sums = plus(sums, moved);
      if (figure(sums) < least.fen) least = { fen: figure(sums), on: moved.on };
    }
    return least;
  }
}
