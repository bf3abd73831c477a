import { Input, Select } from 'antd';
import { formatYuan, parseYuan, RATE_PERIODS, type RatePeriod } from '@bofu/kernel';
import { actOf } from '../api/record-act';
import { useDayToRecord } from '../books/books';
import { ActFormFields, firstWrong, useActForm } from '../forms/act-form';
import { bodyField, typedWhole, wrongIn } from '../forms/body-field';
import { DateField, OptionalDateField } from '../forms/day-fields';
import { BodyInput, ChoiceField, Field, TextField } from '../forms/fields';
import { typedAmount, typedHeadcount } from '../forms/typed-amount';
import type { Refill } from '../papers/entry-in-hand';
import type { Programme } from '../payments/programmes';
import { words } from '../words';
import { EntryRows } from './entry-rows';

const PATH = '/v1/programmes/{programmeId}/payment-standards';
const RATE_LABEL = bodyField(PATH, 'rates.label', '标准名称');
const HEADS = bodyField(PATH, 'headcount', '人数');
const DAY = bodyField(PATH, 'deadline.day', '每月几日');
const MONTH_DAY = bodyField(PATH, 'deadline.monthDay', '月和日');
const PRINTED = bodyField(PATH, 'deadline.printed', '时限原文');

interface Rate {
  readonly label: string;
  readonly amount: string;
  readonly per: RatePeriod;
}

type DeadlineKind = 'monthly' | 'by-date' | 'unstated';
const DEADLINE_KINDS = { monthly: '每月几日以前', 'by-date': '每年某日以前', unstated: '没有载明日期' } as const;

interface Entered {
  readonly group: string;
  readonly effectiveOn: string;
  readonly rates: readonly Rate[];
  readonly heads: string;
  readonly cashFlow: keyof typeof words.cashFlow;
  readonly deadline: DeadlineKind;
  readonly day: string;
  readonly monthDay: string;
  readonly printed: string;
  readonly arrearsDueOn: string | null;
}

const NEW_RATE: Rate = { label: '', amount: '', per: 'month' };
const ALL = 'all';

/** `06-30` from whatever people write a day of the year as: `6-30`, `0630`, `6月30日`. */
export function typedMonthDay(text: string): string | null {
  const [, month = '', day = ''] =
    /^(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?$/.exec(text.normalize('NFKC').trim()) ?? /^(\d{2})(\d{2})$/.exec(text) ?? [];
  const written = `${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return wrongIn(MONTH_DAY, written) === null ? written : null;
}

const PER_OPTIONS = RATE_PERIODS.map((per) => ({ value: per, label: `每${words.ratePer[per]}` }));

const REFILL: Refill<Entered> = {
  'set-payment-standard': ({ groupId, effectiveOn, rates, headcount, cashFlow, deadline, arrearsDueOn }) => ({
    ...{ group: groupId ?? ALL, effectiveOn, rates, cashFlow, arrearsDueOn: arrearsDueOn ?? null },
    ...{ heads: headcount === null ? '' : String(headcount), deadline: deadline.kind, printed: deadline.printed },
    ...(deadline.kind === 'monthly' && { day: String(deadline.day) }),
    ...(deadline.kind === 'by-date' && { monthDay: deadline.monthDay }),
  }),
};

/** 设定发放标准: a further version from a day on, for everybody or for one group. */
export default function StandardForm({ programme, revision }: { programme: Programme; revision: string }) {
  const { programmeId, groups, standards } = programme;
  const today = useDayToRecord();
  const begin = (): Entered => {
    const before = standards.find(({ groupId }) => groupId === null);
    const deadline = before?.deadline;
    const day = deadline?.['day'];
    const monthDay = deadline?.['monthDay'];
    return {
      group: ALL,
      effectiveOn: today,
      rates: before?.rates ?? [NEW_RATE],
      heads: before?.headcount === null || before === undefined ? '' : String(before.headcount),
      cashFlow: before?.cashFlow ?? 'monthly',
      deadline: deadline?.kind ?? 'monthly',
      day: typeof day === 'number' ? String(day) : '30',
      monthDay: typeof monthDay === 'string' ? monthDay : '06-30',
      printed: deadline?.printed ?? '',
      arrearsDueOn: null,
    };
  };
  const form = useActForm<Entered>(`programme/${programmeId}/standard`, begin, undefined, REFILL);
  const { entered, change } = form;
  const rates = entered.rates.filter(({ label, amount }) => label.trim() !== '' || amount.trim() !== '');
  const amounts = rates.map(({ amount }) => typedAmount(amount));
  const unnamed = rates.findIndex(({ label }) => label.trim() === '');
  const wrongAmount = amounts.findIndex(({ kind }) => kind !== 'amount');
  const heads = entered.heads.trim() === '' ? null : typedHeadcount(entered.heads);
  const day = typedWhole(entered.day);
  const monthDay = typedMonthDay(entered.monthDay);
  const stated = {
    monthly: day === 31 ? '每月月底以前' : `每月${entered.day}日以前`,
    'by-date': `${monthDay?.replace('-', '月') ?? ''}日以前`,
    unstated: '规定时间内',
  }[entered.deadline];
  const printed = entered.printed.trim() === '' ? stated : entered.printed.trim();
  const wrong = firstWrong(
    unnamed >= 0 && `请填写第 ${unnamed + 1} 项标准的名称`,
    wrongAmount >= 0 && `第 ${wrongAmount + 1} 项标准：${reasonOf(amounts[wrongAmount])}`,
    entered.heads.trim() !== '' && heads === null && '人数须为大于零的整数',
    entered.deadline === 'monthly' && wrongIn(DAY, day),
    entered.deadline === 'by-date' && monthDay === null && '请写月和日，例如 6-30',
    wrongIn(PRINTED, printed),
  );
  const setRate = (at: number, changed: Partial<Rate>) =>
    change('rates')(entered.rates.map((rate, each) => (each === at ? { ...rate, ...changed } : rate)));
  return (
    <ActFormFields
      title="设定发放标准"
      of={form}
      wrong={wrong}
      act={() =>
        actOf('set-payment-standard', {
          path: { programmeId },
          revision,
          body: {
            groupId: entered.group === ALL ? null : entered.group,
            effectiveOn: entered.effectiveOn,
            rates: rates.map(({ label, per }, at) => {
              const typed = amounts[at];
              return { label: label.trim(), amount: typed?.kind === 'amount' ? typed.yuan : '', per };
            }),
            headcount: heads,
            cashFlow: entered.cashFlow,
            deadline:
              entered.deadline === 'monthly'
                ? { kind: 'monthly', day: day ?? 0, printed }
                : entered.deadline === 'by-date'
                  ? { kind: 'by-date', monthDay: monthDay ?? '', printed }
                  : { kind: 'unstated', printed },
            arrearsDueOn: entered.arrearsDueOn,
          },
        })
      }
      about={`${programme.name} 自 ${entered.effectiveOn} 起的发放标准`}
    >
      {groups.length > 0 && (
        <ChoiceField
          label="人群"
          value={entered.group}
          onValue={change('group')}
          choices={{ [ALL]: '全体', ...Object.fromEntries(groups.map(({ groupId, name }) => [groupId, name])) }}
        />
      )}
      <DateField label="自何日起" date={entered.effectiveOn} onDate={change('effectiveOn')} />
      <Field label="标准" note="没有单价、据实支付的，标准留空">
        {(id) => (
          <EntryRows
            id={id}
            headings={['名称', '每人（元）', '计发']}
            rows={entered.rates}
            add="再加一项标准"
            onAdd={() => change('rates')([...entered.rates, NEW_RATE])}
            onRemove={(at) => change('rates')(entered.rates.filter((_, each) => each !== at))}
            cells={({ label, amount, per }, at) => [
              <BodyInput
                key="label"
                of={RATE_LABEL}
                {...(at === 0 && { id })}
                name={`${RATE_LABEL.label} ${at + 1}`}
                text={label}
                placeholder="基础养老金"
                onText={(text) => setRate(at, { label: text })}
              />,
              <Input
                key="amount"
                aria-label={`每人金额 ${at + 1}`}
                className="entry-amount"
                value={amount}
                inputMode="decimal"
                onChange={({ target }) => setRate(at, { amount: target.value })}
                onBlur={() => {
                  const typed = typedAmount(amount);
                  if (typed.kind === 'amount') setRate(at, { amount: formatYuan(parseYuan(typed.yuan)) });
                }}
              />,
              <Select<RatePeriod>
                key="per"
                aria-label={`计发周期 ${at + 1}`}
                value={per}
                onChange={(value) => setRate(at, { per: value })}
                options={PER_OPTIONS}
              />,
            ]}
          />
        )}
      </Field>
      <TextField of={HEADS} text={entered.heads} onText={change('heads')} note="预算所列人数；没有则留空" />
      <ChoiceField label="支付节奏" value={entered.cashFlow} onValue={change('cashFlow')} choices={words.cashFlow} />
      <ChoiceField label="时限" value={entered.deadline} onValue={change('deadline')} choices={DEADLINE_KINDS} />
      {entered.deadline === 'monthly' && (
        <TextField of={DAY} text={entered.day} onText={change('day')} note="31 即月底" />
      )}
      {entered.deadline === 'by-date' && (
        <TextField of={MONTH_DAY} text={entered.monthDay} onText={change('monthDay')} note="例如 6-30" />
      )}
      <TextField
        of={PRINTED}
        text={entered.printed}
        onText={change('printed')}
        note={`照文件填写；留空即“${stated}”`}
      />
      <OptionalDateField label="补差期限" date={entered.arrearsDueOn} onDate={change('arrearsDueOn')} />
    </ActFormFields>
  );
}

const reasonOf = (typed: ReturnType<typeof typedAmount> | undefined): string =>
  typed?.kind === 'wrong' ? typed.reason : '请填写金额';
