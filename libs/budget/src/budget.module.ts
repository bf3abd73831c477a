import { Module } from '@nestjs/common';
import { AppropriationController } from './appropriation.controller';
import { ChangeAppropriationHandler } from './change-appropriation';
import { ImportProgrammesHandler } from './import-programmes/import-programmes.command';
import {
  AskAppropriationHandler,
  AskAppropriationsHandler,
  AskFiscalYearsHandler,
} from './ledger/appropriations.query';
import { AskLedgerLinesHandler } from './ledger/ledger-lines.query';
import { AskMovementsBetweenHandler } from './ledger/movements-between.query';
import { ProgrammeImportController } from './import-programmes/programme-import.controller';
import { TransferVirementHandler } from './transfer-virement';

@Module({
  controllers: [AppropriationController, ProgrammeImportController],
  providers: [
    ChangeAppropriationHandler,
    TransferVirementHandler,
    ImportProgrammesHandler,
    AskAppropriationHandler,
    AskAppropriationsHandler,
    AskFiscalYearsHandler,
    AskLedgerLinesHandler,
    AskMovementsBetweenHandler,
  ],
})
export class BudgetModule {}
