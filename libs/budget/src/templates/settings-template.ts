import {
  fenToDigits,
  formatYuan,
  parseYuan,
  periodsOfYear,
  sumFen,
  type BusinessDate,
  type PaymentDeadline,
  type PaymentStandard,
  type SpendingPlan,
} from '@bofu/kernel';
import { FUNDING_LEVEL_LABEL } from '../budget-labels';
import type { AppropriationCommand } from '../domain/appropriation';
import type { Source } from '../domain/appropriation-terms';
import type { PerformanceTarget } from '../domain/performance-target';
import type { ProgrammeCommand } from '../domain/programme';
import type { OpeningBalance, OpeningEntered } from '../enter-opening-balance';
import type { AppropriationStanding } from '../ledger/appropriations.query';
import type { ProgrammeStanding } from '../ledger/programmes.query';
import {
  CellWrong,
  chosenIn,
  codeIn,
  shareIn,
  textIn,
  wholeIn,
  yuanIn,
  type CellDefects,
  type FilledRow,
  type FilledTemplate,
} from './filled-in';
import {
  CASH_FLOW_WORD,
  ISSUE_KIND_WORD,
  OF_NO_MONTH,
  OPENING_MONTHS,
  RATE_PERIOD_WORD,
  type TemplateKind,
} from './template-kind';

/** What the books have that a template may name. */
export interface BooksOfTemplate {
  readonly programmes: readonly ProgrammeStanding[];
  readonly appropriations: readonly AppropriationStanding[];
  /** The appropriations whose opening balance has been entered. */
  readonly opened: ReadonlySet<string>;
}

/** An act that a row asks for, and the cell that a refusal of it is told at. */
export type Setting =
  | { readonly at: string; readonly programmeId: string; readonly command: ProgrammeCommand }
  | { readonly at: string; readonly appropriationId: string; readonly command: AppropriationCommand }
  | {
      readonly at: string;
      readonly opening: OpeningBalance;
      readonly entered: OpeningEntered;
      /** The cell of each month. */
      readonly months: ReadonlyMap<string, string>;
    };

export interface Settings {
  readonly settings: readonly Setting[];
  /** How many stand on the books already as the file has them. */
  readonly unchanged: number;
}

export const SETTINGS_IN: Readonly<
  Record<
    Exclude<TemplateKind, 'programmes'>,
    (filled: FilledTemplate, books: BooksOfTemplate, defects: CellDefects, today: BusinessDate) => Settings
  >
> = { plans: plansIn, standards: standardsIn, targets: targetsIn, openings: openingsIn };

const sourceOf = ({ digest }: FilledTemplate, row: FilledRow, field: string, printed: string): Source[] => [
  { field, printed, documentDigest: digest, place: row.at('项目编码') },
];

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function programmeAt(row: FilledRow, { programmes }: BooksOfTemplate, defects: CellDefects): ProgrammeStanding | null {
  const code = defects.reading(row, '项目编码', (cell) => codeIn(cell, '项目编码'));
  if (code === null) return null;
  const programme = programmes.find((each) => each.code === code.normalize('NFKC').trim().toUpperCase());
  if (programme === undefined) defects.add(row.at('项目编码'), `账上没有编码为 ${code} 的项目`);
  return programme ?? null;
}

interface NamedAppropriation {
  readonly programme: ProgrammeStanding;
  readonly level: AppropriationStanding['fundingLevel'];
  readonly issuedAs: AppropriationStanding['issuedAs'];
  readonly batch: number;
}

/** The appropriation that a row names, or a defect at it. */
function appropriationAt(
  row: FilledRow,
  { programme, level, issuedAs, batch }: NamedAppropriation,
  fiscalYear: number,
  books: BooksOfTemplate,
  defects: CellDefects,
): AppropriationStanding | null {
  const named = books.appropriations.filter(
    (each) =>
      each.programmeId === programme.programmeId &&
      each.fiscalYear === fiscalYear &&
      each.fundingLevel === level &&
      each.issuedAs === issuedAs &&
      each.batch === batch,
  );
  const [appropriation, ...others] = named;
  if (appropriation !== undefined && others.length === 0) return appropriation;
  const what = `${fiscalYear} 年 ${FUNDING_LEVEL_LABEL[level]}、${ISSUE_KIND_WORD[issuedAs]}、第 ${batch} 批的指标`;
  defects.add(row.at('资金级次'), appropriation === undefined ? `账上没有${what}` : `账上有几项${what}`);
  return null;
}

function plansIn(filled: FilledTemplate, books: BooksOfTemplate, defects: CellDefects): Settings {
  const { fiscalYear, effectiveOn, reason, rows, days } = filled;
  const settings: Setting[] = [];
  let unchanged = 0;
  if (days.length === 0) defects.add('', '标题行没有时点：请把时点写成日期，例如 2026-03-31');
  const seen = new Map<string, string>();
  for (const row of rows) {
    if (days.every(({ heading }) => row.cell(heading) === null)) continue;
    const programme = programmeAt(row, books, defects);
    const level = defects.reading(row, '资金级次', (cell) => chosenIn(cell, FUNDING_LEVEL_LABEL, '资金级次'));
    const issuedAs = defects.reading(row, '下达方式', (cell) => chosenIn(cell, ISSUE_KIND_WORD, '下达方式'));
    const batch = defects.reading(row, '批次', (cell) => wholeIn(cell, 999, '批次') ?? 1);
    const before = defects.found.length;
    const checkpoints = days.map(({ heading, on }) => ({
      on,
      cumulativeShare: defects.reading(row, heading, shareIn),
    })) satisfies SpendingPlan;
    if (programme === null || level === null || issuedAs === null || batch === null || defects.found.length > before)
      continue;
    const appropriation = appropriationAt(row, { programme, level, issuedAs, batch }, fiscalYear, books, defects);
    if (appropriation === null) continue;
    const { appropriationId, spendingPlan } = appropriation;
    const earlier = seen.get(appropriationId);
    if (earlier !== undefined) defects.add(row.at('项目编码'), `与 ${earlier} 是同一项指标`);
    seen.set(appropriationId, row.at('项目编码'));
    if (same(spendingPlan, checkpoints)) {
      unchanged += 1;
      continue;
    }
    const printed = checkpoints.map(({ cumulativeShare }) => (cumulativeShare === null ? '' : cumulativeShare / 100));
    const plan = { checkpoints, effectiveOn, sources: sourceOf(filled, row, 'plan', printed.join('/')) };
    if (spendingPlan !== null && reason === '')
      defects.add(row.at('项目编码'), '已有支出计划，属于调整：请在标题行上方的“事由”写明缘由');
    settings.push({
      at: row.at(days[0]?.heading ?? '项目编码'),
      appropriationId,
      command:
        spendingPlan === null
          ? { type: 'adopt-spending-plan', ...plan }
          : { type: 'revise-spending-plan', ...plan, reason },
    });
  }
  return { settings, unchanged };
}

const MOST_HEADS = 1_500_000_000;

function openingsIn(
  filled: FilledTemplate,
  books: BooksOfTemplate,
  defects: CellDefects,
  today: BusinessDate,
): Settings {
  const { fiscalYear, effectiveOn, effectiveAt, reason, reasonAt, rows } = filled;
  if (effectiveOn > today) defects.add(effectiveAt, '期初日不能晚于今天');
  if (reason === '') defects.add(reasonAt, '请在标题行上方写明“事由”，如：本系统自 6 月启用，1 至 5 月已付');
  const settings: Setting[] = [];
  const seen = new Map<string, string>();
  const headings = [...OPENING_MONTHS, OF_NO_MONTH];
  for (const row of rows) {
    const filledIn = headings.filter((heading) => row.cell(heading) !== null);
    if (filledIn.length === 0) continue;
    const before = defects.found.length;
    const programme = programmeAt(row, books, defects);
    const level = defects.reading(row, '资金级次', (cell) => chosenIn(cell, FUNDING_LEVEL_LABEL, '资金级次'));
    const issuedAs = defects.reading(row, '下达方式', (cell) => chosenIn(cell, ISSUE_KIND_WORD, '下达方式'));
    const batch = defects.reading(row, '批次', (cell) => wholeIn(cell, 999, '批次') ?? 1);
    const heads = defects.reading(row, '每月人数', (cell) => wholeIn(cell, MOST_HEADS, '每月人数'));
    const months = new Map<string, string>();
    const lines = filledIn.flatMap((heading): OpeningBalance['lines'][number][] => {
      const amount = defects.reading(row, heading, yuanIn);
      if (amount === null) return [];
      const amountFen = parseYuan(amount);
      if (heading === OF_NO_MONTH) return [{ groupId: null, period: null, heads: null, amountFen }];
      const period = periodsOfYear(fiscalYear)[OPENING_MONTHS.indexOf(heading)]!;
      months.set(period, row.at(heading));
      if (period > effectiveOn.slice(0, 7)) defects.add(row.at(heading), `晚于期初日 ${effectiveOn}`);
      return [{ groupId: null, period, heads, amountFen }];
    });
    if (programme === null || level === null || issuedAs === null || batch === null || defects.found.length > before)
      continue;
    const appropriation = appropriationAt(row, { programme, level, issuedAs, batch }, fiscalYear, books, defects);
    if (appropriation === null) continue;
    const { appropriationId } = appropriation;
    const earlier = seen.get(appropriationId);
    if (earlier !== undefined) defects.add(row.at('项目编码'), `与 ${earlier} 是同一项指标`);
    seen.set(appropriationId, row.at('项目编码'));
    const total = formatYuan(sumFen(lines.map(({ amountFen }) => amountFen)));
    settings.push({
      ...{ at: row.at('项目编码'), months },
      opening: { appropriationId, lines },
      entered: { effectiveOn, reason, sources: sourceOf(filled, row, 'openingBalance', total) },
    });
  }
  return { settings, unchanged: 0 };
}

/** `30` is 每月30日以前, `6-30` is 6月30日以前, a blank names no day; what a document says otherwise is kept as said. */
function deadlineIn(cell: ReturnType<FilledRow['cell']>): PaymentDeadline {
  if (cell === null) return { kind: 'unstated', printed: '规定时间内' };
  const text = cell.text.normalize('NFKC');
  const [, day] = /^(?:每月)?(\d{1,2})日?(?:以前|前)?$/.exec(text) ?? [];
  if (day !== undefined && Number(day) >= 1 && Number(day) <= 31)
    return { kind: 'monthly', day: Number(day), printed: /^\d+$/.test(text) ? `每月${Number(day)}日以前` : cell.text };
  const written = cell.kind === 'date' ? text.slice(5) : text;
  const [, month = '', last = ''] = /^(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?(?:以前|前)?$/.exec(written) ?? [];
  const monthDay = `${month.padStart(2, '0')}-${last.padStart(2, '0')}`;
  if (/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(monthDay))
    return { kind: 'by-date', monthDay, printed: `${Number(month)}月${Number(last)}日以前` };
  if (/\d/.test(text)) throw new CellWrong(`读不出时限：“${cell.text}”，请写 30（每月 30 日以前）或 6-30`);
  return { kind: 'unstated', printed: cell.text.slice(0, 100) };
}

function standardsIn(
  filled: FilledTemplate,
  books: BooksOfTemplate,
  defects: CellDefects,
  today: BusinessDate,
): Settings {
  const { effectiveOn, rows } = filled;
  const settings: Setting[] = [];
  let unchanged = 0;
  for (const [programme, own] of byProgramme(rows, books, defects, [
    '标准名称',
    '每人（元）',
    '人数',
    '支付节奏',
    '时限',
  ])) {
    const [first] = own;
    if (first === undefined) continue;
    const before = defects.found.length;
    const rates = own.flatMap((row): PaymentStandard['rates'][number][] => {
      if (row.cell('标准名称') === null && row.cell('每人（元）') === null) return [];
      const label = defects.reading(row, '标准名称', (cell) => textIn(cell, '标准名称', 50));
      const amount = defects.reading(row, '每人（元）', yuanIn);
      const per = defects.reading(row, '计发', (cell) => chosenIn(cell, RATE_PERIOD_WORD, '计发'));
      if (label === null || amount === null || per === null) return [];
      return [{ label, amountFen: fenToDigits(parseYuan(amount)), per }];
    });
    for (const row of own.slice(1))
      for (const heading of ['人数', '支付节奏', '时限'])
        if (row.cell(heading) !== null && row.text(heading) !== first.text(heading))
          defects.add(row.at(heading), `与该项目第一行（${first.at(heading)}）不同`);
    const headcount = defects.reading(first, '人数', (cell) => wholeIn(cell, 1_500_000_000, '人数'));
    const cashFlow = defects.reading(first, '支付节奏', (cell) => chosenIn(cell, CASH_FLOW_WORD, '支付节奏'));
    const deadline = defects.reading(first, '时限', deadlineIn);
    if (cashFlow === null || deadline === null || defects.found.length > before) continue;
    const standard = { rates, headcount, cashFlow, deadline };
    const inForce = programme.standards.find(({ groupId }) => groupId === null);
    if (inForce !== undefined && isSameStandard(inForce, standard)) {
      unchanged += 1;
      continue;
    }
    settings.push({
      at: first.at('标准名称'),
      programmeId: programme.programmeId,
      command: {
        type: 'set-payment-standard',
        groupId: null,
        ...standard,
        effectiveOn,
        arrearsDueOn: null,
        recordedOn: today,
        sources: sourceOf(filled, first, 'standard', deadline.printed),
      },
    });
  }
  return { settings, unchanged };
}

const isSameStandard = (
  one: ProgrammeStanding['standards'][number],
  other: Pick<ProgrammeStanding['standards'][number], 'rates' | 'headcount' | 'cashFlow' | 'deadline'>,
): boolean => {
  const figures = ({ rates, headcount, cashFlow, deadline }: typeof other) => [
    rates.map(({ label, amountFen, per }) => [label, amountFen, per]),
    headcount,
    cashFlow,
    deadline.kind,
    'day' in deadline ? deadline.day : 'monthDay' in deadline ? deadline.monthDay : '',
  ];
  return same(figures(one), figures(other));
};

const TARGET_COLUMNS = [
  ['level1', '一级指标', 50],
  ['level2', '二级指标', 50],
  ['level3', '三级指标', 200],
  ['target', '指标值', 200],
  ['basis', '确定依据', 100],
] as const;
const MOST_TARGETS = 100;

function targetsIn(filled: FilledTemplate, books: BooksOfTemplate, defects: CellDefects): Settings {
  const { fiscalYear, effectiveOn, rows } = filled;
  const settings: Setting[] = [];
  let unchanged = 0;
  const headings = TARGET_COLUMNS.map(([, heading]) => heading);
  for (const [programme, own] of byProgramme(rows, books, defects, headings)) {
    const [first] = own;
    if (first === undefined) continue;
    const before = defects.found.length;
    if (own.length > MOST_TARGETS) defects.add(first.at('项目编码'), `一个项目最多 ${MOST_TARGETS} 项指标`);
    const targets = own.map(
      (row) =>
        Object.fromEntries(
          TARGET_COLUMNS.map(([field, heading, longest]) => [
            field,
            defects.reading(row, heading, (cell) => textIn(cell, heading, longest)) ?? '',
          ]),
        ) as unknown as PerformanceTarget,
    );
    if (defects.found.length > before) continue;
    const { programmeId } = programme;
    const onBooks = books.appropriations.find((each) => each.programmeId === programmeId)?.performanceTargets ?? [];
    const texts = (all: readonly PerformanceTarget[]) =>
      all.map((each) => TARGET_COLUMNS.map(([field]) => each[field]));
    if (same(texts(onBooks), texts(targets))) {
      unchanged += 1;
      continue;
    }
    const command = {
      type: 'set-performance-targets' as const,
      fiscalYear,
      targets,
      effectiveOn,
      sources: sourceOf(filled, first, 'targets', `${targets.length} 项`),
    };
    settings.push({ at: first.at('三级指标'), programmeId, command });
  }
  return { settings, unchanged };
}

/** The rows of each programme, those that fill in anything; a programme's stand together wherever they are. */
function byProgramme(
  rows: readonly FilledRow[],
  books: BooksOfTemplate,
  defects: CellDefects,
  headings: readonly string[],
): ReadonlyMap<ProgrammeStanding, readonly FilledRow[]> {
  const found = new Map<ProgrammeStanding, FilledRow[]>();
  for (const row of rows) {
    if (headings.every((heading) => row.cell(heading) === null)) continue;
    const programme = programmeAt(row, books, defects);
    if (programme !== null) found.set(programme, [...(found.get(programme) ?? []), row]);
  }
  return found;
}
