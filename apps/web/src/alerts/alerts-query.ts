import { api, read, type Reading } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency, type BooksAsked } from '../books/books-asked';
import type { BooksInAddress } from '../books/books-in-address';

type AlertPage = paths['/v1/alerts']['get']['responses']['200']['content']['application/json'];
export type Alert = AlertPage['items'][number];
export type Level = Alert['level'];
export type Situation = Alert['situation'];

export const LEVELS: readonly Level[] = ['red', 'orange', 'yellow', 'info'];

export type Cause = Alert['cause'];
export const CAUSE_WORD: Readonly<Record<Cause, string>> = {
  unpaid: '未按期支付',
  behind: '进度滞后',
  ahead: '进度超前',
  short: '资金不足',
  performance: '绩效滞后',
  data: '数据待核',
  unanswered: '预警超期',
};
export const CAUSES = Object.keys(CAUSE_WORD) as Cause[];

/** What a list of alerts and its counts are narrowed by, as it stands in the address. */
export interface AlertsAskedFor {
  readonly levels: readonly Level[];
  readonly cause: Cause | null;
  readonly programmeId: string | null;
  readonly unit: string | null;
  /** A person's id; `none` for what is nobody's. */
  readonly person: string | null;
  readonly overdue: boolean;
  readonly closureRequested: boolean;
  readonly text: string | null;
}
export const EVERY_ALERT: AlertsAskedFor = {
  ...{ levels: LEVELS, cause: null, programmeId: null, unit: null, person: null },
  ...{ overdue: false, closureRequested: false, text: null },
};

export const alertsAskedFor = (address: URLSearchParams): AlertsAskedFor => {
  const levels = address.get('levels');
  return {
    levels: levels === null ? LEVELS : LEVELS.filter((level) => levels.split('.').includes(level)),
    cause: CAUSES.find((each) => each === address.get('cause')) ?? null,
    programmeId: address.get('of'),
    unit: address.get('unit'),
    person: address.get('person'),
    overdue: address.has('overdue'),
    closureRequested: address.has('ending'),
    text: address.get('text'),
  };
};

/** The same as the server is asked it. */
export const narrowedBy = (asked: AlertsAskedFor) => ({
  ...(asked.levels.length < LEVELS.length && { level: asked.levels.join(',') }),
  ...(asked.cause !== null && { cause: asked.cause }),
  ...(asked.programmeId !== null && { programmeId: asked.programmeId }),
  ...(asked.unit !== null && { unit: asked.unit }),
  ...(asked.person !== null && { assignee: asked.person }),
  ...(asked.overdue && { overdue: 'true' as const }),
  ...(asked.closureRequested && { closureRequested: 'true' as const }),
  ...(asked.text !== null && { text: asked.text }),
});

export const alertClocksIn = ({ asOf, knownAt }: Pick<BooksInAddress, 'asOf' | 'knownAt'>) => ({
  ...(asOf !== null && { asOf }),
  ...(knownAt !== null && { knownAt }),
});

export const STANDING: readonly Situation[] = ['open', 'acknowledged', 'snoozed'];
export const TABS = ['open', 'acknowledged', 'snoozed', 'cleared'] as const satisfies readonly Situation[];

/** The tab in sight; `null`: all that stand. */
export const tabIn = (address: URLSearchParams): Situation | null =>
  TABS.find((each) => each === address.get('tab')) ?? null;

/** What the page of alerts lists. */
export interface AlertList {
  readonly asked: AlertsAskedFor;
  readonly situations: readonly Situation[];
  readonly order: 'worst' | 'programme';
}

export function alertListIn(address: URLSearchParams): AlertList {
  const tab = tabIn(address);
  return {
    asked: alertsAskedFor(address),
    situations: tab === null ? STANDING : [tab],
    order: address.has('single') ? 'worst' : 'programme',
  };
}

/** Alerts of some books, narrowed and ordered by the server, so that none is missed. */
export const alertsOf = (
  { agencyId, fiscalYear }: Pick<BooksAsked, 'agencyId' | 'fiscalYear'>,
  clocks: ReturnType<typeof alertClocksIn>,
  { asked, situations, order }: AlertList,
) => ({
  queryKey: ['alerts', agencyId, fiscalYear, clocks, asked, situations, order],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam }: { pageParam: string | undefined }) =>
    read(
      api.GET('/v1/alerts', {
        params: {
          query: {
            fiscalYear,
            limit: 100,
            order,
            situation: situations.join(','),
            ...(pageParam !== undefined && { cursor: pageParam }),
            ...narrowedBy(asked),
            ...clocks,
            ...ofAgency({ agencyId }),
          },
        },
      }),
    ),
  getNextPageParam: ({ value }: Reading<AlertPage>) => value.next ?? undefined,
});
