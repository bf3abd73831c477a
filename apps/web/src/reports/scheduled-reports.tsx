import { useState } from 'react';
import { Button, Select } from 'antd';
import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import { command } from '../api/command';
import type { paths } from '../api/interface';
import { useRecording } from '../api/recording';
import { ofAgency } from '../books/books-asked';
import { useAddress, useBooks } from '../books/books';
import { bodyField } from '../forms/body-field';
import { ActUnderWay } from '../forms/act-under-way';
import { RecordingNote } from '../forms/recording-note';
import { Answer } from '../pages/answer';
import { words, wordFor } from '../words';
import { useReportAsked, type ReportListed } from './reports';

type Schedule =
  paths['/v1/report-schedules']['get']['responses']['200']['content']['application/json']['items'][number];
type Cycle = Schedule['every'];
type Format = 'xlsx' | 'csv' | 'pdf';

const FORMAT_WORD: Readonly<Record<string, string>> = { xlsx: 'Excel', csv: 'CSV', pdf: 'PDF' };
const CYCLES: readonly { readonly value: Cycle; readonly label: string }[] = [
  { value: 'month', label: '每月' },
  { value: 'quarter', label: '每季首月' },
];
const DAY = bodyField('/v1/report-schedules', 'day', '几日');
const DAYS = Array.from({ length: DAY.most ?? 1 }, (_, at) => ({ value: at + 1, label: `${at + 1} 日` }));

/** 每月 5 日出上月《月报（季报）》（PDF，中央）. */
function inWords({ every, day, title, format, fundingLevel, unitCode, programmeId }: Schedule): string {
  const when = every === 'month' ? `每月 ${day} 日出上月` : `每季首月 ${day} 日出上季`;
  const narrowed = [
    wordFor(FORMAT_WORD, format),
    ...(fundingLevel === null ? [] : [words.fundingLevel[fundingLevel]]),
    ...(unitCode === null ? [] : [`单位 ${unitCode}`]),
    ...(programmeId === null ? [] : ['所选项目']),
  ];
  return `${when}《${title}》（${narrowed.join('，')}）`;
}

/** 定期出具: the report in sight, as it is narrowed, made every month or quarter; and those that are. */
export function ScheduledReports({ report }: { report: ReportListed }) {
  const { agencyId, writable } = useBooks();
  const { linkTo } = useAddress();
  const schedules = useQuery({
    queryKey: ['report-schedules', agencyId],
    queryFn: () => read(api.GET('/v1/report-schedules', { params: { query: ofOne(agencyId) } })),
  });
  return (
    <section className="panel report-schedules no-print" aria-label="定期出具">
      <b>定期出具</b>
      {writable && report.report !== 'ledger' && <ScheduleForm report={report} />}
      <Answer query={schedules} lines={1}>
        {({ value: { items } }) =>
          items.length === 0 ? (
            <p className="form-note">还没有定期报表。到日子由后台出具，在任务中心下载。</p>
          ) : (
            <ul>
              {items.map((schedule) => (
                <li key={schedule.scheduleId}>
                  {inWords(schedule)}，{schedule.scheduledBy} 设定{writable && <End schedule={schedule} />}
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      <Link to={linkTo('/jobs')}>到任务中心下载</Link>
    </section>
  );
}

const ofOne = (agencyId: string | null) => {
  const { agency } = ofAgency({ agencyId });
  return agency === undefined ? {} : { agency };
};

function ScheduleForm({ report }: { report: ReportListed }) {
  const [every, setEvery] = useState<Cycle>('month');
  const [day, setDay] = useState(5);
  const [format, setFormat] = useState<Format>('pdf');
  const { unitCode, fundingLevel, programmeId } = useReportAsked(report).query;
  const recording = useRecording('report-schedule', () => recording.close());
  const schedule = () => {
    if (report.report === 'ledger') return;
    const body = {
      ...{ report: report.report, format, every, day },
      ...(unitCode !== undefined && { unitCode }),
      ...(fundingLevel !== undefined && { fundingLevel }),
      ...(programmeId !== undefined && { programmeId }),
    };
    recording.record(command('/v1/report-schedules', { body }), `定期出具：${report.title}`, {});
  };
  const { frozen } = recording;
  return (
    <>
      <span className="report-schedule-form">
        {report.title}
        <Select aria-label="周期" value={every} onChange={setEvery} options={[...CYCLES]} disabled={frozen} />
        <Select aria-label="几日" value={day} onChange={setDay} options={DAYS} disabled={frozen} />
        <Select
          aria-label="格式"
          value={format}
          onChange={setFormat}
          options={Object.entries(FORMAT_WORD).map(([value, label]) => ({ value: value as Format, label }))}
          disabled={frozen}
        />
        出{every === 'month' ? '上月' : '上季'}
        <Button onClick={schedule} loading={frozen}>
          设定
        </Button>
      </span>
      <ActUnderWay recording={recording} />
      <RecordingNote recording={recording} />
    </>
  );
}

function End({ schedule }: { schedule: Schedule }) {
  const { scheduleId } = schedule;
  const recording = useRecording(`report-schedule/${scheduleId}/end`, () => recording.close());
  const end = () =>
    recording.record(
      command('/v1/report-schedules/{scheduleId}/end', { path: { scheduleId }, body: {} }),
      `停止：${inWords(schedule)}`,
      {},
    );
  return (
    <>
      <Button onClick={end} loading={recording.frozen} aria-label={`停止 ${inWords(schedule)}`}>
        停止
      </Button>
      <ActUnderWay recording={recording} />
      <RecordingNote recording={recording} />
    </>
  );
}
