import { lazy, Suspense } from 'react';
import { useParams } from 'react-router';
import type { Reading } from '../api/client';
import { Answer, Refusal, Waiting } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { words } from '../words';
import { EventTimeline } from './detail/event-timeline';
import { ExecutionPanel } from './detail/execution-panel';
import { PayoutCalendarPanel } from './detail/payout-calendar-panel';
import { useAppropriation, usePaymentMonths, type Appropriation } from './detail/programme-facts';
import { ProgrammeCards } from './detail/programme-cards';
import { ProgrammeHeading } from './detail/programme-heading';
import { useProgrammeAgainstPlan } from './plan-against-actual';
import './programmes.css';
import './detail/detail.css';

// Below what is looked at first.
const WhatIfPanel = lazy(() => import('./detail/what-if-panel'));
const ProgrammePapers = lazy(() => import('./detail/programme-papers'));

/** 项目详情: understand one programme. */
export function Component() {
  const { appropriationId = '' } = useParams();
  return (
    <Answer query={useAppropriation(appropriationId)} lines={14}>
      {(reading) => <Programme key={appropriationId} reading={reading} />}
    </Answer>
  );
}

function Programme({ reading }: { reading: Reading<Appropriation> }) {
  const appropriation = reading.value;
  const { appropriationId, programmeName } = appropriation;
  const execution = useProgrammeAgainstPlan(appropriationId);
  const months = usePaymentMonths(appropriationId);
  const line = execution.data?.value.programme ?? null;
  // A part that fails says so in its place; the others stand.
  return (
    <>
      <PageTitle parts={[programmeName, words.pages.programmes]} />
      <ProgrammeHeading appropriation={appropriation} />
      <Answer query={execution} lines={3}>
        {({ value }) =>
          value.programme === null ? (
            <p className="refusal">这项指标不在 {value.fiscalYear} 年度的执行表中</p>
          ) : (
            <ProgrammeCards line={value.programme} elapsed={value.elapsedRate} />
          )
        }
      </Answer>
      <div className="detail-columns">
        {line && <ExecutionPanel line={line} />}
        <section className="panel" aria-labelledby="events-heading">
          <h2 id="events-heading" className="panel-heading">
            事件时间线
          </h2>
          <EventTimeline appropriationId={appropriationId} />
        </section>
      </div>
      {months.error !== null && <Refusal error={months.error} onRetry={() => void months.refetch()} />}
      {months.data && <PayoutCalendarPanel appropriation={appropriation} paymentMonths={months.data.value.items} />}
      <Suspense fallback={<Waiting lines={3} />}>
        <WhatIfPanel appropriationId={appropriationId} />
        <ProgrammePapers appropriation={appropriation} />
      </Suspense>
      <PageStatus reading={reading} />
    </>
  );
}
