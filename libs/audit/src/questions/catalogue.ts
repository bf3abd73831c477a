import { availableBeforeEachAttempt } from './q02-available-before-each-attempt';
import { stateThenAndAsKnownThen } from './q04-state-then-and-as-known-then';
import { paidByTheDeadline } from './q05-paid-by-the-deadline';
import { accountsChangedBeforePayment } from './q09-accounts-changed-before-payment';
import { correctionsReversalsReturns } from './q10-corrections-reversals-returns';
import { alertsAndTheirHandling } from './q11-alerts-and-their-handling';
import { changesOfAppropriationAmounts } from './q12-changes-of-appropriation-amounts';
import { controlTotal } from './q19-control-total';
import { logComplete } from './q22-log-complete';
import { answerTo, type Answer, type AuditQuestion, type QuestionScope } from './question';
import type { NumberedEvent } from '../export/numbered-events';

/** A question with its rows forgotten: what the catalogue, the route and the command line need of it. */
export interface ListedQuestion extends Pick<AuditQuestion<unknown>, 'number' | 'title' | 'row'> {
  readonly ofWholeLog: boolean;
  readonly answer: (events: readonly NumberedEvent[], scope: QuestionScope) => Answer<unknown>;
}

const listed = <Row>(question: AuditQuestion<Row>): ListedQuestion => ({
  number: question.number,
  title: question.title,
  row: question.row,
  ofWholeLog: question.ofWholeLog ?? false,
  answer: (events, scope) => answerTo(question, events, scope),
});

/** Every question the product answers; one more is one file and its line here. */
export const QUESTIONS: readonly ListedQuestion[] = [
  listed(availableBeforeEachAttempt),
  listed(stateThenAndAsKnownThen),
  listed(paidByTheDeadline),
  listed(accountsChangedBeforePayment),
  listed(correctionsReversalsReturns),
  listed(alertsAndTheirHandling),
  listed(changesOfAppropriationAmounts),
  listed(controlTotal),
  listed(logComplete),
];

export const questionOf = (number: number): ListedQuestion | undefined =>
  QUESTIONS.find((question) => question.number === number);
