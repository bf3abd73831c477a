import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Input, Select } from 'antd';
import { formatYuan, formatYuanGrouped, parseYuan, toCapitalAmount, type Fen } from '@bofu/kernel';
import type { Reading } from '../api/client';
import { command, type AnswerTo } from '../api/command';
import { useRecording } from '../api/recording';
import { useAddress, useBooks, useDayToRecord } from '../books/books';
import { FromDraft, type Kept } from '../drafts/from-draft';
import { useKeptDraft } from '../drafts/keep-draft';
import { bodyField, neededHere, typedWhole, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { DateField } from '../forms/day-fields';
import { ChoiceField, Field, PeriodField, TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import { typedHeadcount } from '../forms/typed-amount';
import { Answer, Nothing } from '../pages/answer';
import { Crumbs } from '../pages/crumbs';
import { NotWritable } from '../pages/not-writable';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { words } from '../words';
import { useAppropriations, type Appropriation } from './appropriations';
import { useLastRun, useRunOfPeriod } from './earlier-runs';
import { PayeeFields, payeeInTheWay, sentPayee } from '../payees/payee-fields';
import type { PayeeKind } from './payees';
import { PaymentOnRecord } from './payment-on-record';
import { choicesOf, groupsOf, nextPeriod, peopleIn, type Choice, type Run, type RunLine } from './payout-choices';
import { PartsOfRun, type RunPart } from './payout-parts';
import type { Payment } from './payments-query';
import { usePayoutSchemes, type PayoutScheme } from './payout-schemes';
import { useProgrammes, type Programme } from './programmes';
import { PurposeField } from './purpose-field';
import { FromReissued, ReissueNote } from './reissued';
import { reissueOf, runAsReissued, type Reissued, type ReissueOf } from './reissued-payment';
import { FromReplaced, ReplacedNote } from './replaced';
import { choiceFor, runAsEntered } from './replaced-payment';
import { RunDeadline } from './run-deadline';
import { ShortageStop } from './shortage-stop';
import { splitOf, type Split } from './split';
import { SplitTable } from './split-table';
import './payments.css';

const REASON = bodyField('/v1/payout-runs', 'lines.reason', '事由');
const DAYS = neededHere(bodyField('/v1/payout-runs', 'lines.times', '天数'));
const PURPOSE = bodyField('/v1/payout-runs', 'purpose', '摘要');

const RUNS: Readonly<Record<Run, string>> = { regular: '当期正常发放', supplementary: '补发', advance: '预发' };
const ENTRY_OF_RUN = { regular: 'regular', supplementary: 'back-pay', advance: 'advance' } as const;

/** 发放批次: one headcount, every appropriation that shares it, what each bears and what it has left. */
export function Component() {
  const { writable } = useBooks();
  const schemes = usePayoutSchemes();
  const appropriations = useAppropriations();
  const programmes = useProgrammes();
  if (!writable) return <NotWritable />;
  return (
    <>
      <PageTitle parts={['发放批次']} />
      <Crumbs to="/payments" word={words.pages.payments} here="发放批次" />
      <h1>发放批次</h1>
      <Answer query={schemes}>
        {(found) => (
          <Answer query={programmes}>
            {(known) => (
              <Answer query={appropriations}>
                {(reading) => (
                  <PayoutRuns
                    schemes={found.value.items}
                    programmes={known.value}
                    appropriations={reading.value}
                    reading={reading}
                  />
                )}
              </Answer>
            )}
          </Answer>
        )}
      </Answer>
    </>
  );
}

interface PayoutRunsProps {
  readonly schemes: readonly PayoutScheme[];
  readonly programmes: readonly Programme[];
  readonly appropriations: readonly Appropriation[];
  readonly reading: Reading<unknown>;
}

function PayoutRuns({ schemes, ...known }: PayoutRunsProps) {
  const { linkTo } = useAddress();
  const { programmes, appropriations } = known;
  const choices = useMemo(() => choicesOf(schemes, appropriations, programmes), [schemes, appropriations, programmes]);
  if (choices.length === 0)
    return (
      <Nothing>
        还没有发放方案，也没有带标准的项目。先<Link to={linkTo('/setup/programmes')}>设定发放标准</Link>或
        <Link to={linkTo('/setup/schemes')}>制定发放方案</Link>，或用
        <Link to={linkTo('/payments/disbursement')}>单笔拨付</Link>。
      </Nothing>
    );
  return (
    <FromDraft<Entered>>
      {(kept) => (
        <FromReplaced>
          {(replaced) => (
            <FromReissued>
              {(reissued) => (
                <PayoutRunForm choices={choices} kept={kept} replaced={replaced} reissued={reissued} {...known} />
              )}
            </FromReissued>
          )}
        </FromReplaced>
      )}
    </FromDraft>
  );
}

/** As far as somebody has touched it: what is `null` follows from the scheme and the last run. */
interface Entered {
  readonly chosenKey: string;
  readonly typedPeople: Readonly<Record<string, string>>;
  readonly askedPeriod: string | null;
  readonly submittedOn: string;
  readonly run: Run;
  readonly reason: string;
  readonly days: string;
  readonly parts: readonly RunPart[];
  readonly route: 'treasury' | 'fund-account';
  readonly payeeKind: PayeeKind | null;
  readonly payeeName: string | null;
  /** Of the register: payee and account. */
  readonly payeeChosen: string | null;
  readonly typedPurpose: string | null;
  /** The payment it is entered again for. */
  readonly replaces: string | null;
  /** What it pays anew. */
  readonly reissueOf: ReissueOf | null;
}

interface PayoutRunFormProps extends Omit<PayoutRunsProps, 'schemes'> {
  readonly choices: readonly Choice[];
  readonly kept: Kept<Entered>;
  readonly replaced: Payment | null;
  readonly reissued: Reissued | null;
}

function PayoutRunForm({ choices, kept, replaced, reissued, programmes, appropriations, reading }: PayoutRunFormProps) {
  const { fiscalYear } = useBooks();
  const today = useDayToRecord();
  const { address, linkTo } = useAddress();
  const navigate = useNavigate();
  const recording = useRecording<AnswerTo<'/v1/payout-runs'>, Entered>('payout-run', ({ paymentId }) => {
    draft.submitted();
    void navigate(linkTo(`/payments/${paymentId}`));
  });
  const confirmation = useConfirmation(recording);
  const asked = address.get('of');
  const [entered, setEntered] = useState<Entered>(() => ({
    chosenKey:
      (choices.find(({ key }) => key === asked) ?? choices.find(({ lines }) => bears(lines, asked)))?.key ?? '',
    typedPeople: {},
    askedPeriod: address.get('period'),
    submittedOn: today,
    run: 'regular',
    reason: '',
    days: '1',
    parts: [],
    route: 'treasury',
    payeeKind: null,
    payeeName: null,
    payeeChosen: null,
    typedPurpose: null,
    replaces: null,
    reissueOf: null,
    ...enteredAgain(replaced, choices, programmes),
    ...paidAnew(reissued, choices),
    ...kept.entered,
    ...recording.entered,
  }));
  const change =
    <Name extends keyof Entered>(name: Name) =>
    (value: Entered[Name]) =>
      setEntered((before) => ({ ...before, [name]: value }));
  const chosen = choices.find(({ key }) => key === entered.chosenKey) ?? choices[0];
  const lastRun = useLastRun(chosen);
  const last = lastRun.data ?? null;
  const { run, submittedOn, parts, route } = entered;
  const period = entered.askedPeriod ?? nextPeriod(fiscalYear, last?.period ?? null);
  const holder = useRunOfPeriod(chosen, period).data ?? null;
  const draft = useKeptDraft(kept.draftId, 'payout-run', {
    subject: `${chosen?.key ?? ''}/${period}`,
    title: entered.typedPurpose ?? `${period} ${chosen?.name ?? ''}`,
    entered,
  });
  if (chosen === undefined) return null;

  const groups = groupsOf(chosen).map((group) => {
    const before = last === null ? null : peopleIn(last, group, programmes);
    const proposed = before ?? chosen.lines.find((line) => line.group === group)?.headcount ?? '';
    const people = entered.typedPeople[group] ?? String(proposed);
    return { group, people, headcount: typedHeadcount(people), before };
  });
  const headcounts = new Map(groups.map(({ group, headcount }) => [group, headcount]));
  const reason = entered.reason.trim() === '' ? null : entered.reason.trim();
  const byDay = chosen.lines.some(({ per }) => per === 'day');
  const days = typedWhole(entered.days);
  const wrongDays = byDay ? wrongIn(DAYS, days) : null;
  const main = chosen.lines.map(({ appropriationId, groupId, group, rate, per }): RunLine => ({
    ...{ appropriationId, groupId, rate, per, period },
    reason: run === 'regular' ? null : reason,
    times: per === 'day' ? (days ?? 1) : 1,
    headcount: headcounts.get(group) ?? 0,
    entry: ENTRY_OF_RUN[run],
  }));
  const lines = [...main, ...linesOfParts(chosen, parts)];
  const split = splitOf(lines, appropriations);
  const paidAlready = run === 'supplementary' ? null : holder;
  const kind = entered.payeeKind ?? (chosen.payee?.kind as PayeeKind | undefined) ?? 'persons-by-bank';
  const payee = entered.payeeName ?? chosen.payee?.name ?? last?.payee.name ?? '';
  const typedPayee = { chosen: entered.payeeChosen, kind, name: payee };
  const purpose = entered.typedPurpose ?? `${period} ${chosen.name}${run === 'regular' ? '' : `（${RUNS[run]}）`}`;
  const wrongPurpose = wrongIn(PURPOSE, purpose);
  const total = groups.reduce((sum, { headcount }) => sum + (headcount ?? 0), 0);
  const stop = firstOf([
    [lastRun.isPending, '正在读取上一批'],
    [groups.some(({ headcount }) => headcount === null), '请填写人数'],
    [wrongDays !== null, wrongDays ?? ''],
    [parts.some((part) => typedHeadcount(part.people) === null), '请填写补发、扣回的人数'],
    [parts.some((part) => part.reason.trim() === ''), '请填写补发、扣回的事由'],
    [run === 'supplementary' && reason === null, '请填写补发的事由'],
    [run === 'advance' && period <= submittedOn.slice(0, 7), '预发的所属期须在业务日期所在月份以后'],
    [run !== 'advance' && period > submittedOn.slice(0, 7), '所属期在业务日期所在月份以后，提前发放请选“预发”'],
    [split.shortages.length > 0, '可用指标不足，见上'],
    [split.lines.some(({ amountFen }) => amountFen <= 0n), '扣回不能多于本批发放'],
    [paidAlready !== null, `${period} 已有正常发放，补发请选“补发”`],
    [payeeInTheWay(typedPayee) !== null, '请填写收款户'],
    [wrongPurpose !== null, wrongPurpose ?? ''],
  ]);
  const inTheWay = stop ?? confirmation.inTheWay;
  const submit = () => {
    if (inTheWay !== null) {
      document.getElementById('stop')?.scrollIntoView({ block: 'nearest' });
      return;
    }
    const body = {
      lines: lines.map(bodyOf),
      headcount: total,
      run,
      payee: sentPayee(typedPayee),
      purpose: purpose.trim(),
      period,
      submittedOn,
      route,
      schemeId: chosen.schemeId,
      ...(entered.replaces !== null && { replaces: entered.replaces }),
      ...(entered.reissueOf !== null && { reissueOf: entered.reissueOf }),
      ...confirmation.stated,
    };
    // What is sent stays in sight, whatever the figures of the last run come to be meanwhile.
    const sent: Entered = {
      ...entered,
      chosenKey: chosen.key,
      typedPeople: Object.fromEntries(groups.map(({ group, people }) => [group, people])),
      askedPeriod: period,
      payeeKind: kind,
      payeeName: payee,
      typedPurpose: purpose,
    };
    setEntered(sent);
    recording.record(
      command('/v1/payout-runs', { body }),
      `${RUNS[run]} ${formatYuanGrouped(split.totalFen)} 元，${total.toLocaleString('en-US')} 人，${typedPayee.chosen === null ? `${payee.trim()}，` : ''}${body.purpose}`,
      sent,
    );
  };
  return (
    <EntryForm
      label="发放批次"
      onSubmit={submit}
      recording={recording}
      again="另登一笔"
      onAgain={() => change('typedPeople')(Object.fromEntries(groups.map(({ group }) => [group, ''])))}
      onRecord={<PaymentOnRecord recording={recording} />}
      onLeave={() => void navigate(linkTo('/payments'))}
      keepsDraft
      autoFocus
    >
      <ReplacedNote paymentId={entered.replaces} />
      <ReissueNote reissueOf={entered.reissueOf} />
      <div className="form-columns">
        <fieldset className="panel">
          <legend>经办填写</legend>
          <Field label="发放方案">
            {(id) => (
              <Select
                id={id}
                value={chosen.key}
                showSearch={{ optionFilterProp: 'found' }}
                popupMatchSelectWidth={560}
                onChange={(key: string) =>
                  setEntered((before) => ({
                    ...before,
                    chosenKey: key,
                    typedPeople: {},
                    parts: [],
                    askedPeriod: null,
                    typedPurpose: null,
                    payeeName: null,
                    payeeKind: null,
                    payeeChosen: null,
                  }))
                }
                options={choices.map((choice) => ({
                  value: choice.key,
                  label: choice.name,
                  found: foundBy(choice, appropriations),
                }))}
              />
            )}
          </Field>
          <PeriodField fiscalYear={fiscalYear} period={period} onPeriod={change('askedPeriod')} />
          <DateField label="业务日期" date={submittedOn} onDate={change('submittedOn')} />
          <ChoiceField label="批次" value={run} onValue={change('run')} choices={RUNS} />
          {run !== 'regular' && (
            <TextField
              of={REASON}
              text={entered.reason}
              onText={change('reason')}
              {...(run === 'advance' && { note: '可空' })}
            />
          )}
          {groups.map(({ group, people, headcount, before }, at) => (
            <Field
              key={group}
              label={groups.length === 1 ? '人数' : `人数（${group}）`}
              note={
                before === null
                  ? '没有上期'
                  : `上期 ${before.toLocaleString('en-US')} 人${changeText(headcount, before)}`
              }
            >
              {(id) => (
                <Input
                  id={id}
                  autoFocus={at === 0}
                  className="amount-input"
                  inputMode="numeric"
                  autoComplete="off"
                  suffix="人"
                  value={people}
                  status={headcount === null ? 'error' : ''}
                  aria-invalid={headcount === null}
                  onChange={({ target }) => change('typedPeople')({ ...entered.typedPeople, [group]: target.value })}
                />
              )}
            </Field>
          ))}
          {byDay && <TextField of={DAYS} text={entered.days} onText={change('days')} />}
          <PayeeFields
            typed={typedPayee}
            preferred={chosen.payeeId}
            onTyped={(typed) =>
              setEntered((before) => ({
                ...before,
                payeeChosen: typed.chosen,
                ...(typed.kind !== kind && { payeeKind: typed.kind }),
                ...(typed.name !== payee && { payeeName: typed.name }),
              }))
            }
          />
          <ChoiceField label="支付路径" value={route} onValue={change('route')} choices={words.route} />
          <PurposeField
            of={PURPOSE}
            text={purpose}
            onText={change('typedPurpose')}
            appropriationIds={chosen.lines.map(({ appropriationId }) => appropriationId)}
            payeeName={payee}
          />
        </fieldset>
        <section className="panel" aria-label="核对">
          <h2>核对（边输边算）</h2>
          <dl className="checks">
            <dt>本次金额</dt>
            <dd>
              <b className="amount-large">{formatYuanGrouped(split.totalFen)}</b> 元
            </dd>
            <dt>大写</dt>
            <dd>{split.totalFen > 0n ? toCapitalAmount(split.totalFen) : words.nothing}</dd>
            <dt>计算</dt>
            <dd>{reckoning(groups, chosen, parts, split)}</dd>
            <dt>较上期</dt>
            <dd>{last ? `${signed(split.totalFen, parseYuan(last.total))} 元` : '没有上期'}</dd>
            <RunDeadline
              appropriationIds={chosen.lines.map(({ appropriationId }) => appropriationId)}
              period={period}
              submittedOn={submittedOn}
            />
            <dt>重复所属期</dt>
            <dd>{holder ? <Link to={linkTo(`/payments/${holder.paymentId}`)}>已有，看该批</Link> : '无'}</dd>
          </dl>
          <PartsOfRun
            parts={parts}
            onParts={change('parts')}
            groups={groups.map(({ group }) => group)}
            fiscalYear={fiscalYear}
            period={period}
          />
        </section>
      </div>
      <SplitTable split={split} />
      <ShortageStop shortages={split.shortages} together={split.lines.length > 1} />
      <RecordingNote recording={recording} />
      {confirmation.question}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          登记发放
        </SubmitButton>
        <span className="form-note">Enter 下一项　Shift+Enter 上一项</span>
        {draft.note}
      </div>
      <PageStatus reading={reading} />
    </EntryForm>
  );
}

/** What a choice is found by: its name, and what each that bears it is found by. */
const foundBy = ({ name, lines }: Choice, appropriations: readonly Appropriation[]): string =>
  [
    name,
    ...lines.flatMap(({ appropriationId }) => {
      const bearer = appropriations.find((each) => each.appropriationId === appropriationId);
      return bearer === undefined ? [] : [bearer.initials, bearer.programmeCode, bearer.programmeName];
    }),
  ].join(' ');

/** All fields as they were; the day is another one. */
function enteredAgain(
  replaced: Payment | null,
  choices: readonly Choice[],
  programmes: readonly Programme[],
): Partial<Entered> {
  const choice = replaced === null ? undefined : choiceFor(replaced, choices);
  if (replaced === null || choice === undefined) return {};
  return { ...runAsEntered(replaced, choice, programmes), payeeKind: replaced.payee.kind as PayeeKind };
}

/** The people that came back, to be paid for the month they were to be paid for. */
function paidAnew(reissued: Reissued | null, choices: readonly Choice[]): Partial<Entered> {
  if (reissued === null) return {};
  const choice = choiceFor(reissued.payment, choices);
  if (choice === undefined) return { reissueOf: reissueOf(reissued), run: 'supplementary' };
  return { ...runAsReissued(reissued, choice), payeeKind: reissued.payment.payee.kind as PayeeKind };
}

const bears = (lines: Choice['lines'], asked: string | null): boolean =>
  lines.some(({ appropriationId }) => appropriationId === asked);

/** What else the batch holds: of each part as many people from every bearer. */
const linesOfParts = (chosen: Choice, parts: readonly RunPart[]): RunLine[] =>
  parts.flatMap(({ entry, people, period, group, reason }) =>
    chosen.lines
      .filter((line) => line.group === group)
      .map(({ appropriationId, groupId, rate, per }): RunLine => ({
        ...{ appropriationId, groupId, rate, per, entry, period },
        times: 1,
        headcount: typedHeadcount(people) ?? 0,
        reason: reason.trim() === '' ? null : reason.trim(),
      })),
  );

/** As it is sent; what is as usual goes without saying. */
const bodyOf = ({ appropriationId, groupId, rate, per, times, headcount, entry, period, reason }: RunLine) => ({
  appropriationId,
  rate,
  headcount,
  entry,
  period,
  ...(per !== 'month' && { per }),
  ...(times !== 1 && { times }),
  ...(groupId !== null && { groupId }),
  ...(reason !== null && { reason }),
});

const firstOf = (found: readonly (readonly [boolean, string])[]): string | null =>
  found.find(([stands]) => stands)?.[1] ?? null;

const PART_SIGN = { 'back-pay': '+', deduction: '−' } as const;

function reckoning(
  groups: readonly { readonly group: string; readonly headcount: number | null }[],
  chosen: Choice,
  parts: readonly RunPart[],
  split: Split,
): string {
  const rateOf = (group: string): string =>
    groups.length === 1 && split.rateFen !== null
      ? formatYuan(split.rateFen)
      : formatYuan(
          chosen.lines.filter((line) => line.group === group).reduce((sum, { rate }) => sum + parseYuan(rate), 0n),
        );
  const people = (count: number | null): string => `${(count ?? 0).toLocaleString('en-US')} 人`;
  return [
    groups.map(({ group, headcount }) => `${people(headcount)} × ${rateOf(group)} 元`).join(' + '),
    ...parts.map(
      ({ entry, people: text, group }) =>
        `${PART_SIGN[entry]} ${words.lineEntry[entry]} ${people(typedHeadcount(text))} × ${rateOf(group)} 元`,
    ),
  ].join(' ');
}

const signed = (now: Fen, before: Fen): string => `${now > before ? '+' : ''}${formatYuanGrouped(now - before)}`;

function changeText(headcount: number | null, last: number): string {
  if (headcount === null || headcount === last) return '，不变';
  const change = headcount - last;
  const hundredths = Math.round((Math.abs(change) * 10_000) / last);
  const notable = hundredths >= 100 ? '，波动超过1%，请核对' : '';
  return `，${change > 0 ? '增' : '减'} ${Math.abs(change).toLocaleString('en-US')} 人（${(hundredths / 100).toFixed(2)}%）${notable}`;
}
