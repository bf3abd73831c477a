import {
  BUDGET_TYPES,
  NO_ELEMENTS,
  parseProgrammeCode,
  parseUnitCode,
  planInWords,
  standardInWords,
  type BudgetAct,
  type Source,
} from '@bofu/budget';
import {
  FUNDING_LEVELS,
  fen,
  fenToDigits,
  formatYuanGrouped,
  parseDocumentNumber,
  parsePositiveYuan,
  type BusinessDate,
} from '@bofu/kernel';
import { FLAG_SENTENCE } from '@bofu/paper';
import { TOLD_SENTENCE } from './budget-paper-labels';
import { NEEDED_FIELDS, type DecidedField, type DecidedProgramme, type Draft, type Figure } from './decided-programme';
import type { ComparedProgramme } from './domain/against-books';

export interface OpenFigure {
  readonly sequence: number;
  readonly field: DecidedField;
  readonly sentence: string;
  readonly printed: string;
  readonly place: string;
  readonly readings: readonly string[];
}

/** What the paper does not give and the appropriation does without, in words; `null` for the paper as a whole. */
export interface LeftOut {
  readonly sequence: number | null;
  readonly what: string;
  readonly of?: string;
}

/** What is on the books already and would be another, in words. */
export interface Change {
  readonly sequence: number;
  readonly what: string;
  readonly sentence: string;
}

/** A programme beside what is on the books of it, and the paper that it stands in. */
export interface ProgrammeBesideBooks {
  readonly decided: DecidedProgramme;
  readonly compared: ComparedProgramme;
  readonly draft: Pick<Draft, 'documentDigest'>;
  readonly fiscalYear: number;
  readonly fileName: string;
  readonly effectiveOn: BusinessDate;
  /** The number that its first entry has on the paper, from 1: what is not on the books yet is named by it. */
  readonly firstEntry: number;
}

export interface ProgrammeProposal {
  readonly acts: readonly BudgetAct[];
  readonly open: readonly OpenFigure[];
  readonly leftOut: readonly LeftOut[];
  readonly changes: readonly Change[];
}

/** An entry, and what it would change on the books; `null` where it is new there. */
interface Entry {
  readonly act: BudgetAct;
  readonly change: Change | null;
}

/** The entries of one programme, or what stands in their way. */
export function proposeProgramme(of: ProgrammeBesideBooks): ProgrammeProposal {
  const { sequence, told, standing } = of.compared;
  const toldOnly = told.map((each) => ({ sequence, what: TOLD_SENTENCE[each] }));
  if (standing === 'unclear') return { acts: [], open: [], leftOut: toldOnly, changes: [] };
  const open = openFigures(of);
  const leftOut = [...toldOnly, ...notGivenWhole(of)];
  if (open.length > 0) return { acts: [], open, leftOut, changes: [] };
  const entries = [moneyEntry(of), planEntry(of), standardEntry(of), targetsEntry(of)].flatMap((each) => each ?? []);
  return {
    acts: entries.map(({ act }) => act),
    open,
    leftOut,
    changes: entries.flatMap(({ change }) => change ?? []),
  };
}

/** What is on the books needs no more than its amount; the rest stands there. */
function openFigures(of: ProgrammeBesideBooks): OpenFigure[] {
  const { decided, compared } = of;
  const needed = compared.appropriation === null ? NEEDED_FIELDS : (['amount'] as const);
  const missing: DecidedField[] = needed.filter((field) => decided.valueOf(field) === null);
  if (lacksDocumentNumber(of)) missing.push('documentNumber');
  return missing.map((field) => {
    const { reason, printed, place, readings } = decided.figureOf(field);
    const sentence = reason === null ? `没有写明${FIELD_WORD[field]}` : FLAG_SENTENCE[reason];
    return { sequence: compared.sequence, field, sentence, printed, place: placeText(place), readings };
  });
}

/** Money of another level comes on a document only. */
function lacksDocumentNumber(of: ProgrammeBesideBooks): boolean {
  const { decided, compared } = of;
  const level = compared.appropriation?.fundingLevel ?? decided.printed.fundingLevel;
  return isMore(of) && decided.valueOf('documentNumber') === null && level !== null && level !== 'district';
}

const isMore = ({ compared: { appropriation, changeFen } }: ProgrammeBesideBooks): boolean =>
  appropriation === null || (changeFen !== null && changeFen > 0n);

function notGivenWhole({ decided: { read, printed }, compared }: ProgrammeBesideBooks): LeftOut[] {
  const { sequence, appropriation, programme } = compared;
  const { outcome, reason } = read.plan;
  const hasStandard =
    printed.standard !== null || (programme?.standard ?? null) !== null || programme?.byGroups === true;
  return [
    ...(outcome === 'read' || (appropriation?.plan ?? null) !== null
      ? []
      : [{ sequence, what: `支出计划：${reason === null ? '没有' : FLAG_SENTENCE[reason]}` }]),
    ...(hasStandard ? [] : [{ sequence, what: '发放标准：标准、发放方式或时限没有写全' }]),
  ];
}

/** 下达 of what is new, else 追加 or 追减. */
function moneyEntry(of: ProgrammeBesideBooks): Entry | null {
  const { compared, effectiveOn } = of;
  const { appropriation: on, changeFen, figures } = compared;
  if (on === null) return { act: issueOf(of), change: null };
  if (!figures.includes('amount') || changeFen === null) return null;
  const more = isMore(of);
  const [was, is] = [on.amountFen, fen(on.amountFen + changeFen)].map(formatYuanGrouped);
  const change = changeOf(of, more ? '追加' : '追减', `全年预算 ${was} 元 → ${is} 元`);
  const act: BudgetAct = {
    ...{ type: more ? 'supplement-appropriation' : 'reduce-appropriation', on: appropriationOf(of), effectiveOn },
    amountFen: fenToDigits(more ? changeFen : fen(-changeFen)),
    // She has seen the amount before and after it, among the points that she ticked off.
    ...{ ...documentOf(of), reason: reasonOf(of, change), confirmation: `已逐项核对：${change.sentence}` },
    sources: decidedSources(of, ['amount', 'documentNumber']),
  };
  return { act, change };
}

function issueOf(of: ProgrammeBesideBooks): BudgetAct {
  const { decided, fiscalYear, effectiveOn } = of;
  const { read, valueOf, choiceOf, figureOf } = decided;
  return {
    type: 'issue-appropriation',
    programme: { code: parseProgrammeCode(valueOf('code')), name: valueOf('name') ?? '' },
    ...{ fiscalYear, formedIn: fiscalYear, issuedAs: read.issuedAs.value ?? 'regular', batch: 1 },
    ...{ unitCode: parseUnitCode(valueOf('unitCode')), unitName: valueOf('unitName') ?? '' },
    fundingLevel: oneOf(FUNDING_LEVELS, valueOf('fundingLevel')),
    fundingLevelBasis: figureOf('fundingLevel').certainty === 'printed' ? 'stated' : 'inferred',
    budgetType: oneOf(BUDGET_TYPES, valueOf('budgetType')),
    ...documentOf(of),
    // What a department's published budget prints is the approved budget, whatever day it takes effect on.
    elements: { ...NO_ELEMENTS, budgetSource: 'initial' },
    amountFen: fenToDigits(parsePositiveYuan(valueOf('amount'))),
    effectiveOn,
    sources: decidedSources(of, [
      ...NEEDED_FIELDS,
      ...(choiceOf('documentNumber') === null ? [] : (['documentNumber'] as const)),
    ]),
  };
}

function planEntry(of: ProgrammeBesideBooks): Entry | null {
  const { decided, compared, effectiveOn } = of;
  const { plan } = decided.printed;
  if (!compared.figures.includes('plan') || plan === null) return null;
  const adopted = {
    checkpoints: plan,
    sources: decided.read.plan.cells.map((cell) => sourceOf(of, `plan ${cell.label}`, cell)),
  };
  const booked = compared.appropriation?.plan ?? null;
  const on = appropriationOf(of);
  if (booked === null) return { act: { type: 'adopt-spending-plan', on, effectiveOn, ...adopted }, change: null };
  const change = changeOf(of, '调整支出计划', `支出计划 ${planInWords(booked)} → ${planInWords(plan)}`);
  return { act: { type: 'revise-spending-plan', on, effectiveOn, reason: reasonOf(of, change), ...adopted }, change };
}

function standardEntry(of: ProgrammeBesideBooks): Entry | null {
  const { decided, compared, effectiveOn } = of;
  if (!compared.figures.includes('standard') || compared.standard === null) return null;
  const { rates, headcount, deadline } = decided.read.standard;
  const booked = compared.programme?.standard ?? null;
  const act: BudgetAct = {
    ...{ type: 'set-payment-standard', on: programmeOf(of), effectiveOn, groupId: null, arrearsDueOn: null },
    ...compared.standard,
    sources: [
      ...rates.map((rate) => sourceOf(of, 'rate', rate)),
      ...(typeof decided.printed.standard?.headcount === 'number' ? [sourceOf(of, 'headcount', headcount)] : []),
      sourceOf(of, 'deadline', deadline),
    ],
  };
  if (booked === null) return { act, change: null };
  return {
    act,
    change: changeOf(of, '发放标准', `${standardInWords(booked)} → ${standardInWords(compared.standard)}`),
  };
}

function targetsEntry(of: ProgrammeBesideBooks): Entry | null {
  const { decided, compared, fiscalYear, effectiveOn } = of;
  if (!compared.figures.includes('targets')) return null;
  const { targets } = decided.printed;
  const booked = compared.appropriation?.targets ?? null;
  const act: BudgetAct = {
    ...{ type: 'set-performance-targets', on: programmeOf(of), fiscalYear, effectiveOn, targets },
    sources: decided.read.indicators.map(({ level3, target, place }) =>
      sourceOf(of, `target ${level3}`, { printed: target, place }),
    ),
  };
  if (booked === null) return { act, change: null };
  return { act, change: changeOf(of, '绩效指标', `绩效指标 ${booked.length} 项 → ${targets.length} 项，内容不同`) };
}

const changeOf = ({ compared: { sequence } }: ProgrammeBesideBooks, what: string, sentence: string): Change => ({
  ...{ sequence, what, sentence },
});

const reasonOf = ({ fileName }: ProgrammeBesideBooks, { sentence }: Change): string =>
  `读取 ${fileName}：${sentence}`.slice(0, 500);

const appropriationOf = ({ compared: { appropriation }, firstEntry }: ProgrammeBesideBooks) =>
  appropriation === null ? { act: firstEntry } : { appropriationId: appropriation.appropriationId };

const programmeOf = ({ compared: { appropriation }, firstEntry }: ProgrammeBesideBooks) =>
  appropriation === null ? { act: firstEntry } : { programmeId: appropriation.programmeId };

function documentOf({ decided }: ProgrammeBesideBooks) {
  const documentNumber = decided.valueOf('documentNumber');
  return {
    documentNumber: documentNumber === null ? null : parseDocumentNumber(documentNumber),
    documentDate: null,
  };
}

const sourceOf = (
  { draft }: ProgrammeBesideBooks,
  field: string,
  { printed, place }: Pick<Figure, 'printed' | 'place'>,
): Source => ({ field, printed, documentDigest: draft.documentDigest, place: placeText(place) });

/** What a person decided stands beside what is printed, with her reason. */
const decidedSources = (of: ProgrammeBesideBooks, fields: readonly DecidedField[]): Source[] =>
  fields.flatMap((field) => {
    const choice = of.decided.choiceOf(field);
    const { printed, place } = of.decided.figureOf(field);
    return [
      ...(printed === '' ? [] : [sourceOf(of, field, { printed, place })]),
      ...(choice === null
        ? []
        : [sourceOf(of, `${field} decided`, { printed: `${choice.value}：${choice.reason}`, place })]),
    ];
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

const oneOf = <Value extends string>(values: readonly Value[], value: string | null): Value => {
  const found = values.find((each) => each === value);
  if (found === undefined) throw new RangeError(`${value} is none of ${values.join(', ')}`);
  return found;
};

/** `line 1204`, `table 14, row 3, cell 2`, of a PDF `page 9, table 14, row 3, cell 2`. */
const placeText = ({ line, table, row, column, page }: Figure['place']): string =>
  [
    ...(page === undefined ? [] : [`page ${page}`]),
    ...(line !== null ? [`line ${line}`] : table === null ? [] : [`table ${table}, row ${row}, cell ${column}`]),
  ].join(', ');
