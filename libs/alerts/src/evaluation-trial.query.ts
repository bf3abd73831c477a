import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '@bofu/kernel';
import { tryEvaluation, type EvaluationTrial } from './evaluate-alerts';
import { EvaluationMemory } from './evaluation-memory';
import { RULE_INPUTS } from './rule-inputs';

/** What an evaluation of a year of an agency for a day would change, asked on a day. Nothing is recorded. */
export class AskEvaluationTrial extends Query<EvaluationTrial> {
  constructor(
    readonly agencyId: string,
    readonly fiscalYear: number,
    readonly on: BusinessDate,
    readonly now: string,
  ) {
    super();
  }
}

@QueryHandler(AskEvaluationTrial)
export class AskEvaluationTrialHandler implements IQueryHandler<AskEvaluationTrial> {
  constructor(private readonly memory: EvaluationMemory) {}

  execute({ agencyId, fiscalYear, on, now }: AskEvaluationTrial): Promise<EvaluationTrial> {
    return this.memory.inTurn(() => tryEvaluation(this.memory, RULE_INPUTS, { agencyId, fiscalYear, on, now }));
  }
}
