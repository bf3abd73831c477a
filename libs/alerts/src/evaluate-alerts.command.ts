import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { BUDGET_TYPE_LABEL } from '@bofu/budget';
import { derivedId, EventStore, runDecision, type CommandContext } from '@bofu/event-store';
import { Refusal, type BusinessDate } from '@bofu/kernel';
import { forecastProgramme, type ProgrammeOnDay } from '@bofu/monitoring';
import { alertWatchAggregate } from './alert-aggregates';
import { evaluateAlerts, type EvaluationResult } from './evaluate-alerts';
import { EvaluationMemory } from './evaluation-memory';
import { causedBy } from './record-verdicts';
import { RecordedYears } from './recorded-years';

/** Evaluates every rule of a fiscal year of the acting agency for one business date, at its end. */
export class EvaluateAlerts extends Command<EvaluationResult> {
  constructor(
    readonly context: CommandContext,
    readonly fiscalYear: number,
    readonly on: BusinessDate,
  ) {
    super();
  }
}

const INPUTS = {
  expectedShortageOf: (programme: ProgrammeOnDay) => forecastProgramme(programme).firstFailure,
  budgetTypeLabel: BUDGET_TYPE_LABEL,
};

@CommandHandler(EvaluateAlerts)
export class EvaluateAlertsHandler implements ICommandHandler<EvaluateAlerts> {
  readonly #memory: EvaluationMemory;
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly store: EventStore) {
    this.#memory = new EvaluationMemory(store, new RecordedYears());
  }

  /** One after the other, because they share what they remember; the streams' versions guard against other processes. */
  execute({ context, fiscalYear, on }: EvaluateAlerts): Promise<EvaluationResult> {
    const evaluate = () => evaluateAlerts(this.store, this.#memory, INPUTS, { fiscalYear, on, context });
    const mine = this.#last.then(evaluate, evaluate);
    this.#last = mine;
    return mine.catch(async (error: unknown) => {
      if (!(error instanceof Refusal)) await this.#recordFailure(context, fiscalYear, on, error);
      throw error;
    });
  }

  /** So that a list without alerts does not read as one without cause. */
  async #recordFailure(context: CommandContext, fiscalYear: number, on: BusinessDate, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    const commandId = derivedId('alert-evaluation-failed', context.commandId, String(fiscalYear), on, reason);
    await runDecision(
      this.store,
      { ...causedBy(context), commandId },
      alertWatchAggregate(context.agencyId, fiscalYear),
      { type: 'record-failed-evaluation', fiscalYear, on, reason: reason.slice(0, 500) },
    ).catch(() => undefined);
  }
}
