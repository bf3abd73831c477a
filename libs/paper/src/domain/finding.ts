import type { Place } from './paper-text';

/** Something the paper itself shows that a person should know before it is booked. `number` as docs/how-to lists them. */
export interface Finding {
  readonly number: string;
  readonly sentence: string;
  /** The programmes concerned, by their number in the draft; empty for the paper as a whole. */
  readonly sequences: readonly number[];
  readonly place: Place | null;
}
