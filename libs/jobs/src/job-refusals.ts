import type { RefusalCatalogue } from '@bofu/kernel';
import type { JobSituation } from './domain/job';
import type { JobRefusals } from './domain/refusals';

/** What people read for each situation of a job. */
export const SITUATION_LABELS: Readonly<Record<JobSituation, string>> = {
  requested: '待办',
  completed: '已完成',
  failed: '失败',
  cancelled: '已取消',
};

export const jobRefusals: RefusalCatalogue<JobRefusals> = {
  'job-not-found': { status: 404, title: ({ jobId }) => `找不到后台任务 ${jobId}` },
  'job-exists': { status: 409, title: ({ jobId }) => `后台任务 ${jobId} 已提交过，内容不同` },
  'job-ended': {
    status: 409,
    title: ({ jobId, situation }) => `后台任务 ${jobId}${SITUATION_LABELS[situation]}，不能再取消`,
  },
  'job-kind-not-found': { status: 404, title: ({ kind }) => `没有“${kind}”这种后台任务` },
  'job-parameters-invalid': { status: 422, title: ({ kind, problem }) => `后台任务“${kind}”的参数不正确：${problem}` },
  'job-not-completed': {
    status: 409,
    title: ({ jobId, situation }) => `后台任务 ${jobId} 现为“${SITUATION_LABELS[situation]}”，没有成果可取`,
  },
  'job-file-not-found': { status: 404, title: ({ name }) => `成果文件“${name}”已不在数据目录中，请重新提交任务` },
  'job-file-damaged': { status: 500, title: ({ name }) => `成果文件“${name}”与登记的校验值不符，请重新提交任务` },
};
