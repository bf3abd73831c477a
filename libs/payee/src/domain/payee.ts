import {
  daysBetween,
  inForceOn,
  isSameHand,
  signerOf,
  unreachable,
  type BusinessDate,
  type By,
  type Decider,
  type Delegators,
  type Signer,
} from '@bofu/kernel';
import type { MaskedAccount, PayeeEvent, PayeeKind } from './payee-events';
import { refuse, type AccountSituation } from './refusals';

/**
 * 收款户: an institution that is paid, by a code of the office's own, and its accounts. A new or changed account is proposed by one
 * person and confirmed by another before anything is paid to it (财政部《行政事业单位内部控制规范（试行）》第十五条); one that
 * takes the place of another ends that one in the same moment. In single-person mode nobody else is there, and what was
 * confirmed then is confirmed once more by a second person before an office of people pays to it.
 */
export type PayeeCommand =
  | {
      readonly type: 'register-payee';
      readonly code: string;
      readonly name: string;
      readonly kind: PayeeKind;
      readonly registeredOn: BusinessDate;
    }
  | {
      readonly type: 'rename-payee';
      readonly name: string;
      readonly effectiveOn: BusinessDate;
      readonly reason: string;
    }
  | ({
      readonly type: 'propose-account';
      readonly digest: string;
      readonly replaces: string | null;
      readonly reason: string;
      readonly confirmation: string | null;
      readonly proposedOn: BusinessDate;
    } & MaskedAccount)
  | {
      readonly type: 'confirm-account';
      readonly accountId: string;
      readonly confirmedOn: BusinessDate;
      readonly delegators: Delegators;
    }
  | {
      readonly type: 'decline-account';
      readonly accountId: string;
      readonly reason: string;
      readonly declinedOn: BusinessDate;
    }
  | {
      readonly type: 'withdraw-account-proposal';
      readonly accountId: string;
      readonly reason: string;
      readonly withdrawnOn: BusinessDate;
    }
  | {
      readonly type: 'retire-account';
      readonly accountId: string;
      readonly reason: string;
      readonly retiredOn: BusinessDate;
    }
  | {
      readonly type: 'disclose-account';
      readonly accountId: string;
      readonly reason: string;
      readonly disclosedOn: BusinessDate;
    };

export interface Account extends MaskedAccount {
  readonly situation: AccountSituation;
  readonly digest: string;
  readonly replaces: string | null;
  readonly proposedBy: Signer;
  /** `bySecondPerson`: not in single-person mode, where one may have done both. */
  readonly confirmed: { readonly on: BusinessDate; readonly bySecondPerson: boolean } | null;
}

export interface RegisteredPayee {
  readonly situation: 'registered';
  readonly payeeId: string;
  readonly code: string;
  readonly kind: PayeeKind;
  /** In the order they were recorded; the first since it was registered. */
  readonly names: readonly [DatedName, ...DatedName[]];
  readonly accounts: ReadonlyMap<string, Account>;
}
interface DatedName {
  readonly name: string;
  readonly effectiveOn: BusinessDate;
}

export type Payee = { readonly situation: 'unregistered' } | RegisteredPayee;

export const payeeDecider = (payeeId: string): Decider<Payee, PayeeCommand, PayeeEvent> => ({
  initial: { situation: 'unregistered' },
  decide: (payee, command, by) => decide(payeeId, payee, command, by),
  evolve,
});

function decide(payeeId: string, state: Payee, command: PayeeCommand, by: By): readonly PayeeEvent[] {
  if (command.type === 'register-payee') {
    if (state.situation === 'registered') return refuse('payee-registered', { payeeId });
    const { code, name, kind, registeredOn } = command;
    return [{ type: 'PayeeRegistered', data: { payeeId, code, name, kind, registeredOn } }];
  }
  const payee = requireRegistered(payeeId, state);
  switch (command.type) {
    case 'rename-payee': {
      const { name, effectiveOn, reason } = command;
      const [{ effectiveOn: registeredOn }] = payee.names;
      if (effectiveOn < registeredOn) return refuse('payee-renamed-too-early', { effectiveOn, registeredOn });
      if (nameOn(payee, effectiveOn) === name) return [];
      return [{ type: 'PayeeRenamed', data: { payeeId, name, effectiveOn, reason } }];
    }
    case 'propose-account':
      return propose(payee, command);
    case 'confirm-account':
      return confirm(payee, command, by);
    case 'decline-account': {
      const { accountId, reason, declinedOn } = command;
      requireSituation(payee, accountId, 'proposed');
      return [{ type: 'PayeeAccountDeclined', data: { payeeId, accountId, reason, declinedOn } }];
    }
    case 'withdraw-account-proposal': {
      const { accountId, reason, withdrawnOn } = command;
      requireSituation(payee, accountId, 'proposed');
      return [{ type: 'PayeeAccountProposalWithdrawn', data: { payeeId, accountId, reason, withdrawnOn } }];
    }
    case 'retire-account': {
      const { accountId, reason, retiredOn } = command;
      requireSituation(payee, accountId, 'confirmed');
      return [{ type: 'PayeeAccountRetired', data: { payeeId, accountId, reason, replacedBy: null, retiredOn } }];
    }
    case 'disclose-account': {
      const { accountId, reason, disclosedOn } = command;
      accountOf(payee, accountId);
      return [{ type: 'PayeeAccountDisclosed', data: { payeeId, accountId, reason, disclosedOn } }];
    }
    default:
      return unreachable(command);
  }
}

function propose(
  payee: RegisteredPayee,
  { type: _, ...proposal }: Extract<PayeeCommand, { type: 'propose-account' }>,
): readonly PayeeEvent[] {
  const { payeeId, accounts } = payee;
  const { accountId, digest, replaces } = proposal;
  const known = [...accounts.values()].find((account) => account.accountId === accountId || isOpen(account, digest));
  if (known !== undefined)
    return refuse('payee-account-at-payee-already', { payeeId, situation: known.situation, ...masked(known) });
  if (replaces !== null) requireSituation(payee, replaces, 'confirmed');
  return [{ type: 'PayeeAccountProposed', data: { payeeId, ...proposal } }];
}

const isOpen = ({ situation, digest }: Account, asked: string): boolean =>
  digest === asked && (situation === 'proposed' || situation === 'confirmed');

function confirm(
  payee: RegisteredPayee,
  { accountId, confirmedOn, delegators }: Extract<PayeeCommand, { type: 'confirm-account' }>,
  by: By,
): readonly PayeeEvent[] {
  const { payeeId, accounts } = payee;
  const account = accountOf(payee, accountId);
  const { situation, replaces, proposedBy, confirmed } = account;
  const waitsForSecond = by.mode === 'office' && confirmed?.bySecondPerson === false;
  if (situation !== 'proposed' && !(situation === 'confirmed' && waitsForSecond))
    return refuse('payee-account-in-other-state', { accountId, situation });
  if (by.mode === 'office' && isSameHand(proposedBy, by, delegators))
    return refuse('payee-account-own-proposal', { payeeId, accountId });
  const replaced = replaces === null ? undefined : accounts.get(replaces);
  const events: PayeeEvent[] = [{ type: 'PayeeAccountConfirmed', data: { payeeId, accountId, confirmedOn } }];
  if (replaced?.situation === 'confirmed')
    events.push({
      type: 'PayeeAccountRetired',
      data: {
        ...{ payeeId, accountId: replaced.accountId, reason: null },
        ...{ replacedBy: accountId, retiredOn: confirmedOn },
      },
    });
  return events;
}

function evolve(state: Payee, event: PayeeEvent, by: By): Payee {
  if (event.type === 'PayeeRegistered') {
    const { payeeId, code, name, kind, registeredOn } = event.data;
    const names: RegisteredPayee['names'] = [{ name, effectiveOn: registeredOn }];
    return { situation: 'registered', payeeId, code, kind, names, accounts: new Map() };
  }
  if (state.situation === 'unregistered') return state;
  switch (event.type) {
    case 'PayeeRenamed': {
      const { name, effectiveOn } = event.data;
      return { ...state, names: [...state.names, { name, effectiveOn }] };
    }
    case 'PayeeAccountProposed': {
      const { accountId, bank, lastFour, digest, replaces } = event.data;
      const proposed = { accountId, bank, lastFour, digest, replaces, proposedBy: signerOf(by) };
      return withAccount(state, accountId, () => ({ ...proposed, situation: 'proposed', confirmed: null }));
    }
    case 'PayeeAccountConfirmed': {
      const { accountId, confirmedOn } = event.data;
      const confirmed = { on: confirmedOn, bySecondPerson: by.mode === 'office' };
      return withAccount(state, accountId, (account) => account && { ...account, situation: 'confirmed', confirmed });
    }
    case 'PayeeAccountDeclined':
      return ended(state, event.data.accountId, 'declined');
    case 'PayeeAccountProposalWithdrawn':
      return ended(state, event.data.accountId, 'withdrawn');
    case 'PayeeAccountRetired':
      return ended(state, event.data.accountId, 'retired');
    case 'PayeeAccountDisclosed':
      return state;
    default:
      return unreachable(event);
  }
}

function withAccount(
  payee: RegisteredPayee,
  accountId: string,
  change: (account: Account | undefined) => Account | undefined,
): RegisteredPayee {
  const account = change(payee.accounts.get(accountId));
  return account === undefined ? payee : { ...payee, accounts: new Map(payee.accounts).set(accountId, account) };
}

const ended = (payee: RegisteredPayee, accountId: string, situation: AccountSituation): RegisteredPayee =>
  withAccount(payee, accountId, (account) => account && { ...account, situation });

/** Refuses `payee-not-found`. */
export function requireRegistered(payeeId: string, payee: Payee): RegisteredPayee {
  return payee.situation === 'registered' ? payee : refuse('payee-not-found', { payeeId });
}

export function accountOf({ payeeId, accounts }: RegisteredPayee, accountId: string): Account {
  return accounts.get(accountId) ?? refuse('payee-account-not-found', { payeeId, accountId });
}

function requireSituation(payee: RegisteredPayee, accountId: string, needed: AccountSituation): void {
  const { situation } = accountOf(payee, accountId);
  if (situation !== needed) refuse('payee-account-in-other-state', { accountId, situation });
}

const masked = ({ accountId, bank, lastFour }: MaskedAccount): MaskedAccount => ({ accountId, bank, lastFour });

/** 户名 on a day; before it was registered, the first one. */
export const nameOn = ({ names }: RegisteredPayee, day: BusinessDate): string =>
  (inForceOn(names, day) ?? names[0]).name;

const isPayable = ({ situation, confirmed }: Account, mode: By['mode']): boolean =>
  situation === 'confirmed' && (mode === 'single-person' || confirmed?.bySecondPerson === true);

/** What is paid to, as a payment says it. */
export interface PayableAccount extends MaskedAccount {
  readonly payeeId: string;
}

/**
 * An account that may be paid to: confirmed by a second person, where there is one, and not ended since. Refuses
 * `payee-not-found`, `payee-account-not-found`, `payee-account-not-payable`.
 */
export function requirePayable(
  state: Payee,
  { payeeId, accountId }: Pick<PayableAccount, 'payeeId' | 'accountId'>,
  { mode }: Pick<By, 'mode'>,
  day: BusinessDate,
): { readonly payee: RegisteredPayee; readonly account: Account } {
  const payee = requireRegistered(payeeId, state);
  const account = accountOf(payee, accountId);
  if (isPayable(account, mode)) return { payee, account };
  const inUse = [...payee.accounts.values()].filter((each) => isPayable(each, mode)).map(masked);
  const { situation } = account;
  return refuse('payee-account-not-payable', {
    payeeId,
    name: nameOn(payee, day),
    situation,
    inUse,
    ...masked(account),
  });
}

/** Whether it was confirmed fewer days ago than the office asks for. */
export const isNewAccount = ({ confirmed }: Account, newAccountDays: number, day: BusinessDate): boolean =>
  confirmed !== null && daysBetween(confirmed.on, day) < newAccountDays;
