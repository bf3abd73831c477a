import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from 'antd';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import { useAddress, useBooks } from '../books/books';
import { AsOfField, YearField } from '../books/books-fields';
import { ActUnderWay } from '../forms/act-under-way';
import { RecordingNote } from '../forms/recording-note';
import { Money } from '../marks/money';
import { Answer } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { RecordChecks } from '../replay/record-checks';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import { columnsIn, EVENT_FIELDS, eventsIn, isMoney, textOf, type AnswerRow } from './answer-rows';
import { useAuditAnswer, useQuestions, type AuditAnswer, type Question } from './questions';
import './audit.css';

/** 审计问题: what an auditor asks, each answered from the events, with the events that prove it. */
export function Component() {
  const questions = useQuestions();
  return (
    <>
      <PageTitle parts={[words.pages.audit]} />
      <Answer query={questions} lines={10}>
        {({ value }) => <Asked questions={value.questions} />}
      </Answer>
    </>
  );
}

function Asked({ questions }: { questions: readonly Question[] }) {
  const { address, linkTo } = useAddress();
  const { knownAt } = useBooks();
  const chosen = questions.find(({ number }) => String(number) === address.get('question')) ?? questions[0];
  if (chosen === undefined) return null;
  return (
    <>
      <div className="toolbar">
        <h1>{words.pages.audit}</h1>
        <YearField />
        <AsOfField />
        <span className="form-note">{knownAt === null ? '按现在所知' : `按 ${knownAt.slice(0, 10)} 所知`}</span>
        <div className="toolbar-end">
          <AuditFiles />
          <Button onClick={() => window.print()}>打印</Button>
        </div>
      </div>
      <div className="audit">
        <nav className="audit-questions" aria-label="审计问题">
          <ol>
            {questions.map(({ number, question }) => (
              <li key={number} value={number}>
                <Link
                  to={linkTo('/audit', { question: number })}
                  aria-current={number === chosen.number ? 'true' : undefined}
                >
                  {question}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
        <AnswerTo key={chosen.number} question={chosen} />
      </div>
      <RecordChecks />
    </>
  );
}

/** 审计文件 are made in the job centre, with their progress: nobody waits for a button. */
function AuditFiles() {
  const { fiscalYear, asOf } = useBooks();
  const { linkTo } = useAddress();
  const [requested, setRequested] = useState(false);
  const recording = useRecording('audit-files', () => {
    setRequested(true);
    recording.close();
  });
  const ask = (format: 'package' | 'cloudevents' | 'hledger' | 'gbt42940', name: string) => {
    const body = format === 'cloudevents' ? { format } : { format, fiscalYear, asOf };
    setRequested(false);
    recording.record(command('/v1/jobs/audit-exports', { body }), `发起任务：${name}`, {});
  };
  return (
    <>
      {requested && (
        <span role="status">
          已在<Link to={linkTo('/jobs')}>任务中心</Link>办理
        </span>
      )}
      <Button loading={recording.frozen} onClick={() => ask('package', '制作审计包')}>
        制作审计包
      </Button>
      <Button loading={recording.frozen} onClick={() => ask('cloudevents', '导出全部事件')}>
        导出全部事件
      </Button>
      <Button loading={recording.frozen} onClick={() => ask('hledger', '导出核对账')}>
        导出核对账
      </Button>
      <Button loading={recording.frozen} onClick={() => ask('gbt42940', '导出审计接口数据')}>
        导出接口数据（草案）
      </Button>
      <ActUnderWay recording={recording} />
      <RecordingNote recording={recording} />
    </>
  );
}

function AnswerTo({ question }: { question: Question }) {
  const answer = useAuditAnswer(question.number);
  return (
    <section className="audit-answer" aria-label="回答">
      <h2>
        {question.number}. {question.question}
      </h2>
      <Answer query={answer} lines={8}>
        {(reading) => (
          <>
            <p className="panel" role="status">
              {reading.value.answer}
            </p>
            <AnswerRows answer={reading.value} question={question} />
            <Proof answer={reading.value} />
            <PageStatus reading={reading} />
          </>
        )}
      </Answer>
    </section>
  );
}

/** As many as are read at once; more on demand. */
const SHOWN = 100;

/** A day and an instant are never broken. */
const ON_ONE_LINE = 20;

function AnswerRows({ answer, question }: { answer: AuditAnswer; question: Question }) {
  const [shown, setShown] = useState(SHOWN);
  const { linkTo } = useAddress();
  const eventId = useEventIds(answer);
  const rows = answer.rows as readonly AnswerRow[];
  const titleOf = (name: string): string | null => question.columns.find((each) => each.name === name)?.title ?? null;
  const columns: Column<AnswerRow>[] = columnsIn(rows, question).map(({ name, title }) => ({
    key: name,
    title,
    ...(rows.some((row) => isMoney(row[name])) && { align: 'right' as const }),
    cell: (row) => {
      const value = row[name];
      if (EVENT_FIELDS.has(name)) return <Events numbers={eventsIn(value)} eventId={eventId} />;
      if (isMoney(value)) return <Money yuan={value} unit="yuan" />;
      const text = textOf(value, titleOf);
      return text.length > ON_ONE_LINE ? <span className="audit-cell">{text}</span> : text;
    },
  }));
  const openAt = (row: AnswerRow): string | null => {
    const [payment] = [row['paymentId'], row['paymentIds']].flat();
    if (typeof payment === 'string') return `/payments/${payment}`;
    if (typeof row['alertId'] === 'string') return `/alerts/${row['alertId']}`;
    return typeof row['appropriationId'] === 'string' ? `/programmes/${row['appropriationId']}` : null;
  };
  if (rows.some((row) => openAt(row) !== null))
    columns.push({
      key: 'open',
      title: '打开',
      cell: (row) => {
        const path = openAt(row);
        return path === null ? (
          words.nothing
        ) : (
          <Link to={linkTo(path)} className="no-print">
            打开
          </Link>
        );
      },
    });
  if (rows.length === 0) return <p className="nothing">没有明细。</p>;
  return (
    <>
      <DataTable
        caption={
          <span className="table-caption">
            <span>明细 {rows.length > shown ? `${shown} / ${rows.length}` : rows.length} 行</span>
            <span>单位：元</span>
          </span>
        }
        columns={columns}
        rows={rows.slice(0, shown)}
        keyOf={(row) => String(rows.indexOf(row))}
        tall
      />
      {rows.length > shown && <Button onClick={() => setShown(shown + SHOWN)}>再看 {SHOWN} 行</Button>}
    </>
  );
}

function Proof({ answer: { events } }: { answer: AuditAnswer }) {
  const [shown, setShown] = useState(SHOWN);
  const eventId = new Map(events.map((event) => [event.number, event.eventId]));
  return (
    <details className="audit-proof">
      <summary>证明以上回答的事件 {events.length} 个</summary>
      <Events numbers={events.slice(0, shown).map(({ number }) => number)} eventId={eventId} />
      {events.length > shown && <Button onClick={() => setShown(events.length)}>全部列出</Button>}
    </details>
  );
}

const useEventIds = ({ events }: AuditAnswer): ReadonlyMap<number, string> =>
  new Map(events.map(({ number, eventId }) => [number, eventId]));

function Events({ numbers, eventId }: { numbers: readonly number[]; eventId: ReadonlyMap<number, string> }) {
  const { linkTo } = useAddress();
  if (numbers.length === 0) return words.nothing;
  return (
    <span className="audit-events">
      {numbers.map((number) => {
        const id = eventId.get(number);
        return id === undefined ? (
          <span key={number}>#{number}</span>
        ) : (
          <Link key={number} to={linkTo('/replay', { event: id })}>
            #{number}
          </Link>
        );
      })}
    </span>
  );
}
