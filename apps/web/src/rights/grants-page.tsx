import { useState } from 'react';
import { useActor } from '../api/acting-person';
import { useOffice } from '../books/office';
import { Answer } from '../pages/answer';
import { PageTitle } from '../pages/page-title';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import { AccountsSection } from './accounts-section';
import { useEverybody } from './everybody';
import { SITUATION, useGrants, type Grant } from './grants';
import { ProposeGrant } from './propose-grant';
import { SettleGrant } from './settle-grant';

/** 岗位与授权: who holds which post, what waits for a second person, and the accounts. */
export function Component() {
  const { agencies } = useOffice();
  const actor = useActor();
  // Who keeps the system running grants nothing, and is not shown who holds what.
  const seesGrants = actor?.post !== 'system-administrator';
  const grants = useGrants(seesGrants);
  const [openId, setOpenId] = useState<string | null>(null);
  const everybody = useEverybody();
  const agencyOf = (agencyId: string | null) =>
    agencyId === null ? '全系统' : (agencies.find((each) => each.agencyId === agencyId)?.name ?? agencyId);
  const grantsRights = actor?.post === 'security-administrator';
  const columns: readonly Column<Grant>[] = [
    { key: 'person', title: '人员', names: true, cell: (row) => row.personName },
    {
      key: 'post',
      title: '岗位',
      cell: (row) => `${words.post[row.post]}${row.delegatorName === null ? '' : `（代理 ${row.delegatorName}）`}`,
    },
    { key: 'agency', title: '部门', cell: (row) => agencyOf(row.onAgencyId) },
    { key: 'from', title: '起止', cell: (row) => `${row.from} 至 ${row.until ?? '收回'}` },
    { key: 'situation', title: '状态', cell: (row) => SITUATION[row.situation] },
    { key: 'by', title: '提出', cell: (row) => row.proposedByName },
    { key: 'confirmed', title: '确认', cell: (row) => row.confirmedByName ?? words.nothing },
    {
      key: 'open',
      title: '',
      cell: ({ grantId, situation, personName }) =>
        grantsRights &&
        ['proposed', 'confirmed'].includes(situation) && (
          <button
            type="button"
            className="link-button"
            aria-label={`办理 ${personName} 的授权`}
            onClick={() => setOpenId(grantId)}
          >
            办理
          </button>
        ),
    },
  ];
  return (
    <>
      <PageTitle parts={[words.pages.grants]} />
      <h1>{words.pages.grants}</h1>
      {seesGrants && (
        <Answer query={grants}>
          {(rows) => {
            const open = rows.find(({ grantId }) => grantId === openId);
            const settles = open !== undefined && ['proposed', 'confirmed'].includes(open.situation);
            return (
              <>
                <DataTable
                  caption="授权，按提出先后；待确认的须由另一位安全管理员确认"
                  columns={columns}
                  rows={rows}
                  keyOf={({ grantId }) => grantId}
                  current={openId}
                />
                {grantsRights && settles && (
                  <SettleGrant key={open.grantId} grant={open} onDone={() => setOpenId(null)} />
                )}
              </>
            );
          }}
        </Answer>
      )}
      {grantsRights && <ProposeGrant people={everybody} />}
      {(grantsRights || actor?.post === 'system-administrator') && <AccountsSection people={everybody} />}
    </>
  );
}
