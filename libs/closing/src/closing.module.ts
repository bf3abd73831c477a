import { Module } from '@nestjs/common';
import { AskClosedMonthHandler } from './closed-month.query';
import { CloseMonthHandler } from './close-month';
import { MonthBooks } from './month-books';
import { MonthsController } from './months.controller';
import { AskMonthHandler, AskMonthsHandler } from './months.query';
import { EnterStatementHandler, ExplainToCloseHandler } from './reconcile-month';
import { ProposeMonthReopeningHandler, ReopenMonthHandler } from './reopen-month';
import { AskStatementsHandler } from './statements.query';

/** 月结; the store, the directory and the projections come from the app. */
@Module({
  controllers: [MonthsController],
  providers: [
    MonthBooks,
    EnterStatementHandler,
    ExplainToCloseHandler,
    CloseMonthHandler,
    ProposeMonthReopeningHandler,
    ReopenMonthHandler,
    AskMonthsHandler,
    AskMonthHandler,
    AskClosedMonthHandler,
    AskStatementsHandler,
  ],
})
export class ClosingModule {}
