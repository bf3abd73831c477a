import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { EventStore, type Position } from '@bofu/event-store';
import { fold, type Period } from '@bofu/kernel';
import { monthAggregate } from './closing-aggregate';
import type { Stated } from './domain/statement';

/** What bank and finance bureau stated of one agency's month. */
export interface StatedMonth extends Stated {
  readonly agencyId: string;
  readonly month: Period;
}

/** The statements of these months as they had been entered by a position, month by month; never entered is `null`. */
export class AskStatements extends Query<readonly StatedMonth[]> {
  constructor(
    readonly agencyScope: readonly string[],
    readonly months: readonly Period[],
    readonly knownAt: Position,
  ) {
    super();
  }
}

@QueryHandler(AskStatements)
export class AskStatementsHandler implements IQueryHandler<AskStatements> {
  constructor(private readonly store: EventStore) {}

  async execute({ agencyScope, months, knownAt }: AskStatements): Promise<readonly StatedMonth[]> {
    const stated: StatedMonth[] = [];
    for (const month of months)
      for (const agencyId of agencyScope) {
        const { stream, decider, codec } = monthAggregate(agencyId, month);
        const { events } = await this.store.readStream(stream);
        const known = events.filter(({ position }) => position <= knownAt).map((event) => codec.decode(event));
        stated.push({ agencyId, month, ...fold(decider, known).stated });
      }
    return stated;
  }
}
