import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency } from '../books/books-asked';
import { useAddress, useBooks } from '../books/books';
import {
  alertClocksIn,
  alertsOf,
  narrowedBy,
  type AlertList,
  type AlertsAskedFor,
  type Level,
  type Situation,
} from './alerts-query';
import type { Mark } from '../marks/status-tag';

export type AlertCase = paths['/v1/alerts/{alertId}']['get']['responses']['200']['content']['application/json'];
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

/** Alerts of the books in sight. */
export function useAlerts(list: AlertList) {
  return useInfiniteQuery({
    ...alertsOf(useBooks(), useAlertClocks(), list),
    // No level at all is nothing to ask for.
    enabled: list.asked.levels.length > 0,
    placeholderData: keepPreviousData,
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
