import { useQuery } from '@tanstack/react-query';
import { yearOf } from '@bofu/kernel';
import { api, read, type Reading } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency } from '../books/books-asked';
import { useBooks } from '../books/books';
import { todayInBeijing } from '../books/books-in-address';
import { planTotals, type PlanTotals } from '../watch/watch';

export type CameBack =
  paths['/v1/came-back']['get']['responses']['200']['content']['application/json']['items'][number];
export type DueSoon = paths['/v1/due-soon']['get']['responses']['200']['content']['application/json'];
export type DuePeriod = DueSoon['items'][number];

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

const slowestOf = ({ value: { slowest } }: Reading<PlanTotals>): PlanTotals['slowest'] => slowest;

/** The programmes furthest behind their plan, of all of the year. */
export function useSlowest(enabled: boolean) {
  const { agencyId } = useBooks();
  const today = todayInBeijing(new Date());
  return useQuery({
    ...planTotals({ agencyId, fiscalYear: yearOf(today), asOf: today, knownAt: null }),
    enabled,
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
