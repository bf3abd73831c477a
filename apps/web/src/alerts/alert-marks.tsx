import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { sinceOwnWrites } from '../api/own-writes';
import { useAddress, useBooks } from '../books/books';
import { MarkShape } from '../marks/status-tag';
import { words } from '../words';
import { LEVEL_MARK, LEVEL_WORD, LEVELS, useAlertClocks, type Level } from './alerts';
import './alert-marks.css';

type Counted = paths['/v1/alerts/counts']['get']['responses']['200']['content']['application/json'];
export type AlertCounts = Counted['programmes'][number]['counts'];

/** By appropriation; one without any is not among them. */
export type AlertsOfProgrammes = ReadonlyMap<string | null, AlertCounts>;

/** How many alerts stand against each programme of the books in sight, by level. */
export function useAlertCounts() {
  const { fiscalYear } = useBooks();
  const clocks = useAlertClocks();
  return useQuery({
    queryKey: ['alert-counts', fiscalYear, clocks],
    queryFn: () =>
      read(api.GET('/v1/alerts/counts', { params: { query: { fiscalYear, ...clocks, ...sinceOwnWrites() } } })),
    select: ({ value }): AlertsOfProgrammes =>
      new Map(value.programmes.map((each) => [each.appropriationId, each.counts])),
    placeholderData: (before) => before,
  });
}

const levelsOf = (counts: AlertCounts): Level[] => LEVELS.filter((level) => counts[level] > 0);

/** Shape and number of each level that has any, as a way to the alerts themselves. */
export function AlertMarks({ appropriationId, counts }: { appropriationId: string; counts: AlertCounts | undefined }) {
  const { linkTo } = useAddress();
  if (counts === undefined) return <span className="nothing">{words.nothing}</span>;
  const levels = levelsOf(counts);
  const text = levels.map((level) => `${LEVEL_WORD[level]} ${counts[level]}`).join('，');
  return (
    <Link to={linkTo('/alerts', { of: appropriationId })} className="alert-marks" title={text}>
      {levels.map((level) => (
        <span key={level}>
          <MarkShape mark={LEVEL_MARK[level]} />
          <span className="spoken">{LEVEL_WORD[level]}</span>
          {counts[level]}
        </span>
      ))}
    </Link>
  );
}

/** The same of several programmes together: `红 4 橙 1`. */
export function AlertTotals({ counts }: { counts: readonly AlertCounts[] }) {
  const total = (level: Level): number => counts.reduce((sum, each) => sum + each[level], 0);
  const levels = LEVELS.filter((level) => total(level) > 0);
  return (
    <span className="alert-marks">
      预警{' '}
      {levels.length === 0
        ? '无'
        : levels.map((level) => (
            <span key={level}>
              <MarkShape mark={LEVEL_MARK[level]} />
              {LEVEL_WORD[level].split(' ')[0]} {total(level)}
            </span>
          ))}
    </span>
  );
}
