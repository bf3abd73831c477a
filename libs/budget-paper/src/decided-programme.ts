import type { BudgetType } from '@bofu/budget';
import {
  fenToDigits,
  parseBusinessDate,
  parsePositiveYuan,
  type FundingLevel,
  type PaymentStandard,
} from '@bofu/kernel';
import type { viewPaper } from '@bofu/paper';
import type { PrintedProgramme } from './domain/against-books';

/** One programme of a reading in the terms of the books: what is printed, and what a person decided where that is open. */

export type Draft = ReturnType<typeof viewPaper>;
type Read = Draft['programmes'][number];
/** A figure of the reading, printed or not. */
export type Figure = Pick<Read['code'], 'printed' | 'place' | 'certainty' | 'reason' | 'readings'>;

/** Without these no appropriation can be issued: they are asked where the paper does not give them. */
export const NEEDED_FIELDS = ['code', 'name', 'unitCode', 'unitName', 'amount', 'fundingLevel', 'budgetType'] as const;
export type NeededField = (typeof NEEDED_FIELDS)[number];
/** What a person may decide; a 文号 is needed where money of another level comes or is added. */
export const DECIDED_FIELDS = [...NEEDED_FIELDS, 'documentNumber'] as const;
export type DecidedField = (typeof DECIDED_FIELDS)[number];

/** What a person decides where the paper leaves a figure open: one value, and why. */
export interface Choice {
  /** The programme's number in the draft; `null` for all of them. */
  readonly sequence: number | null;
  readonly field: DecidedField;
  readonly value: string;
  readonly reason: string;
}

export interface DecidedProgramme {
  readonly read: Read;
  readonly printed: PrintedProgramme;
  readonly figureOf: (field: DecidedField) => Figure;
  /** The last that was decided of the field. */
  readonly choiceOf: (field: DecidedField) => Choice | null;
  /** As decided, else as read; `null` where it is open. */
  readonly valueOf: (field: DecidedField) => string | null;
}

export function decidedProgramme(read: Read, choices: readonly Choice[]): DecidedProgramme {
  const { sequence, code, name, unit, amount, fundingLevel, budgetType, documentNumber } = read;
  const figures = {
    ...{ code, name, unitCode: unit.code, unitName: unit.name },
    ...{ amount, fundingLevel, budgetType, documentNumber },
  };
  const choiceOf = (field: DecidedField): Choice | null =>
    choices.findLast((each) => each.field === field && (each.sequence ?? sequence) === sequence) ?? null;
  const valueOf = (field: DecidedField): string | null => choiceOf(field)?.value ?? figures[field].value;
  return { read, printed: printedOf(read, valueOf), figureOf: (field) => figures[field], choiceOf, valueOf };
}

function printedOf(
  { sequence, plan, standard, indicators }: Read,
  valueOf: DecidedProgramme['valueOf'],
): PrintedProgramme {
  const amount = valueOf('amount');
  return {
    ...{ sequence, code: valueOf('code'), name: valueOf('name') },
    fundingLevel: valueOf('fundingLevel') as FundingLevel | null,
    budgetType: valueOf('budgetType') as BudgetType | null,
    amountFen: amount === null ? null : parsePositiveYuan(amount),
    plan:
      plan.outcome === 'read'
        ? plan.cells.map(({ on, cumulativePercent }) => ({
            on: parseBusinessDate(on),
            cumulativeShare: cumulativePercent === null ? null : Number(cumulativePercent.replace('.', '')),
          }))
        : null,
    standard: standardOf(standard),
    targets: indicators.map(({ level1, level2, level3, target, basis }) => ({
      ...{ level1, level2, level3, target, basis: basis ?? '' },
    })),
  };
}

/** Only where all of it is given: half a standard would owe people another sum. */
function standardOf({ rates, headcount, deadline, cashFlow }: Read['standard']): PaymentStandard | null {
  const amounts = rates.flatMap(({ value }) => (value?.each === 'person' ? [value] : []));
  const isWhole = rates.length > 0 && amounts.length === rates.length;
  if (!isWhole || deadline.value === null || cashFlow.value === null) return null;
  return {
    rates: amounts.map(({ label, amount, per }) => ({ label, per, amountFen: fenToDigits(parsePositiveYuan(amount)) })),
    headcount: headcount.value?.of === 'persons' ? headcount.value.count : null,
    cashFlow: cashFlow.value,
    deadline: { ...deadline.value, printed: deadline.printed },
  };
}
