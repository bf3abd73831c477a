import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { api, read } from '../api/client';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import { ofAgency } from '../books/books-asked';
import { useBooks } from '../books/books';
import { ActUnderWay } from '../forms/act-under-way';
import { RecordingNote } from '../forms/recording-note';
import { countText } from '../marks/money';
import { StatusTag } from '../marks/status-tag';
import { shareDone, type Job } from '../jobs/jobs';
import { Answer } from '../pages/answer';
import { instantText } from '../pages/page-status';
import { DataTable, type Column } from '../table/data-table';
import { words, wordFor } from '../words';

const KIND = 'projection-comparison';
const LOOK_AGAIN_MS = 500;

/** What a comparison that has ended came to. */
interface Compared {
  readonly projections: number;
  readonly tables: number;
  readonly rows: number;
  readonly differingRows: number;
  readonly valuesShown: boolean;
}

interface DifferingCell {
  readonly projection: string;
  readonly table: string;
  readonly key: Readonly<Record<string, string | null>>;
  /** `null`: the whole row stands on one side only. */
  readonly column: string | null;
  readonly live: string | null;
  readonly rebuilt: string | null;
}

/** 重放结果=当前账: the latest comparison there was, whoever asked for it, and the way to another. */
export function RebuildCheck() {
  const { agencyId, writable } = useBooks();
  const latest = useQuery({
    queryKey: ['jobs', agencyId, KIND],
    queryFn: () =>
      read(api.GET('/v1/jobs', { params: { query: { kind: KIND, limit: 1, ...ofAgency({ agencyId }) } } })),
    refetchInterval: ({ state }) => (state.data?.value.items[0]?.situation === 'requested' ? LOOK_AGAIN_MS : false),
  });
  const job = latest.data?.value.items[0];
  const recording = useRecording('projection-comparison', () => {
    recording.close();
    void latest.refetch();
  });
  const running = recording.frozen || job?.situation === 'requested';
  const compared = job?.situation === 'completed' ? (job.result?.answer as Compared) : null;
  return (
    <>
      <span role="status">
        <Outcome job={job} compared={compared} />
      </span>
      {writable && (
        <Button
          onClick={() =>
            recording.record(command('/v1/jobs/projection-comparisons', { body: {} }), '由事件重建账表并逐行比对', {})
          }
          loading={running}
        >
          {compared === null ? '重建比对' : '重新比对'}
        </Button>
      )}
      <ActUnderWay recording={recording} />
      <RecordingNote recording={recording} />
      {job !== undefined && compared !== null && compared.differingRows > 0 && (
        <DifferingRows jobId={job.jobId} compared={compared} />
      )}
    </>
  );
}

function Outcome({ job, compared }: { job: Job | undefined; compared: Compared | null }) {
  if (job?.situation === 'requested')
    return (
      <StatusTag mark="info">
        重建比对进行中
        {job.progress !== null &&
          `：${job.progress.done} / ${job.progress.total} ${job.progress.unit}，${shareDone(job)}%`}
      </StatusTag>
    );
  if (job?.situation === 'failed') return <StatusTag mark="red">重建比对未完成：{job.reason}</StatusTag>;
  if (job === undefined || compared === null) return <StatusTag mark="none">重放结果与现账逐行相同：未运行</StatusTag>;
  const extent = `${compared.tables} 张表 ${countText(compared.rows)} 行，${instantText(job.endedAt ?? '')}`;
  return compared.differingRows === 0 ? (
    <StatusTag mark="green">重放结果与现账逐行相同：{extent}</StatusTag>
  ) : (
    <StatusTag mark="red">
      重放结果与现账有 {countText(compared.differingRows)} 行不同：{extent}
    </StatusTag>
  );
}

/** The rows themselves, as the job wrote them down. */
function DifferingRows({ jobId, compared }: { jobId: string; compared: Compared }) {
  const { agencyId } = useBooks();
  const rows = useQuery({
    queryKey: ['comparison', jobId],
    queryFn: () =>
      read(api.GET('/v1/jobs/{jobId}/result', { params: { path: { jobId }, query: { ...ofAgency({ agencyId }) } } })),
  });
  return (
    <Answer query={rows} lines={3}>
      {({ value }) => (
        <DataTable
          caption={`不同的行：现账所存与由事件得出的值；每张表至多列 20 行。现账由事件重建即可改正，见${words.pages.jobs}${
            compared.valuesShown ? '' : '。本系统有多个部门，值不在此列出'
          }`}
          columns={COLUMNS}
          rows={(value as unknown as { readonly found: readonly DifferingCell[] }).found}
          keyOf={(cell) => JSON.stringify([cell.projection, cell.table, cell.key, cell.column, cell.live])}
        />
      )}
    </Answer>
  );
}

const COLUMNS: readonly Column<DifferingCell>[] = [
  { key: 'projection', title: '账表', cell: ({ projection }) => wordFor(words.projection, projection) },
  { key: 'table', title: '表', names: true, cell: ({ projection, table }) => `${projection}.${table}` },
  {
    key: 'key',
    title: '行',
    cell: ({ key }) =>
      Object.entries(key)
        .map(([name, value]) => `${name}=${value ?? '空'}`)
        .join('，') || words.nothing,
  },
  { key: 'column', title: '列', cell: ({ column }) => column ?? '整行' },
  { key: 'live', title: '现账', cell: ({ live }) => <Value text={live} /> },
  { key: 'rebuilt', title: '由事件得出', cell: ({ rebuilt }) => <Value text={rebuilt} /> },
];

const Value = ({ text }: { text: string | null }) =>
  text === null ? (
    <span className="nothing">{words.nothing}</span>
  ) : (
    <span className="cut" title={text}>
      {text}
    </span>
  );
