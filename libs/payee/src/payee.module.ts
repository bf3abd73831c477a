import { Module } from '@nestjs/common';
import { ConfirmAccountHandler } from './confirm-account';
import { DiscloseAccountHandler } from './disclose-account';
import { EndAccountHandler } from './end-account';
import { PayeesController } from './payees.controller';
import { ListPayeesHandler } from './payees/payees.query';
import { ProposeAccountHandler } from './propose-account';
import { RegisterPayeeHandler } from './register-payee';
import { RenamePayeeHandler } from './rename-payee';

/** 收款户; the store, the directory, the projections and the account numbers come from the app. */
@Module({
  controllers: [PayeesController],
  providers: [
    RegisterPayeeHandler,
    RenamePayeeHandler,
    ProposeAccountHandler,
    ConfirmAccountHandler,
    EndAccountHandler,
    DiscloseAccountHandler,
    ListPayeesHandler,
  ],
})
export class PayeeModule {}
