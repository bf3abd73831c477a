import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { AlertWatchNote } from '../alerts/alert-watch-note';
import { useAddress, useBooks } from '../books/books';
import { AsOfField, KnownAtField, YearField } from '../books/books-fields';
import { MoneyUnitField } from '../books/money-unit-field';
import type { Reading } from '../api/client';
import { useAltKeys } from '../forms/alt-keys';
import { Answer, Nothing } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { ExportLinks } from '../table/export-links';
import { Pages, pageIn } from '../table/pages';
import { useRowKeys } from '../table/row-keys';
import { SavedViews } from '../table/saved-views';
import { words } from '../words';
import { executionLines, type ExecutionLine, type ExecutionLines } from './execution-lines';
import { ProgrammeFilter } from './programme-filter';
import { ProgrammeSummary } from './programme-summary';
import { ProgrammeTable } from './programme-table';
import { programmesAskedFor } from './programmes-asked-for';
import './programmes.css';

const LINES = 14;

/** 项目列表: which programmes are not well, worst first, from the moment it is opened. */
export function Component() {
  const { address } = useAddress();
  const query = useQuery({ ...executionLines(useBooks(), address), placeholderData: keepPreviousData });
  return (
    <>
      <PageTitle parts={[words.pages.programmes]} />
      <Answer query={query} lines={LINES}>
        {(reading) => <ProgrammeList reading={reading} isReadAnew={query.isPlaceholderData} />}
      </Answer>
    </>
  );
}

function ProgrammeList({ reading, isReadAnew }: { reading: Reading<ExecutionLines>; isReadAnew: boolean }) {
  const { value: answer, readAt } = reading;
  const { fiscalYear, writable } = useBooks();
  const { address, change, linkTo } = useAddress();
  const navigate = useNavigate();
  // While another page is on its way the rows are still those of the last one.
  const place = address.toString();
  const [page, setPage] = useState(place);
  if (!isReadAnew && page !== place) setPage(place);
  const asked = useMemo(() => programmesAskedFor(address), [address]);
  const open = ({ appropriationId }: ExecutionLine) => void navigate(linkTo(`/programmes/${appropriationId}`));
  const current = useRowKeys(answer.items, ({ appropriationId }) => appropriationId, open, readAt.getTime());
  useAltKeys({ ...(writable && { i: () => void navigate(linkTo('/programmes/issue')) }) });
  return (
    <>
      <div className="toolbar">
        <h1>{words.pages.programmes}</h1>
        <YearField />
        <ProgrammeFilter answer={answer} asked={asked} isReadAnew={isReadAnew} />
      </div>
      <div className="toolbar">
        <MoneyUnitField />
        <AsOfField />
        <KnownAtField />
        <div className="toolbar-end">
          <SavedViews list="programmes" />
          <ExportLinks report="execution-progress" />
          {writable && (
            <Button onClick={() => void navigate(linkTo('/programmes/issue'))} aria-keyshortcuts="Alt+I">
              下达指标 <kbd>Alt+I</kbd>
            </Button>
          )}
          <Button onClick={() => window.print()}>打印</Button>
        </div>
      </div>
      <p className="only-print print-title">{fiscalYear} 年度预算项目执行情况</p>
      {answer.all > 0 && <AlertWatchNote evaluation={answer.evaluation} />}
      <ProgrammeSummary answer={answer} />
      {answer.all === 0 ? (
        <Nothing>
          {fiscalYear} 年度还没有项目。可<Link to={linkTo('/setup/templates', { kind: 'programmes' })}>用模板导入</Link>
          年初批复，或<Link to={linkTo('/programmes/issue')}>下达一项指标</Link>，或换一个年度；从头开始见
          <Link to={linkTo('/setup')}>建账引导</Link>。
        </Nothing>
      ) : (
        <ProgrammeTable
          answer={answer}
          page={page}
          order={asked.order}
          current={current}
          onOpen={open}
          empty={
            <>
              没有符合条件的项目。
              <button
                type="button"
                className="link-button"
                onClick={() => change({ department: null, level: null, state: null, text: null, page: null })}
              >
                清除条件
              </button>
            </>
          }
        />
      )}
      <Pages page={pageIn(address, answer.count)} of={answer.count} />
      <p className="only-print signatures">
        <span>制表：</span>
        <span>复核：</span>
        <span>主管：</span>
      </p>
      <PageStatus reading={reading} />
    </>
  );
}
