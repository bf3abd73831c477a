import type { Question } from './questions';

/** A row of an answer: every question has rows of its own, and names its columns. */
export type AnswerRow = Readonly<Record<string, unknown>>;

/** The columns that rows have of their own: what is nested stands within its cell. */
export function columnsIn(rows: readonly AnswerRow[], { columns }: Question) {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return columns.filter(({ name, title }) => title !== null && names.has(name));
}

/** Numbers of events, which are links. */
export const EVENT_FIELDS: ReadonlySet<string> = new Set(['number', 'numbers', 'recordedLater']);

export const eventsIn = (value: unknown): readonly number[] =>
  (Array.isArray(value) ? value : [value]).filter((each): each is number => typeof each === 'number');

const WORD: Readonly<Record<string, string>> = {
  accepted: '已办理',
  refused: '被拒绝',
  'in-time': '按时',
  late: '迟付',
  unpaid: '未付',
};

/** Any value as a cell says it; of something nested its fields by their titles, and no ids. */
export function textOf(value: unknown, titleOf: (name: string) => string | null): string {
  if (value === null || value === undefined || value === '') return '-';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'string')
    return WORD[value] ?? value.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)\S*$/, '$1 $2');
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? '-' : value.map((each) => textOf(each, titleOf)).join('；');
  return Object.entries(value)
    .flatMap(([name, each]) => {
      const title = titleOf(name);
      return title === null ? [] : [`${title} ${textOf(each, titleOf)}`];
    })
    .join('，');
}

/** 元 with two places, as the interface writes money. */
export const isMoney = (value: unknown): value is string => typeof value === 'string' && /^-?\d+\.\d\d$/.test(value);
