import { Link, useParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { api, read } from '../api/client';
import { actOf } from '../api/record-act';
import type { paths } from '../api/interface';
import { ofAgency, useAddress, useBooks, useDayToRecord } from '../books/books';
import { YearField } from '../books/books-fields';
import { ActFormFields, firstWrong, missing, useActForm } from '../forms/act-form';
import { DateField, TextField } from '../forms/fields';
import { Money } from '../marks/money';
import { StatusTag } from '../marks/status-tag';
import { Answer } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useAppropriations, type Appropriation } from '../payments/appropriations';
import { groupName, type Programme } from '../payments/programmes';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import { useProgrammeNow } from './programme-now';
import { SetupCrumbs } from './setup-crumbs';
import { ratesText, StandardForm } from './standard-form';
import { TargetsForm } from './targets-form';
import './setup.css';

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
              {writable && <StandardForm programme={programme} revision={revision} />}
            </>
          ),
        },
        {
          key: 'targets',
          label: `绩效指标 ${inForce?.targets.length ?? 0}`,
          children: writable && (
            <TargetsForm
              key={fiscalYear}
              programmeId={programmeId}
              name={name}
              targets={inForce?.targets ?? []}
              revision={revision}
            />
          ),
        },
        { key: 'plans', label: '指标与支出计划', children: <Plans programmeId={programmeId} /> },
        {
          key: 'groups',
          label: `人群 ${programme.groups.length}`,
          children: (
            <>
              <p>{programme.groups.map((group) => group.name).join('、') || '没有单设人群：标准对全体适用。'}</p>
              {writable && <GroupForm programme={programme} />}
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
                <div className="form-columns">
                  <RenameForm programme={programme} />
                  {programme.endsOn === null ? (
                    <EndForm programme={programme} />
                  ) : (
                    <ContinueForm programme={programme} />
                  )}
                </div>
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

function GroupForm({ programme: { programmeId, revision } }: { programme: Programme }) {
  const { fiscalYear } = useBooks();
  const form = useActForm<{ readonly name: string; readonly effectiveOn: string }>(
    `programme/${programmeId}/group`,
    () => ({ name: '', effectiveOn: `${fiscalYear}-01-01` }),
    () => ({ name: '' }),
    { 'define-programme-group': ({ name, effectiveOn }) => ({ name, effectiveOn }) },
  );
  const { entered, change } = form;
  return (
    <ActFormFields
      title="设定人群"
      of={form}
      wrong={firstWrong(missing(entered.name, '人群名称'))}
      act={(stated) =>
        actOf('define-programme-group', {
          path: { programmeId },
          revision,
          body: { name: entered.name.trim(), effectiveOn: entered.effectiveOn, ...stated },
        })
      }
      about={`人群 ${entered.name.trim()}`}
    >
      <TextField label="人群名称" text={entered.name} onText={change('name')} limit={50} note="例如 70岁以上" />
      <DateField label="自何日起" date={entered.effectiveOn} onDate={change('effectiveOn')} />
    </ActFormFields>
  );
}

interface Dated {
  readonly effectiveOn: string;
  readonly reason: string;
}

function RenameForm({ programme: { programmeId, code, name, revision } }: { programme: Programme }) {
  const today = useDayToRecord();
  const form = useActForm<Dated & { readonly code: string; readonly name: string }>(
    `programme/${programmeId}/name`,
    () => ({ code, name, effectiveOn: today, reason: '' }),
    () => ({ reason: '' }),
    { 'rename-programme': ({ confirmation: _, ...content }) => content },
  );
  const { entered, change } = form;
  const isSame = entered.code.trim() === code && entered.name.trim() === name;
  return (
    <ActFormFields
      title="变更编码或名称"
      of={form}
      wrong={firstWrong(
        missing(entered.code, '项目编码'),
        missing(entered.name, '项目名称'),
        isSame && '与现在的相同',
        missing(entered.reason, '事由'),
      )}
      act={(stated) =>
        actOf('rename-programme', {
          path: { programmeId },
          revision,
          body: {
            code: entered.code.trim(),
            name: entered.name.trim(),
            effectiveOn: entered.effectiveOn,
            reason: entered.reason.trim(),
            ...stated,
          },
        })
      }
      about={`变更为 ${entered.code.trim()} ${entered.name.trim()}`}
    >
      <TextField label="项目编码" text={entered.code} onText={change('code')} limit={40} />
      <TextField label="项目名称" text={entered.name} onText={change('name')} />
      <DateField label="自何日起" date={entered.effectiveOn} onDate={change('effectiveOn')} />
      <TextField label="事由" text={entered.reason} onText={change('reason')} limit={500} />
    </ActFormFields>
  );
}

function EndForm({ programme: { programmeId, name, revision } }: { programme: Programme }) {
  const today = useDayToRecord();
  const form = useActForm<{ readonly endsOn: string; readonly reason: string }>(
    `programme/${programmeId}/end`,
    () => ({ endsOn: today, reason: '' }),
    undefined,
    { 'end-programme': ({ endsOn, reason }) => ({ endsOn, reason }) },
  );
  const { entered, change } = form;
  return (
    <ActFormFields
      title="终止项目"
      of={form}
      wrong={firstWrong(missing(entered.reason, '事由'))}
      act={(stated) =>
        actOf('end-programme', {
          path: { programmeId },
          revision,
          body: { endsOn: entered.endsOn, reason: entered.reason.trim(), ...stated },
        })
      }
      about={`终止 ${name}，自 ${entered.endsOn} 起`}
      beside={<span className="form-note">自该日起不再应发；此前所欠仍欠，指标的余额照旧</span>}
    >
      <DateField label="自何日起" date={entered.endsOn} onDate={change('endsOn')} />
      <TextField label="事由" text={entered.reason} onText={change('reason')} limit={500} />
    </ActFormFields>
  );
}

function ContinueForm({ programme: { programmeId, name, revision } }: { programme: Programme }) {
  const today = useDayToRecord();
  const form = useActForm<Dated>(
    `programme/${programmeId}/continuation`,
    () => ({ effectiveOn: today, reason: '' }),
    undefined,
    { 'continue-programme': ({ effectiveOn, reason }) => ({ effectiveOn, reason }) },
  );
  const { entered, change } = form;
  return (
    <ActFormFields
      title="恢复项目"
      of={form}
      wrong={firstWrong(missing(entered.reason, '事由'))}
      act={(stated) =>
        actOf('continue-programme', {
          path: { programmeId },
          revision,
          body: { effectiveOn: entered.effectiveOn, reason: entered.reason.trim(), ...stated },
        })
      }
      about={`恢复 ${name}`}
    >
      <DateField label="自何日起" date={entered.effectiveOn} onDate={change('effectiveOn')} />
      <TextField label="事由" text={entered.reason} onText={change('reason')} limit={500} />
    </ActFormFields>
  );
}
