import { refusalsOf } from '@bofu/kernel';

/** What the watching of the books refuses. */
export interface MonitoringRefusals {
  'forecast-subject-missing': object;
  'forecast-subject-not-found': { appropriationId: string };
  'forecast-by-groups': { programmeName: string };
}

export const refuse: <Code extends keyof MonitoringRefusals>(code: Code, facts: MonitoringRefusals[Code]) => never =
  refusalsOf<MonitoringRefusals>();
