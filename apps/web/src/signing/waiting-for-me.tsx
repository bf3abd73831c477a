import { useOffice } from '../books/office';
import { useSignedIn } from '../session/session';
import { useSigningCounts } from './signing-queue';

const SIGNERS: readonly string[] = ['reviewer', 'approver', 'cashier', 'supervisor'];

/** How many payments wait for whoever has signed in; nothing where none does. */
export function WaitingForMe() {
  const { agencies, agency } = useOffice();
  const signs = useSignedIn()?.posts.some(({ post }) => SIGNERS.includes(post)) ?? false;
  const agencyId = agencies.length > 1 ? (agency?.agencyId ?? null) : null;
  const counts = useSigningCounts(agencyId, signs && agency !== null).data?.value.counts ?? [];
  const hers = counts.reduce((sum, each) => sum + each.hers, 0);
  if (hers === 0) return null;
  return (
    <span className="waiting-count" aria-label={`${hers} 笔待您办理`}>
      {hers}
    </span>
  );
}
