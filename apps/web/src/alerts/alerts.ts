import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency, useAddress, useBooks } from '../books/books';
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
  const { asOf, knownAt } = useAddress().inAddress;
  return { ...(asOf !== null && { asOf }), ...(knownAt !== null && { knownAt }) };
}

export type Cause = Alert['cause'];
export const CAUSE_WORD: Readonly<Record<Cause, string>> = {
  unpaid: '未按期支付',
  behind: '进度滞后',
  ahead: '进度超前',
  short: '资金不足',
  performance: '绩效滞后',
  data: '数据待核',
};
export const CAUSES = Object.keys(CAUSE_WORD) as Cause[];

export interface AlertsAskedFor {
  readonly programmeId: string | null;
  readonly cause: Cause | null;
  readonly situation: Situation | null;
}

/** Alerts of the books in sight, the worst and the most money first; narrowed by the server, so that none is missed. */
export function useAlerts({ programmeId, cause, situation }: AlertsAskedFor) {
  const { agencyId, fiscalYear } = useBooks();
  const clocks = useAlertClocks();
  return useInfiniteQuery({
    queryKey: ['alerts', agencyId, fiscalYear, clocks, programmeId, cause, situation],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      read(
        api.GET('/v1/alerts', {
          params: {
            query: {
              fiscalYear,
              limit: 200,
              ...(pageParam !== undefined && { cursor: pageParam }),
              ...(programmeId !== null && { programmeId }),
              ...(cause !== null && { cause }),
              ...(situation !== null && { situation }),
              ...clocks,
              ...ofAgency({ agencyId }),
            },
          },
        }),
      ),
    getNextPageParam: ({ value }) => value.next ?? undefined,
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
