import { z } from 'zod';
import { codecOf, eventData } from '@bofu/event-store';
import { PAYEE_KINDS, type PayeeEvent } from './domain/payee-events';

const { dataOf, date, text } = eventData;

const own = { payeeId: text };
const ofAccount = { ...own, accountId: text };

/** How recorded payees are read. Nothing is booked by them, so that none has a business day. */
export const payeeCodec = codecOf<PayeeEvent>({
  PayeeRegistered: { parse: dataOf({ ...own, code: text, name: text, kind: z.enum(PAYEE_KINDS), registeredOn: date }) },
  PayeeRenamed: { parse: dataOf({ ...own, name: text, effectiveOn: date, reason: text }) },
  PayeeAccountProposed: {
    parse: dataOf({
      ...ofAccount,
      bank: text,
      lastFour: text,
      digest: text,
      replaces: text.nullable(),
      reason: text,
      confirmation: text.nullable(),
      proposedOn: date,
    }),
  },
  PayeeAccountConfirmed: { parse: dataOf({ ...ofAccount, confirmedOn: date }) },
  PayeeAccountDeclined: { parse: dataOf({ ...ofAccount, reason: text, declinedOn: date }) },
  PayeeAccountProposalWithdrawn: { parse: dataOf({ ...ofAccount, reason: text, withdrawnOn: date }) },
  PayeeAccountRetired: {
    parse: dataOf({ ...ofAccount, reason: text.nullable(), replacedBy: text.nullable(), retiredOn: date }),
  },
  PayeeAccountDisclosed: { parse: dataOf({ ...ofAccount, reason: text, disclosedOn: date }) },
});
