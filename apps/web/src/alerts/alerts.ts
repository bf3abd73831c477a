import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency } from '../books/books-asked';
import { useAddress, useBooks } from '../books/books';
import type { BooksInAddress } from '../books/books-in-address';
import type { Mark } from '../marks/status-tag';

export type Alert = paths['/v1/alerts']['get']['responses']['200']['content']['application/json']['items'][number];
export type AlertCase = paths['/v1/alerts/{alertId}']['get']['responses']['200']['content']['application/json'];
export type Level = Alert['level'];
export type Situation = Alert['situation'];

export const LEVELS: readonly Level[] = ['red', 'orange', 'yellow', 'info'];
export const LEVEL_WORD: Readonly<Record<Level, string>> = {
  red: '红 严重',
  orange: '橙 较重',
  yellow: '黄 关注',
  info: '提示',
};
export const LEVEL_MARK: Readonly<Record<Level, Mark>> = {
  red: 'red',
  orange: 'orange',
  yellow: 'yellow',
  info: 'info',
};
export const SITUATION_WORD: Readonly<Record<Situation, string>> = {
  open: '待确认',
  acknowledged: '处置中',
  snoozed: '暂缓',
  cleared: '已销号',
};

/**
 * An alert is handled on the day somebody handles it, which for a year that is over lies after it: only a day that was
 * chosen narrows what is shown.
 */
export const useAlertClocks = () => alertClocksIn(useAddress().inAddress);

export const alertClocksIn = ({ asOf, knownAt }: Pick<BooksInAddress, 'asOf' | 'knownAt'>) => ({
  ...(asOf !== null && { asOf }),
  ...(knownAt !== null && { knownAt }),
});

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

/** Alerts of the books in sight, narrowed and ordered by the server, so that none is missed. */
export function useAlerts(asked: AlertsAskedFor, situations: readonly Situation[], order: 'worst' | 'programme') {
  const { agencyId, fiscalYear } = useBooks();
  const clocks = useAlertClocks();
  return useInfiniteQuery({
    queryKey: ['alerts', agencyId, fiscalYear, clocks, asked, situations, order],
    // No level at all is nothing to ask for.
    enabled: asked.levels.length > 0,
    placeholderData: keepPreviousData,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
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
    getNextPageParam: ({ value }) => value.next ?? undefined,
  });
}

export type AlertTrend = paths['/v1/alerts/trend']['get']['responses']['200']['content']['application/json'];

/** How many stood at each month's end, of those asked for. */
export function useAlertTrend(asked: AlertsAskedFor) {
  const { agencyId, fiscalYear } = useBooks();
  const clocks = useAlertClocks();
  return useQuery({
    queryKey: ['alerts', 'trend', agencyId, fiscalYear, clocks, asked],
    enabled: asked.levels.length > 0,
    queryFn: () =>
      read(
        api.GET('/v1/alerts/trend', {
          params: { query: { fiscalYear, ...narrowedBy(asked), ...clocks, ...ofAgency({ agencyId }) } },
        }),
      ),
  });
}

export function useAlertCase(alertId: string | null) {
  const { agencyId } = useBooks();
  const clocks = useAlertClocks();
  return useQuery({
    queryKey: ['alert', agencyId, alertId, clocks],
    enabled: alertId !== null,
    queryFn: () =>
      read(
        api.GET('/v1/alerts/{alertId}', {
          params: { path: { alertId: alertId ?? '' }, query: { ...clocks, ...ofAgency({ agencyId }) } },
        }),
      ),
  });
}
