import { dateOf, dayInPeriod, parsePeriod, type BusinessDate } from '@bofu/kernel';

/** The days a report is asked for, as one chooses them: the year so far, a quarter `2021-Q3` or a month `2021-10`. */
export type Span = string;
export const YEAR_SO_FAR: Span = 'year';

const QUARTERS = ['一', '二', '三', '四'] as const;

export const spansOf = (fiscalYear: number): readonly { readonly value: Span; readonly label: string }[] => [
  { value: YEAR_SO_FAR, label: '年初至截至日' },
  ...QUARTERS.map((name, at) => ({ value: `${fiscalYear}-Q${at + 1}`, label: `${name}季度` })),
  ...Array.from({ length: 12 }, (_, at) => ({
    value: `${fiscalYear}-${String(at + 1).padStart(2, '0')}`,
    label: `${at + 1} 月`,
  })),
];

/** First and last day; `from` is `null` for the year so far, whose last day is the one in sight. */
export function daysOf(
  span: Span | null,
  { fiscalYear, asOf }: { readonly fiscalYear: number; readonly asOf: BusinessDate },
): { readonly from: BusinessDate | null; readonly asOf: BusinessDate } {
  const [, quarter, month] = new RegExp(`^${fiscalYear}-(?:Q([1-4])|(0[1-9]|1[0-2]))$`).exec(span ?? '') ?? [];
  if (quarter === undefined && month === undefined) return { from: null, asOf };
  const [first, last] =
    quarter === undefined ? [Number(month), Number(month)] : [Number(quarter) * 3 - 2, Number(quarter) * 3];
  const lastMonth = parsePeriod(`${fiscalYear}-${String(last).padStart(2, '0')}`);
  return { from: dateOf(fiscalYear, first, 1), asOf: dayInPeriod(lastMonth, 31) };
}
