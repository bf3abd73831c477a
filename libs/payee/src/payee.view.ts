import { z } from 'zod';
import { daysBetween, isSameHand, type BusinessDate, type Delegators, type Post } from '@bofu/kernel';
import { PAYEE_KINDS } from './domain/payee-events';
import { ACCOUNT_SITUATIONS } from './domain/refusals';
import { PAYEE_EVENT_LABEL } from './payee-labels';
import { payeeRefusals } from './payee-refusals';
import type { AccountStanding, PayeeStanding } from './payees/payees.query';

/** A payee as it leaves over HTTP: of a number nothing but its last four places. */
const date = z.string().meta({ format: 'date', example: '2021-10-29' });

const accountView = z.strictObject({
  accountId: z.string(),
  bank: z.string().describe('开户银行'),
  lastFour: z.string().describe('账号尾号'),
  situation: z.enum(ACCOUNT_SITUATIONS).describe('待确认、已确认、未予确认、已撤回、已停用'),
  waits: z.boolean().describe('待第二人确认：新提出的，或单人模式中确认过的'),
  barred: z.string().nullable().describe('不能由来问者确认的缘由，与办理时的拒绝同一句话；可以确认的为 null'),
  payable: z.boolean().describe('可以付款'),
  confirmedOn: date.nullable(),
  isNew: z.boolean().describe('确认不满收款户管理所定的日数：付款须第二次审批'),
  replaces: z.string().nullable().describe('确认后即停用的账户'),
  proposedBy: z.string().describe('提出人'),
  confirmation: z.string().nullable().describe('与另一收款户同一账号时写明的事由'),
  steps: z.array(
    z.strictObject({
      label: z.string(),
      on: date,
      recordedAt: z.string(),
      personId: z.string(),
      name: z.string().nullable(),
      reason: z.string().nullable(),
      replacedBy: z.string().nullable(),
    }),
  ),
});

export const payeeView = z.strictObject({
  payeeId: z.string(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(PAYEE_KINDS),
  initials: z.string().describe('拼音首字母'),
  accounts: z.array(accountView),
});
export const payeesView = z.strictObject({ items: z.array(payeeView), more: z.boolean().describe('未列全') });

/** Who asks, by the rights she holds on the payees' books, and who stands in for whom; `null` in single-person mode. */
export type Asking = {
  readonly personId: string;
  readonly rights: readonly { readonly post: Post; readonly delegationId: string | null }[];
  readonly delegators: Delegators;
} | null;

interface Seen {
  readonly day: BusinessDate;
  readonly newAccountDays: number;
  readonly singlePersonMode: boolean;
  readonly nameOf: (personId: string) => string | null;
  readonly asking: Asking;
}

export const viewPayee = (
  { agencyId: _, accounts, ...payee }: PayeeStanding,
  seen: Seen,
): z.input<typeof payeeView> => ({
  ...payee,
  accounts: accounts.map((account) => viewAccount(payee.payeeId, account, seen)),
});

function viewAccount(
  payeeId: string,
  { situation, steps, ...account }: AccountStanding,
  { day, newAccountDays, singlePersonMode, nameOf, asking }: Seen,
): z.input<typeof accountView> {
  const confirmed = steps.findLast(({ type }) => type === 'PayeeAccountConfirmed') ?? null;
  const bySecond = confirmed?.by.mode === 'office';
  const isConfirmed = situation === 'confirmed';
  const waits = situation === 'proposed' || (isConfirmed && !bySecond && !singlePersonMode);
  const proposedBy = steps[0]?.by ?? null;
  const isHers = asking !== null && proposedBy !== null && isSameHand(proposedBy, handOf(asking), asking.delegators);
  return {
    ...account,
    situation,
    waits,
    barred:
      waits && isHers
        ? payeeRefusals['payee-account-own-proposal'].title({ payeeId, accountId: account.accountId })
        : null,
    payable: isConfirmed && (bySecond || singlePersonMode),
    confirmedOn: confirmed?.on ?? null,
    isNew: confirmed !== null && daysBetween(confirmed.on, day) < newAccountDays,
    proposedBy: proposedBy?.personId ?? '',
    steps: steps.map(({ type, on, recordedAt, by: { personId }, reason, replacedBy }) => ({
      ...{ label: PAYEE_EVENT_LABEL[type], on, recordedAt, personId, name: nameOf(personId), reason, replacedBy },
    })),
  };
}

/** As she would confirm it: by the first of her rights that does. */
const handOf = ({ personId, rights }: NonNullable<Asking>) => ({
  personId,
  delegationId: rights.find(({ post }) => post === 'reviewer')?.delegationId ?? null,
});
