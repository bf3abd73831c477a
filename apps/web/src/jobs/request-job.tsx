import { useState } from 'react';
import { Button, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import { command, type Command } from '../api/command';
import { useRecording } from '../api/recording';
import { useBooks } from '../books/books';
import { AsOfField, YearField } from '../books/books-fields';
import { dayToJudge, todayInBeijing } from '../books/books-in-address';
import { words, wordFor } from '../words';
import { ActUnderWay } from '../forms/act-under-way';
import { RecordingNote } from '../forms/recording-note';

interface Task {
  readonly name: string;
  readonly request: Command;
  /** What is said before it is begun, and agreed to. */
  readonly warning?: string;
}

interface TaskGroup {
  readonly title: string;
  readonly tasks: readonly Task[];
}

/** 资金台账 is of one programme, and is taken from that programme's page. */
const REPORTS = [
  ['execution-progress', '资金执行进度表'],
  ['disbursements', '拨付明细表'],
] as const;
const FORMATS = [
  ['xlsx', 'Excel'],
  ['csv', 'CSV'],
  ['pdf', 'PDF'],
] as const;

/** Everything that can be asked for here, on the year and the day in sight. */
function useTasks(): readonly TaskGroup[] {
  const { fiscalYear, asOf } = useBooks();
  const projections = useQuery({
    queryKey: ['projections'],
    queryFn: () => read(api.GET('/v1/projections')),
  });
  const reports = REPORTS.flatMap(([report, title]) =>
    FORMATS.map(([format, ending]): Task => ({
      name: `导出${title} ${ending}`,
      request: command('/v1/jobs/report-exports', { body: { report, format, fiscalYear, asOf } }),
    })),
  );
  const journals = (['hledger', 'beancount'] as const).map((format): Task => ({
    name: `导出核对账 ${format}`,
    request: command('/v1/jobs/audit-exports', { body: { format, fiscalYear, asOf } }),
  }));
  const events: Task = {
    name: '导出全部事件 CloudEvents',
    request: command('/v1/jobs/audit-exports', { body: { format: 'cloudevents' } }),
  };
  const auditPackage: Task = {
    name: '制作审计包',
    request: command('/v1/jobs/audit-exports', { body: { format: 'package', fiscalYear, asOf } }),
  };
  const interfaceTables: Task = {
    name: '导出审计接口数据（GB/T 42940 草案）',
    request: command('/v1/jobs/audit-exports', { body: { format: 'gbt42940', fiscalYear, asOf } }),
  };
  const judged = dayToJudge(asOf, todayInBeijing(new Date()));
  const evaluation: Task = {
    name: `按 ${judged} 日终评估预警`,
    request: command('/v1/jobs/alert-evaluations', { body: { on: judged } }),
  };
  const rebuilds = (projections.data?.value.items ?? []).map(({ name }): Task => ({
    name: `从事件重建${wordFor(words.projection, name)}`,
    request: command('/v1/jobs/projection-rebuilds', { body: { projection: name } }),
    warning: '重建从全部事件重新算出这张表，记录不变；数据多时要几分钟，其间查询照旧，机器会变慢。',
  }));
  return [
    { title: '报表', tasks: reports },
    { title: '审计文件', tasks: [auditPackage, ...journals, events, interfaceTables] },
    { title: '预警', tasks: [evaluation] },
    { title: '账表', tasks: rebuilds },
  ];
}

/** 发起任务: one list of what can run in the background, and one button. */
export function RequestJob() {
  const groups = useTasks();
  const [name, setName] = useState<string | null>(null);
  const task = groups.flatMap(({ tasks }) => tasks).find((each) => each.name === name);
  const [begun, setBegun] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const recording = useRecording('job-request', () => {
    setBegun(name);
    recording.close();
  });
  const { frozen } = recording;
  const begin = () => {
    setAsking(false);
    setBegun(null);
    if (task) recording.record(task.request, `发起任务：${task.name}`, {});
  };
  return (
    <>
      <YearField />
      <AsOfField />
      <div className="toolbar-end">
        <label className="field">
          任务
          <Select<string>
            value={task?.name ?? null}
            placeholder="选择任务"
            onChange={(chosen) => {
              setName(chosen);
              setAsking(false);
            }}
            showSearch
            disabled={frozen}
            popupMatchSelectWidth={false}
            className="task-select"
            options={groups.map(({ title, tasks }) => ({
              label: title,
              options: tasks.map((each) => ({ value: each.name, label: each.name })),
            }))}
          />
        </label>
        <Button
          type="primary"
          disabled={!task}
          loading={frozen}
          onClick={() => (task?.warning === undefined ? begin() : setAsking(true))}
        >
          发起
        </Button>
      </div>
      {isAsking && task && (
        <div className="job-warning" role="alert">
          {task.name}：{task.warning}
          <Button type="primary" onClick={begin} autoFocus>
            确定重建
          </Button>
          <Button onClick={() => setAsking(false)}>不重建</Button>
        </div>
      )}
      {begun !== null && !frozen && (
        <span className="form-note" role="status">
          已发起：{begun}，进度见下表；可以离开此页。
        </span>
      )}
      <ActUnderWay recording={recording} />
      <RecordingNote recording={recording} />
    </>
  );
}
