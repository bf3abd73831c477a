import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { sinceOwnWrites } from '../api/own-writes';
import { useAddress, useBooks } from '../books/books';
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
export function useAlertClocks() {
  const { inAddress } = useAddress();
  const { asOf, knownAt } = inAddress;
  return { ...(asOf !== null && { asOf }), ...(knownAt !== null && { knownAt }) };
}

/** Alerts of the books in sight, the worst and longest standing first. */
export function useAlerts(appropriationId: string | null = null) {
  const { fiscalYear } = useBooks();
  const clocks = useAlertClocks();
  return useInfiniteQuery({
    queryKey: ['alerts', fiscalYear, clocks, appropriationId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      read(
        api.GET('/v1/alerts', {
          params: {
            query: {
              fiscalYear,
              limit: 200,
              ...(pageParam !== undefined && { cursor: pageParam }),
              ...(appropriationId !== null && { appropriationId }),
              ...clocks,
              ...sinceOwnWrites(),
            },
          },
        }),
      ),
    getNextPageParam: ({ value }) => value.next ?? undefined,
  });
}

export function useAlertCase(alertId: string | null) {
  const clocks = useAlertClocks();
  return useQuery({
    queryKey: ['alert', alertId, clocks],
    enabled: alertId !== null,
    queryFn: () =>
      read(
        api.GET('/v1/alerts/{alertId}', {
          params: { path: { alertId: alertId ?? '' }, query: { ...clocks, ...sinceOwnWrites() } },
        }),
      ),
  });
}
