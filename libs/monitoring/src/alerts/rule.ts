import type { BudgetType } from '@bofu/budget';
import { periodsOfYear, type BusinessDate, type Fen, type Period, type WorkingCalendar } from '@bofu/kernel';
import type { AlertLevel } from '../domain/alert-level';
import type { RuleId, ThresholdField } from '../domain/alert-rule';
import type { ProgrammeOnDay } from '../facts/programme-facts';

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
}

/** One question a rule has asked: of whom, for which period, and the answer. */
export interface Examined {
  /** The appropriation; for rules that look at several at once the payout scheme or the fiscal year. */
  readonly subject: string;
  readonly subjectName: string;
  /** `null` where the subject is not one appropriation. */
  readonly appropriationId: string | null;
  readonly period: Period | null;
  readonly finding: Finding | null;
}

/** 发放方案: which appropriations bear what of one payment to a person. */
export interface PayoutSchemeOnDay {
  readonly schemeId: string;
  readonly name: string;
  readonly lines: readonly { readonly appropriationId: string; readonly rateFen: Fen }[];
  readonly totalRateFen: Fen;
}

/** 控制数 as an import has declared it. */
export interface DeclaredTotal {
  readonly label: string;
  readonly budgetType: BudgetType;
  readonly amountFen: Fen;
}

/** Everything the rules look at: one fiscal year of the office as it stood at the end of one business date. */
export interface OfficeOnDay {
  readonly fiscalYear: number;
  readonly on: BusinessDate;
  readonly programmes: readonly ProgrammeOnDay[];
  readonly schemes: readonly PayoutSchemeOnDay[];
  readonly declaredTotals: readonly DeclaredTotal[];
}

/** The first period the money will not suffice for, as the forecast sees it on the day. */
export interface ExpectedShortage {
  readonly period: Period;
  readonly requiredFen: Fen;
  readonly availableFen: Fen;
  readonly shortFen: Fen;
}

export interface Surroundings {
  readonly calendar: WorkingCalendar;
  /** `null` where the money lasts the year or nothing can be foretold. */
  readonly expectedShortageOf: (programme: ProgrammeOnDay) => ExpectedShortage | null;
}

export interface RuleContext<Name extends string = string> extends Surroundings {
  readonly thresholds: Readonly<Record<Name, bigint>>;
}

export interface AlertRule<Name extends string = string> {
  readonly id: RuleId;
  /** 规则名. */
  readonly name: string;
  /** The formula in general, in Chinese, for whoever reads or sets the thresholds. */
  readonly meaning: string;
  /** It tells of work that cannot go on: a red one is not put off. */
  readonly blocking: boolean;
  readonly thresholds: Readonly<Record<Name, ThresholdField>>;
  /** Names whose values must rise strictly, in this order; several chains where there are several scales. */
  readonly rising: readonly (readonly Name[])[];
  readonly examine: (office: OfficeOnDay, context: RuleContext<Name>) => readonly Examined[];
}

type ProgrammeQuestion<Name extends string> = (programme: ProgrammeOnDay, context: RuleContext<Name>) => Finding | null;

type PeriodQuestion<Name extends string> = (
  programme: ProgrammeOnDay,
  period: Period,
  context: RuleContext<Name>,
) => Finding | null;

export const aboutProgramme = ({ appropriationId, programmeName }: ProgrammeOnDay, period: Period | null = null) => ({
  subject: appropriationId,
  subjectName: programmeName,
  appropriationId,
  period,
});

/** A rule that asks one thing of each programme. */
export const ofEachProgramme =
  <Name extends string>(question: ProgrammeQuestion<Name>): AlertRule<Name>['examine'] =>
  ({ programmes }, context) =>
    programmes.map((programme) => ({ ...aboutProgramme(programme), finding: question(programme, context) }));

/** A rule that asks the same of each month of each programme. */
export const ofEachPeriod =
  <Name extends string>(question: PeriodQuestion<Name>): AlertRule<Name>['examine'] =>
  ({ programmes, fiscalYear }, context) =>
    programmes.flatMap((programme) =>
      periodsOfYear(fiscalYear).map((period) => ({
        ...aboutProgramme(programme, period),
        finding: question(programme, period, context),
      })),
    );

/** Keeps the names of its thresholds, which a plain annotation would widen to text. */
export const alertRule = <Name extends string>(rule: AlertRule<Name>): AlertRule<Name> => rule;
