export { AskClosedMonth, type ClosedMonth } from './closed-month.query';
export { CloseMonth } from './close-month';
export { monthCodec } from './closing-codec';
export { closingEvents } from './closing-events';
export {
  CHECK_LABEL,
  FIGURE_LABEL,
  FIGURE_LINE_LABEL,
  MONTH_EVENT_LABEL,
  MONTH_SITUATION_LABEL,
  SIDE_LABEL,
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
export { AskStatements, type StatedMonth } from './statements.query';
