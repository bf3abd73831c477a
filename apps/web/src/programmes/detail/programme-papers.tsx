import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { Tabs } from 'antd';
import { useAddress, useBooks } from '../../books/books';
import { Waiting } from '../../pages/answer';
import { AppropriationTerms } from './appropriation-terms';
import { LedgerTable } from './ledger-table';
import { PerformanceTargets } from './performance-targets';
import { ProgrammeAlerts } from './programme-alerts';
import type { Appropriation } from './programme-facts';
import { StandardsTable } from './standards-table';

// With the forms in them, which few who look at a programme open.
const AttachmentCard = lazy(() => import('../../attachments/attachment-card'));
const FundsArrivalsTab = lazy(() => import('./funds-arrivals-tab'));

/** What is looked up rather than watched. */
export default function ProgrammePapers({ appropriation }: { appropriation: Appropriation }) {
  const { address, change, linkTo } = useAddress();
  const { writable } = useBooks();
  const targets = appropriation.performanceTargets ?? [];
  return (
    <section className="panel papers" aria-label="台账与指标">
      {writable && (
        <p className="ways-out no-print">
          <Link to={linkTo(`/setup/plans/${appropriation.appropriationId}`)}>支出计划</Link>
          <Link to={linkTo(`/setup/programmes/${appropriation.programmeId}`)}>标准、指标与名称</Link>
          <Link to={linkTo('/payments/adjustment', { to: appropriation.appropriationId })}>追加、调剂、冻结</Link>
        </p>
      )}
      <Tabs
        activeKey={address.get('tab') ?? 'ledger'}
        onChange={(tab) => change({ tab: tab === 'ledger' ? null : tab })}
        items={[
          {
            key: 'ledger',
            label: '资金台账',
            children: <LedgerTable appropriationId={appropriation.appropriationId} />,
          },
          ...(appropriation.fundingLevel === 'district'
            ? []
            : [
                {
                  key: 'funds',
                  label: '资金到位',
                  children: (
                    <Suspense fallback={<Waiting />}>
                      <FundsArrivalsTab appropriation={appropriation} />
                    </Suspense>
                  ),
                },
              ]),
          {
            key: 'changes',
            label: '指标变动',
            children: <LedgerTable appropriationId={appropriation.appropriationId} changesOnly />,
          },
          {
            key: 'alerts',
            label: '预警',
            children: <ProgrammeAlerts programmeId={appropriation.programmeId} />,
          },
          {
            key: 'terms',
            label: '指标文件与要素',
            children: <AppropriationTerms appropriation={appropriation} />,
          },
          {
            key: 'attachments',
            label: '附件',
            children: (
              <Suspense fallback={<Waiting />}>
                <AttachmentCard subject={{ kind: 'appropriation', id: appropriation.appropriationId }} />
              </Suspense>
            ),
          },
          {
            key: 'standards',
            label: '发放标准',
            children: <StandardsTable programmeId={appropriation.programmeId} />,
          },
          {
            key: 'targets',
            label: `绩效指标 ${targets.length}`,
            children: (
              <>
                <p className="ways-out">
                  <Link to={linkTo(`/performance/${appropriation.programmeId}`)}>实际完成值与自评</Link>
                </p>
                <PerformanceTargets targets={targets} />
              </>
            ),
          },
        ]}
      />
    </section>
  );
}
