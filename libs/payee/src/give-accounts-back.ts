import { claimAggregate, type Decisions } from '@bofu/event-store';
import type { Account, Payee } from './domain/payee';

const holds = ({ situation }: Account): boolean => situation === 'proposed' || situation === 'confirmed';

/** What has ended at this payee may be another's without a question. */
export async function giveAccountsBack(
  { decide }: Decisions,
  agencyId: string,
  before: Payee,
  after: Payee,
): Promise<void> {
  if (before.situation === 'unregistered' || after.situation === 'unregistered') return;
  const { payeeId } = after;
  for (const account of after.accounts.values()) {
    const was = before.accounts.get(account.accountId);
    if (was === undefined || !holds(was) || holds(account)) continue;
    const claimed = { agencyId, kind: 'payee-account', key: account.digest } as const;
    await decide(claimAggregate(claimed), {
      ...{ type: 'give-back', kind: claimed.kind, key: claimed.key, part: payeeId, holderId: payeeId },
    });
  }
}
