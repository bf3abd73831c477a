import { Button } from 'antd';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import { useBooks } from '../books/books';
import { dayToJudge, todayInBeijing } from '../books/books-in-address';
import { ActUnderWay } from '../forms/act-under-way';
import { RecordingNote } from '../forms/recording-note';
import type { AlertEvaluation } from './alert-marks';

/**
 * What keeps the figures of alerts from being believed: nobody has judged the year, the last attempt failed, or some
 * could not be judged. Nothing where all is well.
 */
export function AlertWatchNote({ evaluation }: { evaluation: AlertEvaluation }) {
  const { state, failed, unjudgedCount, unjudged, enabledFrom } = evaluation;
  const { writable } = useBooks();
  const canEnable = enabledFrom === null && writable;
  if (state === 'evaluated' && unjudgedCount === 0 && !canEnable) return null;
  return (
    <div className="alert-watch" role="status">
      {state === 'never' && <b>本年度预警从未评估，没有预警不等于没有问题。</b>}
      {state === 'failed' && (
        <b>
          最近一次评估（{failed?.on}）失败：{failed?.reason}
        </b>
      )}
      {unjudgedCount > 0 && (
        <details>
          <summary>{unjudgedCount} 项未能判断</summary>
          <ul>
            {unjudged.map(({ rule, ruleName, subject, subjectName, reason }) => (
              <li key={`${rule}/${subject}`}>
                {rule} {ruleName}，{subjectName}：{reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      {canEnable && <EnableWatch />}
    </div>
  );
}

/** 启用预警: from today, or for a year that is over from its first day; the days gone by are judged in the background. */
function EnableWatch() {
  const { fiscalYear, asOf } = useBooks();
  const recording = useRecording('alert-watch', () => recording.close());
  const today = todayInBeijing(new Date());
  const from = today.startsWith(String(fiscalYear)) ? today : `${fiscalYear}-01-01`;
  const on = dayToJudge(asOf, today);
  return (
    <>
      <span>尚未启用，不会逐日自动评估（可先按 {on} 评估一次）。</span>
      <Button
        size="small"
        loading={recording.frozen}
        onClick={() =>
          recording.record(
            command('/v1/alert-watch', { body: { fiscalYear, from } }),
            `启用预警：${fiscalYear} 年度，自 ${from} 起`,
            {},
          )
        }
      >
        启用预警
      </Button>
      <ActUnderWay recording={recording} />
      <RecordingNote recording={recording} />
    </>
  );
}
