import { z } from 'zod';
import { codecOf, eventData } from '@bofu/event-store';
import { FUNDING_LEVELS, RATE_PERIODS } from '@bofu/kernel';
import { SUMMED_PER } from './domain/approved-sum';
import {
  HEAD_UNITS,
  LINE_ENTRIES,
  RESTORES,
  ROUTES,
  WITHDRAWAL_ENDINGS,
  type PaymentEvent,
} from './domain/payment-events';

/** How recorded payments are read; see `docs/events` for each shape. */

const { count, dataOf, date, digits, period, text } = eventData;

const own = { paymentId: text };
const ofCharges = { charges: z.array(count).readonly(), totalFen: digits };
const signed = { digest: text, totalFen: digits };
const secondApproval = z
  .strictObject({
    tier: z
      .strictObject({
        tierFen: digits,
        windowDays: count,
        reached: z
          .array(z.strictObject({ per: z.enum([...SUMMED_PER, 'payment']), key: text, sumFen: digits }))
          .readonly(),
      })
      .nullable(),
    newAccount: z.strictObject({ accountId: text, confirmedOn: date, newAccountDays: count }).nullable(),
  })
  .nullable();
const late = z.strictObject({ reason: text.nullable() }).nullable();
const stated = { reason: text, confirmation: text.nullable(), late };
const released = { ...own, ...ofCharges, releasedOn: date, ...stated };

/** Who asked for it, where another agreed. */
const onRequest = { requestedBy: text.nullable() };

const line = z.strictObject({
  line: count,
  programmeId: text,
  appropriationId: text,
  groupId: text.nullable(),
  heads: z.strictObject({ of: z.enum(HEAD_UNITS), count }).nullable(),
  rate: z.strictObject({ amountFen: digits, per: z.enum(RATE_PERIODS) }).nullable(),
  times: count,
  period: period.nullable(),
  entry: z.enum(LINE_ENTRIES),
  reason: text.nullable(),
  borneFor: z.enum(FUNDING_LEVELS).nullable(),
  amountFen: digits,
});

const returned = {
  parse: dataOf({
    ...own,
    returnId: text,
    lines: z.array(z.strictObject({ line: count, count })).readonly(),
    charges: z.array(z.strictObject({ charge: count, amountFen: digits, restores: z.enum(RESTORES) })).readonly(),
    totalFen: digits,
    returnedOn: date,
    ...stated,
  }),
  businessDay: ({ returnedOn }: { readonly returnedOn: z.output<typeof date> }) => returnedOn,
};

const releasedDay = ({ releasedOn }: { readonly releasedOn: z.output<typeof date> }) => releasedOn;

export const paymentCodec = codecOf<PaymentEvent>({
  PaymentSubmitted: {
    parse: dataOf({
      ...own,
      kind: z.enum(['disbursement', 'payout-run']),
      route: z.enum(ROUTES),
      lines: z.array(line).readonly(),
      charges: z
        .array(z.strictObject({ charge: count, programmeId: text, appropriationId: text, amountFen: digits }))
        .readonly(),
      totalFen: digits,
      payee: z.strictObject({ kind: z.enum(['special-account', 'organisation', 'persons-by-bank']), name: text }),
      payeeAccount: z.strictObject({ payeeId: text, accountId: text, bank: text, lastFour: text }).nullable(),
      purpose: text,
      submittedOn: date,
      schemeId: text.nullable(),
      replaces: text.nullable(),
      reissueOf: z
        .strictObject({ paymentId: text, returnId: text, drawsOn: z.enum(['authority', 'fund-account']) })
        .nullable(),
      confirmation: text.nullable(),
      late,
    }),
    businessDay: ({ submittedOn }) => submittedOn,
  },
  PaymentReviewed: {
    parse: dataOf({ ...own, ...signed, reviewedOn: date }),
    businessDay: ({ reviewedOn }) => reviewedOn,
  },
  PaymentApproved: {
    parse: dataOf({ ...own, ...signed, approvedOn: date, secondApproval }),
    businessDay: ({ approvedOn }) => approvedOn,
  },
  PaymentSecondApproved: {
    parse: dataOf({ ...own, ...signed, approvedOn: date }),
    businessDay: ({ approvedOn }) => approvedOn,
  },
  PaymentHandedOver: {
    parse: dataOf({ ...own, totalFen: digits, handedOverOn: date }),
    businessDay: ({ handedOverOn }) => handedOverOn,
  },
  PaymentPaid: {
    parse: dataOf({
      ...own,
      ...ofCharges,
      paidOn: date,
      voucherNumber: text.nullable(),
      bank: text.nullable(),
      confirmation: text.nullable(),
      late,
    }),
    businessDay: ({ paidOn }) => paidOn,
  },
  PaymentSentBack: { parse: dataOf(released), businessDay: releasedDay },
  PaymentWithdrawalRequested: {
    parse: dataOf({ ...own, ...ofCharges, ending: z.enum(WITHDRAWAL_ENDINGS), requestedOn: date, ...stated }),
    businessDay: ({ requestedOn }) => requestedOn,
  },
  PaymentWithdrawalDeclined: {
    parse: dataOf({ ...own, totalFen: digits, declinedOn: date, reason: text, confirmation: text.nullable() }),
    businessDay: ({ declinedOn }) => declinedOn,
  },
  PaymentWithdrawn: { parse: dataOf({ ...released, ...onRequest }), businessDay: releasedDay },
  PaymentVoided: { parse: dataOf({ ...released, ...onRequest }), businessDay: releasedDay },
  PaymentRefused: {
    parse: dataOf({ ...released, refusedBy: z.enum(['bank', 'treasury']) }),
    businessDay: releasedDay,
  },
  PaymentReversed: {
    parse: dataOf({
      ...own,
      ...ofCharges,
      reversedOn: date,
      countsFrom: date,
      leftBank: z.boolean(),
      ...stated,
      ...onRequest,
    }),
    businessDay: ({ countsFrom }) => countsFrom,
  },
  PaymentReclassified: {
    parse: dataOf({
      ...own,
      correctionId: text,
      movedFrom: count,
      charge: count,
      ...onRequest,
      programmeId: text,
      from: text,
      to: text,
      amountFen: digits,
      correctedOn: date,
      ...stated,
    }),
    businessDay: ({ correctedOn }) => correctedOn,
  },
  PaymentReversalRequested: {
    parse: dataOf({ ...own, ...ofCharges, reversedOn: date, leftBank: z.boolean(), ...stated }),
    businessDay: ({ reversedOn }) => reversedOn,
  },
  PaymentReclassificationRequested: {
    parse: dataOf({
      ...{ ...own, ...stated, correctionId: text, movedFrom: count, programmeId: text },
      ...{ from: text, to: text, amountFen: digits, correctedOn: date },
    }),
    businessDay: ({ correctedOn }) => correctedOn,
  },
  PaymentCorrectionDeclined: {
    parse: dataOf({ ...own, totalFen: digits, declinedOn: date, reason: text, confirmation: text.nullable() }),
    businessDay: ({ declinedOn }) => declinedOn,
  },
  PaymentReturnedByBank: returned,
  PaymentReturnedByPayee: returned,
  PaymentReissueWaived: {
    parse: dataOf({ ...own, returnId: text, totalFen: digits, waivedOn: date, ...stated }),
    businessDay: ({ waivedOn }) => waivedOn,
  },
  AdvanceRepaid: {
    parse: dataOf({
      ...own,
      charge: count,
      debtor: z.enum(FUNDING_LEVELS),
      amountFen: digits,
      repaidOn: date,
      account: text,
      late,
    }),
    businessDay: ({ repaidOn }) => repaidOn,
  },
});
