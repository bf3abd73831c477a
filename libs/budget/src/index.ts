export { ActFiles, askAboutFileNames, requireActFiles, withFiles, type ActFile, type ActFilesPlace } from './act-files';
export { actFiles } from './act-files-request';
export { actAsSent, type EntryAsSent } from './act-as-sent';
export { bookWithFigures, planInWords, standardInWords, type FigureChange } from './act-figures';
export { type BookedAct } from './book-act';
export { budgetActRequest } from './budget-act-request';
export { budgetActShape } from './budget-act-shape';
export { BUDGET_ACTS, type BudgetAct, type BudgetActType } from './domain/budget-act';
export { AdoptSpendingPlan } from './adopt-spending-plan';
export { appropriationAggregate } from './appropriation-aggregate';
export {
  APPROPRIATION_EVENT_LABEL,
  BUDGET_ACT_LABEL,
  BUDGET_TYPE_LABEL,
  FUNDING_LEVEL_LABEL,
  OUTLOOK_LABEL,
  PROGRAMME_EVENT_LABEL,
  TARGET_MEASURE_LABEL,
  VERDICT_LABEL,
} from './budget-labels';
export { viewAppropriation } from './appropriation.view';
export { budgetEvents } from './budget-events';
export { BudgetModule } from './budget.module';
export { budgetRefusals } from './budget-refusals';
export { IssueAppropriation, issueAppropriation, type Issue } from './issue-appropriation';
export * from './domain/appropriation';
export * from './domain/appropriation-events';
export { arrivalsAfter, type FundsArrival } from './domain/funds-arrival';
export { parseProgrammeCode, parseUnitCode } from './domain/codes';
export { availableOf, MoneyByDay, type MoneySums } from './domain/money-by-day';
export { Charges, type BorneCharge, type ChargeId } from './domain/charges';
export * from './domain/performance-target';
export * from './domain/programme';
export { appropriationCodec, programmeCodec, programmeImportCodec, refusedAttemptCodec } from './budget-codec';
export { ClawBackAppropriation } from './claw-back-appropriation';
export { DeclarePerformanceMeasures } from './declare-performance-measures';
export { EndProgramme } from './end-programme';
export { FreezeAppropriation } from './freeze-appropriation';
export { programmeAggregate } from './programme-aggregate';
export { RecordPerformanceActuals } from './record-performance-actuals';
export { RegisterProgramme } from './register-programme';
export { RenameProgramme } from './rename-programme';
export { viewProgramme } from './programme.view';
export { ReduceAppropriation } from './reduce-appropriation';
export { CorrectFundsArrival } from './correct-funds-arrival';
export { arrivalIdOf, RecordFundsArrival } from './record-funds-arrival';
export { ReviseSpendingPlan } from './revise-spending-plan';
export { SetPaymentStandard } from './set-payment-standard';
export { SupplementAppropriation } from './supplement-appropriation';
export { UnfreezeAppropriation } from './unfreeze-appropriation';
export * from './domain/appropriation-terms';
export { movementOf, type Movement } from './domain/movement';
export { type ImportedProgrammes, type ProgrammeImportEvent } from './domain/programme-import';
export * from './domain/refused-attempt';
export {
  isShortAppropriation,
  recordingRefusedAttempts,
  refusedAttemptAggregate,
  shortfallOf,
  type Attempt,
  type WantOfMoney,
} from './record-refused-attempt';
export { type BudgetRefusals, type PlanDefect } from './domain/refusals';
export { programmeImportAggregate, type ImportResult } from './import-programmes/import-programmes';
export { ImportProgrammes } from './import-programmes/import-programmes.command';
export {
  GetAppropriation,
  isNow,
  ListAppropriations,
  ListFiscalYears,
  type AppropriationStanding,
} from './ledger/appropriations.query';
export { GetProgramme, ListProgrammes, type ProgrammeStanding } from './ledger/programmes.query';
export { AskFundsArrivals } from './ledger/funds-arrivals.query';
export { ListPlanVersions, ListProgrammeVersions } from './ledger/versions.query';
export { ListLedgerLines, type LedgerLine } from './ledger/ledger-lines.query';
export {
  ListMovementsBetween,
  type DifferingMovement,
  type Moved,
  type MovementsBetween,
} from './ledger/movements-between.query';
export { ledgerProjection } from './ledger/ledger.projection';
export { viewProgrammeImport } from './import-programmes/programme-import.controller';
export { TransferVirement, TransferVirementHandler, type Virement } from './transfer-virement';
export { type RefusedAttemptEvent } from './domain/refused-attempt';
