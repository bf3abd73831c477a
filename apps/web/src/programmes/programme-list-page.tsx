import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { Button } from 'antd';
import { useAlertCounts } from '../alerts/alert-marks';
import { useAddress, useBooks } from '../books/books';
import { AsOfField, KnownAtField, MoneyUnitField, YearField } from '../books/books-fields';
import type { Reading } from '../api/client';
import { Answer, Nothing } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { ExportLinks } from '../table/export-links';
import { Pages, pageIn } from '../table/pages';
import { useRowKeys } from '../table/row-keys';
import { words } from '../words';
import { useDocumentNumbers } from './document-numbers';
import { usePlanAgainstActual, type PlanAgainstActual, type ProgrammeLine } from './plan-against-actual';
import { ProgrammeFilter } from './programme-filter';
import { ProgrammeSummary } from './programme-summary';
import { ProgrammeTable } from './programme-table';
import { choose, programmesAskedFor } from './programmes-asked-for';
import './programmes.css';

/** 项目列表: compare the programmes of a year, worst first. */
export function Component() {
  return (
    <>
      <PageTitle parts={[words.pages.programmes]} />
      <Answer query={usePlanAgainstActual()} lines={14}>
        {(reading) => <ProgrammeList reading={reading} />}
      </Answer>
    </>
  );
}

function ProgrammeList({ reading }: { reading: Reading<PlanAgainstActual> }) {
  const answer = reading.value;
  const { fiscalYear } = useBooks();
  const { address, change, linkTo } = useAddress();
  const navigate = useNavigate();
  const asked = useMemo(() => programmesAskedFor(address), [address]);
  const alerts = useAlertCounts().data;
  const documentNumberOf = useDocumentNumbers(asked.text !== '');
  const chosen = choose(answer.programmes, asked, documentNumberOf);
  const page = pageIn(address, chosen.length);
  const rows = chosen.slice(page.from, page.to);
  const open = ({ appropriationId }: ProgrammeLine) => void navigate(linkTo(`/programmes/${appropriationId}`));
  const current = useRowKeys(rows, ({ appropriationId }) => appropriationId, open);
  const narrowed = chosen.length < answer.programmes.length;
  return (
    <>
      <div className="toolbar">
        <h1>{words.pages.programmes}</h1>
        <YearField />
        <ProgrammeFilter answer={answer} asked={asked} />
      </div>
      <div className="toolbar">
        <MoneyUnitField />
        <AsOfField />
        <KnownAtField />
        <div className="toolbar-end">
          <ExportLinks report="execution-progress" />
          <Button onClick={() => window.print()}>打印</Button>
        </div>
      </div>
      <p className="only-print">{fiscalYear} 年度预算项目执行情况</p>
      <ProgrammeSummary chosen={chosen} elapsed={answer.elapsedRate} narrowed={narrowed} alerts={alerts} />
      {answer.programmes.length === 0 ? (
        <Nothing>
          {fiscalYear} 年度还没有项目。可用 <code>bofu import programmes</code> 导入年初批复，或换一个年度。
        </Nothing>
      ) : (
        <ProgrammeTable
          rows={rows}
          chosen={chosen}
          alerts={alerts}
          elapsed={answer.elapsedRate}
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
      <Pages page={page} of={chosen.length} />
      <p className="only-print signatures">
        <span>制表：</span>
        <span>复核：</span>
        <span>主管：</span>
      </p>
      <PageStatus reading={reading} />
    </>
  );
}
