import { BUDGET_TYPE_LABEL } from '@bofu/budget';
import { forecastProgramme, performanceOf } from '@bofu/monitoring';
import type { RuleInputs } from './domain/rule';

/** What the rules of every office are given, its calendar apart. */
export const RULE_INPUTS: Omit<RuleInputs, 'calendar'> = {
  expectedShortageOf: (programme) => forecastProgramme(programme).firstFailure,
  targetResultsOf: (programme, calendar) => performanceOf(programme, calendar).targets,
  budgetTypeLabel: BUDGET_TYPE_LABEL,
};
