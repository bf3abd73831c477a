export { type CellDifference, type Comparison } from './compare-projection';
export { openReadModel, type ReadModelOptions } from './open-read-model';
export { type Projection } from './projection';
export { ProjectionRebuildFailed, RebuildUnderWay, UnknownProjection } from './projection-errors';
export { type PoisonEvent, type ProjectionAlarm } from './poison-event';
export { type ProjectionStatus } from './projection-status';
export { RecordedTime } from './recorded-time';
export { type RebuildProgress } from './rebuild-projection';
export { ProjectionRunner, type ProjectionRunnerOptions, type Waited } from './projection-runner';
