import { Button } from 'antd';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import { useBooks } from '../books/books';
import { ActUnderWay } from '../forms/act-under-way';
import { RecordingNote } from '../forms/recording-note';
import { StatusTag, type Mark } from '../marks/status-tag';
import { Answer } from '../pages/answer';
import { instantText, PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { DataTable, type Column } from '../table/data-table';
import { words, wordFor } from '../words';
import { useReportTitles } from '../reports/reports';
import { shareDone, useJobs, type Job } from './jobs';
import { RequestJob } from './request-job';
import './jobs.css';

const SITUATION_WORD = { requested: '进行中', completed: '已完成', failed: '失败', cancelled: '已取消' } as const;
const SITUATION_MARK: Readonly<Record<Job['situation'], Mark>> = {
  requested: 'info',
  completed: 'green',
  failed: 'red',
  cancelled: 'none',
};

/** 任务中心: what runs in the background, how far it has come, and what came of it. */
export function Component() {
  const { writable } = useBooks();
  const jobs = useJobs();
  const running = jobs.data?.value.items.filter(({ situation }) => situation === 'requested') ?? [];
  return (
    <>
      <PageTitle parts={[words.pages.jobs]} />
      <div className="toolbar">
        <h1>{words.pages.jobs}</h1>
        {writable && <RequestJob />}
      </div>
      <p className="form-note" role="status" aria-live="polite">
        {running.length === 0 ? '没有进行中的任务。' : `进行中 ${running.length} 项；您可以离开此页，任务会继续。`}
      </p>
      <Answer query={jobs}>
        {(reading) => (
          <>
            <JobTable jobs={reading.value.items} />
            <PageStatus reading={reading} />
          </>
        )}
      </Answer>
    </>
  );
}

function JobTable({ jobs }: { jobs: readonly Job[] }) {
  const { agencyId, writable } = useBooks();
  const titles = useReportTitles();
  const columns: readonly Column<Job>[] = [
    { key: 'label', title: '任务', names: true, cell: ({ label }) => label },
    { key: 'parameters', title: '参数', cell: ({ parameters }) => parametersText(parameters, titles) },
    { key: 'requestedBy', title: '发起', cell: ({ requestedBy }) => requestedBy },
    { key: 'requestedAt', title: '发起时点', cell: ({ requestedAt }) => instantText(requestedAt) },
    { key: 'progress', title: '进度', cell: (job) => <Progress job={job} />, width: 260 },
    {
      key: 'situation',
      title: '状态',
      cell: ({ situation }) => <StatusTag mark={SITUATION_MARK[situation]}>{SITUATION_WORD[situation]}</StatusTag>,
    },
    {
      key: 'result',
      title: '结果',
      cell: (job) => (
        <>
          {job.result?.file && (
            <a
              href={`/v1/jobs/${job.jobId}/result${agencyId === null ? '' : `?agency=${agencyId}`}`}
              download={job.result.file.name}
            >
              {job.result.file.name}（{size(job.result.file.bytes)}）
            </a>
          )}
          {job.reason !== null && <span className="job-reason">{job.reason}</span>}
          {job.situation === 'requested' && writable && <Cancel job={job} />}
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption={
        <span className="table-caption">
          <span>最近的任务，新的在前</span>
          <span>成果文件不自动删除</span>
        </span>
      }
      columns={columns}
      rows={jobs}
      keyOf={({ jobId }) => jobId}
      empty="还没有任务。选择一项并按“发起”；每日预警评估也会在这里。"
      tall
    />
  );
}

const PARAMETER_WORD: Readonly<Record<string, string>> = {
  fiscalYear: '年度 ',
  asOf: '截至 ',
  from: '自 ',
  on: '业务日期 ',
  unitCode: '单位 ',
  knownAt: '登记时点 ',
  projection: '账表 ',
};
/** What was chosen; ids, and what was left open, say nothing to people. */
const parametersText = (parameters: Job['parameters'], titles: Readonly<Record<string, string>>): string =>
  Object.entries(parameters)
    .filter(([name, value]) => !name.endsWith('Id') && (typeof value === 'string' || typeof value === 'number'))
    .map(
      ([name, value]) =>
        `${PARAMETER_WORD[name] ?? ''}${wordFor(name === 'projection' ? words.projection : titles, wordFor(words.fundingLevel, String(value)))}`,
    )
    .join('，');

/** A bar where it can be counted, words where not; the words are there either way. */
function Progress({ job }: { job: Job }) {
  const { progress, situation, endedAt } = job;
  if (situation !== 'requested') return <>{endedAt === null ? words.nothing : instantText(endedAt)}</>;
  if (progress === null) return <>等待执行</>;
  const share = shareDone(job);
  const text = `${progress.phase} ${progress.done.toLocaleString('en-US')}${
    progress.total === null ? '' : ` / ${progress.total.toLocaleString('en-US')}`
  } ${progress.unit}`;
  return (
    <span className="job-progress">
      {share !== null && <progress max={100} value={share} aria-label={text} />}
      {share !== null && `${share}% `}
      {text}
    </span>
  );
}

const size = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1_048_576
      ? `${Math.ceil(bytes / 1024)} KB`
      : `${Math.ceil(bytes / 1_048_576)} MB`;

function Cancel({ job }: { job: Job }) {
  const { jobId, label } = job;
  const recording = useRecording(`job/${jobId}/cancel`, () => recording.close());
  const cancel = () => {
    const body = { reason: '在任务中心取消' };
    recording.record(command('/v1/jobs/{jobId}/cancel', { path: { jobId }, body }), `取消任务：${label}`, {});
  };
  return (
    <>
      <Button onClick={cancel} loading={recording.frozen}>
        取消
      </Button>
      <ActUnderWay recording={recording} />
      <RecordingNote recording={recording} />
    </>
  );
}
