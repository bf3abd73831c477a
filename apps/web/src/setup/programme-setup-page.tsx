import { lazy, Suspense } from 'react';
import { Link, useParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency } from '../books/books-asked';
import { useAddress, useBooks, useDayToRecord } from '../books/books';
import { YearField } from '../books/books-fields';
import { Money } from '../marks/money';
import { StatusTag } from '../marks/status-tag';
import { Answer, Waiting } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useAppropriations, type Appropriation } from '../payments/appropriations';
import { groupName, type Programme } from '../payments/programmes';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import { useProgrammeNow } from './programme-now';
import { SetupCrumbs } from './setup-crumbs';
import { ratesText } from './rates-text';
import './setup.css';

const StandardForm = lazy(() => import('./standard-form'));
const TargetsForm = lazy(() => import('./targets-form'));
const GroupForm = lazy(() => import('./group-form'));
const NameForms = lazy(() => import('./name-forms'));

type Versions =
  paths['/v1/programmes/{programmeId}/versions']['get']['responses']['200']['content']['application/json'];

function useVersions(programmeId: string) {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['programme-versions', agencyId, programmeId],
    queryFn: () =>
      read(
        api.GET('/v1/programmes/{programmeId}/versions', {
          params: { path: { programmeId }, query: ofAgency({ agencyId }) },
        }),
      ),
  });
}

/** 一个项目的设定: standards with their versions, targets, plans, groups, name and end. */
export function Component() {
  const { programmeId = '' } = useParams();
  const programme = useProgrammeNow(programmeId);
  const versions = useVersions(programmeId);
  return (
    <Answer query={programme}>
      {(reading) => (
        <Answer query={versions}>
          {({ value }) => (
            <>
              <PageTitle parts={[reading.value.name, words.pages.setup]} />
              <SetupCrumbs here={`预算项目 / ${reading.value.code}`} />
              <div className="toolbar">
                <h1>{reading.value.name}</h1>
                <YearField />
                {reading.value.endsOn !== null && <StatusTag mark="none">{reading.value.endsOn} 起终止</StatusTag>}
              </div>
              <Settings key={programmeId} programme={reading.value} versions={value} />
              <PageStatus reading={reading} />
            </>
          )}
        </Answer>
      )}
    </Answer>
  );
}

function Settings({ programme, versions }: { programme: Programme; versions: Versions }) {
  const { writable, fiscalYear } = useBooks();
  const { address, change } = useAddress();
  const { programmeId, name, revision } = programme;
  const today = useDayToRecord();
  const inForce = versions.targets
    .filter((version) => version.fiscalYear === fiscalYear && version.effectiveOn <= today)
    .sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1))
    .at(-1);
  return (
    <Tabs
      activeKey={address.get('tab') ?? 'standards'}
      onChange={(tab) => change({ tab: tab === 'standards' ? null : tab })}
      items={[
        {
          key: 'standards',
          label: '发放标准',
          children: (
            <>
              <StandardVersions programme={programme} versions={versions.standards} today={today} />
              {writable && (
                <Suspense fallback={<Waiting />}>
                  <StandardForm programme={programme} revision={revision} />
                </Suspense>
              )}
            </>
          ),
        },
        {
          key: 'targets',
          label: `绩效指标 ${inForce?.targets.length ?? 0}`,
          children: writable && (
            <Suspense fallback={<Waiting />}>
              <TargetsForm
                key={fiscalYear}
                programmeId={programmeId}
                name={name}
                targets={inForce?.targets ?? []}
                revision={revision}
              />
            </Suspense>
          ),
        },
        { key: 'plans', label: '指标与支出计划', children: <Plans programmeId={programmeId} /> },
        {
          key: 'groups',
          label: `人群 ${programme.groups.length}`,
          children: (
            <>
              <p>{programme.groups.map((group) => group.name).join('、') || '没有单设人群：标准对全体适用。'}</p>
              {writable && (
                <Suspense fallback={<Waiting />}>
                  <GroupForm programme={programme} />
                </Suspense>
              )}
            </>
          ),
        },
        {
          key: 'name',
          label: '名称与终止',
          children: (
            <>
              <NameVersions names={versions.names} />
              {writable && (
                <Suspense fallback={<Waiting />}>
                  <NameForms programme={programme} />
                </Suspense>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

type StandardVersion = Versions['standards'][number];

/** Of each group: which one counts today, which counted before, which is still to come. */
function StandardVersions({
  programme,
  versions,
  today,
}: {
  programme: Programme;
  versions: readonly StandardVersion[];
  today: string;
}) {
  const newest = (one: StandardVersion): string =>
    versions
      .filter(({ groupId, effectiveOn }) => groupId === one.groupId && effectiveOn <= today)
      .reduce((last, each) => (each.effectiveOn >= last.effectiveOn ? each : last), {
        effectiveOn: '',
        position: '',
      }).position;
  const columns: readonly Column<StandardVersion>[] = [
    { key: 'since', title: '自', names: true, cell: ({ effectiveOn }) => effectiveOn },
    {
      key: 'state',
      title: today,
      cell: (version) =>
        version.effectiveOn > today ? (
          <StatusTag mark="info">尚未生效</StatusTag>
        ) : newest(version) === version.position ? (
          <StatusTag mark="green">有效</StatusTag>
        ) : (
          <StatusTag mark="none">已被取代</StatusTag>
        ),
    },
    {
      key: 'group',
      title: '人群',
      cell: ({ groupId }) => groupName([programme], programme.programmeId, groupId),
    },
    { key: 'rates', title: '标准', cell: ratesText },
    {
      key: 'headcount',
      title: '人数',
      align: 'right',
      cell: ({ headcount }) => headcount?.toLocaleString('en-US') ?? words.nothing,
    },
    { key: 'cashFlow', title: '支付节奏', cell: ({ cashFlow }) => words.cashFlow[cashFlow] },
    { key: 'deadline', title: '时限', cell: ({ deadline }) => deadline.printed },
  ];
  return (
    <DataTable
      caption="历次发放标准，新的在前"
      columns={columns}
      rows={[...versions].sort((a, b) => (a.effectiveOn + a.position < b.effectiveOn + b.position ? 1 : -1))}
      keyOf={({ position }) => position}
      empty="还没有设定发放标准。"
    />
  );
}

function Plans({ programmeId }: { programmeId: string }) {
  const { fiscalYear } = useBooks();
  const { linkTo } = useAddress();
  const columns: readonly Column<Appropriation>[] = [
    {
      key: 'level',
      title: '资金级次',
      names: true,
      cell: ({ appropriationId, fundingLevel, issuedAs, batch }) => (
        <Link to={linkTo(`/programmes/${appropriationId}`)}>
          {words.fundingLevel[fundingLevel]} {words.issuedAs[issuedAs]} 第 {batch} 批
        </Link>
      ),
    },
    { key: 'unit', title: '预算单位', cell: ({ unitName }) => unitName },
    { key: 'document', title: '文号', cell: ({ documentNumber }) => documentNumber?.printed ?? words.nothing },
    {
      key: 'budget',
      title: '全年预算（元）',
      align: 'right',
      cell: ({ budget }) => <Money yuan={budget} unit="yuan" />,
    },
    {
      key: 'available',
      title: '可用（元）',
      align: 'right',
      cell: ({ available }) => <Money yuan={available} unit="yuan" />,
    },
    {
      key: 'plan',
      title: '支出计划',
      cell: ({ appropriationId, spendingPlan }) => (
        <Link to={linkTo(`/setup/plans/${appropriationId}`)}>{spendingPlan === null ? '编制' : '看与调整'}</Link>
      ),
    },
    {
      key: 'change',
      title: '变动',
      cell: ({ appropriationId }) => (
        <Link to={linkTo('/payments/adjustment', { to: appropriationId })}>追加、追减、冻结…</Link>
      ),
    },
  ];
  return (
    <Answer query={useAppropriations()}>
      {({ value }) => (
        <>
          <DataTable
            caption={`${fiscalYear} 年的指标`}
            columns={columns}
            rows={value.filter((each) => each.programmeId === programmeId)}
            keyOf={({ appropriationId }) => appropriationId}
            empty={`${fiscalYear} 年还没有下达指标。`}
          />
          <p className="ways-out">
            <Link to={linkTo('/programmes/issue')}>下达指标</Link>
          </p>
        </>
      )}
    </Answer>
  );
}

type NameVersion = Versions['names'][number];

function NameVersions({ names }: { names: readonly NameVersion[] }) {
  const columns: readonly Column<NameVersion>[] = [
    { key: 'since', title: '自', names: true, cell: ({ effectiveOn }) => effectiveOn },
    { key: 'code', title: '项目编码', cell: ({ code }) => code },
    { key: 'name', title: '项目名称', cell: ({ name }) => name },
  ];
  return (
    <DataTable caption="历次名称" columns={columns} rows={[...names].reverse()} keyOf={({ position }) => position} />
  );
}
