import type { BusinessDate } from '@bofu/kernel';
import type { Position } from './event-store';

/** 账套选择: which books are read, the argument of every query from HTTP down to SQL. */
export interface BooksSelection {
  /** Whose books, by agency id; never empty. */
  readonly agencyScope: readonly string[];
  /** `null`: every year. */
  readonly fiscalYear: number | null;
  /** 业务日期: as it stood at the end of that day; `null` for all there is. */
  readonly asOf: BusinessDate | null;
  /** 登记时点: as it was known then; `null` for all that is known now. */
  readonly knownAt: Position | null;
}
