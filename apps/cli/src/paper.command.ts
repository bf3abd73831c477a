import { FUNDING_LEVEL_LABEL } from '@bofu/budget';
import { formatYuanGrouped, parseYuan } from '@bofu/kernel';
import { readPaperFile, viewPaper } from '@bofu/paper';
import { EXIT } from './exit-code';
import { readGivenFile } from './given-file';
import { coloured, plainTable, print, printJson } from './terminal';

type Draft = ReturnType<typeof viewPaper>;
type Programme = Draft['programmes'][number];
type Place = Draft['flags'][number]['place'];

/** `bofu paper read FILE`: the draft, what is asked of a person, and what the paper shows of itself. Books nothing. */
export async function readPaper(path: string, { json }: { json?: boolean }): Promise<void> {
  const draft = viewPaper(await readPaperFile(await readGivenFile(path)));
  if (json) printJson(draft);
  else print(draftText(draft));
  const { verdict, checks } = draft.reconciliation;
  if (verdict === 'differs' || checks.some(({ holds }) => !holds)) process.exitCode = EXIT.differences;
}

const VERDICT: Record<Draft['reconciliation']['verdict'], string> = {
  ties: '相符',
  rounding: '相差属尾差',
  explained: '相差恰由下列项目构成',
  differs: '不符',
  'not-declared': '文中没有可比的合计',
  'not-judged': '有金额待核定，尚不能核对',
};
const PLAN: Record<Programme['plan']['outcome'], string> = { read: '', refused: '未读', absent: '无' };

const yuan = (decimal: string): string => formatYuanGrouped(parseYuan(decimal));

/** 第 12 行, or 表 3 第 2 行第 4 格, of a PDF with 第 5 页 before it. */
export const placeText = ({ line, table, row, column, page }: Place): string =>
  (page === undefined ? '' : `第 ${page} 页`) +
  (line !== null ? `第 ${line} 行` : table !== null ? `表 ${table} 第 ${row} 行第 ${column} 格` : '');

export function draftText(draft: Draft): string {
  const { sum, difference, declared, verdict, explainedBy } = draft.reconciliation;
  const asked = (figure: { readonly value: unknown; readonly certainty: string }, said: string): string =>
    figure.certainty === 'flagged' ? '待核定' : figure.value === null ? '' : said;
  const rows = draft.programmes.map((programme) => [
    String(programme.sequence),
    asked(programme.code, programme.code.value ?? ''),
    asked(programme.name, programme.name.value ?? ''),
    asked(programme.amount, yuan(programme.amount.value ?? '0.00')),
    asked(
      programme.fundingLevel,
      programme.fundingLevel.value ? FUNDING_LEVEL_LABEL[programme.fundingLevel.value] : '',
    ),
    PLAN[programme.plan.outcome] ||
      programme.plan.cells.map(({ cumulativePercent }) => cumulativePercent ?? '空').join('/'),
    String(programme.indicators.length),
  ]);
  return [
    `${draft.bureau.value ?? '（部门待核定）'} ${draft.fiscalYear.value} 年预算，草稿，未登记任何一笔`,
    '',
    plainTable(['序', '项目编码', '项目名称', '预算数（元）', '级次', '累计计划（%）', '指标'], rows, [
      'right',
      'left',
      'left',
      'right',
      'left',
      'left',
      'right',
    ]),
    '',
    `项目 ${draft.programmes.length} 个，合计 ${sum === null ? '待核定' : `${yuan(sum)} 元`}` +
      (declared?.amount.value
        ? `；文中${declared.label} ${yuan(declared.amount.value)} 元，差额 ${difference === null ? '待核定' : `${yuan(difference)} 元`}`
        : '') +
      `：${VERDICT[verdict]}${explainedBy.length > 0 ? `（第 ${explainedBy.join('、')} 项）` : ''}`,
    '',
    `待核定或须知 ${draft.flags.length} 处：`,
    ...draft.flags.map(
      ({ sequence, place, sentence, printed, readings }) =>
        `  ${coloured('yellow', sequence === null ? '全文' : `第 ${sequence} 项`)} ${placeText(place)}  ${sentence}：“${oneLine(printed)}”` +
        (readings.length > 0 ? `，可能是 ${readings.map(oneLine).join(' 或 ')}` : ''),
    ),
    '',
    `发现 ${draft.findings.length} 处：`,
    ...draft.findings.map(
      ({ number, sequences, place, sentence }) =>
        `  ${number} ${sequences.length > 0 ? `第 ${sequences.join('、')} 项` : '全文'} ${place ? placeText(place) : ''}  ${sentence}`,
    ),
    '',
    `草稿摘要 ${draft.digest}`,
  ].join('\n');
}

const oneLine = (printed: string): string => {
  const line = printed.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
};
