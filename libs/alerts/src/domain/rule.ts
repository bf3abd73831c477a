import type { BudgetType } from '@bofu/budget';
import type { BusinessDate, Fen, Period, WorkingCalendar } from '@bofu/kernel';
import type { AppropriationOnDay, MonthOnDay, ProgrammeOnDay, TargetResult } from '@bofu/monitoring';
import type { SchemeVersion } from '@bofu/payment';
import type { AlertCause } from './alert-cause';
import type { AlertLevel } from './alert-level';
import type { RuleId, ThresholdField } from './alert-rule';

/**
 * What an alert rule 预警规则 is: a small pure function on the facts of a day, its thresholds and its names. A rule sees
 * days at their end and never a clock; ratios are two bigint compared by multiplying across, never a float.
 */

/** What a rule has found: how bad it is, the formula with the numbers in it, and the same numbers as data. */
export interface Finding {
  readonly level: AlertLevel;
  /** Chinese, in one line: amounts in 元 grouped, differences of percentages in 个百分点. */
  readonly formula: string;
  /** Text only: `…Fen` is digits of fen, `…Points` digits of hundredths of a percentage point, else as it reads. */
  readonly figures: Readonly<Record<string, string>>;
  /** 涉及金额: how much money it is about, so that the most comes first. */
  readonly stakeFen: Fen;
  /** What has to be told anew when it changes though the level stays: the month a shortage is expected in. */
  readonly renewedBy?: string;
}

/** One question a rule has asked: of whom, for which period, and the answer. */
export interface Examined {
  /** The appropriation or the programme; for rules that look at several at once the payout scheme or the fiscal year. */
  readonly subject: string;
  readonly subjectName: string;
  readonly programmeId: string | null;
  readonly appropriationId: string | null;
  readonly period: Period | null;
  readonly finding: Finding | null;
  /** Why nothing could be said of this one: a calendar is missing, or its own facts contradict the rules. */
  readonly unjudged: Error | null;
}

/** 控制数 as an imported document declares it. */
export interface DeclaredTotal {
  readonly documentDigest: string;
  readonly label: string;
  readonly budgetType: BudgetType;
  readonly amountFen: Fen;
}

/** A case that stood when the day began and that nobody has disposed of or put off by its end. */
export interface UnansweredCase {
  readonly subjectName: string;
  readonly cause: AlertCause;
  readonly level: AlertLevel;
  /** The day it was raised, or came back for the last time. */
  readonly since: BusinessDate;
}

/** Everything the rules look at: one fiscal year of an agency as it stood at the end of one business date. */
export interface YearOnDay extends FactsOfYear {
  readonly unanswered: readonly UnansweredCase[];
}

/** What others have put on record, the alerts themselves apart. */
export interface FactsOfYear {
  readonly fiscalYear: number;
  readonly on: BusinessDate;
  readonly programmes: readonly ProgrammeOnDay[];
  readonly schemes: readonly SchemeVersion[];
  readonly declaredTotals: readonly DeclaredTotal[];
  /** The last day up to the one given on which a payee's account was confirmed; `null` where it was not by then. */
  readonly accountConfirmedOn: (accountId: string, upTo: BusinessDate) => BusinessDate | null;
}

/** The first period the money will not suffice for, as the forecast sees it on the day. */
export interface ExpectedShortage {
  readonly period: Period;
  readonly requiredFen: Fen;
  readonly availableFen: Fen;
  readonly shortFen: Fen;
}

/** What a rule needs beside the facts. */
export interface RuleInputs {
  readonly calendar: WorkingCalendar;
  /** `null` where the money lasts the year or nothing can be foretold. */
  readonly expectedShortageOf: (programme: ProgrammeOnDay) => ExpectedShortage | null;
  /** What has come of each target of a programme, by payments or by a person's word. */
  readonly targetResultsOf: (programme: ProgrammeOnDay, calendar: WorkingCalendar) => readonly TargetResult[];
  readonly budgetTypeLabel: Readonly<Record<BudgetType, string>>;
}

export interface RuleContext<Name extends string = string> extends RuleInputs {
  readonly thresholds: Readonly<Record<Name, bigint>>;
}

export interface AlertRule<Name extends string = string> {
  readonly id: RuleId;
  /** 规则名. */
  readonly name: string;
  /** The formula in general, in Chinese, for whoever reads or sets the thresholds. */
  readonly meaning: string;
  /** Which case of the programme its findings are lines of. */
  readonly cause: AlertCause | ((finding: Finding | null) => AlertCause);
  /** One more whenever the rule itself changes: a program that knows an older one does not clear what this one found. */
  readonly edition?: number;
  /** It tells of work that cannot go on: a red one is not put off. */
  readonly blocking: boolean;
  readonly thresholds: Readonly<Record<Name, ThresholdField>>;
  /** Names whose values must rise strictly, in this order; several chains where there are several scales. */
  readonly rising: readonly (readonly Name[])[];
  readonly examine: (year: YearOnDay, context: RuleContext<Name>) => readonly Examined[];
}

type About = Omit<Examined, 'finding' | 'unjudged'>;

export const aboutProgramme = (programme: ProgrammeOnDay, period: Period | null = null): About => {
  const { programmeId, programmeName, appropriations } = programme;
  const { appropriationId } = appropriations[0];
  return { subject: programmeId, subjectName: programmeName, programmeId, appropriationId, period };
};

export const aboutAppropriation = (appropriation: AppropriationOnDay, period: Period | null = null): About => {
  const { appropriationId, programmeId, programmeName } = appropriation;
  return { subject: appropriationId, subjectName: programmeName, programmeId, appropriationId, period };
};

export const aboutYear = (fiscalYear: number, subjectName: string): About => ({
  subject: String(fiscalYear),
  subjectName,
  programmeId: null,
  appropriationId: null,
  period: null,
});

/** Asks about one subject; one that cannot be judged says so of itself, and silences nobody else. */
export function examined(about: About, question: () => Finding | null): Examined {
  try {
    return { ...about, finding: question(), unjudged: null };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { ...about, finding: null, unjudged: error };
  }
}

/** Of a day before its record begins a programme is not asked: what had been paid by then stands in other books. */
const begun = ({ programmes }: YearOnDay): ProgrammeOnDay[] => programmes.filter((programme) => programme.begun);

/** A rule about a standard asks each programme as a whole, whatever number of appropriations finances it. */
export const ofEachProgramme =
  <Name extends string>(
    question: (programme: ProgrammeOnDay, context: RuleContext<Name>) => Finding | null,
  ): AlertRule<Name>['examine'] =>
  (year, context) =>
    begun(year).map((programme) => examined(aboutProgramme(programme), () => question(programme, context)));

/** A rule about money or a plan asks each appropriation. */
export const ofEachAppropriation =
  <Name extends string>(
    question: (
      appropriation: AppropriationOnDay,
      programme: ProgrammeOnDay,
      context: RuleContext<Name>,
    ) => Finding | null,
  ): AlertRule<Name>['examine'] =>
  (year, context) =>
    begun(year).flatMap((programme) =>
      programme.appropriations.map((appropriation) =>
        examined(aboutAppropriation(appropriation), () => question(appropriation, programme, context)),
      ),
    );

/** A rule that asks the same of each month a programme owes anything of. */
export const ofEachMonth =
  <Name extends string>(
    question: (programme: ProgrammeOnDay, month: MonthOnDay, context: RuleContext<Name>) => Finding | null,
  ): AlertRule<Name>['examine'] =>
  (year, context) =>
    begun(year).flatMap((programme) =>
      programme.months.map((month) =>
        examined(aboutProgramme(programme, month.period), () => question(programme, month, context)),
      ),
    );

/** Keeps the names of its thresholds, which a plain annotation would widen to text. */
export const alertRule = <Name extends string>(rule: AlertRule<Name>): AlertRule<Name> => rule;
