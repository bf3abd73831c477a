export * from './domain/appropriation-on-day';
export * from './domain/forecast';
export { type RunOnDay } from './domain/month-paid';
export {
  divergenceOf,
  EXECUTION_POINTS,
  performanceOf,
  type Performance,
  type TargetCategory,
  type TargetResult,
} from './domain/performance';
export * from './domain/plan-against-actual';
export * from './domain/programme-on-day';
export { FoldedFacts } from './domain/fold-facts';
export { type BooksOfYear } from './books-of-year';
export { programmesOnDay } from './domain/on-day';
export * from './domain/programme-terms';
export { type MonitoringRefusals } from './domain/refusals';
export { type NeedOfGroup, type ProgrammeNeed } from './domain/programme-need';
export { FACT_STREAMS, factsOf, foldFacts } from './facts/facts-of-events';
export { AskExecutionLines, type ExecutionLine } from './execution-lines/execution-lines.query';
export { programmeFactsProjection } from './facts/programme-facts.projection';
export { AskProgrammesOnDay } from './facts/programmes-on-day.query';
export { backTest, type BackTestLine } from './forecast/back-test';
export { AskForecast, AskProgrammeForecast, type Forecast } from './forecast/forecast.query';
export { viewForecast, type ForecastView } from './forecast/forecast.view';
export { MonitoringModule } from './monitoring.module';
export { monitoringRefusals } from './monitoring-refusals';
export { AskPerformance, type ProgrammePerformance } from './performance/performance.query';
export { measuredText } from './performance/performance.view';
export { planAgainstActualProjection } from './plan-against-actual/plan-against-actual.projection';
export { AskPlanAgainstActual } from './plan-against-actual/plan-against-actual.query';
export { viewPlanAgainstActual, type PlanAgainstActualView } from './plan-against-actual/plan-against-actual.view';
export { AskDifference, type BooksPoint, type ClocksDiffer, type Difference } from './replay/difference.query';
export { viewDifference, viewMovement, type DifferenceView } from './replay/difference.view';
export { remindingCalendar } from './reminding-calendar';
