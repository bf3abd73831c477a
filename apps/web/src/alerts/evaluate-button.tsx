import { useEffect, useState } from 'react';
import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import { command, type AnswerTo } from '../api/command';
import { rememberWrite } from '../api/own-writes';
import { problemOf } from '../api/problem';
import { queries } from '../api/queries';
import { useRecording } from '../api/recording';
import { ofAgency } from '../books/books-asked';
import { useBooks } from '../books/books';
import { dayToJudge, todayInBeijing } from '../books/books-in-address';
import { ActUnderWay } from '../forms/act-under-way';
import type { Job } from '../jobs/jobs';
import { daysInWords, evaluationIn, outcomeOf, trialInWords } from './evaluation-outcome';

/**
 * 立即评估: the job of every morning, for the day in sight if it has ended, and the days missed before it. It goes on when
 * the page is left; asking twice records nothing twice.
 */
export function EvaluateButton({ evaluatedOn }: { evaluatedOn: string | null }) {
  const { asOf, fiscalYear } = useBooks();
  const on = dayToJudge(asOf, todayInBeijing(new Date()));
  const [jobId, setJobId] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const job = useJob(jobId);
  const trial = useTrial(on, isAsking);
  // What would be refused is not offered; a trial that failed stands in nobody's way.
  const isRefused = trial.error !== null && problemOf(trial.error).status === 409;
  const recording = useRecording<AnswerTo<'/v1/jobs/alert-evaluations'>>('alert-evaluation', (requested) => {
    setJobId(requested.jobId);
    recording.close();
  });
  const { state, frozen } = recording;
  const isUnderWay = jobId !== null && (job === null || job.situation === 'requested');
  const evaluate = () => {
    setAsking(false);
    setJobId(null);
    recording.record(command('/v1/jobs/alert-evaluations', { body: { on, fiscalYear } }), `按 ${on} 日终评估预警`, {});
  };
  return (
    <>
      <ActUnderWay recording={recording} />
      <span className="form-note" role="status">
        {state.kind === 'refused' ? state.problem.title : jobId === null ? '' : outcomeOf(job)}
      </span>
      <Button onClick={() => setAsking(true)} aria-expanded={isAsking} loading={frozen || isUnderWay}>
        按 {on} 评估
      </Button>
      {isAsking && (
        <div className="evaluation-asked" role="alert">
          {isRefused ? (
            <span>{problemOf(trial.error).title}。</span>
          ) : (
            <span>
              {daysInWords(evaluatedOn, on)}。<b>{wouldChange(trial)}</b>
              评估之后不再评估更早的日子，误评估的由监管撤回。
            </span>
          )}
          <Button type="primary" size="small" onClick={evaluate} disabled={isRefused} autoFocus>
            确定评估
          </Button>
          <Button size="small" onClick={() => setAsking(false)}>
            不评估
          </Button>
        </div>
      )}
    </>
  );
}

/** 试评估: what the evaluation would change, before anybody agrees to it. */
function useTrial(on: string, enabled: boolean) {
  const { agencyId, fiscalYear } = useBooks();
  return useQuery({
    queryKey: ['alert-evaluation-trial', agencyId, fiscalYear, on],
    enabled,
    queryFn: () => {
      const query = { fiscalYear, on, ...ofAgency({ agencyId }) };
      return read(api.GET('/v1/alert-evaluations/trial', { params: { query } }));
    },
    // Said of the books as they are when it is asked.
    gcTime: 0,
  });
}

function wouldChange({ data, error }: ReturnType<typeof useTrial>): string {
  if (error !== null) return `未能试评估：${problemOf(error).title}。`;
  return data === undefined ? '正在试评估…' : trialInWords(data.value);
}

const LOOK_AGAIN_MS = 700;

/** Looked at until it has ended; then every figure of the page is read anew, up to what it has recorded. */
function useJob(jobId: string | null): Job | null {
  const { agencyId } = useBooks();
  const query = useQuery({
    queryKey: ['jobs', agencyId, jobId],
    enabled: jobId !== null,
    queryFn: () =>
      read(
        api.GET('/v1/jobs/{jobId}', {
          params: { path: { jobId: jobId ?? '' }, query: ofAgency({ agencyId }) },
        }),
      ),
    refetchInterval: ({ state }) =>
      state.data !== undefined && state.data.value.situation !== 'requested' ? false : LOOK_AGAIN_MS,
  });
  const job = query.data?.value ?? null;
  const ended = job !== null && job.situation !== 'requested' ? job : null;
  useEffect(() => {
    if (ended === null) return;
    rememberWrite(evaluationIn(ended)?.position ?? null);
    void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'jobs' });
  }, [ended?.jobId, ended?.situation]);
  return job;
}
