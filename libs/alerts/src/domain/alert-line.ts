import type { BusinessDate, Period } from '@bofu/kernel';
import { isWorse, type AlertLevel } from './alert-level';
import type { RuleId } from './alert-rule';

/** One finding of a rule within a case: one unpaid month of twelve, one of a programme's appropriations. */
export interface AlertLine {
  readonly rule: RuleId;
  readonly ruleName: string;
  /** Of the rule itself, as the program that judged knew it. */
  readonly edition: number;
  /** The version of its thresholds. */
  readonly ruleVersion: number;
  readonly blocking: boolean;
  readonly appropriationId: string | null;
  readonly period: Period | null;
  readonly level: AlertLevel;
  /** Chinese, in one line, with the numbers in it. */
  readonly formula: string;
  /** Text only: `…Fen` is digits of fen, `…Points` digits of hundredths of a percentage point, else as it reads. */
  readonly figures: Readonly<Record<string, string>>;
  /** 涉及金额: digits of fen. */
  readonly stakeFen: string;
  /** What has to be told anew when it changes, though the level stays; `null` where nothing has. */
  readonly renewedBy: string | null;
  /** The day it was first found on. */
  readonly since: BusinessDate;
}

/** A line is the same line while rule, appropriation and month are. */
export const keyOfLine = ({
  rule,
  appropriationId,
  period,
}: Pick<AlertLine, 'rule' | 'appropriationId' | 'period'>): string =>
  `${rule}/${appropriationId ?? ''}/${period ?? ''}`;

export const worstOf = (lines: readonly AlertLine[]): AlertLevel =>
  lines.reduce<AlertLevel>((worst, { level }) => (isWorse(level, worst) ? level : worst), 'info');

/** Worst first, then the most money, then in the order of rules and months. */
export const inOrder = (lines: readonly AlertLine[]): AlertLine[] =>
  lines.toSorted((a, b) => {
    if (a.level !== b.level) return isWorse(a.level, b.level) ? -1 : 1;
    const [left, right] = [BigInt(a.stakeFen), BigInt(b.stakeFen)];
    if (left !== right) return left > right ? -1 : 1;
    return keyOfLine(a) < keyOfLine(b) ? -1 : 1;
  });

/** Whether two assessments say the same: the same lines at the same levels. Figures that moved within them are not told. */
export function sayTheSame(a: readonly AlertLine[], b: readonly AlertLine[]): boolean {
  const said = (lines: readonly AlertLine[]): string =>
    lines
      .map((line) => `${keyOfLine(line)}=${line.level}/${line.renewedBy ?? ''}`)
      .sort()
      .join(' ');
  return said(a) === said(b);
}
