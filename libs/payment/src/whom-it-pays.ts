import { agencyAggregate, payeeRulesOn } from '@bofu/access';
import { recordedOn, type CommandContext, type Decisions } from '@bofu/event-store';
import { nameOn, payeeAggregate, requirePayable, type PayableAccount } from '@bofu/payee';
import type { SubmittedPayment } from './domain/charges';
import type { Payee } from './domain/payment-events';
import { refuse } from './domain/refusals';

/** 收款户 as a clerk says it: chosen from the register with one of its accounts, or written down. */
export type ChosenAccount = Pick<PayableAccount, 'payeeId' | 'accountId'>;
export type PayeeAsked = Payee | ChosenAccount;

/**
 * Whom a payment pays. Whatever is read of the register here is looked at in the submission's own append. Refuses
 * `payee-not-registered` where the office pays payees of the register only, and what `requirePayable` does.
 */
export async function whomItPays(
  { load }: Decisions,
  context: CommandContext,
  asked: PayeeAsked,
): Promise<{ readonly payee: Payee; readonly payeeAccount: PayableAccount | null }> {
  const day = recordedOn(context);
  if (!('payeeId' in asked)) {
    const agency = await load(agencyAggregate(context.agencyId));
    if (payeeRulesOn(agency, day).registeredOnly) refuse('payee-not-registered', { name: asked.name });
    return { payee: asked, payeeAccount: null };
  }
  const { payee, account } = requirePayable(await load(payeeAggregate(asked.payeeId)), asked, context.by, day);
  const { accountId, bank, lastFour } = account;
  return {
    payee: { kind: payee.kind, name: nameOn(payee, day) },
    payeeAccount: { payeeId: payee.payeeId, accountId, bank, lastFour },
  };
}

/**
 * Until it has left the house, a payment goes on only to an account that may be paid to still. The payee's stream is
 * looked at in the step's own append: a change at the same moment is met there.
 */
export async function requirePayableStill(
  { load }: Decisions,
  context: CommandContext,
  { content: { payeeAccount } }: SubmittedPayment,
): Promise<void> {
  if (payeeAccount === null) return;
  const payee = await load(payeeAggregate(payeeAccount.payeeId));
  requirePayable(payee, payeeAccount, context.by, recordedOn(context));
}
