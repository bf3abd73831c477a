export { AskClosedMonth, type ClosedMonth } from './closed-month.query';
export { CloseMonth } from './close-month';
export { monthCodec, yearCodec } from './closing-codec';
export { closingEvents } from './closing-events';
export {
  CHECK_LABEL,
  DISPOSAL_LABEL,
  FIGURE_LABEL,
  FIGURE_LINE_LABEL,
  MONTH_EVENT_LABEL,
  MONTH_SITUATION_LABEL,
  SIDE_LABEL,
  SIGNING_POST_LABEL,
  STEP_STATE_LABEL,
  YEAR_STEP_LABEL,
} from './closing-labels';
export { ClosingModule } from './closing.module';
export { closingRefusals } from './closing-refusals';
export { type MonthEvent } from './domain/month';
export { type ClosingRefusals } from './domain/refusals';
export { AskMonth, AskMonths, type MonthInFull, type MonthOfYear } from './months.query';
export { viewMonth, viewMonthOfYear } from './month.view';
export { EnterStatement, ExplainToClose } from './reconcile-month';
export { ProposeMonthReopening, ReopenMonth } from './reopen-month';
export { type MonthSituation } from './month-situation';
export { type YearEvent } from './domain/year';
export { DisposeOfBalance, DisposeOfBalanceHandler, type Balance } from './year/dispose-balance';
export { LockYear } from './year/lock-year';
export { NoteYearStep } from './year/note-year-step';
export { ProposeYearReopening, ReopenYear } from './year/reopen-year';
export { SignYearReport } from './year/sign-year-report';
export { AskYearClosing, type YearClosing } from './year/year-closing.query';
export { viewYear } from './year/year.view';
export { AskStatements, type StatedMonth } from './statements.query';
