import { Select } from 'antd';
import { useOffice } from '../books/office';
import { bodyField, neededHere, wrongIn } from '../forms/body-field';
import { ChoiceField, Field, TextField } from '../forms/fields';
import { PAYEE_KINDS, type PayeeKind } from '../payments/payees';
import { accountText, caveatOf, usePayees, type Account, type Payee } from './payees';

/** Of a run as of a single payment: the interface says the same of both. */
const NAME = neededHere(bodyField('/v1/disbursements', 'payee.name', '收款户'));
export const SCHEME_PAYEE = neededHere(bodyField('/v1/payout-schemes', 'payee.name', '收款户'));

/** Whom a payment pays, as it stands in a form: `chosen` of the register, as payee and account, or written down. */
export interface TypedPayee {
  readonly chosen: string | null;
  readonly kind: PayeeKind;
  readonly name: string;
}

const WRITTEN = '';
const keyOf = (payee: Payee, account: Account): string => `${payee.payeeId}/${account.accountId}`;

/** As it is sent, and what it is called. */
export function sentPayee({ chosen, kind, name }: TypedPayee) {
  const [payeeId, accountId] = chosen?.split('/') ?? [];
  return payeeId !== undefined && accountId !== undefined ? { payeeId, accountId } : { kind, name: name.trim() };
}

export const payeeInTheWay = ({ chosen, name }: TypedPayee): string | null =>
  chosen === null ? wrongIn(NAME, name) : null;

/** 收款户: chosen by code, name or initials; written down only where the office still allows it. */
export function PayeeFields({
  typed,
  onTyped,
  preferred = null,
}: {
  typed: TypedPayee;
  onTyped: (typed: TypedPayee) => void;
  /** The payee of a scheme, whose accounts come first. */
  preferred?: string | null;
}) {
  const { agency } = useOffice();
  const registeredOnly = agency?.payeeRules.registeredOnly ?? false;
  const payees = usePayees().data?.value.items ?? [];
  const accounts = payees
    .flatMap((payee) => payee.accounts.map((account) => ({ payee, account })))
    .filter(({ account }) => account.payable || account.waits)
    .sort((one, other) => Number(other.payee.payeeId === preferred) - Number(one.payee.payeeId === preferred));
  const chosen = accounts.find(({ payee, account }) => keyOf(payee, account) === typed.chosen);
  const isWritten = typed.chosen === null && !registeredOnly;
  return (
    <>
      {(accounts.length > 0 || registeredOnly) && (
        <Field
          label="登记的收款户"
          {...(chosen && {
            note: [accountText(chosen.account), caveatOf(chosen.account)].filter((each) => each !== null).join('，'),
          })}
        >
          {(id) => (
            <Select<string>
              id={id}
              value={typed.chosen === null ? (registeredOnly ? null : WRITTEN) : chosen ? typed.chosen : null}
              placeholder="输入代码、户名或拼音首字母"
              showSearch={{ optionFilterProp: 'found' }}
              popupMatchSelectWidth={560}
              onChange={(key) => onTyped({ ...typed, chosen: key === WRITTEN ? null : key })}
              options={[
                ...(registeredOnly ? [] : [{ value: WRITTEN, label: '不从登记中选择，自行填写', found: '' }]),
                ...accounts.map(({ payee, account }) => ({
                  value: keyOf(payee, account),
                  label: [payee.code, payee.name, accountText(account), caveatOf(account)]
                    .filter((each) => each !== null)
                    .join('　'),
                  found: `${payee.code} ${payee.name} ${payee.initials} ${account.lastFour}`,
                  disabled: !account.payable,
                })),
              ]}
            />
          )}
        </Field>
      )}
      {isWritten && (
        <>
          <ChoiceField
            label="收款类别"
            value={typed.kind}
            onValue={(kind) => onTyped({ ...typed, kind })}
            choices={PAYEE_KINDS}
          />
          <TextField
            of={NAME}
            text={typed.name}
            onText={(name) => onTyped({ ...typed, name })}
            note="填单位或账户名称，不填个人"
          />
        </>
      )}
    </>
  );
}

/** Whom a scheme pays: `payeeId` of the register, or written down. A run names the account. */
export interface TypedSchemePayee {
  readonly payeeId: string | null;
  readonly kind: PayeeKind;
  readonly name: string;
}

export const sentSchemePayee = ({ payeeId, kind, name }: TypedSchemePayee) =>
  payeeId !== null ? { payeeId } : { kind, name: name.trim() };

/** 方案的收款户: chosen by code, name or initials; written down only where the office still allows it. */
export function SchemePayeeFields({
  typed,
  onTyped,
}: {
  typed: TypedSchemePayee;
  onTyped: (typed: TypedSchemePayee) => void;
}) {
  const { agency } = useOffice();
  const registeredOnly = agency?.payeeRules.registeredOnly ?? false;
  const payees = usePayees().data?.value.items ?? [];
  const isWritten = typed.payeeId === null && !registeredOnly;
  return (
    <>
      {(payees.length > 0 || registeredOnly) && (
        <Field label="登记的收款户" note="账户在登记批次时选择">
          {(id) => (
            <Select<string>
              id={id}
              value={typed.payeeId ?? (registeredOnly ? null : WRITTEN)}
              placeholder="输入代码、户名或拼音首字母"
              showSearch={{ optionFilterProp: 'found' }}
              popupMatchSelectWidth={560}
              onChange={(key) => onTyped({ ...typed, payeeId: key === WRITTEN ? null : key })}
              options={[
                ...(registeredOnly ? [] : [{ value: WRITTEN, label: '不从登记中选择，自行填写', found: '' }]),
                ...payees.map(({ payeeId, code, name, initials }) => ({
                  ...{ value: payeeId, label: `${code}　${name}`, found: `${code} ${name} ${initials}` },
                })),
              ]}
            />
          )}
        </Field>
      )}
      {isWritten && (
        <>
          <ChoiceField
            label="收款类别"
            value={typed.kind}
            onValue={(kind) => onTyped({ ...typed, kind })}
            choices={PAYEE_KINDS}
          />
          <TextField
            of={SCHEME_PAYEE}
            text={typed.name}
            onText={(name) => onTyped({ ...typed, name })}
            note="户名；不填个人姓名"
          />
        </>
      )}
    </>
  );
}
