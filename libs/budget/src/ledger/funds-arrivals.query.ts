import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { EventStore, type BooksSelection } from '@bofu/event-store';
import { arrivalStanding, type ArrivalStanding, type BusinessDate, type Fen } from '@bofu/kernel';
import { appropriationAggregate } from '../appropriation-aggregate';
import { arrivalsAfter, type FundsArrival } from '../domain/funds-arrival';
import { movementOf } from '../domain/movement';

export interface FundsArrivals extends ArrivalStanding {
  /** The oldest first. */
  readonly arrivals: readonly FundsArrival[];
}

/** The arrivals 资金到位 of an appropriation by both clocks; whose it is has been looked at before. */
export class AskFundsArrivals extends Query<FundsArrivals> {
  constructor(
    readonly appropriationId: string,
    readonly on: BusinessDate,
    readonly knownAt: BooksSelection['knownAt'],
  ) {
    super();
  }
}

/** Money that arrives moves no authority, so no ledger has it: the appropriation's own events do. */
@QueryHandler(AskFundsArrivals)
export class AskFundsArrivalsHandler implements IQueryHandler<AskFundsArrivals> {
  constructor(private readonly store: EventStore) {}

  async execute({ appropriationId, on, knownAt }: AskFundsArrivals): Promise<FundsArrivals> {
    const { stream, codec } = appropriationAggregate(appropriationId);
    const { events } = await this.store.readStream(stream);
    const budget: (readonly [BusinessDate, Fen])[] = [];
    let stated: ReadonlyMap<string, FundsArrival> = new Map();
    for (const recorded of events) {
      if (knownAt !== null && recorded.position > knownAt) break;
      const event = codec.decode(recorded);
      const movement = movementOf(event);
      if (movement !== null) budget.push([movement.on, movement.budgetFen]);
      if (event.type === 'FundsArrived' || event.type === 'FundsArrivalCorrected')
        stated = arrivalsAfter(stated, event);
    }
    const arrivals = [...stated.values()]
      .filter(({ arrivedOn }) => arrivedOn <= on)
      .sort((a, b) => (a.arrivedOn < b.arrivedOn ? -1 : a.arrivedOn > b.arrivedOn ? 1 : 0));
    return { ...arrivalStanding(budget, arrivals, on), arrivals };
  }
}
