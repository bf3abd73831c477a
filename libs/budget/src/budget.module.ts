import { Module } from '@nestjs/common';
import { AdoptSpendingPlanHandler } from './adopt-spending-plan';
import { AppropriationController } from './appropriation.controller';
import { ClawBackAppropriationHandler } from './claw-back-appropriation';
import { CorrectFundsArrivalHandler } from './correct-funds-arrival';
import { ContinueProgrammeHandler } from './continue-programme';
import { DeclarePerformanceMeasuresHandler } from './declare-performance-measures';
import { DefineProgrammeGroupHandler } from './define-programme-group';
import { EndProgrammeHandler } from './end-programme';
import { EnterOpeningBalanceHandler } from './enter-opening-balance';
import { FreezeAppropriationHandler } from './freeze-appropriation';
import { ImportProgrammesHandler } from './import-programmes/import-programmes.command';
import { ProgrammeImportController } from './import-programmes/programme-import.controller';
import { IssueAppropriationHandler } from './issue-appropriation';
import {
  CountChangesHandler,
  GetAppropriationHandler,
  ListAppropriationsHandler,
  ListFiscalYearsHandler,
} from './ledger/appropriations.query';
import { AskFundsArrivalsHandler } from './ledger/funds-arrivals.query';
import { ListLedgerLinesHandler } from './ledger/ledger-lines.query';
import { ListMovementsBetweenHandler } from './ledger/movements-between.query';
import { ListOpeningBalancesHandler } from './ledger/opening-balances.query';
import { GetProgrammeHandler, ListProgrammesHandler } from './ledger/programmes.query';
import { ListPlanVersionsHandler, ListProgrammeVersionsHandler } from './ledger/versions.query';
import { OpeningBalancesController } from './opening-balances.controller';
import { ProgrammeController } from './programme.controller';
import { RecordFundsArrivalHandler } from './record-funds-arrival';
import { RecordPerformanceActualsHandler } from './record-performance-actuals';
import { ReduceAppropriationHandler } from './reduce-appropriation';
import { RegisterProgrammeHandler } from './register-programme';
import { RenameProgrammeHandler } from './rename-programme';
import { ReplaceProvisionalAuthorityHandler } from './replace-provisional-authority';
import { ReviseSpendingPlanHandler } from './revise-spending-plan';
import { SetPaymentStandardHandler } from './set-payment-standard';
import { SetPerformanceTargetsHandler } from './set-performance-targets';
import { StateEntitlementHandler } from './state-entitlement';
import { SupplementAppropriationHandler } from './supplement-appropriation';
import { ImportTemplateHandler } from './templates/import-template';
import { TemplatesController } from './templates/templates.controller';
import { TransferVirementHandler } from './transfer-virement';
import { UnfreezeAppropriationHandler } from './unfreeze-appropriation';

@Module({
  controllers: [
    AppropriationController,
    OpeningBalancesController,
    ProgrammeController,
    ProgrammeImportController,
    TemplatesController,
  ],
  providers: [
    AdoptSpendingPlanHandler,
    AskFundsArrivalsHandler,
    ClawBackAppropriationHandler,
    CountChangesHandler,
    ContinueProgrammeHandler,
    CorrectFundsArrivalHandler,
    DeclarePerformanceMeasuresHandler,
    DefineProgrammeGroupHandler,
    EndProgrammeHandler,
    EnterOpeningBalanceHandler,
    FreezeAppropriationHandler,
    GetAppropriationHandler,
    GetProgrammeHandler,
    ImportProgrammesHandler,
    ImportTemplateHandler,
    IssueAppropriationHandler,
    ListAppropriationsHandler,
    ListFiscalYearsHandler,
    ListLedgerLinesHandler,
    ListOpeningBalancesHandler,
    ListMovementsBetweenHandler,
    ListPlanVersionsHandler,
    ListProgrammesHandler,
    ListProgrammeVersionsHandler,
    RecordFundsArrivalHandler,
    RecordPerformanceActualsHandler,
    ReduceAppropriationHandler,
    RegisterProgrammeHandler,
    RenameProgrammeHandler,
    ReplaceProvisionalAuthorityHandler,
    ReviseSpendingPlanHandler,
    SetPaymentStandardHandler,
    SetPerformanceTargetsHandler,
    StateEntitlementHandler,
    SupplementAppropriationHandler,
    TransferVirementHandler,
    UnfreezeAppropriationHandler,
  ],
})
export class BudgetModule {}
