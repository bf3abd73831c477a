import { describing, NOTHING_SAID, type EventDescriber, type EventDescription } from '@bofu/event-log';
import type { Stamped } from '@bofu/kernel';
import type { PayeeEvent } from './domain/payee-events';
import { payeeCodec } from './payee-codec';
import { PAYEE_EVENT_LABEL } from './payee-labels';

function describePayee({ type, data }: Stamped<PayeeEvent>): EventDescription {
  const said = { ...NOTHING_SAID, label: PAYEE_EVENT_LABEL[type], by: data.by };
  switch (type) {
    case 'PayeeRegistered':
      return { ...said, businessDate: data.registeredOn, details: [data.code, data.name] };
    case 'PayeeRenamed':
      return { ...said, businessDate: data.effectiveOn, details: [data.name, data.reason] };
    case 'PayeeAccountProposed': {
      const { bank, lastFour, reason, confirmation, proposedOn } = data;
      return { ...said, businessDate: proposedOn, details: [bank, `尾号 ${lastFour}`, reason, confirmation] };
    }
    case 'PayeeAccountConfirmed':
      return { ...said, businessDate: data.confirmedOn };
    case 'PayeeAccountDeclined':
      return { ...said, businessDate: data.declinedOn, details: [data.reason] };
    case 'PayeeAccountProposalWithdrawn':
      return { ...said, businessDate: data.withdrawnOn, details: [data.reason] };
    case 'PayeeAccountRetired':
      return { ...said, businessDate: data.retiredOn, details: [data.reason ?? '由新账户替换'] };
    case 'PayeeAccountDisclosed':
      return { ...said, businessDate: data.disclosedOn, details: [data.reason] };
  }
}

/** What the event log says of payees. */
export const payeeEvents: readonly EventDescriber[] = [describing('payee', payeeCodec, describePayee)];
