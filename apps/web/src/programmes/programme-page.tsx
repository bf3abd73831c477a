import { useMemo } from 'react';
import { useParams } from 'react-router';
import type { Reading } from '../api/client';
import { Answer, Refusal } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { words } from '../words';
import { EventTimeline } from './detail/event-timeline';
import { ExecutionPanel } from './detail/execution-panel';
import { PayoutCalendarPanel } from './detail/payout-calendar-panel';
import { useAppropriation, usePaymentsOf, type Appropriation } from './detail/programme-facts';
import { ProgrammeCards } from './detail/programme-cards';
import { ProgrammeHeading } from './detail/programme-heading';
import { ProgrammePapers } from './detail/programme-papers';
import { WhatIfPanel } from './detail/what-if-panel';
import { usePlanAgainstActual } from './plan-against-actual';
import './programmes.css';
import './detail/detail.css';

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
  const year = usePlanAgainstActual();
  const payments = usePaymentsOf(appropriationId);
  const line = useMemo(
    () => year.data?.value.programmes.find((each) => each.appropriationId === appropriationId),
    [year.data, appropriationId],
  );
  // A part that fails says so in its place; the others stand.
  return (
    <>
      <PageTitle parts={[programmeName, words.pages.programmes]} />
      <ProgrammeHeading appropriation={appropriation} />
      <Answer query={year} lines={3}>
        {({ value }) =>
          line === undefined ? (
            <p className="refusal">这项指标不在 {value.fiscalYear} 年度的执行表中</p>
          ) : (
            <ProgrammeCards line={line} elapsed={value.elapsedRate} />
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
      {payments.error !== null && <Refusal error={payments.error} onRetry={() => void payments.refetch()} />}
      {payments.data && <PayoutCalendarPanel appropriation={appropriation} payments={payments.data} />}
      <WhatIfPanel appropriationId={appropriationId} />
      <ProgrammePapers appropriation={appropriation} />
      <PageStatus reading={reading} />
    </>
  );
}
