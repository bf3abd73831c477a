import { NavLink } from 'react-router';
import { useAddress } from '../books/books';
import { useOffice } from '../books/office';
import { words } from '../words';
import { useRunningJobs } from './jobs';

/** How many jobs run, as a way to them; nothing where none does. */
export function RunningJobs() {
  const { linkTo } = useAddress();
  const { agencies, agency } = useOffice();
  const agencyId = agencies.length > 1 ? (agency?.agencyId ?? null) : null;
  const running = useRunningJobs(agencyId, agency !== null).data?.value.running ?? 0;
  if (running === 0) return null;
  return (
    <NavLink
      to={linkTo('/jobs')}
      className="top-bar-link"
      aria-label={`${words.pages.jobs}，${running} 项进行中`}
      title={`${running} 项任务进行中`}
    >
      任务
      <span className="waiting-count">{running}</span>
    </NavLink>
  );
}
