import {
  BUDGET_TYPES,
  NO_ELEMENTS,
  parseProgrammeCode,
  parseUnitCode,
  type BudgetAct,
  type Source,
} from '@bofu/budget';
import {
  FUNDING_LEVELS,
  fenToDigits,
  parseBusinessDate,
  parseDocumentNumber,
  parsePositiveYuan,
  type BusinessDate,
} from '@bofu/kernel';
import { FLAG_SENTENCE, type viewPaper } from '@bofu/paper';

type Draft = ReturnType<typeof viewPaper>;
type Programme = Draft['programmes'][number];

/** What a person decides where the paper leaves a figure open: one value, and why. */
export interface Choice {
  /** The programme's number in the draft; `null` for all of them. */
  readonly sequence: number | null;
  readonly field: NeededField;
  readonly value: string;
  readonly reason: string;
}

/** Without these no appropriation can be issued: they are asked where the paper does not give them. */
export const NEEDED_FIELDS = ['code', 'name', 'unitCode', 'unitName', 'amount', 'fundingLevel', 'budgetType'] as const;
export type NeededField = (typeof NEEDED_FIELDS)[number];

export interface OpenFigure {
  readonly sequence: number;
  readonly field: NeededField;
  readonly sentence: string;
  readonly printed: string;
  readonly place: string;
  readonly readings: readonly string[];
}

export interface Proposal {
  readonly acts: readonly BudgetAct[];
  /** What a person must decide first; while there is any, nothing is to be submitted. */
  readonly open: readonly OpenFigure[];
  /** What the paper does not give and the appropriation does without, in words. */
  readonly leftOut: readonly { readonly sequence: number; readonly what: string }[];
}

/**
 * A reading of a published budget as the entries of a paper: each programme's appropriation, plan, standard and targets,
 * every figure with its place. Nothing is guessed: what is flagged and not decided is named as open, a plan or standard
 * that the paper does not give whole is left out and named, and a blank stays a blank.
 */
export function proposeEntries(draft: Draft, choices: readonly Choice[], effectiveOn: BusinessDate): Proposal {
  const acts: BudgetAct[] = [];
  const open: OpenFigure[] = [];
  const leftOut: { sequence: number; what: string }[] = [];
  const fiscalYear = draft.fiscalYear.value;
  if (fiscalYear === null) return { acts, open, leftOut: [{ sequence: 0, what: '没有预算年度' }] };
  for (const programme of draft.programmes) {
    const { sequence } = programme;
    const source = (field: string, { printed, place }: Pick<Given, 'printed' | 'place'>): Source => ({
      ...{ field, printed, documentDigest: draft.documentDigest, place: placeText(place) },
    });
    const needed = neededOf(programme);
    const decided = (field: NeededField): Choice | null =>
      choices.findLast((each) => each.field === field && (each.sequence ?? sequence) === sequence) ?? null;
    const value = (field: NeededField): string | null => decided(field)?.value ?? needed[field].value;
    const missing = NEEDED_FIELDS.filter((field) => value(field) === null);
    for (const field of missing) {
      const { reason, printed, place, readings } = needed[field];
      const sentence = reason === null ? `没有写明${FIELD_WORD[field]}` : FLAG_SENTENCE[reason];
      open.push({ sequence, field, sentence, printed, place: placeText(place), readings });
    }
    const { plan, indicators, standard } = programme;
    const set = standardOf(standard);
    if (plan.outcome !== 'read')
      leftOut.push({ sequence, what: `支出计划：${plan.reason === null ? '没有' : FLAG_SENTENCE[plan.reason]}` });
    if (set === null) leftOut.push({ sequence, what: '发放标准：标准、发放方式或时限没有写全' });
    if (missing.length > 0) continue;

    const issue = acts.length + 1;
    const { documentNumber, issuedAs } = programme;
    acts.push({
      type: 'issue-appropriation',
      programme: { code: parseProgrammeCode(value('code')), name: value('name') ?? '' },
      ...{ fiscalYear, formedIn: fiscalYear, issuedAs: issuedAs.value ?? 'regular', batch: 1 },
      ...{ unitCode: parseUnitCode(value('unitCode')), unitName: value('unitName') ?? '' },
      fundingLevel: oneOf(FUNDING_LEVELS, value('fundingLevel')),
      fundingLevelBasis: needed.fundingLevel.certainty === 'printed' ? 'stated' : 'inferred',
      budgetType: oneOf(BUDGET_TYPES, value('budgetType')),
      documentNumber: documentNumber.value === null ? null : parseDocumentNumber(documentNumber.value),
      documentDate: null,
      // What a department's published budget prints is the approved budget, whatever day it takes effect on.
      elements: { ...NO_ELEMENTS, budgetSource: 'initial' },
      amountFen: fenToDigits(parsePositiveYuan(value('amount'))),
      effectiveOn,
      sources: NEEDED_FIELDS.flatMap((field) => {
        const choice = decided(field);
        const { printed, place } = needed[field];
        return [
          ...(printed === '' ? [] : [source(field, { printed, place })]),
          // What a person decided stands beside what is printed, with her reason.
          ...(choice === null
            ? []
            : [source(`${field} decided`, { printed: `${choice.value}：${choice.reason}`, place })]),
        ];
      }),
    });

    if (plan.outcome === 'read')
      acts.push({
        ...{ type: 'adopt-spending-plan', on: { act: issue }, effectiveOn },
        checkpoints: plan.cells.map(({ on, cumulativePercent }) => ({
          on: parseBusinessDate(on),
          cumulativeShare: cumulativePercent === null ? null : Number(cumulativePercent.replace('.', '')),
        })),
        sources: plan.cells.map((cell) => source(`plan ${cell.label}`, cell)),
      });
    if (set !== null)
      acts.push({
        ...{ type: 'set-payment-standard', on: { act: issue }, effectiveOn, groupId: null, arrearsDueOn: null, ...set },
        sources: [
          ...standard.rates.map((rate) => source('rate', rate)),
          ...(set.headcount === null ? [] : [source('headcount', standard.headcount)]),
          source('deadline', standard.deadline),
        ],
      });
    if (indicators.length > 0)
      acts.push({
        ...{ type: 'set-performance-targets', on: { act: issue }, fiscalYear, effectiveOn },
        targets: indicators.map(({ level1, level2, level3, target, basis }) => ({
          ...{ level1, level2, level3, target, basis: basis ?? '' },
        })),
        sources: indicators.map(({ level3, target, place }) => source(`target ${level3}`, { printed: target, place })),
      });
  }
  return { acts, open, leftOut };
}

type Given = Pick<Programme['code'], 'printed' | 'place' | 'certainty' | 'reason' | 'readings'>;
type Needed = Readonly<Record<NeededField, Given & { readonly value: string | null }>>;

const neededOf = ({ code, name, unit, amount, fundingLevel, budgetType }: Programme): Needed => ({
  ...{ code, name, amount, fundingLevel, budgetType },
  ...{ unitCode: unit.code, unitName: unit.name },
});

const FIELD_WORD: Readonly<Record<NeededField, string>> = {
  code: '项目编码',
  name: '项目名称',
  unitCode: '预算单位编码',
  unitName: '预算单位',
  amount: '金额',
  fundingLevel: '资金级次',
  budgetType: '预算类型',
};

/** Only where all of it is given: half a standard would owe people another sum. */
function standardOf({ rates, headcount, deadline, cashFlow }: Programme['standard']) {
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
