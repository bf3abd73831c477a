export * from './plan-against-actual/plan-against-actual';
export { MonitoringModule } from './monitoring.module';
export { planAgainstActualProjection } from './plan-against-actual/plan-against-actual.projection';
export { AskPlanAgainstActual } from './plan-against-actual/plan-against-actual.query';
export { viewPlanAgainstActual, type PlanAgainstActualView } from './plan-against-actual/plan-against-actual.view';
export { AskDifference, type ClockPair, type ClocksDiffer, type Difference } from './replay/difference.query';
export { viewDifference, type DifferenceView } from './replay/difference.view';
