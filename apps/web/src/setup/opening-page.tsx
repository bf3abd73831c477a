import { useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { formatYuanGrouped, parseYuan, sumFen } from '@bofu/kernel';
import { api, read } from '../api/client';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import { ofAgency } from '../books/books-asked';
import { useAddress, useBooks, useDayToRecord } from '../books/books';
import { YearField } from '../books/books-fields';
import { useOffice } from '../books/office';
import { FromDraft, type Kept } from '../drafts/from-draft';
import { useKeptDraft } from '../drafts/keep-draft';
import { firstWrong } from '../forms/act-form';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { DateField } from '../forms/day-fields';
import { TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import { Answer, Nothing } from '../pages/answer';
import { NotWritable } from '../pages/not-writable';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useAppropriations, type Appropriation } from '../payments/appropriations';
import { useProgrammes, type Programme } from '../payments/programmes';
import { words } from '../words';
import {
  NO_MONTH,
  openingMonths,
  pasted,
  readRow,
  refusedCell,
  sums,
  yuanText,
  type OpeningCells,
} from './opening-grid';
import { SetupCrumbs } from './setup-crumbs';
import './setup.css';

const REASON = bodyField('/v1/opening-balances', 'reason', '事由');

const TITLE = '期初补录';

/** 期初补录: what was paid before these books began, by appropriation and month, recorded whole or not at all. */
export function Component() {
  const { writable } = useBooks();
  const { linkTo } = useAddress();
  const appropriations = useAppropriations();
  const programmes = useProgrammes();
  const openings = useOpeningBalances();
  if (!writable) return <NotWritable />;
  return (
    <>
      <PageTitle parts={[TITLE, words.pages.setup]} />
      <SetupCrumbs here={TITLE} />
      <div className="toolbar">
        <h1>{TITLE}</h1>
        <YearField />
        <Link to={linkTo('/setup/templates', { kind: 'openings' })}>用模板补录（.xlsx）</Link>
      </div>
      <Answer query={appropriations}>
        {(reading) => (
          <Answer query={programmes}>
            {({ value: registered }) => (
              <Answer query={openings}>
                {({ value: { items } }) => (
                  <>
                    {reading.value.length === 0 ? (
                      <Nothing>本年度还没有指标：先登记项目与指标，再补录期初</Nothing>
                    ) : (
                      <FromDraft<Entered>>
                        {(kept) => (
                          <Grid
                            kept={kept}
                            appropriations={reading.value}
                            programmes={registered}
                            entered={new Map(items.map((one) => [one.appropriationId, one]))}
                          />
                        )}
                      </FromDraft>
                    )}
                    <InTransit appropriations={reading.value} />
                    <PageStatus reading={reading} />
                  </>
                )}
              </Answer>
            )}
          </Answer>
        )}
      </Answer>
    </>
  );
}

function useOpeningBalances() {
  const { agencyId, fiscalYear } = useBooks();
  return useQuery({
    queryKey: ['opening-balances', agencyId, fiscalYear],
    queryFn: () =>
      read(api.GET('/v1/opening-balances', { params: { query: { fiscalYear, ...ofAgency({ agencyId }) } } })),
  });
}

interface Entered {
  readonly effectiveOn: string;
  readonly reason: string;
  readonly cells: OpeningCells;
  readonly heads: Readonly<Record<string, string>>;
}

interface OnRecord {
  readonly effectiveOn: string;
  readonly amount: string;
}

function Grid({
  kept: { draftId, entered },
  appropriations,
  programmes,
  entered: onRecord,
}: {
  kept: Kept<Entered>;
  appropriations: readonly Appropriation[];
  programmes: readonly Programme[];
  entered: ReadonlyMap<string, OnRecord>;
}) {
  const { fiscalYear } = useBooks();
  const today = useDayToRecord();
  const headsOf = (programmeId: string): string =>
    String(programmes.find((each) => each.programmeId === programmeId)?.standards[0]?.headcount ?? '');
  const [effectiveOn, setEffectiveOn] = useState(entered.effectiveOn ?? today);
  const [reason, setReason] = useState(entered.reason ?? '');
  const [cells, setCells] = useState<OpeningCells>(entered.cells ?? {});
  const [heads, setHeads] = useState<Readonly<Record<string, string>>>(entered.heads ?? {});
  const [done, setDone] = useState<string | null>(null);
  const draft = useKeptDraft(draftId, 'opening-balances', {
    subject: String(fiscalYear),
    title: `${fiscalYear} 年期初补录`,
    entered: { effectiveOn, reason, cells, heads },
  });
  const columns = [...openingMonths(effectiveOn), NO_MONTH];
  const open = appropriations.filter(({ appropriationId }) => !onRecord.has(appropriationId));
  const rows = open.map((appropriation) => {
    const { appropriationId, programmeId, available } = appropriation;
    const people = heads[appropriationId] ?? headsOf(programmeId);
    return { appropriation, people, ...readRow(cells[appropriationId] ?? {}, people, columns, parseYuan(available)) };
  });
  const filled = rows.filter(({ lines }) => lines.length > 0);
  const wrongs = rows.flatMap(({ appropriation: { programmeName }, wrong }) =>
    Object.values(wrong).map((why) => `${programmeName}：${why}`),
  );
  const total = sumFen(filled.map(({ totalFen }) => totalFen));
  const recording = useRecording(`opening-balances/${fiscalYear}`, () => {
    // What was sent: the list of what is on record may have been read anew before this.
    if (recording.state.kind === 'recorded') setDone(`已补录：${recording.state.act.about}`);
    setCells({});
    draft.submitted();
    recording.close();
  });
  const confirmation = useConfirmation(recording);
  const refused = recording.state.kind === 'refused' ? refusedCell(recording.state.problem, open) : null;
  const inTheWay =
    firstWrong(
      filled.length === 0 && '还没有填写金额',
      wrongs.length > 0 && `有 ${wrongs.length} 处不对，如${wrongs[0]}`,
      wrongIn(REASON, reason),
    ) ?? confirmation.inTheWay;
  const change = (next: OpeningCells) => {
    setCells(next);
    setDone(null);
    if (recording.state.kind === 'refused') recording.close();
  };
  const submit = () => {
    if (inTheWay !== null) return;
    const balances = filled.map(({ appropriation: { appropriationId }, lines }) => ({
      appropriationId,
      lines: [...lines],
    }));
    const body = { effectiveOn, balances, reason: reason.trim(), ...confirmation.stated };
    const about = `${fiscalYear} 年期初，${filled.length} 项指标，合计 ${formatYuanGrouped(total)} 元`;
    recording.record(command('/v1/opening-balances', { body }), about, {});
  };
  const ids = open.map(({ appropriationId }) => appropriationId);
  const byMonth = sums(filled, ({ lines }) =>
    lines.map(({ period, amount }) => [period ?? NO_MONTH, parseYuan(amount)]),
  );
  const byLevel = sums(filled, ({ appropriation, totalFen }) => [[appropriation.fundingLevel, totalFen] as const]);
  return (
    <EntryForm label={TITLE} onSubmit={submit} recording={recording}>
      <fieldset className="panel">
        <legend>{TITLE}：启用前已付</legend>
        <DateField label="期初日" date={effectiveOn} onDate={setEffectiveOn} />
        <div className="entry-rows-scroll">
          <table className="entry-rows opening-grid" aria-label="各项指标各月已付，元">
            <thead>
              <tr>
                <th scope="col">项目</th>
                <th scope="col">级次</th>
                <th scope="col">每月人数</th>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column === NO_MONTH ? '不分月' : `${Number(column.slice(5))} 月`}
                  </th>
                ))}
                <th scope="col">已付合计</th>
                <th scope="col">在途</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ appropriation, people, totalFen, wrong }) => {
                const { appropriationId, programmeName, fundingLevel, inTransit } = appropriation;
                const own = cells[appropriationId] ?? {};
                const name = `${programmeName} ${words.fundingLevel[fundingLevel]}`;
                const isWrong = (column: string) =>
                  wrong[column] !== undefined ||
                  (refused?.appropriationId === appropriationId && refused.column === column);
                return (
                  <tr key={appropriationId} aria-invalid={isWrong('row')}>
                    <th scope="row">{programmeName}</th>
                    <td>{words.fundingLevel[fundingLevel]}</td>
                    <td>
                      <Input
                        aria-label={`${name} 每月人数`}
                        value={people}
                        inputMode="numeric"
                        status={isWrong('heads') ? 'error' : ''}
                        onChange={({ target }) => setHeads({ ...heads, [appropriationId]: target.value })}
                      />
                    </td>
                    {columns.map((column) => (
                      <td key={column}>
                        <Input
                          aria-label={`${name} ${column === NO_MONTH ? '不分月' : column}`}
                          className="entry-amount"
                          value={own[column] ?? ''}
                          inputMode="decimal"
                          status={isWrong(column) ? 'error' : ''}
                          aria-invalid={isWrong(column)}
                          title={wrong[column]}
                          onChange={({ target }) =>
                            change({ ...cells, [appropriationId]: { ...own, [column]: target.value } })
                          }
                          onPaste={(event) => {
                            const text = event.clipboardData.getData('text/plain');
                            if (!/[\t\n]/.test(text.trim())) return;
                            event.preventDefault();
                            change(pasted(cells, ids, columns, { row: appropriationId, column }, text));
                          }}
                        />
                      </td>
                    ))}
                    <td className="align-right">
                      {yuanText(totalFen)}
                      {isWrong('row') && <small className="form-note-wrong">{wrong['row'] ?? '见下'}</small>}
                    </td>
                    <td className="align-right">{yuanText(parseYuan(inTransit))}</td>
                  </tr>
                );
              })}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">合计</th>
                <td colSpan={2}>
                  {[...byLevel].map(([level, amount]) => `${words.fundingLevel[level]} ${yuanText(amount)}`).join('，')}
                </td>
                {columns.map((column) => (
                  <td key={column} className="align-right">
                    {yuanText(byMonth.get(column))}
                  </td>
                ))}
                <td className="align-right">
                  <b>{formatYuanGrouped(total)}</b>
                </td>
                <td />
              </tr>
            </tfoot>
          </table>
        </div>
        <p className="form-note">
          截至期初日已付的，元；空白即没有。各月从此视为已发。可从电子表格复制一块贴入。有人数的月份按人计，没有的只计金额。
        </p>
        {onRecord.size > 0 && (
          <ul aria-label="已补录的">
            {appropriations.flatMap(({ appropriationId, programmeName, fundingLevel }) => {
              const one = onRecord.get(appropriationId);
              return one === undefined
                ? []
                : [
                    <li key={appropriationId} className="form-note">
                      已补录：{programmeName}（{words.fundingLevel[fundingLevel]}）截至 {one.effectiveOn}{' '}
                      {formatYuanGrouped(parseYuan(one.amount))} 元
                    </li>,
                  ];
            })}
          </ul>
        )}
        <TextField of={REASON} text={reason} onText={setReason} note="如：本系统自 6 月启用，1 至 5 月已付" />
        {draft.note}
        <RecordingNote recording={recording} recorded={done} />
        {confirmation.question}
        <div className="form-actions">
          <SubmitButton inTheWay={inTheWay} recording={recording}>
            全部补录
          </SubmitButton>
        </div>
      </fieldset>
    </EntryForm>
  );
}

/** What was handed to the bank and is not paid yet: entered as the payments they are, on their own days. */
function InTransit({ appropriations }: { appropriations: readonly Appropriation[] }) {
  const { linkTo } = useAddress();
  const { agency } = useOffice();
  const inTransit = sumFen(appropriations.map((each) => parseYuan(each.inTransit)));
  return (
    <section className="panel" aria-labelledby="in-transit">
      <h2 id="in-transit" className="panel-heading">
        在途
        <small>已提交、尚未支付的，不作期初：逐笔登记，写原来的提交日</small>
      </h2>
      <p>
        账上在途 <b>{formatYuanGrouped(inTransit)}</b> 元。
        {agency === null || agency.backfill === null
          ? '早于五个工作日的各笔须写补登事由。'
          : `期初补录自 ${agency.backfill.openedOn} 起开启：各笔不必逐笔写补登事由。`}
      </p>
      <p className="ways-out">
        <Link to={linkTo('/payments/payout-run')}>登记发放批次</Link>
        <Link to={linkTo('/payments/disbursement')}>登记单笔拨付</Link>
        <Link to={linkTo('/payments')}>看在途的</Link>
      </p>
    </section>
  );
}
