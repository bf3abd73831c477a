import {
  BUDGET_TYPES,
  NO_ELEMENTS,
  parseProgrammeCode,
  parseUnitCode,
  planInWords,
  standardInWords,
  type BudgetAct,
  type BudgetType,
  type Source,
} from '@bofu/budget';
import {
  FUNDING_LEVELS,
  fen,
  fenToDigits,
  formatYuanGrouped,
  parseBusinessDate,
  parseDocumentNumber,
  parsePositiveYuan,
  type BusinessDate,
  type FundingLevel,
  type PaymentStandard,
} from '@bofu/kernel';
import { FLAG_SENTENCE, type viewPaper } from '@bofu/paper';
import { TOLD_SENTENCE } from './budget-paper-labels';
import {
  compareWithBooks,
  EMPTY_BOOKS,
  type Comparison,
  type PaperPrints,
  type PrintedProgramme,
  type YearOnBooks,
} from './domain/against-books';

type Draft = ReturnType<typeof viewPaper>;
type Programme = Draft['programmes'][number];

/** What a person decides where the paper leaves a figure open: one value, and why. */
export interface Choice {
  /** The programme's number in the draft; `null` for all of them. */
  readonly sequence: number | null;
  readonly field: DecidedField;
  readonly value: string;
  readonly reason: string;
}

/** Without these no appropriation can be issued: they are asked where the paper does not give them. */
export const NEEDED_FIELDS = ['code', 'name', 'unitCode', 'unitName', 'amount', 'fundingLevel', 'budgetType'] as const;
type NeededField = (typeof NEEDED_FIELDS)[number];
/** What a person may decide; a 文号 is needed where money of another level comes or is added. */
export const DECIDED_FIELDS = [...NEEDED_FIELDS, 'documentNumber'] as const;
export type DecidedField = (typeof DECIDED_FIELDS)[number];

export interface OpenFigure {
  readonly sequence: number;
  readonly field: DecidedField;
  readonly sentence: string;
  readonly printed: string;
  readonly place: string;
  readonly readings: readonly string[];
}

export interface Proposal {
  readonly acts: readonly BudgetAct[];
  /** What a person must decide first; while there is any, nothing is to be submitted. */
  readonly open: readonly OpenFigure[];
  /** What the paper does not give and the appropriation does without, in words; `null` for the paper as a whole. */
  readonly leftOut: readonly { readonly sequence: number | null; readonly what: string; readonly of?: string }[];
  /** What is on the books already and would be another, in words. */
  readonly changes: readonly { readonly sequence: number; readonly what: string; readonly sentence: string }[];
  readonly comparison: Comparison;
}

/** The books of the paper's year, and what a person said of its amounts. */
export interface Against {
  readonly books: YearOnBooks;
  readonly prints: PaperPrints | null;
  readonly fileName: string;
}

const NOTHING_BOOKED: Against = { books: EMPTY_BOOKS, prints: null, fileName: '' };

/**
 * A reading of a published budget as the entries of a paper: each programme's appropriation, plan, standard and targets,
 * every figure with its place. What is on the books already is set against it, and only the difference is proposed.
 * Nothing is guessed: what is flagged and not decided is named as open, a plan or standard that the paper does not give
 * whole is left out and named, a blank stays a blank, and what the paper does not print any more is told and stays.
 */
export function proposeEntries(
  draft: Draft,
  choices: readonly Choice[],
  effectiveOn: BusinessDate,
  { books, prints, fileName }: Against = NOTHING_BOOKED,
): Proposal {
  const acts: BudgetAct[] = [];
  const open: OpenFigure[] = [];
  const leftOut: { sequence: number | null; what: string; of?: string }[] = [];
  const changes: { sequence: number; what: string; sentence: string }[] = [];
  const fiscalYear = draft.fiscalYear.value;
  if (fiscalYear === null) {
    const comparison: Comparison = { asksPrints: false, programmes: [], gone: [] };
    return { acts, open, leftOut: [{ sequence: 0, what: '没有预算年度' }], changes, comparison };
  }
  const decided = (sequence: number, field: DecidedField): Choice | null =>
    choices.findLast((each) => each.field === field && (each.sequence ?? sequence) === sequence) ?? null;
  const printed = draft.programmes.map((programme) =>
    printedOf(programme, (field) => decided(programme.sequence, field)?.value ?? neededOf(programme)[field].value),
  );
  const comparison = compareWithBooks(printed, books, prints);

  for (const [at, programme] of draft.programmes.entries()) {
    const { sequence } = programme;
    const compared = comparison.programmes[at];
    const given = printed[at];
    if (compared === undefined || given === undefined) continue;
    const source = (field: string, { printed: words, place }: Pick<Given, 'printed' | 'place'>): Source => ({
      ...{ field, printed: words, documentDigest: draft.documentDigest, place: placeText(place) },
    });
    const needed = neededOf(programme);
    const choiceOf = (field: DecidedField): Choice | null => decided(sequence, field);
    const value = (field: NeededField): string | null => choiceOf(field)?.value ?? needed[field].value;
    const sourcesOf = (fields: readonly DecidedField[]): Source[] =>
      fields.flatMap((field) => {
        const choice = choiceOf(field);
        const { printed: words, place } = field === 'documentNumber' ? programme.documentNumber : needed[field];
        return [
          ...(words === '' ? [] : [source(field, { printed: words, place })]),
          // What a person decided stands beside what is printed, with her reason.
          ...(choice === null
            ? []
            : [source(`${field} decided`, { printed: `${choice.value}：${choice.reason}`, place })]),
        ];
      });
    const ask = (field: DecidedField, figure: Given): void => {
      const { reason, printed: words, place, readings } = figure;
      const sentence = reason === null ? `没有写明${FIELD_WORD[field]}` : FLAG_SENTENCE[reason];
      open.push({ sequence, field, sentence, printed: words, place: placeText(place), readings });
    };
    const { plan, indicators, standard } = programme;
    const { appropriation: on, programme: registered, standing } = compared;
    const [bookedPlan, bookedStandard] = [on?.plan ?? null, registered?.standard ?? null];
    for (const told of compared.told) leftOut.push({ sequence, what: TOLD_SENTENCE[told] });
    if (standing === 'unclear') continue;

    // What is on the books needs no more than its amount; the rest stands there.
    const missing = (on === null ? NEEDED_FIELDS : (['amount'] as const)).filter((field) => value(field) === null);
    for (const field of missing) ask(field, needed[field]);
    if (plan.outcome !== 'read' && bookedPlan === null)
      leftOut.push({ sequence, what: `支出计划：${plan.reason === null ? '没有' : FLAG_SENTENCE[plan.reason]}` });
    if (given.standard === null && bookedStandard === null && registered?.byGroups !== true)
      leftOut.push({ sequence, what: '发放标准：标准、发放方式或时限没有写全' });
    const { changeFen, figures } = compared;
    const documentNumber = choiceOf('documentNumber')?.value ?? given.documentNumber;
    // 文号: money of another level comes on a document only.
    const level = on?.fundingLevel ?? given.fundingLevel;
    const isMore = on === null || (changeFen !== null && changeFen > 0n);
    const needsNumber = isMore && documentNumber === null && level !== null && level !== 'district';
    if (needsNumber) ask('documentNumber', programme.documentNumber);
    if (missing.length > 0 || needsNumber) continue;

    const change = (what: string, sentence: string): string => {
      changes.push({ sequence, what, sentence });
      return `读取 ${fileName}：${sentence}`.slice(0, 500);
    };
    const onAppropriation = on === null ? { act: acts.length + 1 } : { appropriationId: on.appropriationId };
    const onProgramme = on === null ? { act: acts.length + 1 } : { programmeId: on.programmeId };
    const documented = {
      documentNumber: documentNumber === null ? null : parseDocumentNumber(documentNumber),
      documentDate: null,
    };
    if (on === null) {
      acts.push({
        type: 'issue-appropriation',
        programme: { code: parseProgrammeCode(value('code')), name: value('name') ?? '' },
        ...{ fiscalYear, formedIn: fiscalYear, issuedAs: programme.issuedAs.value ?? 'regular', batch: 1 },
        ...{ unitCode: parseUnitCode(value('unitCode')), unitName: value('unitName') ?? '' },
        fundingLevel: oneOf(FUNDING_LEVELS, value('fundingLevel')),
        fundingLevelBasis: needed.fundingLevel.certainty === 'printed' ? 'stated' : 'inferred',
        budgetType: oneOf(BUDGET_TYPES, value('budgetType')),
        ...documented,
        // What a department's published budget prints is the approved budget, whatever day it takes effect on.
        elements: { ...NO_ELEMENTS, budgetSource: 'initial' },
        amountFen: fenToDigits(parsePositiveYuan(value('amount'))),
        effectiveOn,
        sources: [
          ...sourcesOf(NEEDED_FIELDS),
          ...(choiceOf('documentNumber') === null ? [] : sourcesOf(['documentNumber'])),
        ],
      });
    } else if (figures.includes('amount') && changeFen !== null) {
      const [was, is] = [on.amountFen, fen(on.amountFen + changeFen)].map(formatYuanGrouped);
      const reason = change(isMore ? '追加' : '追减', `全年预算 ${was} 元 → ${is} 元`);
      acts.push({
        ...{ type: isMore ? 'supplement-appropriation' : 'reduce-appropriation', on: onAppropriation, effectiveOn },
        amountFen: fenToDigits(isMore ? changeFen : fen(-changeFen)),
        // She has seen the amount before and after it, among the points that she ticked off.
        ...{ ...documented, reason, confirmation: `已逐项核对：全年预算 ${was} 元 → ${is} 元` },
        sources: sourcesOf(['amount', 'documentNumber']),
      });
    }

    if (figures.includes('plan') && given.plan !== null) {
      const adopted = {
        checkpoints: given.plan,
        sources: plan.cells.map((cell) => source(`plan ${cell.label}`, cell)),
      };
      if (bookedPlan === null) acts.push({ type: 'adopt-spending-plan', on: onAppropriation, effectiveOn, ...adopted });
      else {
        const reason = change('调整支出计划', `支出计划 ${planInWords(bookedPlan)} → ${planInWords(given.plan)}`);
        acts.push({ type: 'revise-spending-plan', on: onAppropriation, effectiveOn, reason, ...adopted });
      }
    }
    if (figures.includes('standard') && compared.standard !== null) {
      if (bookedStandard !== null)
        change('发放标准', `${standardInWords(bookedStandard)} → ${standardInWords(compared.standard)}`);
      acts.push({
        ...{ type: 'set-payment-standard', on: onProgramme, effectiveOn, groupId: null, arrearsDueOn: null },
        ...compared.standard,
        sources: [
          ...standard.rates.map((rate) => source('rate', rate)),
          ...(typeof given.standard?.headcount !== 'number' ? [] : [source('headcount', standard.headcount)]),
          source('deadline', standard.deadline),
        ],
      });
    }
    if (figures.includes('targets')) {
      const bookedTargets = on?.targets ?? null;
      if (bookedTargets !== null)
        change('绩效指标', `绩效指标 ${bookedTargets.length} 项 → ${given.targets.length} 项，内容不同`);
      acts.push({
        ...{ type: 'set-performance-targets', on: onProgramme, fiscalYear, effectiveOn, targets: given.targets },
        sources: indicators.map(({ level3, target, place }) => source(`target ${level3}`, { printed: target, place })),
      });
    }
  }
  for (const { code, name, amountFen } of comparison.gone)
    leftOut.push({
      ...{ sequence: null, what: '账上有而文件未列，保持不变；确已取消的，请另办追减' },
      of: `${code} ${name} ${formatYuanGrouped(amountFen)} 元`,
    });
  return { acts, open, leftOut, changes, comparison };
}

/** What the paper gives of a programme, once decided, in the terms of the books. */
function printedOf(
  { sequence, plan, standard, indicators, documentNumber }: Programme,
  value: (field: NeededField) => string | null,
): PrintedProgramme & { readonly documentNumber: string | null } {
  const amount = value('amount');
  return {
    ...{ sequence, code: value('code'), name: value('name'), documentNumber: documentNumber.value },
    fundingLevel: value('fundingLevel') as FundingLevel | null,
    budgetType: value('budgetType') as BudgetType | null,
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

type Given = Pick<Programme['code'], 'printed' | 'place' | 'certainty' | 'reason' | 'readings'>;
type Needed = Readonly<Record<NeededField, Given & { readonly value: string | null }>>;

const neededOf = ({ code, name, unit, amount, fundingLevel, budgetType }: Programme): Needed => ({
  ...{ code, name, amount, fundingLevel, budgetType },
  ...{ unitCode: unit.code, unitName: unit.name },
});

const FIELD_WORD: Readonly<Record<DecidedField, string>> = {
  code: '项目编码',
  name: '项目名称',
  unitCode: '预算单位编码',
  unitName: '预算单位',
  amount: '金额',
  fundingLevel: '资金级次',
  budgetType: '预算类型',
  documentNumber: '文号',
};

/** Only where all of it is given: half a standard would owe people another sum. */
function standardOf({ rates, headcount, deadline, cashFlow }: Programme['standard']): PaymentStandard | null {
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

const oneOf = <Value extends string>(values: readonly Value[], value: string | null): Value => {
  const found = values.find((each) => each === value);
  if (found === undefined) throw new RangeError(`${value} is none of ${values.join(', ')}`);
  return found;
};

/** `line 1204`, `table 14, row 3, cell 2`. */
const placeText = ({ line, table, row, column }: Programme['code']['place']): string =>
  line !== null ? `line ${line}` : table === null ? '' : `table ${table}, row ${row}, cell ${column}`;
