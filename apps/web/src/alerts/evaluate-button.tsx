import { useEffect, useState } from 'react';
import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import { command, type AnswerTo } from '../api/command';
import { rememberWrite } from '../api/own-writes';
import { queries } from '../api/queries';
import { useRecording } from '../api/recording';
import { ofAgency, useBooks } from '../books/books';
import { dayToJudge, todayInBeijing } from '../books/books-in-address';
import { ActUnderWay } from '../forms/act-under-way';
import type { Job } from '../jobs/jobs';

/** What the job answers: of the last day it judged, and which days those were. */
type Evaluation = AnswerTo<'/v1/alert-evaluations'> & { readonly days: readonly string[] };

/**
 * 立即评估: the job of every morning, for the day in sight if it has ended, and the days missed before it. It goes on when
 * the page is left; asking twice records nothing twice.
 */
export function EvaluateButton() {
  const { asOf, fiscalYear } = useBooks();
  const on = dayToJudge(asOf, todayInBeijing(new Date()));
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  const recording = useRecording<AnswerTo<'/v1/jobs/alert-evaluations'>>('alert-evaluation', (requested) => {
    setJobId(requested.jobId);
    recording.close();
  });
  const { state, frozen } = recording;
  const isUnderWay = jobId !== null && (job === null || job.situation === 'requested');
  const evaluate = () => {
    setJobId(null);
    recording.record(command('/v1/jobs/alert-evaluations', { body: { on, fiscalYear } }), `按 ${on} 日终评估预警`, {});
  };
  return (
    <>
      <ActUnderWay recording={recording} />
      <span className="form-note" role="status">
        {state.kind === 'refused' ? state.problem.title : jobId === null ? '' : outcomeOf(job)}
      </span>
      <Button onClick={evaluate} loading={frozen || isUnderWay}>
        按 {on} 评估
      </Button>
    </>
  );
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
    rememberWrite((ended.result?.answer as Evaluation | undefined)?.position ?? null);
    void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'jobs' });
  }, [ended?.jobId, ended?.situation]);
  return job;
}

function outcomeOf(job: Job | null): string {
  if (job === null) return '已登记，等待执行…';
  if (job.situation === 'failed' || job.situation === 'cancelled')
    return `评估${job.situation === 'failed' ? '未成功' : '已取消'}：${job.reason ?? ''}`;
  if (job.situation === 'requested') {
    const { progress } = job;
    if (progress === null) return '已登记，等待执行…';
    const { phase, done, total, unit } = progress;
    return `正在${phase}，已完成 ${done}${total === null ? '' : ` / ${total}`} ${unit}；离开此页仍会继续`;
  }
  const { evaluatedOn, days, raised, reopened, escalated, eased, cleared, unjudged, firstUnjudged } = job.result
    ?.answer as Evaluation;
  const upTo = days.length > 1 ? `${days[0]} 至 ${evaluatedOn} 各日，末日` : `${evaluatedOn} 日终`;
  const left = unjudged > 0 ? `，未能判断 ${unjudged} 项：${firstUnjudged[0]?.reason ?? ''}` : '';
  return `已按 ${upTo}评估：新 ${raised + reopened}，升 ${escalated}，降 ${eased}，销 ${cleared}${left}`;
}
