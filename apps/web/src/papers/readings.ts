import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Actor } from '../api/acting-person';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { problemIn, ProblemError } from '../api/problem';
import { ofAgency } from '../books/books-asked';
import { useBooks } from '../books/books';
import { ofClerk, useIsClerk } from '../drafts/drafts';

export type Reading = paths['/v1/paper-readings/{digest}']['get']['responses']['200']['content']['application/json'];
export type Sent = paths['/v1/paper-readings']['post']['responses']['200']['content']['application/json'];
export type ReadProgramme = Reading['programmes'][number];
export type ReadFigure = ReadProgramme['figures'][number];
export type Place = ReadFigure['place'];
export type Point = Reading['points'][number];
export type OpenFigure = Reading['open'][number];

export type Prints = NonNullable<Reading['prints']>;
export type Standing = ReadProgramme['standing'];

/** A reading set against the books; `prints`: what was said of its amounts, `null` before. */
export function useReading(digest: string | null, prints: Prints | null) {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['paper-readings', agencyId, digest, prints],
    placeholderData: keepPreviousData,
    enabled: digest !== null,
    queryFn: () =>
      read(
        api.GET('/v1/paper-readings/{digest}', {
          params: { path: { digest: digest ?? '' }, query: { ...ofAgency({ agencyId }), ...(prints && { prints }) } },
        }),
      ),
  });
}

/** Files that were read, the last first. */
export function useReadings() {
  const { agencyId } = useBooks();
  const enabled = useIsClerk();
  return useQuery({
    queryKey: ['paper-readings', agencyId, 'list'],
    enabled,
    queryFn: () => read(api.GET('/v1/paper-readings', { params: { query: ofAgency({ agencyId }) } })),
  });
}

/** Sends a file to be read; what it is the server finds in its content. Throws `ProblemError` where it is refused. */
export async function sendPaper(file: File, agencyId: string | null, actor: Actor | null): Promise<Sent> {
  const query = new URLSearchParams({ fileName: file.name, ...ofClerk(agencyId, actor) });
  const response = await fetch(`/v1/paper-readings?${query.toString()}`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/octet-stream' },
    body: file,
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new ProblemError(problemIn(answer, response));
  return answer as Sent;
}

/** What is decided where the paper leaves a figure open: a value for all of a field, or for one programme, and why. */
export interface Decisions {
  readonly [field: string]: {
    readonly all?: string;
    readonly reason?: string;
    readonly of?: Readonly<Record<string, string>>;
  };
}

export interface Choice {
  readonly sequence: number;
  readonly field: OpenFigure['field'];
  readonly value: string;
  readonly reason: string;
}

/** What is decided, as the server takes it; a figure without a value or without a reason is none of it. */
export const choicesOf = (open: readonly OpenFigure[], decisions: Decisions): readonly Choice[] =>
  open.flatMap(({ sequence, field }) => {
    const { all = '', reason = '', of = {} } = decisions[field] ?? {};
    const value = (of[sequence] ?? all).trim();
    return value === '' || reason.trim() === '' ? [] : [{ sequence, field, value, reason: reason.trim() }];
  });

/** How many programmes stand in which way to the books. */
export const standingsOf = (programmes: readonly Pick<ReadProgramme, 'standing'>[]): ReadonlyMap<Standing, number> => {
  const counts = new Map<Standing, number>();
  for (const { standing } of programmes) counts.set(standing, (counts.get(standing) ?? 0) + 1);
  return counts;
};

export const placeWords = ({ line, table, row, column, page }: Place): string =>
  (page === undefined ? '' : `第 ${page} 页`) +
  (line !== null ? `第 ${line} 行` : table === null ? '正文' : `第 ${table} 张表第 ${row} 行第 ${column} 格`);

/** A place as events keep it: `line 1204`, `table 14, row 3, cell 2`, of a PDF `page 9, table 14, row 3, cell 2`. */
export function keptPlaceWords(place: string): string {
  const line = /^line (\d+)$/.exec(place);
  if (line) return `第 ${line[1]} 行`;
  const cell = /^(?:page (\d+), )?table (\d+), row (\d+), cell (\d+)$/.exec(place);
  if (!cell) return place.replace(/^page (\d+)$/, '第 $1 页正文');
  const [, page, table, row, column] = cell;
  return `${page === undefined ? '' : `第 ${page} 页`}第 ${table} 张表第 ${row} 行第 ${column} 格`;
}

const KEPT_FIELD: Readonly<Record<string, string>> = {
  code: '项目编码',
  name: '项目名称',
  unitCode: '预算单位编码',
  unitName: '预算单位',
  amount: '预算数',
  fundingLevel: '资金级次',
  budgetType: '预算类型',
  rate: '标准',
  headcount: '人数',
  deadline: '时限',
  documentNumber: '文号',
};

/** A field as events keep it: `amount`, `plan 3月底`, `target 发放人数`, `budgetType decided`. */
export function keptFieldWords(field: string): string {
  const [, first = field, rest = ''] = /^(\S+)(?: (.*))?$/.exec(field) ?? [];
  if (first === 'plan') return `支出计划 ${rest}`;
  if (first === 'target') return `绩效指标 ${rest}`;
  const word = KEPT_FIELD[first] ?? first;
  return rest === 'decided' ? `${word}（核定）` : word;
}
