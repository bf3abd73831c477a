import { whoDidWhat } from './q01-who-did-what';
import { availableBeforeEachAttempt } from './q02-available-before-each-attempt';
import { documentsBehindEachFen } from './q03-documents-behind-each-fen';
import { stateThenAndAsKnownThen } from './q04-state-then-and-as-known-then';
import { paidByTheDeadline } from './q05-paid-by-the-deadline';
import { paidTwice } from './q06-paid-twice';
import { deadOrUncertified } from './q07-dead-or-uncertified';
import { whatCameOfReturns } from './q08-what-came-of-returns';
import { accountsChangedBeforePayment } from './q09-accounts-changed-before-payment';
import { correctionsReversalsReturns } from './q10-corrections-reversals-returns';
import { alertsAndTheirHandling } from './q11-alerts-and-their-handling';
import { changesOfAppropriationAmounts } from './q12-changes-of-appropriation-amounts';
import { reportsIssued } from './q13-reports-issued';
import { whoSawPersonalData } from './q14-who-saw-personal-data';
import { whoGrantedWhichRight } from './q15-who-granted-which-right';
import { incompatiblePosts } from './q16-incompatible-posts';
import { howLongFundsSat } from './q17-how-long-funds-sat';
import { headsAgree } from './q18-heads-agree';
import { controlTotal } from './q19-control-total';
import { completeByTheDeadline } from './q20-complete-by-the-deadline';
import { moneyUsedForAnother } from './q21-money-used-for-another';
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
  listed(whoDidWhat),
  listed(availableBeforeEachAttempt),
  listed(documentsBehindEachFen),
  listed(stateThenAndAsKnownThen),
  listed(paidByTheDeadline),
  listed(paidTwice),
  listed(deadOrUncertified),
  listed(whatCameOfReturns),
  listed(accountsChangedBeforePayment),
  listed(correctionsReversalsReturns),
  listed(alertsAndTheirHandling),
  listed(changesOfAppropriationAmounts),
  listed(reportsIssued),
  listed(whoSawPersonalData),
  listed(whoGrantedWhichRight),
  listed(incompatiblePosts),
  listed(howLongFundsSat),
  listed(headsAgree),
  listed(controlTotal),
  listed(completeByTheDeadline),
  listed(moneyUsedForAnother),
  listed(logComplete),
];

export const questionOf = (number: number): ListedQuestion | undefined =>
  QUESTIONS.find((question) => question.number === number);
