import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency } from '../books/books-asked';
import { useBooks } from '../books/books';

export type Payee = paths['/v1/payees']['get']['responses']['200']['content']['application/json']['items'][number];
export type Account = Payee['accounts'][number];

/** 收款户 with their accounts: all of them, or those a code, a name or its initials is typed of. */
export function usePayees(q = '', enabled = true) {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['payees', agencyId, q],
    enabled,
    queryFn: () =>
      read(api.GET('/v1/payees', { params: { query: { ...ofAgency({ agencyId }), ...(q !== '' && { q }) } } })),
  });
}

export const KIND: Readonly<Record<Payee['kind'], string>> = {
  'special-account': '财政专户',
  'persons-by-bank': '代发户',
  organisation: '单位',
};

export const SITUATION: Readonly<Record<Account['situation'], string>> = {
  proposed: '待确认',
  confirmed: '已确认',
  declined: '未予确认',
  withdrawn: '已撤回',
  retired: '已停用',
};

export const accountText = ({ bank, lastFour }: Pick<Account, 'bank' | 'lastFour'>): string =>
  `${bank}，尾号 ${lastFour}`;

/** What somebody who pays has to know of an account; `null` where there is nothing. */
export const caveatOf = ({ payable, isNew, waits, situation }: Account): string | null =>
  payable ? (isNew ? '新近变更，须第二次审批' : null) : waits ? '未确认' : SITUATION[situation];

/** Accounts that wait for a second person, each with the one it is to replace. */
export const waitingIn = (payees: readonly Payee[]) =>
  payees.flatMap((payee) =>
    payee.accounts
      .filter(({ waits }) => waits)
      .map((account) => ({
        payee,
        account,
        replaced: payee.accounts.find(({ accountId }) => accountId === account.replaces) ?? null,
      })),
  );
