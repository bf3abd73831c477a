import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { Button } from 'antd';
import { useAlertCounts } from '../alerts/alert-marks';
import { useAddress, useBooks } from '../books/books';
import { AsOfField, KnownAtField, MoneyUnitField, YearField } from '../books/books-fields';
import type { Reading } from '../api/client';
import { useAltKeys } from '../forms/alt-keys';
import { Answer, Nothing, Waiting } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { ExportLinks } from '../table/export-links';
import { Pages, pageIn } from '../table/pages';
import { useRowKeys } from '../table/row-keys';
import { words } from '../words';
import { AlertWatchNote } from '../alerts/alert-watch-note';
import { useDocumentNumbers } from './document-numbers';
import { shownStateOf } from './execution-state';
import { useShortMonths } from './short-months';
import { usePlanAgainstActual, type PlanAgainstActual, type ProgrammeLine } from './plan-against-actual';
import { ProgrammeFilter } from './programme-filter';
import { ProgrammeSummary } from './programme-summary';
import { ProgrammeTable } from './programme-table';
import { choose, programmesAskedFor } from './programmes-asked-for';
import './programmes.css';

const LINES = 14;

/** 项目列表: compare the programmes of a year, worst first. */
export function Component() {
  return (
    <>
      <PageTitle parts={[words.pages.programmes]} />
      <Answer query={usePlanAgainstActual()} lines={LINES}>
        {(reading) => <ProgrammeList reading={reading} />}
      </Answer>
    </>
  );
}

function ProgrammeList({ reading }: { reading: Reading<PlanAgainstActual> }) {
  const answer = reading.value;
  const { fiscalYear, writable, asOf } = useBooks();
  const { address, change, linkTo } = useAddress();
  const navigate = useNavigate();
  const asked = useMemo(() => programmesAskedFor(address), [address]);
  const counted = useAlertCounts();
  const alerts = counted.data;
  const documentNumberOf = useDocumentNumbers(asked.text !== '');
  const forecast = useShortMonths();
  const shortMonths = forecast.data;
  const stateOf = (line: ProgrammeLine) => {
    const hasRed = (alerts?.of.get(line.programmeId)?.red ?? 0) > 0;
    return shownStateOf(line.state, shortMonths?.get(line.appropriationId) ?? null, asOf.slice(0, 7), hasRed);
  };
  const chosen = choose(answer.programmes, asked, documentNumberOf, (line) => stateOf(line).rank);
  const page = pageIn(address, chosen.length);
  const rows = chosen.slice(page.from, page.to);
  const open = ({ appropriationId }: ProgrammeLine) => void navigate(linkTo(`/programmes/${appropriationId}`));
  const current = useRowKeys(rows, ({ appropriationId }) => appropriationId, open);
  useAltKeys({ ...(writable && { i: () => void navigate(linkTo('/programmes/issue')) }) });
  const narrowed = chosen.length < answer.programmes.length;
  // What is worst is known once all three have answered: a list shown before would jump under the hand.
  if (counted.isPending || forecast.isPending) return <Waiting lines={LINES} />;
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
          {writable && (
            <Button onClick={() => void navigate(linkTo('/programmes/issue'))} aria-keyshortcuts="Alt+I">
              下达指标 <kbd>Alt+I</kbd>
            </Button>
          )}
          <Button onClick={() => window.print()}>打印</Button>
        </div>
      </div>
      <p className="only-print">{fiscalYear} 年度预算项目执行情况</p>
      {alerts && answer.programmes.length > 0 && <AlertWatchNote evaluation={alerts.evaluation} />}
      <ProgrammeSummary chosen={chosen} elapsed={answer.elapsedRate} narrowed={narrowed} alerts={alerts} />
      {answer.programmes.length === 0 ? (
        <Nothing>
          {fiscalYear} 年度还没有项目。可<Link to={linkTo('/setup/templates', { kind: 'programmes' })}>用模板导入</Link>
          年初批复，或<Link to={linkTo('/programmes/issue')}>下达一项指标</Link>，或换一个年度；从头开始见
          <Link to={linkTo('/setup')}>建账引导</Link>。
        </Nothing>
      ) : (
        <ProgrammeTable
          rows={rows}
          chosen={chosen}
          alerts={alerts}
          stateOf={stateOf}
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
