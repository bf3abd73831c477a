import { sumFen, type Fen, type FundingLevel } from '@bofu/kernel';
import { documentNumberIn } from './document-numbers';
import type { Deadline, IndicatorDraft, ProgrammeDraft, SourceOfMoney } from './draft';
import {
  blankFigure,
  flaggedFigure,
  inferredFigure,
  printedFigure,
  type Figure,
  type Flag,
  type FlagReason,
  type Source,
} from './figure';
import { indicatorColumn, labelledInOneCell, labelOf, type Label, type PrintedBudgetType } from './labels';
import { levelsIn, speaksOfMoneyFromAbove } from './levels';
import { folded, type Cell, type Place, type Row } from './paper-text';
import { planIn } from './plan';
import {
  decimalIn,
  halfOfLastPlace,
  isNoFigure,
  readAmount,
  unitInLabel,
  unitSaid,
  type MoneyUnit,
} from './printed-amount';
import { indicatorTableIn, isSheetHeading, type Sheet } from './sheets';
import { cashFlowOf, deadlineFrom, headcountIn, ratesIn } from './standard';

interface Entry {
  readonly label: Label;
  readonly said: Cell;
  readonly value: Cell;
  /** A figure of its row stands under no label: which one belongs to which cannot be said. */
  readonly shaky: boolean;
}

export interface ProgrammeContext {
  readonly fiscalYear: number;
  /** The level of the bureau's own money, by its name. */
  readonly ownLevel: FundingLevel | null;
}

const NOWHERE: Place = { line: null, table: null, row: null, column: null };

/** Labels of one programme with what stands beside them, up to its indicators. */
function entriesOf(rows: readonly Row[]): Entry[] {
  const head = rows.findIndex((row) => row.some(({ text }) => indicatorColumn(text) === 'level1'));
  return (head < 0 ? rows : rows.slice(0, head)).flatMap(entriesInRow);
}

/** What follows these is a name, however much it reads like a label: 上级补助资金. */
const NAMED: readonly Label[] = ['name', 'unit', 'authority', 'purpose', 'goals'];
const NEVER_A_NAME: readonly (Label | null)[] = ['code', 'name', 'budget', 'plan', 'unit', 'authority'];

/** Each of these has a cell of its own beside it, filled or blank; two in a row have lost one. */
const OF_MONEY = /^(?:budget|fiscal|other|level:.*|type:.*|upper-levels|carried-over|unit-funds|special-account)$/;

function entriesInRow(row: Row): Entry[] {
  const entries: Omit<Entry, 'shaky'>[] = [];
  let stray = false;
  for (let at = 0; at < row.length; at += 1) {
    const said = row[at]!;
    const label = labelOf(said.text);
    if (label === null) {
      const both = labelledInOneCell(said.text);
      const words = said.text.slice(0, said.text.search(/[：:]/));
      if (both)
        entries.push({ label: both.label, said: { ...said, text: words }, value: { ...said, text: both.rest } });
      stray ||= decimalIn(said.text.normalize('NFKC')) !== null;
      continue;
    }
    const value = row[at + 1];
    const beside = value === undefined ? null : labelOf(value.text);
    const missing = value === undefined || (NAMED.includes(label) ? NEVER_A_NAME.includes(beside) : beside !== null);
    stray ||= missing && value !== undefined && OF_MONEY.test(label);
    entries.push({ label, said, value: missing ? { printed: '', text: '', place: said.place } : value });
    if (!missing) at += 1;
  }
  return entries.map((entry) => ({ ...entry, shaky: stray }));
}

/** The cell that shows a sheet to report what was done instead of what is planned. */
export const accountsCellIn = (sheet: Sheet): Cell | null => {
  const entry = entriesOf(sheet.rows).find(({ label }) => label === 'accounts');
  const table = indicatorTableIn(sheet.rows);
  return entry?.said ?? table?.head.find(({ text }) => indicatorColumn(text) === 'accounts') ?? null;
};

/** 优、良、中、差 in place of a target. */
export const hasFourGrades = ({ rows }: Sheet): boolean =>
  rows.some((row) => row.filter(({ text }) => indicatorColumn(text) === 'grade').length >= 3);

export function programmeIn(
  sheet: Sheet,
  sequence: number,
  context: ProgrammeContext,
): { programme: ProgrammeDraft; flags: Flag[] } {
  const flags: Flag[] = [];
  const remark = (reason: FlagReason, field: string, { printed, place }: Source, readings: readonly string[] = []) =>
    flags.push({ reason, sequence, field, printed, place, readings });
  const entries = entriesOf(sheet.rows);
  const of = (label: Label): Entry[] => entries.filter((entry) => entry.label === label);
  // Money of the whole life stands to the left of the year's: of two in a row the last is the year's.
  const wholeLife = of('whole-life').length > 0;
  const share = (label: Label): Entry | undefined => {
    const [first, ...more] = of(label);
    return wholeLife ? (more.filter(({ said }) => said.place.row === first?.said.place.row).at(-1) ?? first) : first;
  };
  const firstPlace = sheet.rows[0]?.[0]?.place ?? NOWHERE;
  const nothing: Source = { printed: '', place: firstPlace };

  const { code, glued } = codeIn(of('code'), of('name'), nothing);
  const name = nameIn(of('name'), glued, nothing);
  const nameText = name.value ?? '';
  const moneyUnit = moneyUnitIn(sheet, entries, nothing);
  const amountFigure = (entry: Entry, field: string): Figure<Fen> => amountIn(entry, field, moneyUnit);

  const budgets = of('budget').filter(({ said, value }) => value.text !== '' || folded(said.text) !== '预算规模');
  const roundingOf = budgets[0] ? halfOfLastPlace(budgets[0].value.text, moneyUnit.value) : 0n;
  const sources = sourcesIn(entries, amountFigure);
  const typeShares = typeSharesIn(entries, amountFigure);
  const fiscalEntry = share('fiscal');
  const fiscalFunds = fiscalEntry ? amountFigure(fiscalEntry, 'fiscalFunds') : null;
  const otherEntry = share('other');
  const otherFunds = otherEntry ? amountFigure(otherEntry, 'otherFunds') : null;
  const amount = checkedAmount(budgetOf(budgets, amountFigure, nothing), fiscalFunds, otherFunds, sources, typeShares);
  if ((otherFunds?.value ?? 0n) > 0n && otherFunds) remark('other-funds', 'amount', otherFunds);
  for (const { source, amount: share } of sources) {
    if (!OF_LEVELS.includes(source) && (share.value ?? 0n) > 0n) {
      remark(source === 'carried-over' ? 'carried-over-money' : 'other-funds', 'amount', share);
    }
  }

  const purposeCell = purposeIn(sheet.rows, of('purpose'));
  const purposeText = purposeCell?.text ?? '';
  const purpose = purposeCell && { printed: purposeCell.printed, place: purposeCell.place };
  const goalsEntry = of('goals')[0];
  const goals = goalsEntry ? { printed: goalsEntry.value.printed, place: goalsEntry.value.place } : null;
  const { indicators, unread, contradicting } = indicatorsIn(sheet.rows);
  for (const cell of contradicting) remark('unit-contradicts-value', 'indicators', cell);
  for (const cell of unread) remark('row-shape', 'indicators', cell);

  const plan = planIn(sheet.rows, context.fiscalYear);
  if (plan.outcome !== 'read' && plan.reason) {
    const cell = plan.cells[0]?.share;
    const offered = plan.offered?.map((share) => `${share / 100}%`) ?? cell?.readings ?? [];
    const row = plan.cells.map(({ share }) => share.printed).join(' / ');
    remark(plan.reason, 'plan', { printed: row, place: cell?.place ?? firstPlace }, offered);
  }

  const said = documentNumberIn(nameText);
  const documentNumber: Figure<string> =
    said.kind === 'none'
      ? blankFigure<string>('documentNumber', { printed: '', place: name.place })
      : said.kind === 'one'
        ? printedFigure('documentNumber', said.printed, { printed: said.printed, place: name.place })
        : flaggedFigure('documentNumber', said.reason, { printed: said.printed, place: name.place }, said.readings);

  const rates = unread[0] ? [] : ratesIn(indicators, purpose, purposeText);
  const deadline: Figure<Deadline> = unread[0]
    ? flaggedFigure('deadline', 'row-shape', unread[0])
    : deadlineFrom(indicators, purposeText, context.fiscalYear);
  const units = unitIn(sheet, [...of('unit'), ...of('authority')], nothing);
  if (/第[二三四五六七八九十]+批/.test(nameText)) remark('later-batch', 'issuedAs', name);
  yearRemarks(code, name, goalsEntry?.value ?? null, context.fiscalYear, remark);

  const programme: ProgrammeDraft = {
    sequence,
    heading: sheet.heading && { printed: sheet.heading.printed, place: sheet.heading.place },
    ...units,
    code,
    name,
    moneyUnit,
    amount,
    fiscalFunds,
    otherFunds,
    sources,
    typeShares,
    fundingLevel: levelOf(
      name,
      purposeText,
      goalsEntry?.value.text ?? '',
      indicators,
      sources,
      said.kind !== 'none',
      amount.reason === 'amount-differs-from-parts',
      sheet.sourceSaid,
      context,
    ),
    budgetType: budgetTypeOf(name, typeShares),
    issuedAs: issuedAs(name),
    documentNumber,
    documentNumberNormalized: said.kind === 'one' ? said.normalized : null,
    purpose,
    goals,
    plan,
    indicators,
    rates,
    headcount: unread[0] ? flaggedFigure('headcount', 'row-shape', unread[0]) : headcountIn(indicators),
    deadline,
    cashFlow: cashFlowOf(deadline, rates, purposeText, indicators),
    roundingFen: roundingOf,
  };
  flags.push(...figureFlags(programme));
  return { programme, flags };
}

/** Every figure of a programme that is flagged, as a flag. */
export function figureFlags(programme: ProgrammeDraft): Flag[] {
  const figures: (Figure<unknown> | null)[] = [
    programme.unitCode,
    programme.unitName,
    programme.code,
    programme.name,
    programme.moneyUnit,
    programme.amount,
    programme.fiscalFunds,
    programme.otherFunds,
    ...programme.sources.map(({ amount }) => amount),
    ...programme.typeShares.map(({ amount }) => amount),
    programme.fundingLevel,
    programme.budgetType,
    programme.documentNumber,
    ...programme.rates,
    programme.headcount,
    programme.deadline,
  ];
  return figures.flatMap((figure) =>
    figure?.certainty === 'flagged' && figure.reason
      ? [
          {
            reason: figure.reason,
            sequence: programme.sequence,
            field: figure.field,
            printed: figure.printed,
            place: figure.place,
            readings: figure.readings,
          },
        ]
      : [],
  );
}

const CODE = /^[0-9A-Z]{21}$/;
const CODE_AND_NAME = /^([0-9A-Z]{21})\s*[-—－]\s*(.+)$/su;

function codeIn(
  codes: readonly Entry[],
  names: readonly Entry[],
  nothing: Source,
): { code: Figure<string>; glued: Cell | null } {
  const cell = codes[0]?.value;
  const text = (cell?.text ?? '').normalize('NFKC');
  if (cell && CODE.test(text)) return { code: printedFigure('code', text, cell), glued: null };
  for (const candidate of [cell, names[0]?.value]) {
    const both = candidate && CODE_AND_NAME.exec(candidate.text.normalize('NFKC'));
    if (candidate && both) {
      return {
        code: printedFigure('code', both[1] ?? '', candidate),
        glued: { ...candidate, text: candidate.text.replace(/^[^-—－]*[-—－]\s*/, '') },
      };
    }
  }
  if (!cell || text === '') return { code: flaggedFigure('code', 'code-missing', cell ?? nothing), glued: null };
  const mended = text.replace(/\s/g, '').toUpperCase();
  const readings = CODE.test(mended) ? [mended] : [];
  return { code: flaggedFigure('code', 'code-unreadable', cell, readings), glued: null };
}

const LONGEST_NAME = 300;

function nameIn(names: readonly Entry[], glued: Cell | null, nothing: Source): Figure<string> {
  const cell = glued ?? names[0]?.value;
  const text = (cell?.text ?? '').replace(/\n/g, '');
  // A name of more is a page that ran into the cell.
  return cell && text !== '' && text.length <= LONGEST_NAME
    ? printedFigure('name', text, cell)
    : flaggedFigure('name', 'name-missing', cell ?? nothing);
}

function moneyUnitIn(sheet: Sheet, entries: readonly Entry[], nothing: Source): Figure<MoneyUnit> {
  const head = sheet.rows.findIndex((row) => row.some(({ text }) => indicatorColumn(text) === 'level1'));
  const rows = head < 0 ? sheet.rows : sheet.rows.slice(0, head);
  const inTable = [...sheet.above.filter(({ place }) => place.table !== null), ...rows.flat()].flatMap((cell) => {
    const unit = cell.text.length < 80 ? unitSaid(folded(cell.text)) : null;
    return unit === null ? [] : [{ unit, cell }];
  });
  const inLabels = [
    ...entries.map(({ said }) => said),
    ...rows.flat().filter(({ text }) => labelOf(text) === 'group'),
  ].flatMap((cell) => {
    const unit = unitInLabel(folded(cell.text));
    return unit === null ? [] : [{ unit, cell }];
  });
  const aboveTable = sheet.above
    .filter(({ place }) => place.table === null)
    .flatMap((cell) => {
      const unit = unitSaid(folded(cell.text));
      return unit === null ? [] : [{ unit, cell }];
    });
  const said = inTable.length + inLabels.length > 0 ? [...inTable, ...inLabels] : aboveTable;
  const [first] = said;
  if (!first) return flaggedFigure('moneyUnit', 'unit-of-money-missing', nothing);
  const units = [...new Set(said.map(({ unit }) => unit))];
  if (units.length > 1) return flaggedFigure('moneyUnit', 'unit-of-money-several', first.cell, units);
  return printedFigure('moneyUnit', first.unit, first.cell);
}

function amountIn({ value, shaky }: Entry, field: string, unit: Figure<MoneyUnit>): Figure<Fen> {
  if (shaky) return flaggedFigure(field, 'row-shape', value);
  const reading = readAmount(value.text, unit.value);
  if (reading.kind === 'value') return printedFigure(field, reading.value, value);
  if (reading.kind === 'blank') return printedFigure<Fen>(field, null, value);
  const reason = reading.reason === 'unit-of-money-missing' ? (unit.reason ?? reading.reason) : reading.reason;
  return flaggedFigure(field, reason, value, reading.readings);
}

function budgetOf(
  budgets: readonly Entry[],
  read: (entry: Entry, field: string) => Figure<Fen>,
  nothing: Source,
): Figure<Fen> {
  const ofYearsBeginning = budgets.filter(({ said }) => /年初/.test(folded(said.text)));
  const figures = (ofYearsBeginning.length > 0 ? ofYearsBeginning : budgets).map((entry) => read(entry, 'amount'));
  const [first] = figures;
  if (!first) return flaggedFigure('amount', 'amount-missing', nothing);
  if (figures.some(({ value, printed }) => value !== first.value || (value === null && printed !== first.printed))) {
    return flaggedFigure(
      'amount',
      'printed-twice-differently',
      first,
      figures.map(({ printed }) => printed),
    );
  }
  return first.certainty === 'printed' && first.value === null
    ? flaggedFigure('amount', 'amount-missing', first)
    : first;
}

const LEVELS: readonly SourceOfMoney[] = ['central', 'provincial', 'municipal', 'district'];
const OF_LEVELS: readonly SourceOfMoney[] = [...LEVELS, 'upper-levels'];

function sourcesIn(entries: readonly Entry[], read: (entry: Entry, field: string) => Figure<Fen>) {
  return entries.flatMap((entry) => {
    const { label } = entry;
    const source = label.startsWith('level:') ? (label.slice(6) as FundingLevel) : label;
    const kept: readonly string[] = [...LEVELS, 'upper-levels', 'carried-over', 'unit-funds', 'special-account'];
    return kept.includes(source) ? [{ source: source as SourceOfMoney, amount: read(entry, 'sources') }] : [];
  });
}

function typeSharesIn(entries: readonly Entry[], read: (entry: Entry, field: string) => Figure<Fen>) {
  return entries.flatMap((entry) =>
    entry.label.startsWith('type:')
      ? [{ budgetType: entry.label.slice(5) as PrintedBudgetType, amount: read(entry, 'budgetTypes') }]
      : [],
  );
}

/** A whole whose printed parts do not add up to it is given back to a person. */
function checkedAmount(
  amount: Figure<Fen>,
  fiscal: Figure<Fen> | null,
  other: Figure<Fen> | null,
  sources: ProgrammeDraft['sources'],
  types: ProgrammeDraft['typeShares'],
): Figure<Fen> {
  if (amount.value === null) return amount;
  const spare = other ? [other] : [];
  const byLevel = sources.filter(({ source }) => OF_LEVELS.includes(source)).map(({ amount: share }) => share);
  const beside = sources.filter(({ source }) => !OF_LEVELS.includes(source)).map(({ amount: share }) => share);
  const byType = types.map(({ amount: share }) => share);
  const groups = [fiscal ? [fiscal] : [], byLevel, byType]
    .filter((parts) => parts.some(({ value }) => value !== null))
    .map((parts) => [...parts, ...beside, ...spare]);
  for (const parts of groups) {
    const printed = parts.filter(({ value }) => value !== null);
    if (printed.length === 0 || parts.some(({ certainty }) => certainty === 'flagged')) continue;
    const sum = sumFen(printed.map(({ value }) => value!));
    if (sum !== amount.value) {
      return flaggedFigure('amount', 'amount-differs-from-parts', amount, [
        amount.printed,
        printed.map((part) => part.printed).join(' + '),
      ]);
    }
  }
  return amount;
}

/** 资金用途: labelled, or the one sentence between the amounts and the plan. */
function purposeIn(rows: readonly Row[], labelled: readonly Entry[]): Cell | null {
  const named = labelled.find(({ value }) => value.text !== '');
  if (named) return named.value;
  const budget = rows.findIndex((row) => row.some(({ text }) => labelOf(text) === 'budget'));
  const end = rows.findIndex(
    (row, at) => at > budget && row.some(({ text }) => ['plan', 'goals'].includes(labelOf(text) ?? '')),
  );
  for (const row of rows.slice(budget + 1, end < 0 ? budget + 4 : end)) {
    const filled = row.filter(({ text }) => text !== '');
    const [only] = filled;
    if (
      filled.length === 1 &&
      only &&
      labelOf(only.text) === null &&
      !isNoFigure(only.text) &&
      !/^[\d.,]+$/.test(folded(only.text))
    )
      return only;
  }
  return null;
}

const RESIDUE = /^指标\d*[:：]?[…\.。\s]*$|^[…\.。]+$|^\(?\d+字以内\)?$|^[□√]/;

function indicatorsIn(rows: readonly Row[]): { indicators: IndicatorDraft[]; unread: Cell[]; contradicting: Cell[] } {
  const table = indicatorTableIn(rows);
  if (!table) return { indicators: [], unread: [], contradicting: [] };
  const { columns } = table;
  const at = (column: (typeof columns)[number]) => columns.indexOf(column);
  const unread: Cell[] = [];
  const contradicting: Cell[] = [];
  const nameless = table.head.some(({ text }) => text === '') && at('level2') < 0;
  const inOrder =
    at('level1') < at('level3') && (at('level2') < 0 || (at('level1') < at('level2') && at('level2') < at('level3')));
  const graded = rows.some((row) => row.filter(({ text }) => indicatorColumn(text) === 'grade').length >= 3);
  if (at('target') < 0 || at('level3') < 0 || nameless || !inOrder || graded) {
    const [first] = table.head;
    return {
      indicators: [],
      unread: first ? [{ ...first, printed: table.head.map(({ printed }) => printed).join(' | ') }] : [],
      contradicting,
    };
  }
  let [level1, level2] = ['', ''];
  // Behind a row that could not be read, what is merged down may have begun in that row.
  let lost = false;
  const indicators = table.rows.flatMap((row): IndicatorDraft[] => {
    if (row.every(({ text }) => text === '')) return [];
    if (row.length !== columns.length) {
      if (row[0]) unread.push({ ...row[0], printed: row.map(({ printed }) => printed).join(' | ') });
      lost = true;
      return [];
    }
    const text = (column: (typeof columns)[number]): string => row[at(column)]?.text.replace(/\n/g, '') ?? '';
    if (text('level1') !== '') [level1, level2, lost] = [text('level1'), '', false];
    if (lost) {
      unread.push({ ...row[0]!, printed: row.map(({ printed }) => printed).join(' | ') });
      return [];
    }
    if (text('level2') !== '') level2 = text('level2');
    const level3 = text('level3');
    const targetCell = row[at('target')];
    const value = text('target');
    const residue = RESIDUE.test(folded(level3)) || (level3 === '' && value === '');
    if (residue || (value === '' && /^指标\d/.test(folded(level3)))) return [];
    if (!targetCell) return [];
    const unit = text('unit');
    // The unit inside the value counts before the one in the column.
    const carriesUnit = value !== '' && !/^[\d.,\s]+$/.test(value.normalize('NFKC'));
    if (carriesUnit && unit !== '' && /\d/.test(value) && !folded(value).endsWith(folded(unit)))
      contradicting.push(targetCell);
    const operator = text('operator');
    const joins = /^[≥≤>=<＞＜＝]/.test(operator.normalize('NFKC')) || operator === '';
    const target = `${joins ? operator : ''}${value}${carriesUnit ? '' : unit}`;
    return [
      {
        level1,
        level2,
        level3,
        description: text('description'),
        target,
        basis: text('basis'),
        rowPlace: row[0]!.place,
        place: targetCell.place,
      },
    ];
  });
  return { indicators, unread, contradicting };
}

/** A district is not given its superior's money by the way its name is written: honours and drills are no funds. */
const NOT_MONEY = /文明|创建|示范|称号|先进|重点|劳模|名城|园区|开发区|保护单位|精神|会议|巡视|督察|文件/;
const MONEY = /资金|补助|补贴|配套|经费|指标|拨款|转移支付|预算/;
const WITH_MONEY = /(中央|省级?|市级?|区级?|县级?|旗县级?)(?:财政|资金|补助|补贴|负担|配套|承担|\d)/g;

function levelOf(
  name: Figure<string>,
  purpose: string,
  goals: string,
  indicators: readonly IndicatorDraft[],
  sources: ProgrammeDraft['sources'],
  hasDocument: boolean,
  amountDiffers: boolean,
  sourceSaid: Cell | undefined,
  { ownLevel }: ProgrammeContext,
): Figure<FundingLevel> {
  const field = 'fundingLevel';
  const nameSource: Source = { printed: name.printed, place: name.place };
  const ofLevels = sources.filter(({ source }) => OF_LEVELS.includes(source));
  const shares = ofLevels.filter(({ amount }) => amount.value !== null && amount.value > 0n);
  const unread = ofLevels.some(({ amount }) => amount.certainty === 'flagged');
  if (
    shares.length > 1 ||
    unread ||
    (shares.length > 0 && amountDiffers) ||
    shares.some(({ source }) => !LEVELS.includes(source))
  ) {
    const readings = shares.map(({ source, amount }) => `${source} ${amount.printed}`);
    return flaggedFigure(field, 'level-several', shares[0]?.amount ?? nameSource, readings);
  }
  if (sourceSaid && sourceSaid.text !== '') return levelSaidBeside(sourceSaid, name.value ?? '');
  const [share] = shares;
  const plain = folded(name.value ?? '');
  if (name.value === null) return flaggedFigure(field, 'level-unstated', nameSource);
  const inName = MONEY.test(plain) && !NOT_MONEY.test(plain) ? levelsIn(plain) : [];
  if (share) {
    const level = share.source as FundingLevel;
    return inName.length > 0 && !inName.includes(level)
      ? flaggedFigure(field, 'level-several', share.amount, [level, ...inName])
      : printedFigure(field, level, share.amount);
  }
  if (inName.length > 1) return flaggedFigure(field, 'level-several', nameSource, inName);
  if (inName[0]) return inferredFigure(field, inName[0], nameSource);
  const sentences = [
    purpose,
    goals,
    ...indicators.filter(({ level2 }) => /成本/.test(level2)).map(({ description }) => description),
  ];
  const words = folded(sentences.join('。'));
  const said = [...words.matchAll(WITH_MONEY)].map(
    ([whole]) => levelsIn(`${whole.slice(0, -1)}级`)[0] ?? levelsIn(whole)[0],
  );
  const own = /本级财政/.test(words) ? ownLevel : null;
  const levels = [...new Set([...said, own].filter((level) => level !== undefined && level !== null))];
  if (levels.length > 1) return flaggedFigure(field, 'level-several', nameSource, levels);
  if (levels[0]) return inferredFigure(field, levels[0], nameSource);
  if (!hasDocument && ownLevel !== null && !speaksOfMoneyFromAbove(plain) && levelsIn(plain).length === 0) {
    return inferredFigure(field, ownLevel, nameSource);
  }
  return flaggedFigure(field, 'level-unstated', nameSource);
}

/** A column says whose money it is: one level, or it is asked for. */
function levelSaidBeside(said: Cell, name: string): Figure<FundingLevel> {
  const announced = labelOf(said.text);
  const levels = announced?.startsWith('level:') ? [announced.slice(6) as FundingLevel] : levelsIn(said.text);
  const [level] = levels;
  const others = levelsIn(name).filter((each) => each !== level);
  return level !== undefined && levels.length === 1 && others.length === 0
    ? printedFigure('fundingLevel', level, said)
    : flaggedFigure('fundingLevel', levels.length === 0 ? 'level-unstated' : 'level-several', said, [
        ...levels,
        ...others,
      ]);
}

function budgetTypeOf(name: Figure<string>, shares: ProgrammeDraft['typeShares']): Figure<PrintedBudgetType> {
  const nameSource: Source = { printed: name.printed, place: name.place };
  const paid = shares.filter(({ amount }) => (amount.value ?? 0n) > 0n);
  const [only] = paid;
  if (paid.length > 1)
    return flaggedFigure(
      'budgetType',
      'budget-type-several',
      only!.amount,
      paid.map(({ budgetType, amount }) => `${budgetType} ${amount.printed}`),
    );
  if (only) return printedFigure('budgetType', only.budgetType, only.amount);
  const plain = folded(name.value ?? '');
  if (/国有资本经营预算/.test(plain)) return inferredFigure('budgetType', 'state-capital-operations', nameSource);
  if (/政府性基金|彩票公益金|福彩公益金|体彩公益金/.test(plain))
    return inferredFigure('budgetType', 'government-fund', nameSource);
  return blankFigure('budgetType', { printed: '', place: name.place });
}

function issuedAs(name: Figure<string>): ProgrammeDraft['issuedAs'] {
  const plain = folded(name.value ?? '');
  const source: Source = { printed: name.printed, place: name.place };
  if (/预拨/.test(plain)) return inferredFigure('issuedAs', 'prepaid', source);
  if (/提前下达/.test(plain)) return inferredFigure('issuedAs', 'advance', source);
  return inferredFigure('issuedAs', 'regular', source);
}

const UNIT = /^\[?(\d{3,9})\]?\s*[-—]?\s*(\p{Script=Han}.*)$/su;
const UNIT_IN_FRONT = /^[[［]?[\d０-９]+[\]］]?\s*[-—－]?\s*/;
const MONEY_BEHIND = /\s*(?:金额)?单位\s*[：:]\s*(?:亿元|万元|千元|元)\s*$/;
const IS_YEAR = /^(?:19|20)\d{2}年/;

/** 预算单位: labelled, or in the row above the code, 356001某局本级; in a line above only where it says that it is one. */
function unitIn(sheet: Sheet, labelled: readonly Entry[], nothing: Source) {
  const lines = sheet.above
    .filter(({ place }) => place.table === null)
    .flatMap((line): Cell[] => {
      const both = labelledInOneCell(line.text);
      return both?.label === 'unit' ? [{ ...line, text: both.rest }] : [];
    });
  const rows = sheet.above
    .filter(({ place }) => place.table !== null)
    .map((cell) => {
      const both = labelledInOneCell(cell.text);
      return both?.label === 'unit' && unitSaid(folded(cell.text)) === null ? { ...cell, text: both.rest } : cell;
    });
  const cells = [...labelled.map(({ value }) => value), ...rows, ...lines]
    .map((cell) => ({ ...cell, text: cell.text.replace(MONEY_BEHIND, '').trim() }))
    .filter(
      ({ text }) =>
        text !== '' &&
        labelOf(text) === null &&
        !isSheetHeading(text) &&
        unitSaid(folded(text)) === null &&
        !/^[亿万千]?元$/.test(text),
    );
  const plain = (cell: Cell): string => cell.text.normalize('NFKC');
  const coded = cells.find((cell) => UNIT.test(plain(cell)) && !IS_YEAR.test(plain(cell)));
  if (coded) {
    return {
      unitCode: printedFigure('unitCode', UNIT.exec(plain(coded))?.[1] ?? '', coded),
      unitName: printedFigure('unitName', coded.text.replace(UNIT_IN_FRONT, ''), coded),
    };
  }
  const named = cells.find(({ text }) => /\p{Script=Han}{2,}/u.test(text) && text.length <= 60);
  return named
    ? {
        unitCode: blankFigure<string>('unitCode', { printed: '', place: named.place }),
        unitName: printedFigure('unitName', named.text, named),
      }
    : {
        unitCode: flaggedFigure<string>('unitCode', 'unit-unreadable', nothing),
        unitName: flaggedFigure<string>('unitName', 'unit-unreadable', nothing),
      };
}

/** Years that differ from the budget's are told, and change nothing. */
function yearRemarks(
  code: Figure<string>,
  name: Figure<string>,
  goals: Cell | null,
  fiscalYear: number,
  remark: (reason: FlagReason, field: string, source: Source, readings?: readonly string[]) => void,
): void {
  const inCode = code.value?.slice(6, 8);
  if (inCode !== undefined && /^\d\d$/.test(inCode) && Number(inCode) !== fiscalYear % 100) {
    remark('year-differs', 'code', code, [`20${inCode}`, String(fiscalYear)]);
  }
  const others = (text: string): string[] =>
    [...folded(text).matchAll(/((?:19|20)\d{2})年/g)].map((match) => match[1] ?? '');
  const inName = others(name.value ?? '').filter((year) => Number(year) !== fiscalYear);
  if (inName.length > 0) remark('year-differs', 'name', name, inName);
  const inGoals = goals ? others(goals.text) : [];
  if (goals && inGoals.length > 0 && !inGoals.includes(String(fiscalYear)))
    remark('year-differs', 'goals', goals, inGoals);
}
