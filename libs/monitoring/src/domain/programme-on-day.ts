import {
  type BusinessDate,
  fen,
  type Fen,
  monthsOwed,
  type Owed,
  owedOf,
  type PaymentStandard,
  type Period,
} from '@bofu/kernel';
import type { AppropriationOnDay, MoneyOnDay, PaymentOnDay } from './appropriation-on-day';
import { monthPaid, type PaymentsOfMonth, type RunOnDay } from './month-paid';
import { owedIn } from './owed-in-month';
import { programmeNeed, type ProgrammeNeed } from './programme-need';
import type { ProgrammeTerms } from './programme-terms';

/**
 * What the rules and the forecast look at: one programme 预算项目 of a year with the appropriations that finance it, as it
 * stood at the end of one business date. Rules see nothing else, so each of them is a function that can be tried with a
 * handful of figures.
 */
export interface ProgrammeOnDay extends ProgrammeTerms, MoneyOnDay {
  readonly on: BusinessDate;
  readonly programmeId: string;
  readonly fiscalYear: number;
  /** As printed on the first of its appropriations. */
  readonly programmeCode: string;
  readonly programmeName: string;
  /** How its money flows and by when: everybody's standard, or the first group's where groups have their own. */
  readonly standard: PaymentStandard | null;
  /** What the year costs by the standards; `null` where there is nothing to reckon with. */
  readonly need: ProgrammeNeed | null;
  /** The months of the year anything is owed of, from the programme's beginning to its end. */
  readonly months: readonly MonthOnDay[];
  /** The record of every appropriation has begun: what was before stands in no book here. */
  readonly begun: boolean;
  /** Nothing is owed from this day on; `null` while it goes on. */
  readonly endsOn: BusinessDate | null;
  /** Nothing is owed any more from the day on. */
  readonly ended: boolean;
  /** In the order of issue; at least one. */
  readonly appropriations: readonly [AppropriationOnDay, ...AppropriationOnDay[]];
  /** Of all of them, in the order of submission. */
  readonly payments: readonly PaymentOnDay[];
}

/** What has come of a month, of everybody or of each group with a standard of its own, whichever appropriation paid. */
export interface MonthOnDay {
  readonly period: Period;
  /** 应发 by what is known now; `null` where no standard and no statement says anything of it. */
  readonly owed: Owed | null;
  readonly runs: readonly RunOnDay[];
  /** Less has been submitted than is owed, of everybody or of one of the groups. */
  readonly isOpen: boolean;
  /** What is still to be submitted; `null` where nobody says what it costs. */
  readonly openFen: Fen | null;
}

/** Several appropriations of one programme, and what the programme says, as one whole. */
export function programmeOf(
  appropriations: readonly [AppropriationOnDay, ...AppropriationOnDay[]],
  terms: ProgrammeTerms,
): ProgrammeOnDay {
  const [first] = appropriations;
  const { on, programmeId, fiscalYear, programmeCode, programmeName } = first;
  const sum = (figure: keyof MoneyOnDay): Fen => fen(appropriations.reduce((total, one) => total + one[figure], 0n));
  const payments = inOrderOfSubmission(appropriations.flatMap((one) => one.payments));
  const { record } = terms;
  const months = monthsOwed(record, fiscalYear);
  const paidFor = paymentsByMonth(payments);
  return {
    on,
    programmeId,
    fiscalYear,
    programmeCode,
    programmeName,
    initialFen: sum('initialFen'),
    budgetFen: sum('budgetFen'),
    settledFen: sum('settledFen'),
    inTransitFen: sum('inTransitFen'),
    frozenFen: sum('frozenFen'),
    availableFen: sum('availableFen'),
    ...terms,
    standard: terms.standards[0] ?? null,
    need: programmeNeed(terms, fiscalYear, months),
    months: months.map((period) => monthOf(period, record, paidFor(period), terms.paidTolerance)),
    begun: appropriations.every(({ recordedFrom }) => recordedFrom <= on),
    endsOn: record.endsOn,
    ended: record.endsOn !== null && record.endsOn <= on,
    appropriations,
    payments,
  };
}

function monthOf(
  period: Period,
  record: ProgrammeTerms['record'],
  paidFor: PaymentsOfMonth,
  paidTolerance: ProgrammeTerms['paidTolerance'],
): MonthOnDay {
  const runs = monthPaid(period, owedIn(record, period, paidFor.payments), paidFor, paidTolerance);
  return {
    period,
    owed: owedOf(record, period),
    runs,
    isOpen: runs.some(({ submittedOn }) => submittedOn === null),
    openFen: runs.some(({ openFen }) => openFen === null)
      ? null
      : fen(runs.reduce((sum, { openFen }) => sum + (openFen ?? 0n), 0n)),
  };
}

/** Looked through once: a programme may have as many payments as a year has days and villages. */
function paymentsByMonth(payments: readonly PaymentOnDay[]): (period: Period) => PaymentsOfMonth {
  const byMonth = new Map<Period, PaymentOnDay[]>();
  const byId = new Map<string, PaymentOnDay[]>();
  for (const payment of payments) {
    put(byId, payment.paymentId, payment);
    for (const period of new Set(payment.lines.map((line) => line.period)))
      if (period !== null) put(byMonth, period, payment);
  }
  const chargesOf = (paymentId: string): readonly PaymentOnDay[] => byId.get(paymentId) ?? [];
  return (period) => ({ payments: byMonth.get(period) ?? [], chargesOf });
}

function put<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

export const isOpen = (month: MonthOnDay): boolean => month.isOpen;

export const inOrderOfSubmission = (payments: readonly PaymentOnDay[]): PaymentOnDay[] =>
  payments.toSorted((a, b) => (a.submittedOn < b.submittedOn ? -1 : a.submittedOn > b.submittedOn ? 1 : 0));
