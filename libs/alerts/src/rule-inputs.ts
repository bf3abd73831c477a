import { BUDGET_TYPE_LABEL } from '@bofu/budget';
import { forecastProgramme } from '@bofu/monitoring';
import type { RuleInputs } from './domain/rule';

/** What the rules of every office are given, its calendar apart. */
export const RULE_INPUTS: Omit<RuleInputs, 'calendar'> = {
  expectedShortageOf: (programme) => forecastProgramme(programme).firstFailure,
  budgetTypeLabel: BUDGET_TYPE_LABEL,
};
