import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId, EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import { alertAggregate, alertWatchAggregate } from './alert-aggregates';
import type { EvaluationMemory } from './evaluation-memory';
import { causedBy } from './record-verdicts';
import { evaluationMemoryOf } from './recorded-years';

/** 撤回评估: the evaluation of a day, and of the days after it, was made by mistake. */
export class WithdrawEvaluation extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly withdrawal: {
      readonly fiscalYear: number;
      readonly evaluatedOn: BusinessDate;
      readonly reason: string;
    },
  ) {
    super();
  }
}

/** The withdrawal first, then each case it touched: broken off in between, the next evaluation puts the rest back. */
@CommandHandler(WithdrawEvaluation)
export class WithdrawEvaluationHandler implements ICommandHandler<WithdrawEvaluation> {
  constructor(private readonly store: EventStore) {}

  async execute({ context, withdrawal }: WithdrawEvaluation): Promise<DecisionResult> {
    const aggregate = alertWatchAggregate(context.agencyId, withdrawal.fiscalYear);
    const result = await runDecision(this.store, context, aggregate, { type: 'withdraw-evaluation', ...withdrawal });
    const memory = evaluationMemoryOf(this.store);
    await memory.catchUp();
    await putBackCases(this.store, memory, { ...withdrawal, context });
    return result;
  }
}

/** Puts every case back to how it stood before the day, what people have said of it apart. */
export async function putBackCases(
  store: EventStore,
  memory: EvaluationMemory,
  {
    fiscalYear,
    evaluatedOn,
    reason,
    context,
  }: { fiscalYear: number; evaluatedOn: BusinessDate; reason: string; context: CommandContext },
): Promise<void> {
  const command = { type: 'withdraw-assessment', evaluatedOn, reason } as const;
  let touched = false;
  for (const alertId of memory.alerts.casesOf(context.agencyId, fiscalYear)) {
    const { state, version } = memory.alerts.caseOf(alertId);
    const aggregate = alertAggregate(alertId);
    if (aggregate.decider.decide(state, command, context.by).length === 0) continue;
    const commandId = derivedId('alert-withdrawal', alertId, evaluatedOn, String(version));
    await runDecision(store, { ...causedBy(context), commandId }, aggregate, command);
    touched = true;
  }
  if (touched) await memory.catchUp();
}
