import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Input, Select } from 'antd';
import { formatYuan, formatYuanGrouped, parseYuan, toCapitalAmount } from '@bofu/kernel';
import { api, recorded, type Reading } from '../api/client';
import { useRecording } from '../api/recording';
import { useAddress, useBooks } from '../books/books';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { ChoiceField, DateField, Field, PeriodField, TextField } from '../forms/fields';
import { typedHeadcount } from '../forms/typed-amount';
import { Answer, Nothing } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useAppropriations, type Appropriation } from './appropriations';
import { PAYEE_KINDS, type PayeeKind } from './payees';
import { usePayments, type Payment } from './payments';
import { usePayoutSchemes, type PayoutScheme } from './payout-schemes';
import { RecordingNote } from './recording-note';
import { ShortageStop } from './shortage-stop';
import { splitOf } from './split';
import { SplitTable } from './split-table';
import './payments.css';

/** 发放批次: one headcount, every programme that shares it, what each bears and what it has left. */
export function Component() {
  const { writable } = useBooks();
  const schemes = usePayoutSchemes();
  const appropriations = useAppropriations();
  const payments = usePayments(null);
  if (!writable) return <Nothing>过去的账不能登记。</Nothing>;
  return (
    <>
      <PageTitle parts={['发放批次']} />
      <h1>发放批次</h1>
      <Answer query={schemes}>
        {(found) => (
          <Answer query={appropriations}>
            {(reading) => (
              <PayoutRunForm
                schemes={found.value.items}
                appropriations={reading.value}
                earlier={payments.data?.pages.flatMap(({ value }) => value.items) ?? []}
                reading={reading}
              />
            )}
          </Answer>
        )}
      </Answer>
    </>
  );
}

interface PayoutRunFormProps {
  readonly schemes: readonly PayoutScheme[];
  readonly appropriations: readonly Appropriation[];
  readonly earlier: readonly Payment[];
  readonly reading: Reading<unknown>;
}

const OWN_LINE = 'own';

function PayoutRunForm({ schemes, appropriations, earlier, reading }: PayoutRunFormProps) {
  const { fiscalYear, asOf } = useBooks();
  const { address, linkTo } = useAddress();
  const navigate = useNavigate();
  const asked = address.get('of');
  const withRate = appropriations.filter(({ paymentStandard }) => (paymentStandard?.rates.length ?? 0) === 1);
  const choices = useMemo(() => choicesOf(schemes, withRate), [schemes, withRate]);
  const preset = choices.find(
    ({ key, lines }) => key === asked || lines.some((line) => line.appropriationId === asked),
  );
  const [chosenKey, setChosenKey] = useState(() => (preset ?? choices[0])?.key ?? OWN_LINE);
  const chosen = choices.find(({ key }) => key === chosenKey) ?? choices[0];
  const last = chosen && latestOf(chosen.lines, earlier);
  const [typedPeople, setTypedPeople] = useState<string | null>(null);
  const lastCount = last ? submittedHeadcount(last) : null;
  const people = typedPeople ?? String(lastCount ?? chosen?.headcount ?? '');
  const headcount = typedHeadcount(people);
  const [askedPeriod, setPeriod] = useState<string | null>(address.get('period'));
  const period = askedPeriod ?? nextPeriod(fiscalYear, last?.period ?? null);
  const [submittedOn, setSubmittedOn] = useState<string>(asOf);
  const [run, setRun] = useState<'regular' | 'supplementary'>('regular');
  const [payeeKind, setPayeeKind] = useState<PayeeKind | null>(null);
  const [payeeName, setPayeeName] = useState<string | null>(null);
  const [typedPurpose, setPurpose] = useState<string | null>(null);
  const kind = payeeKind ?? (chosen?.payee?.kind as PayeeKind | undefined) ?? 'persons-by-bank';
  const payee = payeeName ?? chosen?.payee?.name ?? last?.payee.name ?? '';
  const purpose =
    typedPurpose ?? (chosen ? `${period} ${chosen.name}${run === 'supplementary' ? '（补发）' : ''}` : '');
  const split = splitOf(chosen?.lines ?? [], headcount ?? 0, appropriations);
  const paidAlready =
    run === 'regular' && chosen
      ? earlier.find(
          (each) => each.period === period && each.run === 'regular' && isOf(chosen.lines, each) && stands(each),
        )
      : undefined;

  const { mutate, isPending, error, checking } = useRecording((_: undefined, headers) =>
    recorded(
      api.POST('/v1/payout-runs', {
        params: { header: headers },
        body: {
          lines: (chosen?.lines ?? []).map(({ appropriationId, rate }) => ({ appropriationId, rate })),
          headcount: headcount ?? 0,
          run,
          payee: { kind, name: payee.trim() },
          purpose: purpose.trim(),
          period,
          submittedOn,
        },
      }),
    ),
  );

  if (!chosen)
    return (
      <Nothing>
        还没有发放方案，也没有带标准的项目。先在项目中设定发放标准，或用
        <Link to={linkTo('/payments/disbursement')}>单笔拨付</Link>。
      </Nothing>
    );

  const inTheWay =
    headcount === null
      ? '请填写人数'
      : split.shortages.length > 0
        ? '可用指标不足，见上'
        : paidAlready
          ? `${period} 已有正常发放，补发请选“补发”`
          : payee.trim() === ''
            ? '请填写收款户'
            : purpose.trim() === ''
              ? '请填写摘要'
              : null;
  const submit = () => {
    if (inTheWay !== null || isPending) {
      document.getElementById('stop')?.scrollIntoView({ block: 'nearest' });
      return;
    }
    mutate(undefined, { onSuccess: ({ paymentId }) => void navigate(linkTo(`/payments/${paymentId}`)) });
  };
  return (
    <EntryForm label="发放批次" onSubmit={submit}>
      <div className="form-columns">
        <fieldset className="panel">
          <legend>经办填写</legend>
          <Field label="发放方案">
            {(id) => (
              <Select
                id={id}
                value={chosen.key}
                onChange={(key: string) => {
                  setChosenKey(key);
                  setTypedPeople(null);
                  setPeriod(null);
                  setPurpose(null);
                  setPayeeName(null);
                  setPayeeKind(null);
                }}
                options={choices.map(({ key, name }) => ({ value: key, label: name }))}
              />
            )}
          </Field>
          <PeriodField fiscalYear={fiscalYear} period={period} onPeriod={setPeriod} />
          <DateField label="业务日期" date={submittedOn} onDate={setSubmittedOn} />
          <ChoiceField
            label="批次"
            value={run}
            onValue={setRun}
            choices={{ regular: '当期正常发放', supplementary: '补发' }}
          />
          <Field
            label="人数"
            note={
              lastCount === null
                ? '没有上期'
                : `上期 ${lastCount.toLocaleString('en-US')} 人${changeText(headcount, lastCount)}`
            }
          >
            {(id) => (
              <Input
                id={id}
                autoFocus
                className="amount-input"
                inputMode="numeric"
                autoComplete="off"
                suffix="人"
                value={people}
                status={headcount === null ? 'error' : ''}
                aria-invalid={headcount === null}
                onChange={({ target }) => setTypedPeople(target.value)}
              />
            )}
          </Field>
          <ChoiceField label="收款类别" value={kind} onValue={setPayeeKind} choices={PAYEE_KINDS} />
          <TextField label="收款户" text={payee} onText={setPayeeName} limit={100} note="填单位或账户名称，不填个人" />
          <TextField label="摘要" text={purpose} onText={setPurpose} />
        </fieldset>
        <section className="panel" aria-label="核对">
          <h2>核对（边输边算）</h2>
          <dl className="checks">
            <dt>本次金额</dt>
            <dd>
              <b className="amount-large">{formatYuanGrouped(split.totalFen)}</b> 元
            </dd>
            <dt>大写</dt>
            <dd>{toCapitalAmount(split.totalFen)}</dd>
            <dt>计算</dt>
            <dd>
              {(headcount ?? 0).toLocaleString('en-US')} 人 × {formatYuan(split.rateFen)} 元
            </dd>
            <dt>较上期</dt>
            <dd>{last ? `${signed(split.totalFen - totalOf(last))} 元` : '没有上期'}</dd>
            <dt>重复所属期</dt>
            <dd>{paidAlready ? <Link to={linkTo(`/payments/${paidAlready.paymentId}`)}>已有，看该批</Link> : '无'}</dd>
          </dl>
        </section>
      </div>
      <SplitTable split={split} />
      <ShortageStop shortages={split.shortages} together={split.lines.length > 1} />
      <RecordingNote error={error} recorded={null} />
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} busy={isPending} checking={checking}>
          登记发放
        </SubmitButton>
        <span className="form-note">Enter 下一项　Shift+Enter 上一项</span>
      </div>
      <PageStatus reading={reading} />
    </EntryForm>
  );
}

interface Choice {
  readonly key: string;
  readonly name: string;
  readonly lines: readonly { readonly appropriationId: string; readonly rate: string }[];
  readonly headcount: number | null;
  readonly payee: { readonly kind: string; readonly name: string } | null;
}

/** The schemes, and every programme with one rate of its own that no scheme covers. */
function choicesOf(schemes: readonly PayoutScheme[], withRate: readonly Appropriation[]): Choice[] {
  const covered = new Set(schemes.flatMap(({ lines }) => lines.map(({ appropriationId }) => appropriationId)));
  return [
    ...schemes.map(({ schemeId, name, lines, headcount, payee }) => ({ key: schemeId, name, lines, headcount, payee })),
    ...withRate
      .filter(({ appropriationId }) => !covered.has(appropriationId))
      .map(({ appropriationId, programmeName, paymentStandard }) => ({
        key: appropriationId,
        name: programmeName,
        lines: [{ appropriationId, rate: paymentStandard!.rates[0]!.amount }],
        headcount: paymentStandard!.headcount,
        payee: null,
      })),
  ];
}

const isOf = (lines: Choice['lines'], { charges }: Payment): boolean =>
  charges.some(({ appropriationId }) => lines.some((line) => line.appropriationId === appropriationId));

const stands = ({ situation }: Payment): boolean => situation === 'submitted' || situation === 'paid';

/** The latest regular run of these programmes: the next one mostly differs by a few people. */
const latestOf = (lines: Choice['lines'], earlier: readonly Payment[]): Payment | undefined =>
  earlier
    .filter((each) => each.kind === 'payout-run' && each.run === 'regular' && isOf(lines, each) && stands(each))
    .sort((a, b) => ((a.period ?? '') < (b.period ?? '') ? 1 : -1))[0];

const totalOf = ({ total }: Payment): bigint => BigInt(total.replace('.', ''));

/** Of how many people it was when it was submitted: those whose money came back are due again. */
function submittedHeadcount(run: Payment): number | null {
  const rate = run.charges.reduce((sum, charge) => sum + (charge.rate === null ? 0n : parseYuan(charge.rate)), 0n);
  return rate === 0n ? run.headcount : Number(totalOf(run) / rate);
}

const signed = (fen: bigint): string => `${fen > 0n ? '+' : ''}${formatYuanGrouped(fen)}`;

function changeText(headcount: number | null, last: number): string {
  if (headcount === null || headcount === last) return '，不变';
  const change = headcount - last;
  const hundredths = Math.round((Math.abs(change) * 10_000) / last);
  const notable = hundredths >= 100 ? '，波动超过1%，请核对' : '';
  return `，${change > 0 ? '增' : '减'} ${Math.abs(change).toLocaleString('en-US')} 人（${(hundredths / 100).toFixed(2)}%）${notable}`;
}

function nextPeriod(fiscalYear: number, last: string | null): string {
  const month = last !== null && last.startsWith(`${fiscalYear}-`) ? Math.min(12, Number(last.slice(5)) + 1) : 1;
  return `${fiscalYear}-${String(month).padStart(2, '0')}`;
}
