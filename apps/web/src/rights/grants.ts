import { useQuery } from '@tanstack/react-query';
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

export const useAccounts = () =>
  useQuery({
    queryKey: ['accounts'],
    queryFn: async () => (await read(api.GET('/v1/accounts'))).value.items,
  });
