import { fen, type Fen } from '@bofu/kernel';
import type { DeclaredTotal, PaperDraft, ProgrammeDraft, Reconciliation } from './draft';
import { flaggedFigure, inferredFigure, printedFigure, type Figure, type Flag, type Source } from './figure';
import { findingsIn } from './findings';
import { ownLevelOf } from './levels';
import { labelOf, withoutYear } from './labels';
import { budgetPaperIn, numberInHeading, titleLinesOf, type BudgetPaper } from './paper-kind';
import { folded, paragraphsOf, seen, type Cell, type PaperText, type Place } from './paper-text';
import { figureFlags, programmeIn } from './programme';
import { reconcile } from './reconciliation';
import { refuse } from './refusals';
import { declaredTotalsIn } from './totals';

const NOWHERE: Place = { line: null, table: null, row: null, column: null };

/**
 * Reads a published budget into a draft: every figure with its printed form, its place and how far it may be relied on.
 * What has more than one reading is not given but flagged. Nothing is booked.
 *
 * Refuses every paper that is no budget, or has no tables of programmes (`PaperRefusals`).
 */
export function readPaper(text: PaperText): PaperDraft {
  const paper = withColumnsOfItsYear(text);
  const budget = budgetPaperIn(paper);
  const fiscalYear = fiscalYearIn(budget, paper);
  if (fiscalYear.value === null) return refuse('paper-year-missing', {});
  const year = fiscalYear.value;
  const bureau = bureauIn(budget);
  const context = { fiscalYear: year, ownLevel: ownLevelOf(bureau.value ?? '') };

  const read = budget.sheets.map((sheet, at) => programmeIn(sheet, at + 1, context));
  const merged = withoutRepeats(read.map(({ programme }) => programme));
  const kept = new Set(merged.programmes.map(({ sequence }) => sequence));
  const totals = declaredTotalsIn(paper, year, budget.wideTotals);
  const checked = withUnitsChecked(merged.programmes, totals);
  const reconciliation = reconcile(checked, totals);
  const typed = withBudgetTypes(checked, totals, reconciliation);
  const inOrder = typed.map((programme, at) => ({ ...programme, sequence: at + 1 }));
  const renumbered = new Map(typed.map(({ sequence }, at) => [sequence, at + 1]));

  if (inOrder.every(({ amount, code }) => amount.printed.trim() === '' && code.printed.trim() === '')) {
    return refuse('paper-is-blank-form', { tables: inOrder.length });
  }

  const remarks = read.flatMap(({ flags, programme }) =>
    kept.has(programme.sequence) ? flags.filter((flag) => !isOfFigure(flag, programme)) : [],
  );
  const flags: Flag[] = [
    ...(fiscalYear.reason ? [flagOf(fiscalYear)] : []),
    ...typed.flatMap(figureFlags),
    ...remarks,
    ...merged.flags,
    ...headingFlags(budget, merged.programmes),
    ...totals.flatMap(({ amount }) => (amount.reason ? [flagOf(amount)] : [])),
    ...budget.ofAccounts.map(({ rows }): Flag => ({
      reason: 'accounts-columns',
      sequence: null,
      field: 'table',
      printed: rows[0]?.map(({ printed }) => printed).join(' | ') ?? '',
      place: rows[0]?.[0]?.place ?? NOWHERE,
      readings: [],
    })),
  ].map((flag) => ({ ...flag, sequence: flag.sequence === null ? null : (renumbered.get(flag.sequence) ?? null) }));

  const draft = {
    title: budget.title,
    bureau,
    fiscalYear,
    programmes: inOrder,
    declaredTotals: totals,
    reconciliation: {
      ...reconciliation,
      explainedBy: reconciliation.explainedBy.map((each) => renumbered.get(each) ?? each),
    },
    flags,
  };
  return { ...draft, findings: findingsIn(draft, paper) };
}

/** Columns that name the paper's own year say what they would say without it. */
function withColumnsOfItsYear(paper: PaperText): PaperText {
  const titles = titleLinesOf(paper).filter(({ text }) => /预算|绩效/.test(folded(text)));
  const years = new Set(
    titles.flatMap(({ text }) => [...text.normalize('NFKC').matchAll(YEAR)].map(([, year]) => year)),
  );
  const [year] = years;
  if (year === undefined || years.size > 1) return paper;
  const ofYear = (cell: Cell): Cell => {
    const text = withoutYear(cell.text, Number(year));
    return labelOf(text) === null ? cell : { ...cell, text };
  };
  return {
    blocks: paper.blocks.map((block) =>
      block.kind === 'table' ? { ...block, rows: block.rows.map((row) => row.map(ofYear)) } : block,
    ),
  };
}

const isOfFigure = (flag: Flag, programme: ProgrammeDraft): boolean =>
  figureFlags(programme).some(
    ({ field, reason, printed }) => field === flag.field && reason === flag.reason && printed === flag.printed,
  );

const flagOf = (figure: Figure<unknown>, sequence: number | null = null): Flag => ({
  reason: figure.reason ?? 'amount-unreadable',
  sequence,
  field: figure.field,
  printed: figure.printed,
  place: figure.place,
  readings: figure.readings,
});

const YEAR = /((?:19|20)\d{2})年(?:度)?/g;

/** 预算年度, from the title. The opening sentence is asked where the title has none. */
function fiscalYearIn({ titleLines }: BudgetPaper, paper: PaperText): Figure<number> {
  const yearsOf = ({ text }: { text: string }) =>
    [...text.normalize('NFKC').matchAll(YEAR)].map((match) => Number(match[1]));
  const opening = paragraphsOf(paper)
    .slice(0, 15)
    .filter(({ text }) => /预算(?:信息)?公开如下|部门预算/.test(text));
  for (const lines of [titleLines.filter(({ text }) => /预算|绩效/.test(folded(text))), titleLines, opening]) {
    const said = lines
      .map((line) => ({ line, years: [...new Set(yearsOf(line))] }))
      .filter(({ years }) => years.length > 0);
    const [first] = said;
    if (!first) continue;
    const years = [...new Set(said.flatMap((each) => each.years))];
    return years.length === 1
      ? printedFigure('fiscalYear', years[0] ?? null, first.line)
      : flaggedFigure('fiscalYear', 'year-differs', first.line, years.map(String));
  }
  return flaggedFigure('fiscalYear', 'year-missing', { printed: '', place: NOWHERE });
}

/** The bureau: what stands in front of the year in the title, else the line above it. */
function bureauIn({ titleLines }: BudgetPaper): Figure<string> {
  const at = titleLines.findIndex(({ text }) => /(?:19|20)\d{2}/.test(text.normalize('NFKC')));
  const line = titleLines[at];
  const inFront =
    line?.text
      .normalize('NFKC')
      .split(/(?:19|20)\d{2}/)[0]
      ?.replace(/^关于/, '')
      .trim() ?? '';
  if (line && inFront !== '') return printedFigure('bureau', inFront, line);
  const behind = /年(?:度)?(.{4,}?)(?:部门|单位)?预算/.exec(line?.text.normalize('NFKC') ?? '')?.[1];
  if (line && behind) return printedFigure('bureau', behind, line);
  const above = titleLines[at - 1];
  return above && at > 0
    ? printedFigure('bureau', above.text, above)
    : flaggedFigure('bureau', 'unit-unreadable', line ?? { printed: '', place: NOWHERE });
}

/** One code is one programme: printed twice it is kept once; printed twice differently its figures are asked for. */
function withoutRepeats(programmes: readonly ProgrammeDraft[]): { programmes: ProgrammeDraft[]; flags: Flag[] } {
  const flags: Flag[] = [];
  const kept: ProgrammeDraft[] = [];
  for (const programme of programmes) {
    const at = programme.code.value === null ? -1 : kept.findIndex(({ code }) => code.value === programme.code.value);
    const first = kept[at];
    if (!first) {
      kept.push(programme);
      continue;
    }
    const sameName = folded(first.name.value ?? '') === folded(programme.name.value ?? '');
    if (!sameName) {
      // Two programmes under one code: which of them it belongs to is not for a reader to say.
      const names = [first.name.printed, programme.name.printed];
      kept[at] = { ...first, code: flaggedFigure('code', 'code-printed-twice', first.code, names) };
      kept.push({ ...programme, code: flaggedFigure('code', 'code-printed-twice', programme.code, names) });
      continue;
    }
    const continued = programme.amount.value === null && programme.indicators.length > 0;
    const differs = !continued && first.amount.value !== programme.amount.value;
    kept[at] = {
      ...first,
      amount: differs
        ? flaggedFigure('amount', 'printed-twice-differently', first.amount, [
            first.amount.printed,
            programme.amount.printed,
          ])
        : first.amount,
      indicators: continued ? [...first.indicators, ...programme.indicators] : first.indicators,
    };
    if (!continued)
      flags.push({
        ...flagOf(printedFigure('code', null, programme.code), first.sequence),
        reason: 'code-printed-twice',
      });
  }
  return { programmes: kept, flags };
}

/**
 * A table under the wrong unit is ten thousand times wrong. Where the sum misses the declared total and one programme's
 * (or every programme's) other unit would make it tie, the amounts concerned are asked for instead of given.
 */
function withUnitsChecked(
  programmes: readonly ProgrammeDraft[],
  totals: readonly DeclaredTotal[],
): readonly ProgrammeDraft[] {
  const { verdict, sum, declared, tolerance } = reconcile(programmes, totals);
  const total = declared?.amount.value ?? null;
  if (verdict !== 'differs' && verdict !== 'explained') return programmes;
  if (sum === null || total === null) return programmes;
  const near = (amount: bigint) => (amount < total ? total - amount : amount - total) <= tolerance;
  const otherUnits = (amount: Fen): Fen[] => [
    fen(amount * 10_000n),
    ...(amount % 10_000n === 0n ? [fen(amount / 10_000n)] : []),
  ];
  const all = otherUnits(sum).some(near);
  // An amount so small that rounding covers it would vanish under the other unit, and prove nothing.
  const suspects = programmes.filter(
    ({ amount: { value } }) =>
      value !== null && otherUnits(value).some((other) => other > tolerance && near(sum - value + other)),
  );
  const doubted = all ? programmes : suspects.length === 1 ? suspects : [];
  return programmes.map((programme) =>
    doubted.includes(programme)
      ? {
          ...programme,
          amount: flaggedFigure<Fen>('amount', 'unit-of-money-contradicts-total', programme.amount, [
            `${programme.amount.printed}元`,
            `${programme.amount.printed}万元`,
          ]),
        }
      : programme,
  );
}

/**
 * 一般公共预算 where the paper says that all its income is that and its programmes add up to it; the programmes that lie
 * outside the total are asked for. Else the type is what is printed, or not stated.
 */
function withBudgetTypes(
  programmes: readonly ProgrammeDraft[],
  totals: readonly DeclaredTotal[],
  { verdict, explainedBy }: Reconciliation,
): readonly ProgrammeDraft[] {
  const income = totals.find(({ label }) => label === '收入预算总额');
  const general = totals.find(({ label }) => label === '一般公共预算收入');
  const onlyGeneral =
    income !== undefined && income.amount.value !== null && general?.amount.value === income.amount.value;
  if (!onlyGeneral || !['ties', 'rounding', 'explained'].includes(verdict)) return programmes;
  const source: Source = general.amount;
  return programmes.map((programme) => {
    if (programme.budgetType.value !== null || programme.budgetType.certainty === 'flagged') return programme;
    const outside = explainedBy.includes(programme.sequence);
    const budgetType = outside
      ? flaggedFigure<'general-public'>(
          'budgetType',
          'budget-type-outside-total',
          programme.name,
          /国有|国企/.test(programme.name.printed)
            ? ['state-capital-operations', 'government-fund']
            : ['government-fund', 'state-capital-operations'],
        )
      : inferredFigure('budgetType', 'general-public' as const, source);
    return { ...programme, budgetType };
  });
}

/** Headings printed with one number twice, and headings that no table follows. */
function headingFlags(budget: BudgetPaper, programmes: readonly ProgrammeDraft[]): Flag[] {
  const numbered = new Map<string, number>();
  const repeated = programmes.flatMap(({ heading, sequence }): Flag[] => {
    const number = heading ? numberInHeading(seen(heading.printed)) : null;
    if (!heading || number === null) return [];
    const before = numbered.get(number);
    numbered.set(number, sequence);
    return before === undefined
      ? []
      : [{ reason: 'heading-number-repeated', sequence, field: 'heading', ...heading, readings: [] }];
  });
  const without = budget.headingsWithoutTable.map(({ printed, place }): Flag => ({
    reason: 'heading-without-table',
    sequence: null,
    field: 'heading',
    printed,
    place,
    readings: [],
  }));
  return [...repeated, ...without];
}
