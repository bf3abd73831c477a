import { useBooks } from '../books/books';
import { useAlertClocks } from './alerts';

/** As many as the server prints in one go. */
const MOST_ALERTS = 50;

/** 督办单 of alerts, a page each: for whoever is to answer them. */
export function NoticeLink({ alertIds }: { alertIds: readonly string[] }) {
  const { agencyId } = useBooks();
  const clocks = useAlertClocks();
  const query = new URLSearchParams({
    alerts: alertIds.slice(0, MOST_ALERTS).join(','),
    ...(agencyId !== null && { agency: agencyId }),
    ...clocks,
  });
  return (
    <a href={`/v1/supervision-notices.pdf?${query.toString()}`} download className="no-print">
      {alertIds.length === 1 ? '督办单' : `督办单（${Math.min(alertIds.length, MOST_ALERTS)} 件）`}
    </a>
  );
}
