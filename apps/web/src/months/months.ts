import { useQuery } from '@tanstack/react-query';
import { formatYuan, parseYuan } from '@bofu/kernel';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { useBooks } from '../books/books';

export type MonthOfYear =
  paths['/v1/months']['get']['responses']['200']['content']['application/json']['items'][number];
export type Month = paths['/v1/months/{month}']['get']['responses']['200']['content']['application/json'];
export type Check = Month['checks'][number];
export type StatedLine = NonNullable<Month['statements']['bank']>[number];
export type FigureLine = StatedLine['line'];
export type Side = Month['compared'][number]['side'];

const ofOne = (agencyId: string | null) => (agencyId === null ? {} : { agency: agencyId });

/** A month is read as it stands: the server waits for what was just recorded. */
export function useMonths() {
  const { agencyId, fiscalYear } = useBooks();
  return useQuery({
    queryKey: ['months', agencyId, fiscalYear],
    queryFn: () => read(api.GET('/v1/months', { params: { query: { fiscalYear, ...ofOne(agencyId) } } })),
  });
}

export function useMonth(month: string) {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['months', agencyId, month],
    queryFn: () => read(api.GET('/v1/months/{month}', { params: { path: { month }, query: ofOne(agencyId) } })),
  });
}

/** What whoever acts may do here. */
export interface MayDo {
  readonly reconcile: boolean;
  readonly close: boolean;
}

export const SITUATION: Readonly<Record<MonthOfYear['situation'], string>> = {
  'not-over': '未到期',
  open: '未结账',
  locked: '结账未完成',
  closed: '已结账',
  'reopening-proposed': '已结账，申请反月结',
  'locked-before': '随以后月份锁定',
};

export const CHECK: Readonly<Record<Check['check'], string>> = {
  'receipt-missing': '付款超过十个工作日没有回单',
  'statement-missing': '银行或财政的对账数未录入',
  'difference-unexplained': '三方对账差异未说明',
  'in-transit': '在途付款，结转下月',
  'return-not-reissued': '退票未重发',
  'red-alert-unanswered': '红色预警未处置',
};

export const LINES = ['central', 'provincial', 'municipal', 'district', 'outside'] as const satisfies FigureLine[];
export const LINE: Readonly<Record<FigureLine, string>> = {
  central: '中央',
  provincial: '省级',
  municipal: '市级',
  district: '区（县）级',
  outside: '不在本系统核算',
};
export const SIDE: Readonly<Record<Side, string>> = { bank: '银行对账单', finance: '财政对账数' };
export const FIGURES = ['opening', 'received', 'paid', 'closing'] as const;
export const FIGURE: Readonly<Record<(typeof FIGURES)[number], string>> = {
  opening: '期初',
  received: '本月收入',
  paid: '本月支出',
  closing: '期末',
};

/** 元 as typed, of either sign; an empty cell is nothing. `null` where it is no amount. */
export function typedFigure(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/[\s,，¥￥]/g, '');
  if (plain === '') return '0.00';
  const parts = /^(-?)(\d{1,15})(?:\.(\d{1,2}))?$/.exec(plain);
  if (parts === null) return null;
  const [, sign = '', whole = '', fraction = ''] = parts;
  return formatYuan(parseYuan(`${sign}${whole}.${fraction.padEnd(2, '0')}`));
}

/** 期初 + 收入 − 支出 − 期末: what a line is off by; `null` while one of its cells is no amount. */
export function offBy(line: Readonly<Record<(typeof FIGURES)[number], string>>): bigint | null {
  const fen = FIGURES.map((figure) => typedFigure(line[figure])).map((yuan) =>
    yuan === null ? null : parseYuan(yuan),
  );
  const [opening = null, received = null, paid = null, closing = null] = fen;
  if (opening === null || received === null || paid === null || closing === null) return null;
  return opening + received - paid - closing;
}

export type TypedStatement = Readonly<Record<FigureLine, Readonly<Record<(typeof FIGURES)[number], string>>>>;

const BLANK = { opening: '', received: '', paid: '', closing: '' };

export const asTyped = (lines: readonly StatedLine[] | null): TypedStatement =>
  Object.fromEntries(
    LINES.map((line) => [line, lines?.find((stated) => stated.line === line) ?? BLANK]),
  ) as unknown as TypedStatement;

/** A file of lines `级次,期初,本月收入,本月支出,期末`, by the names on the screen; a heading is passed over. */
export function statementInCsv(text: string): TypedStatement | { readonly wrong: string } {
  const statement: Record<string, TypedStatement[FigureLine]> = {};
  for (const row of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    if (row.trim() === '') continue;
    const [name = '', opening = '', received = '', paid = '', closing = ''] = row
      .split(',')
      .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    if (/级次|科目/.test(name)) continue;
    const line = LINES.find((each) => LINE[each] === name || LINE[each].replace('（县）', '') === name);
    const typed = { opening, received, paid, closing };
    if (line === undefined || Object.values(typed).some((cell) => typedFigure(cell) === null)) return { wrong: row };
    statement[line] = typed;
  }
  return { ...asTyped(null), ...statement };
}
