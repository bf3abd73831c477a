import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import { ofAgency } from '../books/books-asked';
import { useBooks } from '../books/books';
import type { Choice } from './payout-choices';
import { holdsPeriod, stands } from './payout-choices';
import type { Payment } from './payments-query';

const LOOKED_BACK = 50;

/** The last run filled in from a scheme, or of an appropriation that has none: the next mostly differs by a few people. */
export function useLastRun(choice: Choice | undefined) {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['last-run', agencyId, choice?.key],
    enabled: choice !== undefined,
    queryFn: () => (choice === undefined ? null : lastRunOf(choice, agencyId)),
  });
}

async function lastRunOf({ schemeId, lines }: Choice, agencyId: string | null): Promise<Payment | null> {
  if (schemeId !== null) {
    const params = { path: { schemeId }, query: ofAgency({ agencyId }) };
    return (await read(api.GET('/v1/payout-schemes/{schemeId}/last-run', { params }))).value.payment;
  }
  const [line] = lines;
  if (line === undefined) return null;
  const { appropriationId, groupId } = line;
  const query = { appropriationId, order: 'latest-first' as const, limit: LOOKED_BACK, ...ofAgency({ agencyId }) };
  const { items } = (await read(api.GET('/v1/payments', { params: { query } }))).value;
  return (
    items.find(
      (payment) =>
        stands(payment) && payment.run === 'regular' && payment.lines.some((each) => each.groupId === groupId),
    ) ?? null
  );
}

/** The run that holds this month of these people already. */
export function useRunOfPeriod(choice: Choice | undefined, period: string) {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['run-of-period', agencyId, choice?.key, period],
    enabled: choice !== undefined,
    queryFn: async (): Promise<Payment | null> => {
      if (choice === undefined) return null;
      const programmes = new Set(choice.lines.map(({ programmeId }) => programmeId));
      for (const programmeId of programmes) {
        const query = {
          programmeId,
          period,
          order: 'latest-first' as const,
          limit: LOOKED_BACK,
          ...ofAgency({ agencyId }),
        };
        const { items } = (await read(api.GET('/v1/payments', { params: { query } }))).value;
        const holder = items.find((payment) => holdsPeriod(choice, period, payment));
        if (holder !== undefined) return holder;
      }
      return null;
    },
  });
}
