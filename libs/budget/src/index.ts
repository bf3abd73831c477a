export { appropriationAggregate } from './appropriation-aggregate';
export { APPROPRIATION_EVENT_LABEL, BUDGET_TYPE_LABEL, FUNDING_LEVEL_LABEL } from './budget-labels';
export { BudgetModule } from './budget.module';
export { budgetRefusals } from './budget-refusals';
export { ChangeAppropriation, ChangeAppropriationHandler, type AppropriationChange } from './change-appropriation';
export * from './domain/appropriation';
export { ChargedPayments, type ChargedPayment } from './domain/charged-payments';
export * from './domain/appropriation-terms';
export { movementOf, type Movement } from './domain/movement';
export { type ImportedProgrammes, type ProgrammeImportEvent } from './domain/programme-import';
export * from './domain/refused-attempt';
export { refusedAttemptAggregate, runOnTheRecord, type Attempt, type WantOfMoney } from './refused-attempt';
export { type BudgetRefusals, type PlanDefect } from './domain/refusals';
export * from './domain/spending-plan';
export { programmeImportAggregate, type ImportResult } from './import-programmes/import-programmes';
export { ImportProgrammes } from './import-programmes/import-programmes.command';
export { isNow, NOW, type Clocks } from './ledger/clocks';
export { AskAppropriation, AskAppropriations, type AppropriationStanding } from './ledger/appropriations.query';
export { AskLedgerLines, type LedgerLine } from './ledger/ledger-lines.query';
export {
  AskMovementsBetween,
  type DifferingMovement,
  type Moved,
  type MovementsBetween,
} from './ledger/movements-between.query';
export { ledgerProjection } from './ledger/ledger.projection';
export { viewProgrammeImport } from './import-programmes/programme-import.controller';
export { TransferVirement, TransferVirementHandler, type Virement } from './transfer-virement';
