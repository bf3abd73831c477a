import { useState } from 'react';
import { Input, Select } from 'antd';
import { formatYuanGrouped, parseYuan, RATE_PERIODS, type RatePeriod } from '@bofu/kernel';
import { actOf } from '../api/record-act';
import { useBooks, useDayToRecord } from '../books/books';
import { YearField } from '../books/books-fields';
import { ActFormFields, firstWrong, useActForm } from '../forms/act-form';
import { bodyField, wrongIn } from '../forms/body-field';
import { DateField } from '../forms/day-fields';
import { Field, TextField } from '../forms/fields';
import { typedAmount, typedHeadcount } from '../forms/typed-amount';
import { countText } from '../marks/money';
import { Answer } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { SCHEME_PAYEE, SchemePayeeFields, sentSchemePayee, type TypedSchemePayee } from '../payees/payee-fields';
import { useAppropriations, type Appropriation } from '../payments/appropriations';
import { PAYEE_KINDS, type PayeeKind } from '../payments/payees';
import { usePayoutSchemes, type PayoutScheme } from '../payments/payout-schemes';
import { groupName, useProgrammes, type Programme } from '../payments/programmes';
import { splitOf } from '../payments/split';
import { SplitTable } from '../payments/split-table';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import { EntryRows } from './entry-rows';
import { SetupCrumbs } from './setup-crumbs';
import './setup.css';

/** Of a revision as of a first version: the interface says the same of both. */
const NAME = bodyField('/v1/payout-schemes', 'name', '方案名称');
const HEADS = bodyField('/v1/payout-schemes', 'headcount', '人数');

/** 发放方案: what each appropriation bears of one payment to a person; one month's split is seen before it is settled. */
export function Component() {
  const { writable } = useBooks();
  const schemes = usePayoutSchemes();
  const programmes = useProgrammes();
  const appropriations = useAppropriations();
  const [revised, setRevised] = useState<string | null>(null);
  return (
    <>
      <PageTitle parts={['发放方案', words.pages.setup]} />
      <SetupCrumbs here="发放方案" />
      <div className="toolbar">
        <h1>发放方案</h1>
        <YearField />
      </div>
      <Answer query={schemes}>
        {(reading) => (
          <Answer query={programmes}>
            {({ value: known }) => (
              <Answer query={appropriations}>
                {({ value }) => {
                  const { items } = reading.value;
                  const scheme = items.find(({ schemeId }) => schemeId === revised);
                  return (
                    <>
                      <SchemeTable
                        schemes={items}
                        appropriations={value}
                        programmes={known}
                        chosen={revised}
                        onChoose={(id) => setRevised(id === revised ? null : id)}
                      />
                      {writable && (
                        <SchemeForm
                          key={revised ?? 'new'}
                          appropriations={value}
                          programmes={known}
                          {...(scheme && { scheme })}
                        />
                      )}
                      <PageStatus reading={reading} />
                    </>
                  );
                }}
              </Answer>
            )}
          </Answer>
        )}
      </Answer>
    </>
  );
}

interface Known {
  readonly appropriations: readonly Appropriation[];
  readonly programmes: readonly Programme[];
}

function SchemeTable({
  schemes,
  appropriations,
  programmes,
  chosen,
  onChoose,
}: Known & {
  schemes: readonly PayoutScheme[];
  chosen: string | null;
  onChoose: (schemeId: string) => void;
}) {
  const lineText = ({ appropriationId, groupId, rate, per }: PayoutScheme['lines'][number]): string => {
    const one = appropriations.find((each) => each.appropriationId === appropriationId);
    if (one === undefined) return rate;
    const group = groupId === null ? '' : `（${groupName(programmes, one.programmeId, groupId)}）`;
    return `${words.fundingLevel[one.fundingLevel]} ${one.programmeName}${group} ${rate} 元/${words.ratePer[per]}`;
  };
  const columns: readonly Column<PayoutScheme>[] = [
    {
      key: 'name',
      title: '方案',
      names: true,
      cell: ({ schemeId, name }) => (
        <button
          type="button"
          className="link-button"
          aria-pressed={schemeId === chosen}
          onClick={() => onChoose(schemeId)}
        >
          {name}
        </button>
      ),
    },
    {
      key: 'lines',
      title: '分担',
      cell: ({ lines }) => lines.map((line, at) => <div key={at}>{lineText(line)}</div>),
    },
    { key: 'total', title: '一人合计', align: 'right', cell: ({ totalRate }) => totalRate ?? '分人群' },
    { key: 'headcount', title: '人数', align: 'right', cell: ({ headcount }) => countText(headcount) },
    { key: 'payee', title: '收款户', cell: ({ payee }) => payee.name },
    { key: 'since', title: '自', cell: ({ effectiveOn }) => effectiveOn },
  ];
  return (
    <DataTable
      caption="本年有效的方案；点名称即以它为底稿调整，再点回到新方案"
      columns={columns}
      rows={schemes}
      keyOf={({ schemeId }) => schemeId}
      current={chosen}
      empty="还没有发放方案。只由一项指标承担的发放不需要方案。"
    />
  );
}

interface Line {
  readonly appropriationId: string | null;
  readonly group: string;
  readonly rate: string;
  readonly per: RatePeriod;
}

interface Entered {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly heads: string;
  readonly payee: TypedSchemePayee;
  readonly effectiveOn: string;
}

const ALL = 'all';
const NEW_LINE: Line = { appropriationId: null, group: ALL, rate: '', per: 'month' };
const PER_OPTIONS = RATE_PERIODS.map((per) => ({ value: per, label: `每${words.ratePer[per]}` }));

function SchemeForm({ scheme, appropriations, programmes }: Known & { scheme?: PayoutScheme }) {
  const today = useDayToRecord();
  const form = useActForm<Entered>(
    scheme === undefined ? 'scheme' : `scheme/${scheme.schemeId}`,
    () => ({
      name: scheme?.name ?? '',
      lines: scheme?.lines.map(({ groupId, ...line }) => ({ ...line, group: groupId ?? ALL })) ?? [NEW_LINE],
      heads: scheme === undefined ? '' : String(scheme.headcount),
      payee: {
        ...{ payeeId: scheme?.payeeId ?? null, kind: payeeKindOf(scheme?.payee.kind) },
        name: scheme?.payee.name ?? '',
      },
      effectiveOn: today,
    }),
    () => (scheme === undefined ? { name: '', lines: [NEW_LINE], heads: '' } : undefined),
  );
  const { entered, change } = form;
  const heads = typedHeadcount(entered.heads);
  const rates = entered.lines.map(({ rate }) => typedAmount(rate));
  const unchosen = entered.lines.findIndex(({ appropriationId }) => appropriationId === null);
  const wrongRate = rates.findIndex(({ kind }) => kind !== 'amount');
  const rateOf = (at: number): string => {
    const typed = rates[at];
    return typed?.kind === 'amount' ? typed.yuan : '0.00';
  };
  const wrong = firstWrong(
    wrongIn(NAME, entered.name),
    entered.lines.length === 0 && '至少要有一项指标分担',
    unchosen >= 0 && `请选择第 ${unchosen + 1} 行的指标`,
    wrongRate >= 0 && `第 ${wrongRate + 1} 行：${reasonOf(rates[wrongRate])}`,
    heads === null && '请填写人数',
    entered.payee.payeeId === null && wrongIn(SCHEME_PAYEE, entered.payee.name),
  );
  const setLine = (at: number, changed: Partial<Line>) =>
    change('lines')(entered.lines.map((line, each) => (each === at ? { ...line, ...changed } : line)));
  /** A programme with one standard and one bearer pays that much a head. */
  const choose = (at: number, appropriationId: string) => {
    const programme = programmeOf(appropriationId);
    const standard = programme?.standards.find(({ groupId }) => groupId === null);
    const [rate, ...others] = standard?.rates ?? [];
    const proposed = rate !== undefined && others.length === 0 && entered.lines[at]?.rate === '';
    setLine(at, { appropriationId, group: ALL, ...(proposed && { rate: rate.amount, per: rate.per }) });
    if (entered.heads === '' && typeof standard?.headcount === 'number') change('heads')(String(standard.headcount));
  };
  const programmeOf = (appropriationId: string | null): Programme | undefined => {
    const one = appropriations.find((each) => each.appropriationId === appropriationId);
    return programmes.find(({ programmeId }) => programmeId === one?.programmeId);
  };
  const body = (stated: object) => ({
    name: entered.name.trim(),
    lines: entered.lines.map(({ appropriationId, group, per }, at) => ({
      appropriationId: appropriationId ?? '',
      groupId: group === ALL ? null : group,
      rate: rateOf(at),
      per,
    })),
    headcount: heads ?? 0,
    payee: sentSchemePayee(entered.payee),
    effectiveOn: entered.effectiveOn,
    ...stated,
  });
  const title = scheme === undefined ? '制定方案' : `调整方案“${scheme.name}”`;
  const split =
    wrongRate < 0 && unchosen < 0 && heads !== null
      ? splitOf(
          entered.lines.map(({ appropriationId, group, per }, at) => ({
            appropriationId: appropriationId ?? '',
            groupId: group === ALL ? null : group,
            rate: rateOf(at),
            per,
            times: 1,
            headcount: heads,
            entry: 'regular',
            period: '',
            reason: null,
          })),
          appropriations,
        )
      : null;
  return (
    <>
      <ActFormFields
        title={title}
        of={form}
        wrong={wrong}
        act={(stated) =>
          scheme === undefined
            ? actOf('define-payout-scheme', { body: body(stated) })
            : actOf('revise-payout-scheme', {
                path: { schemeId: scheme.schemeId },
                revision: scheme.revision,
                body: body(stated),
              })
        }
        about={`方案“${entered.name.trim()}”`}
      >
        <TextField of={NAME} text={entered.name} onText={change('name')} />
        <Field label="分担" note="一行一项指标：每人由它负担多少">
          {(id) => (
            <EntryRows
              id={id}
              headings={['指标', '人群', '每人（元）', '计发']}
              rows={entered.lines}
              add="再加一项分担"
              onAdd={() => change('lines')([...entered.lines, NEW_LINE])}
              onRemove={(at) => change('lines')(entered.lines.filter((_, each) => each !== at))}
              cells={({ appropriationId, group, rate, per }, at) => [
                <Select<string>
                  key="appropriation"
                  {...(at === 0 && { id })}
                  aria-label={`指标 ${at + 1}`}
                  className="scheme-appropriation"
                  value={appropriationId}
                  placeholder="名称、拼音首字母或编码"
                  showSearch={{ optionFilterProp: 'found' }}
                  popupMatchSelectWidth={560}
                  onChange={(id) => choose(at, id)}
                  options={appropriations.map((each) => ({
                    value: each.appropriationId,
                    label: `${words.fundingLevel[each.fundingLevel]} ${each.programmeName} ${each.programmeCode}，可用 ${formatYuanGrouped(parseYuan(each.available))} 元`,
                    found: `${each.programmeName} ${each.programmeCode} ${each.initials}`,
                  }))}
                />,
                <Select<string>
                  key="group"
                  aria-label={`人群 ${at + 1}`}
                  value={group}
                  onChange={(value) => setLine(at, { group: value })}
                  options={[
                    { value: ALL, label: '全体' },
                    ...(programmeOf(appropriationId)?.groups ?? []).map(({ groupId, name }) => ({
                      value: groupId,
                      label: name,
                    })),
                  ]}
                />,
                <Input
                  key="rate"
                  aria-label={`每人负担 ${at + 1}`}
                  className="entry-amount"
                  value={rate}
                  inputMode="decimal"
                  onChange={({ target }) => setLine(at, { rate: target.value })}
                />,
                <Select<RatePeriod>
                  key="per"
                  aria-label={`计发周期 ${at + 1}`}
                  value={per}
                  onChange={(value) => setLine(at, { per: value })}
                  options={PER_OPTIONS}
                />,
              ]}
            />
          )}
        </Field>
        <TextField of={HEADS} text={entered.heads} onText={change('heads')} />
        <SchemePayeeFields typed={entered.payee} onTyped={change('payee')} />
        <DateField label="自何日起" date={entered.effectiveOn} onDate={change('effectiveOn')} />
      </ActFormFields>
      {split && <SplitTable split={split} />}
    </>
  );
}

const payeeKindOf = (kind: string | undefined): PayeeKind =>
  kind !== undefined && kind in PAYEE_KINDS ? (kind as PayeeKind) : 'persons-by-bank';

const reasonOf = (typed: ReturnType<typeof typedAmount> | undefined): string =>
  typed?.kind === 'wrong' ? typed.reason : '请填写每人负担的金额';
