import { daysBetween, parseBusinessDate } from '@bofu/kernel';
import { todayInBeijing } from '../books/books-in-address';

/** How many calendar days after its business date something was recorded; 0 where it was in time. */
export const lateDaysOf = ({ on, recordedAt }: { readonly on: string; readonly recordedAt: string }): number =>
  Math.max(0, daysBetween(parseBusinessDate(on), todayInBeijing(new Date(recordedAt))));
