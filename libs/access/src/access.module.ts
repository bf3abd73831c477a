import { Module } from '@nestjs/common';
import { ActOnSmallOfficeHandler } from './act-on-small-office';
import { AgenciesController } from './agencies.controller';
import { ChangeAgencyHandler } from './change-agency';
import { ChangeUnitHandler } from './change-unit';
import { CloseUnitHandler } from './close-unit';
import { FoundAdministratorHandler } from './found-administrator';
import { GrantsController } from './grants.controller';
import { PeopleController } from './people.controller';
import { ProposeGrantHandler } from './propose-grant';
import { RegisterAgencyHandler } from './register-agency';
import { RegisterPersonHandler } from './register-person';
import { RegisterUnitHandler } from './register-unit';
import { RenamePersonHandler } from './rename-person';
import { SetClearingWindowHandler } from './set-clearing-window';
import { SetCutOffHandler } from './set-cut-off';
import { CloseBackfillHandler } from './close-backfill';
import { OpenBackfillHandler } from './open-backfill';
import { SetApprovalTierHandler } from './set-approval-tier';
import { SetPayeeRulesHandler } from './set-payee-rules';
import { SetLargePaymentHandler } from './set-large-payment';
import { KeepFundsArrivalsHandler } from './keep-funds-arrivals';
import { RequireAppropriationFilesHandler } from './require-appropriation-files';
import { SetPaidToleranceHandler } from './set-paid-tolerance';
import { ProgrammeSetsController } from './programme-sets.controller';
import { SetUpProgrammeSetHandler } from './set-up-programme-set';
import { SettleGrantHandler } from './settle-grant';
import { SucceedAgencyHandler } from './succeed-agency';
import { UnitsController } from './units.controller';

/** Agencies, units and people; the store, the directory and the installation come from the app. */
@Module({
  controllers: [AgenciesController, UnitsController, PeopleController, GrantsController, ProgrammeSetsController],
  providers: [
    RegisterAgencyHandler,
    ChangeAgencyHandler,
    SucceedAgencyHandler,
    SetClearingWindowHandler,
    SetCutOffHandler,
    KeepFundsArrivalsHandler,
    RequireAppropriationFilesHandler,
    SetLargePaymentHandler,
    SetApprovalTierHandler,
    SetPayeeRulesHandler,
    OpenBackfillHandler,
    CloseBackfillHandler,
    SetPaidToleranceHandler,
    RegisterUnitHandler,
    ChangeUnitHandler,
    CloseUnitHandler,
    RegisterPersonHandler,
    RenamePersonHandler,
    ProposeGrantHandler,
    SettleGrantHandler,
    SetUpProgrammeSetHandler,
    ActOnSmallOfficeHandler,
    FoundAdministratorHandler,
  ],
})
export class AccessModule {}
