import { Link } from 'react-router';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, read, type Reading } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency, useAddress, useBooks } from '../books/books';
import { MarkShape } from '../marks/status-tag';
import { words } from '../words';
import {
  EVERY_ALERT,
  LEVEL_MARK,
  LEVEL_WORD,
  LEVELS,
  narrowedBy,
  useAlertClocks,
  type AlertsAskedFor,
  type Level,
} from './alerts';
import './alert-marks.css';

type Counted = paths['/v1/alerts/counts']['get']['responses']['200']['content']['application/json'];
export type AlertCounts = Counted['programmes'][number]['counts'];

/** What stands, by programme (one without any is not among them), and how far the year was judged. */
export interface AlertsOfProgrammes extends Pick<Counted, 'overdue' | 'unassigned' | 'closureRequested' | 'answered'> {
  readonly of: ReadonlyMap<string | null, AlertCounts>;
  readonly situations: Counted['situations'];
  readonly evaluation: Counted['evaluation'];
}

const byProgramme = ({ value: { programmes, ...rest } }: Reading<Counted>): AlertsOfProgrammes => ({
  ...rest,
  of: new Map(programmes.map((each) => [each.programmeId, each.counts])),
});

/** How many alerts stand against each programme of the books in sight, by level. */
export function useAlertCounts(asked: AlertsAskedFor = EVERY_ALERT) {
  const { agencyId, fiscalYear } = useBooks();
  const clocks = useAlertClocks();
  return useQuery({
    queryKey: ['alert-counts', agencyId, fiscalYear, clocks, asked],
    enabled: asked.levels.length > 0,
    queryFn: () =>
      read(
        api.GET('/v1/alerts/counts', {
          params: {
            query: {
              fiscalYear,
              ...narrowedBy(asked),
              ...clocks,
              ...ofAgency({ agencyId }),
            },
          },
        }),
      ),
    select: byProgramme,
    placeholderData: keepPreviousData,
  });
}

const levelsOf = (counts: AlertCounts): Level[] => LEVELS.filter((level) => counts[level] > 0);

/** Shape and number of each level that has any, as a way to the alerts themselves. */
export function AlertMarks({ programmeId, alerts }: { programmeId: string; alerts: AlertsOfProgrammes | undefined }) {
  const { linkTo } = useAddress();
  const counts = alerts?.of.get(programmeId);
  // Nothing found says something only where somebody has looked.
  if (alerts === undefined || alerts.evaluation.state === 'never')
    return <span className="nothing">{alerts === undefined ? words.nothing : '未评估'}</span>;
  if (counts === undefined) return <span className="nothing">{words.nothing}</span>;
  const levels = levelsOf(counts);
  const text = levels.map((level) => `${LEVEL_WORD[level]} ${counts[level]}`).join('，');
  return (
    <Link to={linkTo('/alerts', { of: programmeId })} className="alert-marks" title={text}>
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
export function AlertTotals({
  counts,
  evaluation,
}: {
  counts: readonly AlertCounts[];
  evaluation: AlertsOfProgrammes['evaluation'];
}) {
  const total = (level: Level): number => counts.reduce((sum, each) => sum + each[level], 0);
  const levels = LEVELS.filter((level) => total(level) > 0);
  return (
    <span className="alert-marks">
      预警{' '}
      {evaluation.state === 'never'
        ? null
        : levels.length === 0
          ? '无'
          : levels.map((level) => (
              <span key={level}>
                <MarkShape mark={LEVEL_MARK[level]} />
                {LEVEL_WORD[level].split(' ')[0]} {total(level)}
              </span>
            ))}{' '}
      <EvaluatedUpTo evaluation={evaluation} />
    </span>
  );
}

/** 最近评估: how old the figures are; grey where nobody has judged, or the last attempt failed. */
export function EvaluatedUpTo({ evaluation }: { evaluation: AlertsOfProgrammes['evaluation'] }) {
  const { state, evaluatedOn, failed, madeUp } = evaluation;
  const upTo = evaluatedOn === null ? '' : `最近评估 ${evaluatedOn} 日终${madeUp ? '（补评）' : ''}`;
  if (state === 'never') return <span className="nothing">从未评估</span>;
  if (state === 'failed')
    return (
      <span className="nothing" title={failed?.reason}>
        最近一次评估失败（{failed?.on}）{upTo === '' ? '' : `，${upTo}`}
      </span>
    );
  return <span className="nothing">{upTo}</span>;
}
