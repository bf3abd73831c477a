import { Link } from 'react-router';
import { Tabs } from 'antd';
import { AttachmentCard } from '../../attachments/attachment-card';
import { useAddress, useBooks } from '../../books/books';
import { AppropriationTerms } from './appropriation-terms';
import { LedgerTable } from './ledger-table';
import { PerformanceTargets } from './performance-targets';
import type { Appropriation } from './programme-facts';
import { StandardsTable } from './standards-table';

/** What is looked up rather than watched. */
export function ProgrammePapers({ appropriation }: { appropriation: Appropriation }) {
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
          {
            key: 'terms',
            label: '指标文件与要素',
            children: <AppropriationTerms appropriation={appropriation} />,
          },
          {
            key: 'attachments',
            label: '附件',
            children: <AttachmentCard subject={{ kind: 'appropriation', id: appropriation.appropriationId }} />,
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
