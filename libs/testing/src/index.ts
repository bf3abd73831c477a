export { leaveOut, requiredToolPath, requireTool, toolPath, type DebianTool } from './debian-tool';
export * from './test-database';
export * from './decider-spec';
export { projectionSpec, recorded, type ExpectedRow, type GivenEvent } from './projection-spec';
