import { useState } from 'react';
import { holds, useActor } from '../api/acting-person';
import { useOffice } from '../books/office';
import { SmallOfficeNote, VacancyNote } from '../people/office-notes';
import { Answer } from '../pages/answer';
import { PageTitle } from '../pages/page-title';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import { AccountsSection } from './accounts-section';
import { useEverybody } from './everybody';
import { OVER_MONEY, SITUATION, useGrants, type Grant } from './grants';
import { ProposeGrant } from './propose-grant';
import { SettleGrant } from './settle-grant';
import { SettleSetChanges } from './settle-set-changes';
import { SmallOfficeSection } from './small-office-section';

/** For which programmes a post over money is held; nothing for the others, which are for none. */
const limitOf = ({ post, programmeSetName }: Grant): string =>
  programmeSetName ?? (OVER_MONEY.includes(post) ? '全部' : words.nothing);

/** 岗位与授权: who holds which post, what waits for a second person, and the accounts. */
export function Component() {
  const { agencies, agency } = useOffice();
  const actor = useActor();
  // Who keeps the system running grants nothing, and is not shown who holds what.
  const seesGrants = actor === null || actor.posts.some((post) => post !== 'system-administrator');
  const grants = useGrants(seesGrants);
  const [openId, setOpenId] = useState<string | null>(null);
  const everybody = useEverybody();
  const agencyOf = (agencyId: string | null) =>
    agencyId === null ? '全系统' : (agencies.find((each) => each.agencyId === agencyId)?.name ?? agencyId);
  const grantsRights = holds(actor, 'security-administrator');
  // Who oversees a small office is the second person of its grants.
  const seconds = holds(actor, 'supervisor', 'auditor') && agency !== null && agency.smallOffice !== null;
  const columns: readonly Column<Grant>[] = [
    { key: 'person', title: '人员', names: true, cell: (row) => row.personName },
    {
      key: 'post',
      title: '岗位',
      cell: (row) => `${words.post[row.post]}${row.delegatorName === null ? '' : `（代理 ${row.delegatorName}）`}`,
    },
    { key: 'agency', title: '部门', cell: (row) => agencyOf(row.onAgencyId) },
    ...(grants.data?.some(({ programmeSetId }) => programmeSetId !== null)
      ? [{ key: 'set', title: '项目组', cell: limitOf }]
      : []),
    { key: 'from', title: '起止', cell: (row) => `${row.from} 至 ${row.until ?? '收回'}` },
    { key: 'situation', title: '状态', cell: (row) => SITUATION[row.situation] },
    { key: 'by', title: '提出', cell: (row) => row.proposedByName },
    { key: 'confirmed', title: '确认', cell: (row) => row.confirmedByName ?? words.nothing },
    {
      key: 'open',
      title: '',
      word: '办理',
      cell: ({ grantId, situation, personName }) =>
        (grantsRights ? ['proposed', 'confirmed'] : seconds ? ['proposed'] : []).includes(situation) && (
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
      <SmallOfficeNote agency={agency} />
      <VacancyNote agency={agency} />
      {seesGrants && (
        <Answer query={grants}>
          {(rows) => {
            const open = rows.find(({ grantId }) => grantId === openId);
            const settles = open !== undefined && ['proposed', 'confirmed'].includes(open.situation);
            return (
              <>
                <DataTable
                  caption={`授权，按提出先后；待确认的须由另一位安全管理员${agency?.smallOffice ? '，或监管、审计' : ''}确认`}
                  columns={columns}
                  rows={rows}
                  keyOf={({ grantId }) => grantId}
                  current={openId}
                />
                {(grantsRights || seconds) && settles && (
                  <SettleGrant key={open.grantId} grant={open} onDone={() => setOpenId(null)} />
                )}
              </>
            );
          }}
        </Answer>
      )}
      {grantsRights && agency !== null && <SettleSetChanges agencyId={agency.agencyId} />}
      {grantsRights && <ProposeGrant people={everybody} />}
      {grantsRights && agency !== null && <SmallOfficeSection key={agency.agencyId} agency={agency} />}
      {(grantsRights || holds(actor, 'system-administrator')) && <AccountsSection people={everybody} />}
    </>
  );
}
