import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { delegatorsIn, Directory } from '@bofu/access';
import { EventStore, recordedOn, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import type { Period } from '@bofu/kernel';
import { monthAggregate } from './closing-aggregate';
import type { ComparedKey } from './domain/reconciliation';
import type { Side, StatedLine } from './domain/statement';
import { MonthBooks } from './month-books';

export class EnterStatement extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly month: Period,
    readonly side: Side,
    readonly lines: readonly StatedLine[],
  ) {
    super();
  }
}

/** 录入对账数: the bank's statement or the finance bureau's figures; entered again it stands in the place of the former. */
@CommandHandler(EnterStatement)
export class EnterStatementHandler implements ICommandHandler<EnterStatement> {
  constructor(
    private readonly store: EventStore,
    private readonly books: MonthBooks,
    private readonly directory: Directory,
  ) {}

  async execute({ context, month, side, lines }: EnterStatement): Promise<DecisionResult> {
    const { agencyId } = context;
    await this.books.reach(await this.store.head());
    const handedOverBy = await this.books.handedOverBy(agencyId, month);
    const delegators = delegatorsIn(this.directory);
    const type = side === 'bank' ? 'enter-bank-statement' : 'enter-finance-figures';
    return runDecision(this.store, context, monthAggregate(agencyId, month), {
      ...{ type, lines, handedOverBy, delegators },
    });
  }
}

/** What is explained: a difference between two statements, or a payment that has no receipt. */
export type Explained =
  ({ readonly kind: 'difference' } & ComparedKey) | { readonly kind: 'receipt'; paymentId: string };

export class ExplainToClose extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly month: Period,
    readonly about: Explained,
    readonly reason: string,
  ) {
    super();
  }
}

/** 说明: what would block the month, in words, at the amount it has now. */
@CommandHandler(ExplainToClose)
export class ExplainToCloseHandler implements ICommandHandler<ExplainToClose> {
  constructor(
    private readonly store: EventStore,
    private readonly books: MonthBooks,
    private readonly directory: Directory,
  ) {}

  async execute({ context, month, about, reason }: ExplainToClose): Promise<DecisionResult> {
    const { agencyId } = context;
    await this.books.reach(await this.store.head());
    const { facts } = await this.books.standing(agencyId, month, null, recordedOn(context));
    const { booked } = facts;
    const { kind, ...what } = about;
    const handedOverBy = await this.books.handedOverBy(agencyId, month);
    const hands = { handedOverBy, delegators: delegatorsIn(this.directory) };
    return runDecision(
      this.store,
      context,
      monthAggregate(agencyId, month),
      'paymentId' in what
        ? { type: 'explain-missing-receipt', facts, reason, ...what, ...hands }
        : { type: 'explain-difference', booked, reason, ...what, ...hands },
    );
  }
}
