import { Module } from '@nestjs/common';
import { AskClosedMonthHandler } from './closed-month.query';
import { CloseMonthHandler } from './close-month';
import { MonthBooks } from './month-books';
import { MonthsController } from './months.controller';
import { AskMonthHandler, AskMonthsHandler } from './months.query';
import { EnterStatementHandler, ExplainToCloseHandler } from './reconcile-month';
import { ProposeMonthReopeningHandler, ReopenMonthHandler } from './reopen-month';
import { DisposeOfBalanceHandler } from './year/dispose-balance';
import { LockYearHandler } from './year/lock-year';
import { NoteYearStepHandler } from './year/note-year-step';
import { ProposeYearReopeningHandler, ReopenYearHandler } from './year/reopen-year';
import { SignYearReportHandler } from './year/sign-year-report';
import { AskYearClosingHandler } from './year/year-closing.query';
import { YearsController } from './year/years.controller';
import { AskStatementsHandler } from './statements.query';

/** 月结 and 年终; the store, the directory and the projections come from the app. */
@Module({
  controllers: [MonthsController, YearsController],
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
    DisposeOfBalanceHandler,
    NoteYearStepHandler,
    SignYearReportHandler,
    LockYearHandler,
    ProposeYearReopeningHandler,
    ReopenYearHandler,
    AskYearClosingHandler,
    AskStatementsHandler,
  ],
})
export class ClosingModule {}
