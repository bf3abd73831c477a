import { flaggedFigure, printedFigure, type Figure, type FlagReason } from './figure';
import { labelOf } from './labels';
import type { PlanCell, PlanDraft } from './draft';
import { folded, type Cell, type Row } from './paper-text';
import { isNoFigure, ownUnit, readPercent, unitInLabel } from './printed-amount';
import { checkpointDay } from './printed-date';

const PER_PERIOD = /分季度|分期|分月|当季|本季|各季度|当期|非累计|每季度/;
const WHOLE = 10_000;

const ABSENT: PlanDraft = { outcome: 'absent', reason: 'plan-absent', cells: [], offered: null };

/**
 * Reads 支出计划 by the words of its head. It is taken as a whole or not at all: a plan that falls, that does not end
 * at 100 %, that is per period or in amounts is refused with its reason, and its printed cells stay in sight.
 */
export function planIn(rows: readonly Row[], year: number): PlanDraft {
  const at = rows.findIndex(
    (row) => labelOf(row[0]?.text ?? '') === 'plan' || row.some(({ text }) => labelOf(text) === 'plan'),
  );
  const headRow = rows[at];
  if (!headRow) return ABSENT;
  const start = headRow.findIndex(({ text }) => labelOf(text) === 'plan');
  const title = folded(headRow[start]?.text ?? '');
  const pairs = cellsOf(headRow.slice(start), rows[at + 1]);
  if (pairs === null) return { outcome: 'refused', reason: 'row-shape', cells: [], offered: null };
  const heads = pairs.map(([head]) => folded(head.text));
  const percentInHead = /%|百分/.test(title) || heads.some((head) => /%|百分/.test(head));
  const read = pairs.map(([head, cell]) => ({
    label: head.text,
    on: checkpointDay(folded(head.text), year),
    cell,
    reading: readPercent(cell.text),
  }));
  const refused = (reason: FlagReason, offered: readonly number[] | null = null): PlanDraft => ({
    outcome: 'refused',
    reason,
    offered,
    cells: read.map(({ label, on, cell, reading }): PlanCell => ({
      label,
      on: dated(on, year),
      share: flaggedFigure('plan', reason, cell, reading.kind === 'unclear' ? reading.readings : []),
    })),
  });

  const inAmounts =
    unitInLabel(title) !== null || pairs.some(([, cell]) => !isNoFigure(cell.text) && ownUnit(cell.text).unit !== null);
  if (inAmounts) return refused('plan-in-amounts');
  if (read.some(({ on }) => on === null))
    return refused(PER_PERIOD.test(title) ? 'plan-per-period' : 'plan-dates-unclear');
  if (read.some(({ on }, index) => index > 0 && (on ?? '') <= (read[index - 1]?.on ?? '')))
    return refused('plan-dates-unclear');
  const unclear = read.some(({ reading }) => reading.kind === 'unclear');

  const values = read.flatMap(({ reading }) => (reading.kind === 'value' ? [reading.value] : []));
  const shares = values.map(({ basisPoints }) => basisPoints);
  if (shares.length === 0) return refused('plan-empty');
  // A spreadsheet keeps 100 % as 1: whether it did cannot be seen.
  const fractions =
    values.every(({ basisPoints, signed }) => !signed && basisPoints <= 100) && shares.some((share) => share > 0);
  if (fractions || (!percentInHead && values.some(({ signed }) => !signed))) return refused('plan-share-unreadable');
  const sum = shares.reduce((total, share) => total + share, 0);
  const addsUp =
    sum === WHOLE && !unclear && shares.length === read.length && shares.filter((share) => share > 0).length > 1;
  if (PER_PERIOD.test(title) || heads.some((head) => PER_PERIOD.test(head)) || addsUp) {
    return refused('plan-per-period', addsUp ? risingFrom(shares) : null);
  }
  if (shares.some((share) => share > WHOLE)) return refused('plan-above-100');
  if (shares.some((share, index) => index > 0 && share < (shares[index - 1] ?? 0))) return refused('plan-falling');
  if (unclear) {
    // The cells that have one reading stay given; the plan waits for the others.
    const partly = refused('plan-share-unreadable');
    const cells = partly.cells.map((cell, index) => {
      const { reading, cell: printed } = read[index]!;
      return reading.kind === 'unclear' ? cell : { ...cell, share: shareOf(printed, valueOf(reading)) };
    });
    return { ...partly, cells };
  }
  if (shares.at(-1) !== WHOLE) return refused('plan-below-100');
  return {
    outcome: 'read',
    reason: null,
    offered: null,
    cells: read.map(({ label, on, cell, reading }) => ({
      label,
      on: dated(on, year),
      share: shareOf(cell, valueOf(reading)),
    })),
  };
}

const valueOf = (reading: ReturnType<typeof readPercent>): number | null =>
  reading.kind === 'value' ? reading.value.basisPoints : null;

const shareOf = (cell: Cell, basisPoints: number | null): Figure<number> => printedFigure('plan', basisPoints, cell);

const dated = (on: string | null, year: number): string | null => (on === null ? null : `${year}-${on}`);

const risingFrom = (shares: readonly number[]): number[] => {
  let sum = 0;
  return shares.map((share) => (sum += share));
};

/** Heads with the cells below them, or beside them where one row holds both. */
function cellsOf(head: Row, below: Row | undefined): (readonly [Cell, Cell])[] | null {
  const heads = head.slice(1);
  const beside =
    heads.length >= 4 && heads.length % 2 === 0 && heads.every(({ text }, at) => at % 2 === 0 || !isTime(text));
  if (beside && heads.every(({ text }, at) => at % 2 === 1 || isTime(text))) {
    return heads.flatMap((cell, at) => (at % 2 === 0 ? [[cell, heads[at + 1]!] as const] : []));
  }
  const named = heads.filter(({ text }) => text !== '');
  if (named.length === 0 || named.length !== heads.length || !below) return null;
  // The label is merged down in front, so its empty cell comes first; a row without it must not begin with a blank.
  const front = below.length - heads.length;
  if (front < 0 || below.length > head.length || below.slice(0, front).some(({ text }) => text !== '')) return null;
  if (front === 0 && below[0]?.text === '') return null;
  const cells = below.slice(front);
  return heads.map((cell, at) => [cell, cells[at]!]);
}

const isTime = (text: string): boolean => checkpointDay(folded(text), 2000) !== null;
