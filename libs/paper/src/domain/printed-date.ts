/** A month and day as `MM-DD`; the year is the budget's. */
const monthDay = (month: number, day: number): string =>
  `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

const LAST_DAY = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export const monthEnd = (month: number, year: number): string =>
  monthDay(month, month === 2 && isLeap(year) ? 29 : (LAST_DAY[month - 1] ?? 31));

const NUMERAL: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 1: 1, 2: 2, 3: 3, 4: 4 };
const MONTH_END = /^(?:截至|至|到|1-)?(\d{1,2})月(?:底|末|份?底|份?末)?前?$/;
const MONTH_DAY = /^(?:截至|至|到)?(\d{1,2})月(\d{1,2})日前?$/;
const QUARTER_END = /^(?:第)?([一二三四1234])季度(?:末|底)?$/;
const HALF_YEAR = /^(?:上半年|半年)(?:末|底)?$/;
const YEAR_END = /^(?:全年|年底|年末|年终|下半年末?)$/;

/**
 * The day a head of a plan names, read from its words and never from its column: 10月底 is the end of October.
 *
 * @param label folded, without the year
 */
export function checkpointDay(label: string, year: number): string | null {
  const words = label.replace(/^(?:19|20)\d{2}年/, '').replace(/(?:累计)?(?:\(%\)|\(累计%?\)|%)$/, '');
  const end = MONTH_END.exec(words);
  if (end) return inYear(Number(end[1]), null, year);
  const day = MONTH_DAY.exec(words);
  if (day) return inYear(Number(day[1]), Number(day[2]), year);
  const quarter = QUARTER_END.exec(words);
  if (quarter) return monthEnd((NUMERAL[quarter[1] ?? ''] ?? 0) * 3, year);
  if (HALF_YEAR.test(words)) return '06-30';
  return YEAR_END.test(words) ? '12-31' : null;
}

function inYear(month: number, day: number | null, year: number): string | null {
  if (month < 1 || month > 12) return null;
  if (day === null) return monthEnd(month, year);
  const last = monthEnd(month, year);
  const given = monthDay(month, day);
  return day >= 1 && given <= last ? given : null;
}

/** What a cell says about when to pay. */
export type DeadlineSaid =
  | { readonly kind: 'monthly'; readonly day: number }
  | { readonly kind: 'by-date'; readonly monthDay: string }
  | { readonly kind: 'unstated' }
  /** More than one date, or one whose own day may be meant or not. */
  | {
      readonly kind: 'unclear';
      readonly why: 'several' | 'before-day' | 'no-day-of-year';
      readonly readings: readonly string[];
    };

const EACH_MONTH_DAY = /每(?:个)?月的?(\d{1,2})(?:日|号)/g;
const EACH_MONTH_END = /每(?:个)?月的?(?:月底|月末|底|末)/g;
// A digit in front of the month means that a conversion lost 年: 20221月份 is no date.
const DATE_BEFORE = /(?<![\d.])(\d{1,2})月(\d{1,2})(?:日|号)(以前|之前|前)?/g;
const MONTH_END_SAID = /(?<![\d.])(\d{1,2})月(?:底|末)/g;
const HALF_YEAR_SAID = /上半年/g;
const YEAR_END_SAID = /年底|年末|年终|下半年/g;
/** 9月完成, 第三季度完成: a time, and no day of it. */
const NO_DAY_SAID = /(?<![\d.])\d{1,2}月(?:份|前|完成|发放|内)|(?<!每)第?[一二三四]季度/;
/** 2月29日所在月同: a remark in brackets about one month sets no second date. */
const REMARK = /\([^)]*\)/g;

/** @param folded the cell that gives the time, folded */
export function deadlineIn(folded: string, year: number): DeadlineSaid {
  const said = folded.replace(REMARK, '');
  const years = [...said.matchAll(/((?:19|20)\d{2})年(?=\d{1,2}月|[底末])/g)].map((match) => Number(match[1]));
  if (/次年|下年|翌年|明年/.test(said) || years.some((each) => each !== year)) {
    return { kind: 'unclear', why: 'no-day-of-year', readings: [] };
  }
  const words = said.replace(/(?:19|20)\d{2}年(?=\d{1,2}月)/g, '');
  const monthly = [
    ...[...words.matchAll(EACH_MONTH_DAY)].map((match) => Number(match[1])),
    ...[...words.matchAll(EACH_MONTH_END)].map(() => 31),
  ];
  const rest = words.replace(EACH_MONTH_DAY, '').replace(EACH_MONTH_END, '');
  const dated = [...rest.matchAll(DATE_BEFORE)].flatMap((match) => {
    const day = inYear(Number(match[1]), Number(match[2]), year);
    return day === null ? [] : [{ day, before: match[3] === '前' || match[3] === '之前' }];
  });
  const ends = [
    ...[...rest.matchAll(MONTH_END_SAID)].flatMap((match) => inYear(Number(match[1]), null, year) ?? []),
    ...[...rest.matchAll(HALF_YEAR_SAID)].map(() => '06-30'),
    ...[...rest.matchAll(YEAR_END_SAID)].map(() => '12-31'),
  ];
  const days = [...dated.map(({ day }) => day), ...ends];
  const readings = [...monthly.map((day) => `每月${day}日`), ...days];
  if (new Set(readings).size > 1) return { kind: 'unclear', why: 'several', readings };
  const [day] = monthly;
  if (day !== undefined) return day >= 1 && day <= 31 ? { kind: 'monthly', day } : { kind: 'unstated' };
  const [first] = dated;
  // 6月30日前 is said of a whole month; 8月1日前 may or may not take the day in.
  if (first?.before && first.day !== monthEnd(Number(first.day.slice(0, 2)), year))
    return { kind: 'unclear', why: 'before-day', readings: [dayBefore(first.day, year), first.day] };
  const [only] = days;
  if (only === undefined && NO_DAY_SAID.test(rest)) return { kind: 'unclear', why: 'no-day-of-year', readings: [] };
  return only === undefined ? { kind: 'unstated' } : { kind: 'by-date', monthDay: only };
}

const dayBefore = (given: string, year: number): string => {
  const [month = 1, day = 1] = given.split('-').map(Number);
  if (day > 1) return monthDay(month, day - 1);
  return month === 1 ? `${year - 1}-12-31` : monthEnd(month - 1, year);
};
