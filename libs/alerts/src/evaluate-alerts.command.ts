import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId, EventStore, runDecision, type CommandContext } from '@bofu/event-store';
import { Refusal, type BusinessDate } from '@bofu/kernel';
import { alertWatchAggregate } from './alert-aggregates';
import { evaluateAlerts, type EvaluationResult } from './evaluate-alerts';
import { EvaluationMemory } from './evaluation-memory';
import { causedBy } from './record-verdicts';
import { RULE_INPUTS } from './rule-inputs';

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

@CommandHandler(EvaluateAlerts)
export class EvaluateAlertsHandler implements ICommandHandler<EvaluateAlerts> {
  constructor(
    private readonly store: EventStore,
    private readonly memory: EvaluationMemory,
  ) {}

  /** The streams' versions guard against other processes. */
  execute({ context, fiscalYear, on }: EvaluateAlerts): Promise<EvaluationResult> {
    const evaluate = () => evaluateAlerts(this.store, this.memory, RULE_INPUTS, { fiscalYear, on, context });
    return this.memory.inTurn(evaluate).catch(async (error: unknown) => {
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
