/** One letter as it stands on a page. Lengths are points, from the upper left corner of the page as it is shown. */
export interface Letter {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
  readonly blemish: Blemish | null;
}

/** A ruled line: across the page at height `at`, or down it at `at` from the left. */
export interface Rule {
  readonly runs: 'across' | 'down';
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** What is printed on a page, as far as a budget is read from it. */
export interface PageMarks {
  readonly width: number;
  readonly height: number;
  readonly letters: readonly Letter[];
  readonly rules: readonly Rule[];
}

/** Why a letter is not certain: its font gives it no code, it stands askew, is covered, or belongs to a layer. */
export type Blemish = 'unknown' | 'turned' | 'covered' | 'layered';

/** The height at which the middle of a letter is: which row it stands in. */
export const middleOf = ({ baseline, size }: Letter): number => baseline - 0.35 * size;
export const centreOf = ({ left, right }: Letter): number => (left + right) / 2;
