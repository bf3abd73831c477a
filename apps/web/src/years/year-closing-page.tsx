import { useParams } from 'react-router';
import { Button } from 'antd';
import { useAddress, useBooks } from '../books/books';
import { Money } from '../marks/money';
import { StatusTag } from '../marks/status-tag';
import { Answer } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import { Balances, StepDetail } from './step-detail';
import { SIGNING_POST, SIGNING_POSTS, STATE, STEP, useMayDo, useYear, type MayDo, type Step, type Year } from './years';
import './years.css';

/** 年终结账: twelve steps, and of one of them what is on record and what is to be done. */
export function Component() {
  const { year: named } = useParams();
  const { fiscalYear, knownAt } = useBooks();
  const year = Number(named ?? fiscalYear);
  const query = useYear(year);
  const may = useMayDo();
  return (
    <>
      <PageTitle parts={[`${year} 年${words.pages.years}`]} />
      <div className="toolbar">
        <h1>
          {year} 年{words.pages.years}
        </h1>
        <div className="toolbar-end">
          <Button onClick={() => window.print()}>打印年终结账表</Button>
        </div>
      </div>
      {knownAt !== null && <p className="form-note">年终按现在的情形显示。</p>}
      <Answer query={query}>
        {(reading) => (
          <>
            <Steps year={reading.value} may={may} />
            <PageStatus reading={reading} />
          </>
        )}
      </Answer>
    </>
  );
}

function Steps({ year, may }: { year: Year; may: MayDo }) {
  const { address, change } = useAddress();
  const asked = address.get('step');
  const { steps } = year;
  const open =
    steps.find(({ step }) => step === asked) ??
    steps.find(({ state }) => state === 'blocking' || state === 'open') ??
    steps[0];
  const columns: readonly Column<Step & { number: number }>[] = [
    { key: 'number', title: '', word: '序号', align: 'right', cell: ({ number }) => number },
    {
      key: 'step',
      title: '步骤',
      names: true,
      cell: ({ step }) => (
        <button
          type="button"
          className="link-button"
          aria-pressed={step === open?.step}
          onClick={() => change({ step })}
        >
          {STEP[step]}
        </button>
      ),
    },
    {
      key: 'state',
      title: '状态',
      cell: ({ state }) => {
        const [word, mark] = STATE[state];
        return <StatusTag mark={mark}>{word}</StatusTag>;
      },
    },
    { key: 'count', title: '项数', align: 'right', cell: ({ count }) => count ?? words.nothing },
    { key: 'amount', title: '金额', align: 'right', cell: ({ amount }) => <Money yuan={amount} unit="yuan" /> },
    { key: 'found', title: '系统中的记录', cell: ({ found }) => found },
    { key: 'missing', title: '还缺', cell: ({ missing }) => missing ?? words.nothing },
  ];
  return (
    <>
      <DataTable
        caption={year.locked === null ? '年终十二步（元）' : '年终十二步（元），已锁账'}
        columns={columns}
        rows={steps.map((step, at) => ({ ...step, number: at + 1 }))}
        keyOf={({ step }) => step}
        current={open?.step ?? null}
      />
      {open !== undefined && (
        <section className="no-print" aria-label={STEP[open.step]}>
          <h2>{STEP[open.step]}</h2>
          <StepDetail key={open.step} step={open.step} year={year} may={may} />
        </section>
      )}
      <Statement year={year} />
    </>
  );
}

const NOBODY: MayDo = { dispose: false, close: false, void: false, sign: null };

/** What is printed below the twelve steps: each balance, and the three who sign. */
function Statement({ year }: { year: Year }) {
  return (
    <div className="only-print">
      <Balances year={year} may={NOBODY} />
      <p className="year-signatures">
        {SIGNING_POSTS.map((post) => {
          const signature = year.report.signatures.find((one) => one.post === post && one.stands);
          return (
            <span key={post}>
              {SIGNING_POST[post]}：{signature?.signedBy ?? '＿＿＿＿＿＿'}
            </span>
          );
        })}
        <span>报表摘要：{year.report.digest ?? '12 月未月结'}</span>
      </p>
    </div>
  );
}
