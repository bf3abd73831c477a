import { createHash } from 'node:crypto';
import { formatYuan, type Fen } from '@bofu/kernel';
import type { IndicatorDraft, PlanDraft, ProgrammeDraft, Rate } from './domain/draft';
import type { Figure } from './domain/figure';
import type { PaperReading } from './file/read-paper-file';
import { FLAG_SENTENCE } from './paper-labels';

const figure = <Value, Said>({ value, ...rest }: Figure<Value>, said: (value: Value) => Said) => ({
  field: rest.field,
  value: value === null ? null : said(value),
  printed: rest.printed,
  place: rest.place,
  certainty: rest.certainty,
  reason: rest.reason,
  readings: rest.readings,
});
const asItIs = <Value>(given: Figure<Value>) => figure(given, (value) => value);
const money = (given: Figure<Fen>) => figure(given, formatYuan);
const percent = (basisPoints: number): string => (basisPoints / 100).toFixed(2);

/**
 * A draft for programs: 元 as decimal text, shares in percent with two places, places counted from 1. `digest` stands
 * for all of it: SHA-256 of the JSON of `documentDigest` and everything read, so that what is confirmed is what was shown.
 */
export function viewPaper({ documentDigest, draft }: PaperReading) {
  const { reconciliation } = draft;
  const read = {
    format: 'bofu-paper-draft-1',
    documentDigest,
    title: draft.title,
    bureau: asItIs(draft.bureau),
    fiscalYear: asItIs(draft.fiscalYear),
    programmes: draft.programmes.map(viewProgramme),
    declaredTotals: draft.declaredTotals.map(({ label, amount }) => ({ label, amount: money(amount) })),
    reconciliation: {
      verdict: reconciliation.verdict,
      declared: reconciliation.declared && {
        label: reconciliation.declared.label,
        amount: money(reconciliation.declared.amount),
      },
      sum: reconciliation.sum === null ? null : formatYuan(reconciliation.sum),
      difference: reconciliation.difference === null ? null : formatYuan(reconciliation.difference),
      tolerance: formatYuan(reconciliation.tolerance),
      explainedBy: reconciliation.explainedBy,
      checks: reconciliation.checks.map(({ sentence, holds, difference }) => ({
        sentence,
        holds,
        difference: formatYuan(difference),
      })),
    },
    flags: draft.flags.map((flag) => ({ ...flag, sentence: FLAG_SENTENCE[flag.reason] })),
    findings: draft.findings,
  };
  return { ...read, digest: createHash('sha256').update(JSON.stringify(read)).digest('hex') };
}

function viewProgramme(programme: ProgrammeDraft) {
  return {
    sequence: programme.sequence,
    heading: programme.heading,
    unit: { code: asItIs(programme.unitCode), name: asItIs(programme.unitName) },
    code: asItIs(programme.code),
    name: asItIs(programme.name),
    unitOfMoney: asItIs(programme.moneyUnit),
    amount: money(programme.amount),
    fiscalFunds: programme.fiscalFunds && money(programme.fiscalFunds),
    otherFunds: programme.otherFunds && money(programme.otherFunds),
    sources: programme.sources.map(({ source, amount }) => ({ source, amount: money(amount) })),
    budgetTypeShares: programme.typeShares.map(({ budgetType, amount }) => ({ budgetType, amount: money(amount) })),
    fundingLevel: asItIs(programme.fundingLevel),
    budgetType: asItIs(programme.budgetType),
    issuedAs: asItIs(programme.issuedAs),
    documentNumber: { ...asItIs(programme.documentNumber), normalized: programme.documentNumberNormalized },
    purpose: programme.purpose,
    goals: programme.goals,
    plan: viewPlan(programme.plan),
    indicators: programme.indicators.map(viewIndicator),
    standard: {
      rates: programme.rates.map((rate) => figure(rate, viewRate)),
      headcount: asItIs(programme.headcount),
      deadline: asItIs(programme.deadline),
      cashFlow: asItIs(programme.cashFlow),
    },
  };
}

const viewRate = ({ amount, per, each, label }: Rate) => ({ amount: formatYuan(amount), per, each, label });

const viewPlan = ({ outcome, reason, cells, offered }: PlanDraft) => ({
  outcome,
  reason,
  cells: cells.map(({ label, on, share }) => {
    const { value, ...rest } = figure(share, percent);
    return { label, on, cumulativePercent: value, ...rest };
  }),
  offered: offered?.map(percent) ?? null,
});

const viewIndicator = ({ basis, ...indicator }: IndicatorDraft) => ({
  ...indicator,
  basis: basis === '' ? null : basis,
});
