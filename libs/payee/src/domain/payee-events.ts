import type { BusinessDate, DomainEvent } from '@bofu/kernel';

/** 专户, 单位, 代发户: whom an account belongs to. Persons are paid through the last one, and stand in no register. */
export const PAYEE_KINDS = ['special-account', 'organisation', 'persons-by-bank'] as const;
export type PayeeKind = (typeof PAYEE_KINDS)[number];

/** An account as everybody may know it; its number lies outside the events. */
export interface MaskedAccount {
  readonly accountId: string;
  /** 开户银行, as printed on the paper. */
  readonly bank: string;
  readonly lastFour: string;
}

type Own = { readonly payeeId: string };
type OfAccount = Own & { readonly accountId: string };

export type PayeeEvent =
  | DomainEvent<'PayeeRegistered', Own & { code: string; name: string; kind: PayeeKind; registeredOn: BusinessDate }>
  | DomainEvent<'PayeeRenamed', Own & { name: string; effectiveOn: BusinessDate; reason: string }>
  | DomainEvent<
      'PayeeAccountProposed',
      Own &
        MaskedAccount & {
          /** HMAC-SHA-256, in hex, of the number under the office's key: tells one account from another. */
          digest: string;
          /** The account that ends when this one is confirmed; `null` where it comes beside the others. */
          replaces: string | null;
          reason: string;
          /** Why it is right that another payee has the same account: said when it was asked back. */
          confirmation: string | null;
          proposedOn: BusinessDate;
        }
    >
  | DomainEvent<'PayeeAccountConfirmed', OfAccount & { confirmedOn: BusinessDate }>
  | DomainEvent<'PayeeAccountDeclined', OfAccount & { reason: string; declinedOn: BusinessDate }>
  | DomainEvent<'PayeeAccountProposalWithdrawn', OfAccount & { reason: string; withdrawnOn: BusinessDate }>
  /** By somebody with a reason, or by the confirmation of the account that takes its place. */
  | DomainEvent<
      'PayeeAccountRetired',
      OfAccount & { reason: string | null; replacedBy: string | null; retiredOn: BusinessDate }
    >
  /** 查看全号: who acts may read the number for a while. */
  | DomainEvent<'PayeeAccountDisclosed', OfAccount & { reason: string; disclosedOn: BusinessDate }>;
