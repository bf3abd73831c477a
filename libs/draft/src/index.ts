export { draftRefusals } from './draft-refusals';
export { draftTable } from './draft-table.migration';
export { DraftModule } from './draft.module';
