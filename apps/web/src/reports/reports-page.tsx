import { Select } from 'antd';
import { formatYuanGrouped, parseYuan } from '@bofu/kernel';
import { useAddress, useBooks } from '../books/books';
import { AsOfField, YearField } from '../books/books-fields';
import { countText } from '../marks/money';
import { Answer, Nothing } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useAppropriations, type Appropriation } from '../payments/appropriations';
import { DataTable, type Column } from '../table/data-table';
import { words, wordFor } from '../words';
import { ScheduledReports } from './scheduled-reports';
import { spansOf, YEAR_SO_FAR } from './report-span';
import { usePreview, useReportAsked, useReportList, type Preview, type ReportListed } from './reports';
import './reports.css';

/** 报表: choose one, narrow it, look at it, take it as a file or have it made every month. */
export function Component() {
  const reports = useReportList();
  return (
    <>
      <PageTitle parts={[words.pages.reports]} />
      <Answer query={reports}>
        {({ value }) => <ChosenReport reports={value.items} withoutFacts={value.withoutFacts} />}
      </Answer>
    </>
  );
}

function ChosenReport({
  reports,
  withoutFacts,
}: {
  reports: readonly ReportListed[];
  withoutFacts: readonly { readonly title: string; readonly missing: string }[];
}) {
  const { address, change } = useAddress();
  const { fiscalYear } = useBooks();
  const appropriations = useAppropriations();
  const [first] = reports;
  const report = reports.find((one) => one.report === address.get('report')) ?? first;
  if (report === undefined) return null;
  const takes = new Set<string>(report.takes);
  const span = address.get('span') ?? YEAR_SO_FAR;
  return (
    <>
      <div className="toolbar">
        <h1>{words.pages.reports}</h1>
        <label className="field">
          报表
          <Select
            value={report.report}
            onChange={(chosen) => change({ report: chosen })}
            showSearch={{ optionFilterProp: 'label' }}
            popupMatchSelectWidth={false}
            className="report-select"
            options={[
              { label: '可出具', options: reports.map(({ report: value, title: label }) => ({ value, label })) },
              {
                label: '尚无数据',
                options: withoutFacts.map(({ title }) => ({ value: title, label: title, disabled: true })),
              },
            ]}
          />
        </label>
        <YearField />
        <label className="field">
          期间
          <Select
            value={span}
            onChange={(chosen) => change({ span: chosen === YEAR_SO_FAR ? null : chosen })}
            options={[...spansOf(fiscalYear)]}
            showSearch={{ optionFilterProp: 'label' }}
            popupMatchSelectWidth={false}
            className="report-choice"
          />
        </label>
        {span === YEAR_SO_FAR && <AsOfField />}
        <Choices takes={takes} appropriations={appropriations.data?.value ?? []} />
      </div>
      <div className="report-notes">
        <span>
          {report.about}。{report.missing !== null && `${report.missing}。`}
        </span>
        <details>
          <summary>尚不能出具的 {withoutFacts.length} 张</summary>
          <ul>
            {withoutFacts.map(({ title, missing }) => (
              <li key={title}>
                {title}：{missing}
              </li>
            ))}
          </ul>
        </details>
      </div>
      <PreviewOf report={report} />
      <ScheduledReports report={report} />
    </>
  );
}

const ALL = '';

/** 单位, 资金级次, 项目, 预算指标: those the report can be narrowed to. */
function Choices({ takes, appropriations }: { takes: ReadonlySet<string>; appropriations: readonly Appropriation[] }) {
  const units = new Map(appropriations.map(({ unitCode, unitName }) => [unitCode, `${unitCode} ${unitName}`]));
  const programmes = new Map(
    appropriations.map(({ programmeId, programmeCode, programmeName }) => [
      programmeId,
      `${programmeName} ${programmeCode}`,
    ]),
  );
  const issued = new Map(
    appropriations.map(({ appropriationId, programmeCode, programmeName, fundingLevel }) => [
      appropriationId,
      `${programmeName}（${wordFor(words.fundingLevel, fundingLevel)}）${programmeCode}`,
    ]),
  );
  return (
    <>
      {takes.has('unitCode') && units.size > 1 && <Choice label="单位" name="unit" options={units} />}
      {takes.has('fundingLevel') && (
        <Choice label="资金级次" name="level" options={new Map(Object.entries(words.fundingLevel))} />
      )}
      {takes.has('programmeId') && <Choice label="项目" name="programme" options={programmes} />}
      {takes.has('appropriationId') && <Choice label="预算指标" name="appropriation" options={issued} />}
    </>
  );
}

function Choice({ label, name, options }: { label: string; name: string; options: ReadonlyMap<string, string> }) {
  const { address, change } = useAddress();
  return (
    <label className="field">
      {label}
      <Select
        value={address.get(name) ?? ALL}
        onChange={(chosen) => change({ [name]: chosen })}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        className="report-choice"
        options={[{ value: ALL, label: '全部' }, ...[...options].map(([value, text]) => ({ value, label: text }))]}
      />
    </label>
  );
}

function PreviewOf({ report }: { report: ReportListed }) {
  const preview = usePreview(report);
  const { query } = useReportAsked(report);
  if (report.report === 'ledger' && query.appropriationId === undefined)
    return <Nothing>资金台账按指标出具，请先选择预算指标。</Nothing>;
  return (
    <Answer query={preview}>
      {(reading) => (
        <>
          <h2 className="report-title">{reading.value.title}</h2>
          <p className="report-heading">{reading.value.heading}</p>
          <Exports report={report} preview={reading.value} />
          <div className="report-preview">
            <PreviewTable preview={reading.value} />
          </div>
          <PageStatus reading={reading} />
        </>
      )}
    </Answer>
  );
}

/** The files say what the preview says, whatever has been recorded since. */
function Exports({ report, preview }: { report: ReportListed; preview: Preview }) {
  const { query } = useReportAsked(report);
  const asked = new URLSearchParams(
    Object.entries({ ...query, knownAt: preview.knownAt }).map(([name, value]) => [name, String(value)]),
  );
  const address = (format: string): string => `/v1/reports/${report.report}.${format}?${asked.toString()}`;
  return (
    <div className="export-links report-exports no-print">
      导出（元）
      <a href={address('xlsx')} download>
        Excel
      </a>
      <a href={address('csv')} download>
        CSV
      </a>
      <a href={address('pdf')} download>
        PDF（打印签字）
      </a>
      <span>{preview.closing}</span>
    </div>
  );
}

function PreviewTable({ preview: { columns: headers, rows, total, count } }: { preview: Preview }) {
  const columns = headers.map(({ header, kind }, at): Column<readonly string[]> => ({
    key: String(at),
    title: header,
    names: at === 0,
    ...(NUMERIC.has(kind) && { align: 'right' as const }),
    cell: (row) => <PreviewCell kind={kind} text={row[at] ?? ''} />,
    total: <PreviewCell kind={kind} text={total[at] ?? ''} />,
  }));
  return (
    <DataTable
      caption={
        count > rows.length
          ? `共 ${count} 行，先列 ${rows.length} 行；${total.length === 0 ? '' : '合计含全部，'}导出含全部`
          : `共 ${count} 行`
      }
      columns={columns}
      rows={rows}
      keyOf={(row) => `${rows.indexOf(row)}`}
      {...(total[0] !== undefined && { totalLabel: total[0] })}
      empty="这个范围内没有记录。"
      tall
    />
  );
}

const NUMERIC: ReadonlySet<string> = new Set(['money', 'share', 'count']);

/** Amounts and numbers in groups of three, less than nothing in red. */
function PreviewCell({ kind, text }: { kind: string; text: string }) {
  if (kind === 'count' && /^\d+$/.test(text)) return <>{countText(Number(text))}</>;
  if (kind !== 'money' || !/\d/.test(text)) return <>{text}</>;
  const amount = parseYuan(text);
  return <span className={amount < 0n ? 'money money-negative' : 'money'}>{formatYuanGrouped(amount)}</span>;
}
