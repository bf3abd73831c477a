import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import { thresholdsText, type AlertRule } from '../alerts/rules';
import { useAddress, useBooks } from '../books/books';
import { useJobs, type Job } from '../jobs/jobs';
import { Answer } from '../pages/answer';
import { instantText } from '../pages/page-status';
import { RecordChecks } from '../replay/record-checks';
import { words } from '../words';
import { useLateAndReversed } from './workbench';

/** As many of each as are looked over at a glance. */
const LATEST = 5;
/** Files that left the office: what was written in the background for somebody to take along. */
const HANDED_OUT: readonly string[] = ['audit-export', 'report-export'];

/** 账可信吗: what an auditor asks of the records before anything else. */
export default function AuditDesk() {
  return (
    <>
      <RecordChecks />
      <LateAndReversed />
      <div className="audit-desk">
        <ThresholdChanges />
        <FilesHandedOut />
      </div>
    </>
  );
}

function LateAndReversed() {
  return (
    <Answer query={useLateAndReversed(true)} lines={1}>
      {({ value: { late, backfilled, reversed, reclassified, returnedByBank, returnedByPayee } }) => (
        <dl className="workbench-figures">
          {[
            ['补登', late],
            ['期初补录内登记', backfilled],
            ['冲销', reversed],
            ['更正', reclassified],
            ['退票', returnedByBank],
            ['主动退回', returnedByPayee],
          ].map(([word, count]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{count}</dd>
            </div>
          ))}
        </dl>
      )}
    </Answer>
  );
}

/** The rules as they are known now, whatever day the books are looked at: who set what, and when. */
function useRulesNow() {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['alert-rules', agencyId, 'now'],
    queryFn: () =>
      read(api.GET('/v1/alert-rules', { params: { query: agencyId === null ? {} : { agency: agencyId } } })),
  });
}

function ThresholdChanges() {
  const { linkTo } = useAddress();
  return (
    <Latest title="最近的阈值变更" to={linkTo('/alert-rules')}>
      <Answer query={useRulesNow()} lines={2}>
        {({ value: { items } }) => {
          const changes = latestChanges(items);
          if (changes.length === 0) return <p className="form-note">各规则都按出厂阈值，没有变更过。</p>;
          return (
            <ul className="workbench-list">
              {changes.map(({ rule, before, version, recordedAt }) => (
                <li key={`${rule.rule}/${version.version}`}>
                  <span className="workbench-what">
                    {rule.rule} {rule.name}：
                    {before === undefined ? '' : `${thresholdsText(rule, before.thresholds)} → `}
                    {thresholdsText(rule, version.thresholds)}
                    <span className="form-note">
                      {version.setBy ?? words.nothing} 设定，自 {version.effectiveFrom ?? words.nothing} 起；
                      {version.reason}
                    </span>
                  </span>
                  <span className="form-note">{instantText(recordedAt).slice(0, 16)}</span>
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
    </Latest>
  );
}

/** Set by somebody, not shipped: the latest first, each beside what was in force before it. */
const latestChanges = (rules: readonly AlertRule[]) =>
  rules
    .flatMap((rule) =>
      rule.versions.flatMap((version, at) =>
        version.recordedAt === null
          ? []
          : [{ rule, version, recordedAt: version.recordedAt, before: rule.versions[at - 1] }],
      ),
    )
    .sort((one, other) => (one.recordedAt < other.recordedAt ? 1 : -1))
    .slice(0, LATEST);

function FilesHandedOut() {
  const { linkTo } = useAddress();
  return (
    <Latest title="最近出具的文件与审计包" to={linkTo('/jobs')}>
      <Answer query={useJobs()} lines={2}>
        {({ value: { items } }) => {
          const files = items.flatMap(fileOf).slice(0, LATEST);
          if (files.length === 0) return <p className="form-note">任务中心还没有出具过文件。</p>;
          return (
            <ul className="workbench-list">
              {files.map(({ jobId, label, requestedBy, endedAt, file }) => (
                <li key={jobId}>
                  <span className="workbench-what">
                    {label}：{file.name}
                    <span className="form-note">
                      {requestedBy}　SHA-256 {file.sha256.slice(0, 12)}…
                    </span>
                  </span>
                  <span className="form-note">{endedAt === null ? '' : instantText(endedAt).slice(0, 16)}</span>
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
    </Latest>
  );
}

const fileOf = ({ result, ...job }: Job) =>
  result === null || result.file === null || !HANDED_OUT.includes(job.kind) ? [] : [{ ...job, file: result.file }];

const Latest = ({ title, to, children }: { title: string; to: string; children: ReactNode }) => (
  <section aria-label={title}>
    <h3>
      <Link to={to}>{title}</Link>
    </h3>
    {children}
  </section>
);
