import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandContext } from '@bofu/event-store';
import { CALENDAR_2021, workingCalendar, type BusinessDate } from '@bofu/kernel';
import { forecastProgramme } from '../forecast/forecast';
import { evaluateAlerts, type EvaluationResult } from './evaluate-alerts';
import { FoldedOffice } from './folded-facts';
import { OfficeBook } from './office-book';
import type { Surroundings } from './rule';

/** Evaluates every rule of a fiscal year for one business date, at its end. */
export class EvaluateAlerts extends Command<EvaluationResult> {
  constructor(
    readonly context: CommandContext,
    readonly fiscalYear: number,
    readonly on: BusinessDate,
  ) {
    super();
  }
}

const SURROUNDINGS: Surroundings = {
  calendar: workingCalendar([CALENDAR_2021]),
  expectedShortageOf: (programme) => forecastProgramme(programme).firstFailure,
};

@CommandHandler(EvaluateAlerts)
export class EvaluateAlertsHandler implements ICommandHandler<EvaluateAlerts> {
  readonly #book: OfficeBook;
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly store: EventStore) {
    this.#book = new OfficeBook(store, new FoldedOffice());
  }

  /** One after the other, because they share what they remember; the streams' versions guard against other processes. */
  execute({ context, fiscalYear, on }: EvaluateAlerts): Promise<EvaluationResult> {
    const evaluate = () => evaluateAlerts(this.store, this.#book, SURROUNDINGS, { fiscalYear, on, context });
    const mine = this.#last.then(evaluate, evaluate);
    this.#last = mine;
    return mine;
  }
}
