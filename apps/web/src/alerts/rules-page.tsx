import { formUnderWay } from '../api/recordings';
import { useAddress, useBooks } from '../books/books';
import { AsOfField, KnownAtField, YearField } from '../books/books-fields';
import { holds, useActor } from '../api/acting-person';
import { useOffice } from '../books/office';
import { Answer } from '../pages/answer';
import { instantText, PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { DataTable, type Column } from '../table/data-table';
import { useRowKeys } from '../table/row-keys';
import { words } from '../words';
import { ProgrammeSetsSection } from '../rights/programme-sets-section';
import { AgencySettings } from './agency-settings';
import {
  thresholdsText,
  useAlertRules,
  versionInForce,
  type AlertRule,
  type RuleNotEvaluated,
  type ThresholdVersion,
} from './rules';
import { thresholdFormOf, ThresholdForm } from './threshold-form';
import './alerts.css';

/** 预警规则: each rule with its thresholds, whoever set them and from when, and how to set others; 办理设置 below. */
export function Component() {
  const rules = useAlertRules();
  const { writable } = useBooks();
  const { agency } = useOffice();
  const actor = useActor();
  return (
    <>
      <PageTitle parts={[words.pages['alert-rules']]} />
      <div className="toolbar">
        <h1>{words.pages['alert-rules']}</h1>
        <YearField />
        <AsOfField />
        <KnownAtField />
      </div>
      <Answer query={rules} lines={14}>
        {(reading) => (
          <>
            <RuleBoard rules={reading.value.items} />
            <RulesNotEvaluated rules={reading.value.notEvaluated} />
            {writable && <AgencySettings />}
            {writable && agency !== null && holds(actor, 'supervisor') && (
              <ProgrammeSetsSection key={agency.agencyId} agency={agency} />
            )}
            <PageStatus reading={reading} />
          </>
        )}
      </Answer>
    </>
  );
}

const WHY: Readonly<Record<RuleNotEvaluated['why'], string>> = {
  'refused-at-once': '办理时即拒绝',
  'facts-missing': '未启用',
  'not-kept': '未启用',
};

const NOT_EVALUATED: readonly Column<RuleNotEvaluated>[] = [
  {
    key: 'rule',
    title: '规则',
    names: true,
    cell: ({ rule, name }) => `${rule} ${name}`,
  },
  { key: 'why', title: '状态', cell: ({ why }) => WHY[why] },
  { key: 'instead', title: '缺少的事实，或以何代之', cell: ({ instead }) => instead },
];

/** So that nobody takes the silence of these for "nothing found". */
function RulesNotEvaluated({ rules }: { rules: readonly RuleNotEvaluated[] }) {
  return (
    <section className="panel" aria-label="不评估的规则">
      <h2>不评估的规则</h2>
      <p className="form-note">下列规则每日评估时不查：没有这些规则的预警，不等于没有这些问题。</p>
      <DataTable
        caption="财政监管规则中本系统不评估的"
        columns={NOT_EVALUATED}
        rows={rules}
        keyOf={({ rule }) => rule}
      />
    </section>
  );
}

function RuleBoard({ rules }: { rules: readonly AlertRule[] }) {
  const { asOf } = useBooks();
  const { address, change } = useAddress();
  const underWay = rules.find(({ rule }) => formUnderWay(thresholdFormOf(rule)) !== null);
  const chosen =
    rules.find(({ rule }) => rule === address.get('rule')) ??
    underWay ??
    rules.find(({ thresholds }) => thresholds.length > 0);
  const choose = ({ rule }: AlertRule) => change({ rule });
  const current = useRowKeys(rules, ({ rule }) => rule, choose);
  const columns: readonly Column<AlertRule>[] = [
    {
      key: 'rule',
      title: '规则',
      names: true,
      cell: (each) => (
        <button
          type="button"
          className="link-button alert-name"
          aria-pressed={each.rule === chosen?.rule}
          onClick={() => choose(each)}
        >
          <span>
            {each.rule} {each.name}
          </span>
        </button>
      ),
    },
    {
      key: 'thresholds',
      title: '在用阈值',
      cell: (each) => {
        const inForce = versionInForce(each);
        return each.thresholds.length === 0 || !inForce ? (
          '没有阈值'
        ) : (
          <span className="thresholds">{thresholdsText(each, inForce.thresholds)}</span>
        );
      },
    },
    {
      key: 'version',
      title: '版本',
      cell: (each) => (each.thresholds.length === 0 ? words.nothing : versionText(versionInForce(each))),
    },
  ];
  return (
    <div className="rule-board">
      <DataTable
        caption={`${asOf} 有效的阈值`}
        columns={columns}
        rows={rules}
        keyOf={({ rule }) => rule}
        current={current ?? chosen?.rule ?? null}
        onOpen={choose}
        tall
      />
      {chosen && <RulePanel key={chosen.rule} rule={chosen} />}
    </div>
  );
}

const versionText = (version: ThresholdVersion | undefined): string =>
  version === undefined ? '' : version.effectiveFrom === null ? '出厂' : `自 ${version.effectiveFrom}`;

function RulePanel({ rule }: { rule: AlertRule }) {
  const { writable } = useBooks();
  const columns: readonly Column<ThresholdVersion>[] = [
    { key: 'from', title: '生效', names: true, cell: versionText },
    {
      key: 'thresholds',
      title: '阈值',
      cell: ({ thresholds }) => <span className="thresholds">{thresholdsText(rule, thresholds)}</span>,
    },
    { key: 'reason', title: '事由', cell: ({ reason }) => reason ?? '随产品提供' },
    {
      key: 'setBy',
      title: '设定',
      cell: ({ setBy, recordedAt }) => (recordedAt === null ? words.nothing : `${setBy} ${instantText(recordedAt)}`),
    },
  ];
  return (
    <section className="panel" aria-label={`${rule.rule} ${rule.name}`}>
      <h2>
        {rule.rule} {rule.name}
      </h2>
      <p className="formula">{rule.meaning}</p>
      {rule.thresholds.length === 0 ? (
        <p className="form-note">本规则没有可设的阈值。</p>
      ) : (
        <>
          {writable && <ThresholdForm rule={rule} />}
          <DataTable
            caption="各版阈值，新的在前"
            columns={columns}
            rows={[...rule.versions].reverse()}
            keyOf={({ version }) => String(version)}
          />
        </>
      )}
    </section>
  );
}
