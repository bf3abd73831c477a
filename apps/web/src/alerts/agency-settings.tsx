import { useState, type ReactNode } from 'react';
import { command, type Command } from '../api/command';
import { useRecording } from '../api/recording';
import { todayInBeijing } from '../books/books-in-address';
import { useOffice } from '../books/office';
import type { Agency } from '../books/office-query';
import { bodyField, typedWhole, wrongIn } from '../forms/body-field';
import { useConfirmation, type Stated } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { DateField } from '../forms/day-fields';
import { ChoiceField, TextField } from '../forms/fields';
import { MoneyField } from '../forms/money-field';
import { RecordingNote } from '../forms/recording-note';
import { typedAmount } from '../forms/typed-amount';

const SHARE = bodyField('/v1/agencies/{agencyId}/paid-tolerance', 'share', '足额容差');
const WINDOW_DAYS = bodyField('/v1/agencies/{agencyId}/approval-tier', 'windowDays', '累计天数');
const ACCOUNT_DAYS = bodyField('/v1/agencies/{agencyId}/payee-rules', 'newAccountDays', '新账户日数');
const REASON = {
  'paid-tolerance': bodyField('/v1/agencies/{agencyId}/paid-tolerance', 'reason', '事由'),
  'large-payment': bodyField('/v1/agencies/{agencyId}/large-payment', 'reason', '事由'),
  'approval-tier': bodyField('/v1/agencies/{agencyId}/approval-tier', 'reason', '事由'),
  'funds-arrivals': bodyField('/v1/agencies/{agencyId}/funds-arrivals', 'reason', '事由'),
  'appropriation-files': bodyField('/v1/agencies/{agencyId}/appropriation-files', 'reason', '事由'),
  'payee-rules': bodyField('/v1/agencies/{agencyId}/payee-rules', 'reason', '事由'),
};

/** 办理设置: what an agency settles for itself about paying, each from a day on. */
export function AgencySettings() {
  const { agency } = useOffice();
  if (agency === null) return null;
  return (
    <section aria-label="办理设置">
      <h2>办理设置</h2>
      <div className="form-columns">
        <PaidToleranceForm agency={agency} />
        <LargePaymentForm agency={agency} />
        <ApprovalTierForm agency={agency} />
        <FundsArrivalsForm agency={agency} />
        <AppropriationFilesForm agency={agency} />
        <PayeeRulesForm agency={agency} />
      </div>
    </section>
  );
}

function PaidToleranceForm({ agency }: { agency: Agency }) {
  const [text, setText] = useState(agency.paidTolerance);
  const share = typedPercent(text);
  return (
    <SettingForm
      title="设定足额容差"
      form="paid-tolerance"
      inForce={`今日有效：${agency.paidTolerance} %`}
      wrong={
        share === null || wrongIn(SHARE, share) !== null
          ? '请填写百分数，例如 2.00'
          : share === agency.paidTolerance
            ? '与今日有效的相同'
            : null
      }
      requestOf={(dated) =>
        command('/v1/agencies/{agencyId}/paid-tolerance', {
          path: { agencyId: agency.agencyId },
          body: { share: share ?? '', ...dated },
        })
      }
    >
      <TextField
        of={SHARE}
        text={text}
        onText={setText}
        note="应发的百分之几：净付的人数与金额少不过它，当月即为已发；不超过 10.00"
      />
    </SettingForm>
  );
}

function LargePaymentForm({ agency }: { agency: Agency }) {
  const [text, setText] = useState(agency.largePayment ?? '');
  const typed = typedAmount(text);
  const amount = typed.kind === 'amount' ? typed.yuan : null;
  return (
    <SettingForm
      title="设定大额付款"
      form="large-payment"
      inForce={`今日有效：${agency.largePayment === null ? '不设' : `${agency.largePayment} 元`}`}
      wrong={typed.kind === 'wrong' ? typed.reason : amount === agency.largePayment ? '与今日有效的相同' : null}
      requestOf={(dated) =>
        command('/v1/agencies/{agencyId}/large-payment', {
          path: { agencyId: agency.agencyId },
          body: { amount, ...dated },
        })
      }
    >
      <MoneyField
        label="大额付款"
        text={text}
        onText={setText}
        note="达到这一金额的付款须写明事由才能提交，按月发放除外；留空为不设"
      />
    </SettingForm>
  );
}

const SUMMED_PER = { payee: '按收款方', programme: '按预算项目', both: '两者都累计' } as const;

function ApprovalTierForm({ agency: { agencyId, approvalTier: now } }: { agency: Agency }) {
  const [text, setText] = useState(now?.amount ?? '');
  const [days, setDays] = useState(String(now?.windowDays ?? 30));
  const [summedPer, setSummedPer] = useState<keyof typeof SUMMED_PER>(now?.summedPer ?? 'both');
  const typed = typedAmount(text);
  const amount = typed.kind === 'amount' ? typed.yuan : null;
  const windowDays = typedWhole(days);
  const isSame =
    amount === (now?.amount ?? null) &&
    (now === null || (now.windowDays === windowDays && now.summedPer === summedPer));
  return (
    <SettingForm
      title="设定审批分档"
      form="approval-tier"
      inForce={`今日有效：${
        now === null ? '不设' : `${now.amount} 元，${SUMMED_PER[now.summedPer]}，${now.windowDays} 日内`
      }`}
      wrong={
        typed.kind === 'wrong'
          ? typed.reason
          : (wrongIn(WINDOW_DAYS, windowDays) ?? (isSame ? '与今日有效的相同' : null))
      }
      requestOf={(dated) =>
        command('/v1/agencies/{agencyId}/approval-tier', {
          path: { agencyId },
          body: { amount, windowDays: windowDays ?? 0, summedPer, ...dated },
        })
      }
    >
      <MoneyField
        label="审批分档"
        text={text}
        onText={setText}
        note="金额或累计达到它的付款，移交前须由监管再审批一次；留空为不设。按标准的每月发放只看本批"
      />
      <TextField of={WINDOW_DAYS} text={days} onText={setDays} note="含审批当日；拆成几笔的，合并计算" />
      <ChoiceField label="累计" value={summedPer} onValue={setSummedPer} choices={SUMMED_PER} />
    </SettingForm>
  );
}

const ARRIVALS_KEPT = { yes: '登记', no: '不登记' } as const;

function FundsArrivalsForm({ agency: { agencyId, fundsArrivalsKeptSince: since } }: { agency: Agency }) {
  const [kept, setKept] = useState<keyof typeof ARRIVALS_KEPT>(since === null ? 'yes' : 'no');
  return (
    <SettingForm
      title="设定资金到位登记"
      form="funds-arrivals"
      inForce={`今日有效：${since === null ? '不登记' : `自 ${since} 起登记`}`}
      wrong={(kept === 'yes') === (since !== null) ? '与今日有效的相同' : null}
      requestOf={(dated) =>
        command('/v1/agencies/{agencyId}/funds-arrivals', {
          path: { agencyId },
          body: { kept: kept === 'yes', ...dated },
        })
      }
    >
      <ChoiceField label="上级资金到位" value={kept} onValue={setKept} choices={ARRIVALS_KEPT} />
      <p className="form-note">
        登记的，自该日起未到齐的上级资金预警（R28）；此前已到的，请在项目页“资金到位”中补登，到账日照实填写
      </p>
    </SettingForm>
  );
}

const FILES_REQUIRED = { yes: '须附', no: '可附可不附' } as const;

function AppropriationFilesForm({ agency: { agencyId, appropriationFilesRequired: now } }: { agency: Agency }) {
  const [required, setRequired] = useState<keyof typeof FILES_REQUIRED>(now ? 'no' : 'yes');
  return (
    <SettingForm
      title="设定指标文件"
      form="appropriation-files"
      inForce={`今日有效：${FILES_REQUIRED[now ? 'yes' : 'no']}`}
      wrong={(required === 'yes') === now ? '与今日有效的相同' : null}
      requestOf={(dated) =>
        command('/v1/agencies/{agencyId}/appropriation-files', {
          path: { agencyId },
          body: { required: required === 'yes', ...dated },
        })
      }
    >
      <ChoiceField label="指标文件" value={required} onValue={setRequired} choices={FILES_REQUIRED} />
      <p className="form-note">
        须附的，自该日起下达、追加、追减、调剂、收回须添加文件才能登记或提交；冻结、解冻、计划与项目设定不须
      </p>
    </SettingForm>
  );
}

const REGISTERED_ONLY = { no: '可付未登记的收款方', yes: '只付登记的收款户' } as const;

function PayeeRulesForm({ agency: { agencyId, payeeRules: now } }: { agency: Agency }) {
  const [registered, setRegistered] = useState<keyof typeof REGISTERED_ONLY>(now.registeredOnly ? 'yes' : 'no');
  const [text, setText] = useState(String(now.newAccountDays));
  const days = typedWhole(text);
  const registeredOnly = registered === 'yes';
  const isSame = registeredOnly === now.registeredOnly && days === now.newAccountDays;
  return (
    <SettingForm
      title="设定收款户管理"
      form="payee-rules"
      inForce={`今日有效：${REGISTERED_ONLY[now.registeredOnly ? 'yes' : 'no']}，账户确认不满 ${now.newAccountDays} 日的须第二次审批`}
      wrong={wrongIn(ACCOUNT_DAYS, days) ?? (isSame ? '与今日有效的相同' : null)}
      requestOf={(dated) =>
        command('/v1/agencies/{agencyId}/payee-rules', {
          path: { agencyId },
          body: { registeredOnly, newAccountDays: days ?? 0, ...dated },
        })
      }
    >
      <ChoiceField label="收款户" value={registered} onValue={setRegistered} choices={REGISTERED_ONLY} />
      <TextField of={ACCOUNT_DAYS} text={text} onText={setText} note="账户确认不满这些日的付款须监管再审批；0 为不须" />
    </SettingForm>
  );
}

interface Dated extends Stated {
  readonly effectiveOn: string;
  readonly reason: string;
}

/** What is set, from which day, and why. */
function SettingForm({
  title,
  form,
  inForce,
  wrong,
  requestOf,
  children,
}: {
  title: string;
  form: keyof typeof REASON;
  inForce: string;
  wrong: string | null;
  requestOf: (dated: Dated) => Command;
  children: ReactNode;
}) {
  const [recorded, setRecorded] = useState<string | null>(null);
  const recording = useRecording<unknown, Dated>(form, () => {
    setRecorded(`已设定，自 ${effectiveOn} 起`);
    setReason('');
    recording.close();
  });
  const { entered } = recording;
  const why = REASON[form];
  const [effectiveOn, setEffectiveOn] = useState<string>(() => entered.effectiveOn ?? todayInBeijing(new Date()));
  const [reason, setReason] = useState(entered.reason ?? '');
  const confirmation = useConfirmation(recording);
  const inTheWay = wrong ?? wrongIn(why, reason) ?? confirmation.inTheWay;
  const submit = () => {
    if (inTheWay !== null) return;
    setRecorded(null);
    const dated = { effectiveOn, reason: reason.trim() };
    recording.record(requestOf({ ...dated, ...confirmation.stated }), `${title}，自 ${effectiveOn} 起`, dated);
  };
  return (
    <EntryForm label={title} onSubmit={submit} recording={recording}>
      <fieldset className="panel">
        <legend>{title}</legend>
        <p className="form-note">{inForce}</p>
        {children}
        <DateField label="自何日起" date={effectiveOn} onDate={setEffectiveOn} />
        <TextField of={why} text={reason} onText={setReason} />
        <RecordingNote recording={recording} recorded={recorded} />
        {confirmation.question}
        <div className="form-actions">
          <SubmitButton inTheWay={inTheWay} recording={recording}>
            {title}
          </SubmitButton>
        </div>
      </fieldset>
    </EntryForm>
  );
}

/** `2`, `2.5` and `2.50` as two places; `null` for what is no share. */
function typedPercent(text: string): string | null {
  const [, whole, places = ''] = /^(\d{1,3})(?:\.(\d{0,2}))?$/.exec(text.normalize('NFKC').trim()) ?? [];
  return whole === undefined ? null : `${Number(whole)}.${places.padEnd(2, '0')}`;
}
