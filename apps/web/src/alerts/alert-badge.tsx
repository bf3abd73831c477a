import { useQuery } from '@tanstack/react-query';
import { yearOf } from '@bofu/kernel';
import { holds, useActor } from '../api/acting-person';
import { api, read } from '../api/client';
import { ofAgency } from '../books/books-asked';
import { todayInBeijing } from '../books/books-in-address';
import { useOffice } from '../books/office';
import { useSignedIn } from '../session/session';

/**
 * How many alerts of this year wait for whoever is there: for who oversees, all that nobody has taken up; for everybody
 * else those given to her. Nothing where none does; told by the server whenever one changes.
 */
export default function AlertBadge() {
  const { agencies, agency } = useOffice();
  const actor = useActor();
  const signedIn = useSignedIn();
  const agencyId = agencies.length > 1 ? (agency?.agencyId ?? null) : null;
  const oversees = signedIn === null || holds(actor, 'supervisor');
  const assignee = oversees ? null : (actor?.personId ?? null);
  const fiscalYear = yearOf(todayInBeijing(new Date()));
  const { data } = useQuery({
    queryKey: ['alerts', agencyId, 'waiting', fiscalYear, assignee],
    enabled: agency !== null && actor !== null,
    queryFn: () =>
      read(
        api.GET('/v1/alerts/counts', {
          params: { query: { fiscalYear, ...(assignee !== null && { assignee }), ...ofAgency({ agencyId }) } },
        }),
      ),
  });
  if (data === undefined) return null;
  const { open, acknowledged } = data.value.situations;
  const waiting = oversees ? [open] : [open, acknowledged];
  const all = waiting.reduce((sum, { red, orange, yellow, info }) => sum + red + orange + yellow + info, 0);
  const red = waiting.reduce((sum, counts) => sum + counts.red, 0);
  if (all === 0) return null;
  const said = `${all} 件预警${oversees ? '待确认' : '待您处置'}${red === 0 ? '' : `，其中红色 ${red} 件`}`;
  return (
    <span className={red === 0 ? 'waiting-count' : 'waiting-count waiting-count-red'} aria-label={said} title={said}>
      {all}
    </span>
  );
}
