import { Link } from 'react-router';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { parseBusinessDate } from '@bofu/kernel';
import { api, read, type Reading } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency } from '../books/books-asked';
import { useBooks, type Books } from '../books/books';
import { MarkShape } from '../marks/status-tag';
import { words } from '../words';
import { isOutOfDate } from './evaluation-age';
import { EVERY_ALERT, LEVELS, narrowedBy, type AlertsAskedFor, type Level } from './alerts-query';
import { LEVEL_MARK, LEVEL_WORD, useAlertClocks } from './alerts';
import './alert-marks.css';

export type AlertsCounted = paths['/v1/alerts/counts']['get']['responses']['200']['content']['application/json'];
export type AlertCounts = AlertsCounted['situations']['open'];
export type AlertEvaluation = AlertsCounted['evaluation'];

export const alertCounts = (
  { agencyId, fiscalYear }: Pick<Books, 'agencyId' | 'fiscalYear'>,
  clocks: ReturnType<typeof useAlertClocks>,
  asked: AlertsAskedFor = EVERY_ALERT,
) => ({
  queryKey: ['alert-counts', agencyId, fiscalYear, clocks, asked],
  queryFn: () =>
    read(
      api.GET('/v1/alerts/counts', {
        params: { query: { fiscalYear, ...narrowedBy(asked), ...clocks, ...ofAgency({ agencyId }) } },
      }),
    ),
});

const countedIn = ({ value }: Reading<AlertsCounted>): AlertsCounted => value;

/** How many alerts of those asked for there are, by situation and level, and how far the year was judged. */
export function useAlertCounts(asked: AlertsAskedFor = EVERY_ALERT) {
  return useQuery({
    ...alertCounts(useBooks(), useAlertClocks(), asked),
    enabled: asked.levels.length > 0,
    select: countedIn,
    placeholderData: keepPreviousData,
  });
}

const levelsOf = (counts: AlertCounts): Level[] => LEVELS.filter((level) => counts[level] > 0);

/** Figures of a day long gone are grey: they say nothing of the day in sight. */
function useMarksClass({ evaluatedOn }: AlertEvaluation): string {
  const { asOf } = useBooks();
  const isOld = evaluatedOn !== null && isOutOfDate(parseBusinessDate(evaluatedOn), asOf);
  return isOld ? 'alert-marks alert-marks-old' : 'alert-marks';
}

/** Shape and number of each level that has any, as a way to the alerts themselves. */
export function AlertMarks({
  to,
  counts,
  evaluation,
}: {
  /** Where they are listed. */
  to: string;
  /** `null` where nothing stands against it. */
  counts: AlertCounts | null;
  evaluation: AlertEvaluation;
}) {
  const className = useMarksClass(evaluation);
  // Nothing found says something only where somebody has looked.
  if (evaluation.state === 'never') return <span className="nothing">未评估</span>;
  if (counts === null) return <span className="nothing">{words.nothing}</span>;
  const levels = levelsOf(counts);
  const text = levels.map((level) => `${LEVEL_WORD[level]} ${counts[level]}`).join('，');
  return (
    <Link to={to} className={className} title={text}>
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

/** What stands, as counted by situation; `null` where nothing does. */
export function standingOf({ open, acknowledged, snoozed }: AlertsCounted['situations']): AlertCounts | null {
  const counts = { red: 0, orange: 0, yellow: 0, info: 0 };
  for (const level of LEVELS) counts[level] = open[level] + acknowledged[level] + snoozed[level];
  return levelsOf(counts).length === 0 ? null : counts;
}

/** The same of several programmes together: `红 4 橙 1`. */
export function AlertTotals({ counts, evaluation }: { counts: AlertCounts; evaluation: AlertEvaluation }) {
  const className = useMarksClass(evaluation);
  const levels = levelsOf(counts);
  return (
    <span className={className}>
      预警{' '}
      {evaluation.state === 'never'
        ? null
        : levels.length === 0
          ? '无'
          : levels.map((level) => (
              <span key={level}>
                <MarkShape mark={LEVEL_MARK[level]} />
                {LEVEL_WORD[level].split(' ')[0]} {counts[level]}
              </span>
            ))}{' '}
      <EvaluatedUpTo evaluation={evaluation} />
    </span>
  );
}

/** 最近评估: how old the figures are; grey where nobody has judged, or the last attempt failed. */
export function EvaluatedUpTo({ evaluation }: { evaluation: AlertEvaluation }) {
  const { state, evaluatedOn, failed, madeUp } = evaluation;
  const { asOf } = useBooks();
  const isOld = evaluatedOn !== null && isOutOfDate(parseBusinessDate(evaluatedOn), asOf);
  const upTo =
    evaluatedOn === null ? '' : `最近评估 ${evaluatedOn} 日终${madeUp ? '（补评）' : ''}${isOld ? '，此后未评估' : ''}`;
  if (state === 'never') return <span className="nothing">从未评估</span>;
  if (state === 'failed')
    return (
      <span className="nothing" title={failed?.reason}>
        最近一次评估失败（{failed?.on}）{upTo === '' ? '' : `，${upTo}`}
      </span>
    );
  return <span className="nothing">{upTo}</span>;
}
