import { useQuery } from '@tanstack/react-query';
import type { Post } from '@bofu/kernel';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { sinceOwnWrites } from '../api/own-writes';

export type Grant = paths['/v1/grants']['get']['responses']['200']['content']['application/json']['items'][number];
export type Account = paths['/v1/accounts']['get']['responses']['200']['content']['application/json']['items'][number];

export const SITUATION: Readonly<Record<Grant['situation'], string>> = {
  proposed: '待确认',
  confirmed: '有效',
  declined: '已退回',
  revoked: '已收回',
};

export const useGrants = (enabled: boolean) =>
  useQuery({
    enabled,
    queryKey: ['grants'],
    queryFn: async () => (await read(api.GET('/v1/grants', { params: { query: sinceOwnWrites() } }))).value.items,
  });

/** What may be granted for a set of programmes alone. */
export const OVER_MONEY: readonly Post[] = ['clerk', 'reviewer', 'approver', 'cashier'];

export type ProgrammeSet =
  paths['/v1/programme-sets']['get']['responses']['200']['content']['application/json']['items'][number];

/** 项目组 of one agency. */
export const useProgrammeSets = (agencyId: string | null) =>
  useQuery({
    queryKey: ['programme-sets', agencyId],
    queryFn: async () => {
      const query = { ...(agencyId !== null && { agency: agencyId }), ...sinceOwnWrites() };
      const { items } = (await read(api.GET('/v1/programme-sets', { params: { query } }))).value;
      return items.filter((set) => set.agencyId === agencyId);
    },
    enabled: agencyId !== null,
  });

export const useAccounts = () =>
  useQuery({
    queryKey: ['accounts'],
    queryFn: async () => (await read(api.GET('/v1/accounts'))).value.items,
  });
