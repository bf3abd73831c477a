import type { AnswerTo } from '../api/command';
import type { paths } from '../api/interface';
import type { Job } from '../jobs/jobs';

/** What the job answers: of the last day it judged, and which days those were. */
type Evaluation = AnswerTo<'/v1/alert-evaluations'> & { readonly days: readonly string[] };

export const evaluationIn = ({ result }: Pick<Job, 'result'>): Evaluation | undefined =>
  result?.answer as Evaluation | undefined;

/** Which days are judged by a press. */
export const daysInWords = (evaluatedOn: string | null, on: string): string =>
  evaluatedOn !== null && evaluatedOn < on ? `将评估 ${evaluatedOn} 之后至 ${on} 的各日` : `将评估 ${on} 日终`;

type Trial = paths['/v1/alert-evaluations/trial']['get']['responses']['200']['content']['application/json'];

/** What an evaluation would change, beside what stands now. */
export function trialInWords({ raised, reopened, escalated, eased, cleared, unjudged }: Trial): string {
  const left = unjudged > 0 ? `，未能判断 ${unjudged} 项` : '';
  const isNone = [raised, reopened, escalated, eased, cleared].every((count) => count === 0);
  return isNone
    ? `与现在相比没有新、升、降、销${left}。`
    : `与现在相比：新 ${raised + reopened}，升 ${escalated}，降 ${eased}，销 ${cleared}${left}。`;
}

/** How the evaluation goes, or what came of it. */
export function outcomeOf(job: Job | null): string {
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
