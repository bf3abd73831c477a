import { useQuery } from '@tanstack/react-query';
import { yearOf } from '@bofu/kernel';
import { api, read, type Reading } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency, useBooks } from '../books/books';
import { todayInBeijing } from '../books/books-in-address';
import type { PlanAgainstActual } from '../programmes/plan-against-actual';

export type CameBack =
  paths['/v1/came-back']['get']['responses']['200']['content']['application/json']['items'][number];
export type DueSoon = paths['/v1/due-soon']['get']['responses']['200']['content']['application/json'];
export type DuePeriod = DueSoon['items'][number];

const SLOWEST = 5;

export function useCameBack(enabled: boolean) {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['came-back', agencyId],
    enabled,
    queryFn: () => read(api.GET('/v1/came-back', { params: { query: ofAgency({ agencyId }) } })),
  });
}

export function useDueSoon(enabled: boolean) {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['due-soon', agencyId],
    enabled,
    queryFn: () => read(api.GET('/v1/due-soon', { params: { query: ofAgency({ agencyId }) } })),
  });
}

/** Of the year it is today: what lies on this desk is of today, whatever books were looked at last. */
const thisYear = (): number => yearOf(todayInBeijing(new Date()));

export function useOpenAlerts(enabled: boolean) {
  const { agencyId } = useBooks();
  const fiscalYear = thisYear();
  return useQuery({
    queryKey: ['alerts', agencyId, 'counts', fiscalYear],
    enabled,
    queryFn: () => read(api.GET('/v1/alerts/counts', { params: { query: { fiscalYear, ...ofAgency({ agencyId }) } } })),
  });
}

const slowestOf = ({ value: { programmes } }: Reading<PlanAgainstActual>) =>
  programmes
    .flatMap(({ appropriationId, programmeName, executionRate, planGapPoints }) =>
      planGapPoints === null || !planGapPoints.startsWith('-')
        ? []
        : [{ appropriationId, programmeName, executionRate, planGapPoints }],
    )
    .sort((a, b) => Number(a.planGapPoints) - Number(b.planGapPoints))
    .slice(0, SLOWEST);

/** The programmes furthest behind their plan, of all of the year. */
export function useSlowest(enabled: boolean) {
  const { agencyId } = useBooks();
  const today = todayInBeijing(new Date());
  const fiscalYear = yearOf(today);
  return useQuery({
    queryKey: ['plan-against-actual', agencyId, fiscalYear, today, null],
    enabled,
    queryFn: () =>
      read(
        api.GET('/v1/plan-against-actual', {
          params: { query: { fiscalYear, asOf: today, ...ofAgency({ agencyId }) } },
        }),
      ),
    select: slowestOf,
  });
}

export function useLateAndReversed(enabled: boolean) {
  const { agencyId } = useBooks();
  const fiscalYear = thisYear();
  return useQuery({
    queryKey: ['late-and-reversed', agencyId, fiscalYear],
    enabled,
    queryFn: () =>
      read(api.GET('/v1/late-and-reversed', { params: { query: { fiscalYear, ...ofAgency({ agencyId }) } } })),
  });
}
