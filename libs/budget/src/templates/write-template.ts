import type { Readable } from 'node:stream';
import writeXlsxFile from 'write-excel-file/node';
import type { CellObject, SheetData } from 'write-excel-file/node';
import { dateOf, formatBasisPoints, formatYuan, yearOf, type BusinessDate, type PaymentDeadline } from '@bofu/kernel';
import { cellAddress, type SheetRow } from '@bofu/paper';
import { FUNDING_LEVEL_LABEL } from '../budget-labels';
import type { ImportDefect } from '../domain/refusals';
import type { BooksOfTemplate } from './settings-template';
import {
  CASH_FLOW_WORD,
  ISSUE_KIND_WORD,
  NEEDS_REASON,
  RATE_PERIOD_WORD,
  TEMPLATE_COLUMNS,
  TEMPLATE_DAY,
  TEMPLATE_NOTE,
  TEMPLATE_TITLE,
  type TemplateKind,
} from './template-kind';

const HEAD_ROWS = 4;
const ROWS_TO_FILL_IN = 30;
const DEFECT_WIDTH = 50;
const FONT = { fontFamily: '宋体', fontSize: 11 } as const;
const TINT = '#FDE3E1';
const USUAL_DAYS = ['03-31', '06-30', '10-31', '12-31'];

/** Everything as text: a code typed as a number would lose its last digits, and an amount is read from its text. */
const text = (value: string): CellObject => ({ value, type: String, format: '@' });
const bold = (value: string): CellObject => ({ ...text(value), fontWeight: 'bold' });

/** A template of one kind for a year, with what is on the books on the day already filled in. */
export async function templateFile(
  kind: TemplateKind,
  fiscalYear: number,
  books: BooksOfTemplate,
  today: BusinessDate,
): Promise<Readable> {
  const columns = TEMPLATE_COLUMNS[kind];
  const days = kind === 'plans' ? daysOf(fiscalYear, books) : [];
  const headings = [...columns.map(({ heading }) => heading), ...days];
  const rows = rowsOf(kind, books, days);
  const data: SheetData = [
    [{ ...text(TEMPLATE_TITLE[kind]), fontWeight: 'bold', fontSize: 16 }],
    [
      text('预算年度'),
      bold(String(fiscalYear)),
      text(TEMPLATE_DAY[kind]),
      bold(kind === 'openings' ? lastDayIn(fiscalYear, today) : dateOf(fiscalYear, 1, 1)),
      ...(NEEDS_REASON.includes(kind) ? [text('事由'), bold('')] : []),
    ],
    [{ ...text(TEMPLATE_NOTE[kind]), columnSpan: headings.length, wrap: true, height: 48, alignVertical: 'top' }],
    headings.map((heading) => ({ ...bold(heading), backgroundColor: '#F2F4F7' })),
    ...rows.map((row) => row.map(text)),
    ...Array.from({ length: ROWS_TO_FILL_IN }, () => headings.map(() => text(''))),
  ];
  const widths = [...columns.map(({ width }) => width), ...days.map(() => 12)].map((width) => ({ width }));
  return streamOf(data, TEMPLATE_TITLE[kind], widths);
}

/** The file as it was filled in, its faulty cells tinted and what is wrong with each row in a column of its own. */
export async function annotatedFile(sheet: readonly SheetRow[], defects: readonly ImportDefect[]): Promise<Readable> {
  const reasons = new Map<string, string>();
  for (const { pointer, reason } of defects)
    reasons.set(pointer, [reasons.get(pointer) ?? [], reason].flat().join('；'));
  const last = Math.max(1, ...sheet.map(({ cells }) => cells.length));
  const rows = Math.max(1, ...sheet.map(({ row }) => row));
  const byRow = new Map(sheet.map(({ row, cells }) => [row, cells] as const));
  const data: SheetData = Array.from({ length: rows }, (_, at) => {
    const row = at + 1;
    const cells = Array.from({ length: last }, (__, column): CellObject => {
      const isWrong = reasons.has(cellAddress(column, row));
      return { ...text(byRow.get(row)?.[column]?.text ?? ''), ...(isWrong && { backgroundColor: TINT }) };
    });
    const own = [...reasons].filter(([cell]) => cell.replace(/^[A-Z]+/, '') === String(row));
    const said = own.map(([cell, reason]) => `${cell} ${reason}`).join('；');
    return [...cells, { ...text(row === HEAD_ROWS ? '错误说明' : said), wrap: true }];
  });
  const whole = reasons.get('');
  if (whole !== undefined) data.unshift([{ ...text(whole), backgroundColor: TINT }]);
  const widths = [...Array.from({ length: last }, () => ({ width: 18 })), { width: DEFECT_WIDTH }];
  return streamOf(data, '错误说明', widths);
}

const streamOf = (data: SheetData, sheet: string, columns: { width: number }[]): Promise<Readable> =>
  (writeXlsxFile(data, { sheet, columns, stickyRowsCount: HEAD_ROWS }, FONT).toStream as () => Promise<Readable>)();

/** What had been paid is stated up to today, of a year that is over up to its end. */
const lastDayIn = (fiscalYear: number, today: BusinessDate): BusinessDate =>
  yearOf(today) > fiscalYear ? dateOf(fiscalYear, 12, 31) : today;

/** Those of most plans of the year; where there is none yet, the usual ones. */
function daysOf(fiscalYear: number, { appropriations }: BooksOfTemplate): readonly string[] {
  const counted = new Map<string, number>();
  for (const { spendingPlan } of appropriations)
    if (spendingPlan !== null) {
      const days = spendingPlan.map(({ on }) => on).join(' ');
      counted.set(days, (counted.get(days) ?? 0) + 1);
    }
  const [most] = [...counted].sort(([, one], [, other]) => other - one);
  return most === undefined ? USUAL_DAYS.map((day) => `${fiscalYear}-${day}`) : most[0].split(' ');
}

function rowsOf(
  kind: TemplateKind,
  { programmes, appropriations, opened }: BooksOfTemplate,
  days: readonly string[],
): string[][] {
  switch (kind) {
    case 'programmes':
      return [];
    case 'plans':
      return appropriations.map(({ programmeCode, programmeName, fundingLevel, issuedAs, batch, spendingPlan }) => [
        programmeCode,
        programmeName,
        FUNDING_LEVEL_LABEL[fundingLevel],
        ISSUE_KIND_WORD[issuedAs],
        String(batch),
        ...days.map((day) => {
          const share = spendingPlan?.find(({ on }) => on === day)?.cumulativeShare ?? null;
          return share === null ? '' : formatBasisPoints(share);
        }),
      ]);
    case 'openings':
      return appropriations
        .filter(({ appropriationId }) => !opened.has(appropriationId))
        .map(({ programmeId, programmeCode, programmeName, fundingLevel, issuedAs, batch }) => {
          const standards = programmes.find((each) => each.programmeId === programmeId)?.standards ?? [];
          const headcount = standards.find(({ groupId }) => groupId === null)?.headcount ?? null;
          return [
            ...[programmeCode, programmeName, FUNDING_LEVEL_LABEL[fundingLevel], ISSUE_KIND_WORD[issuedAs]],
            ...[String(batch), headcount === null ? '' : String(headcount)],
          ];
        });
    case 'standards':
      return programmes.flatMap(({ code, name, standards }) => {
        const standard = standards.find(({ groupId }) => groupId === null);
        const once = [
          standard?.headcount === null || standard === undefined ? '' : String(standard.headcount),
          standard === undefined ? '' : CASH_FLOW_WORD[standard.cashFlow],
          standard === undefined ? '' : deadlineText(standard.deadline),
        ];
        const [first, ...others] = standard?.rates ?? [];
        if (first === undefined) return [[code, name, '', '', '', ...once]];
        const rate = ({ label, amountFen, per }: typeof first) => [
          label,
          formatYuan(BigInt(amountFen)),
          RATE_PERIOD_WORD[per],
        ];
        return [[code, name, ...rate(first), ...once], ...others.map((each) => [code, name, ...rate(each)])];
      });
    case 'targets':
      return programmes.flatMap(({ programmeId, code, name }) => {
        const own = appropriations.find((each) => each.programmeId === programmeId)?.performanceTargets ?? [];
        const filled = own.map(({ level1, level2, level3, target, basis }) => [level1, level2, level3, target, basis]);
        return (filled.length === 0 ? [['', '', '', '', '']] : filled).map((cells) => [code, name, ...cells]);
      });
  }
}

function deadlineText(deadline: PaymentDeadline): string {
  switch (deadline.kind) {
    case 'monthly':
      return String(deadline.day);
    case 'by-date':
      return deadline.monthDay;
    case 'unstated':
      return '';
  }
}
