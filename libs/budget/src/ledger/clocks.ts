import type { Position } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';

/**
 * The two clocks a reading of the books goes by. 业务日期 says which day's money counts; 登记时点 says what had been
 * recorded by then. Neither follows from the other: work is entered late, and now and then ahead.
 */
export interface Clocks {
  /** The end of this business date; `null` for every date. */
  readonly asOf: BusinessDate | null;
  /** Everything recorded up to this position; `null` for all that is known now. */
  readonly knownAt: Position | null;
}

/** The books as they stand. */
export const NOW: Clocks = { asOf: null, knownAt: null };

export const isNow = ({ asOf, knownAt }: Clocks): boolean => asOf === null && knownAt === null;
