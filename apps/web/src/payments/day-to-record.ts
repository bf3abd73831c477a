import { dayToShow, todayInBeijing } from '../books/books-in-address';

/** The business date a form opens with: today, or the nearest day of the year whose books are open. */
export const dayToRecord = (fiscalYear: number): string => dayToShow(fiscalYear, todayInBeijing(new Date()));
