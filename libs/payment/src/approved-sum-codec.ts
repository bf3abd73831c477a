import { z } from 'zod';
import { codecOf, eventData } from '@bofu/event-store';
import { COUNTED_OUT_FOR, SUMMED_PER, type ApprovedSumEvent } from './domain/approved-sum';

const { dataOf, date, digits, text } = eventData;

const piece = { sumId: text, per: z.enum(SUMMED_PER), key: text, paymentId: text, amountFen: digits };

/** How recorded sums of approvals are read. They book no money, so none has a business day. */
export const approvedSumCodec = codecOf<ApprovedSumEvent>({
  ApprovalCounted: { parse: dataOf({ ...piece, countedOn: date }) },
  ApprovalCountedOut: { parse: dataOf({ ...piece, countedOutOn: date, cause: z.enum(COUNTED_OUT_FOR) }) },
});
