import { z } from 'zod';
import { codecOf, eventData } from '@bofu/event-store';
import { type BusinessDate, CASH_FLOWS, FUNDING_LEVELS, RATE_PERIODS, YEAR_END_DISPOSALS } from '@bofu/kernel';
import { RELEASE_CAUSES, type AppropriationEvent } from './domain/appropriation-events';
import { BUDGET_SOURCES, BUDGET_TYPES, ISSUE_KINDS, PAYMENT_METHODS } from './domain/appropriation-terms';
import { OUTLOOKS, TARGET_MEASURES, VERDICTS } from './domain/performance-target';
import type { ProgrammeEvent } from './domain/programme';
import type { ProgrammeImportEvent } from './domain/programme-import';
import type { RefusedAttemptEvent } from './domain/refused-attempt';

/** How recorded appropriations, programmes and imports are read; see `docs/events` for each shape. */

const { count, dataOf, date, digits, documentNumber, period, text } = eventData;

export const sources = z
  .array(z.strictObject({ field: text, printed: text, documentDigest: text, place: text }))
  .readonly();
const own = { appropriationId: text };
const dated = { ...own, amountFen: digits, effectiveOn: date };
const documented = {
  ...dated,
  documentNumber: documentNumber.nullable(),
  documentDate: date.nullable(),
  reason: text,
  confirmation: text.nullable(),
};
const virement = { ...documented, virementId: text };
export const checkpoints = z.array(z.strictObject({ on: date, cumulativeShare: count.nullable() })).readonly();
const plan = { ...own, effectiveOn: date, checkpoints, sources };
const charge = { ...own, amountFen: digits, paymentId: text, charge: count };
const arrival = {
  ...{ ...own, amountFen: digits, arrivalId: text, arrivedOn: date, account: text },
  ...{ reference: text.nullable(), documentNumber: documentNumber.nullable() },
};
const correction = { ...charge, correctionId: text, correctedOn: date, reason: text };
const returned = { ...charge, returnId: text, returnedOn: date, reason: text };

type On<Field extends string> = { readonly [Name in Field]: BusinessDate };
const effective = ({ effectiveOn }: On<'effectiveOn'>): BusinessDate => effectiveOn;
const correctedDay = ({ correctedOn }: On<'correctedOn'>): BusinessDate => correctedOn;
const returnedDay = ({ returnedOn }: On<'returnedOn'>): BusinessDate => returnedOn;

export const elements = z.strictObject({
  functionalClass: text.nullable(),
  governmentEconomicClass: text.nullable(),
  departmentEconomicClass: text.nullable(),
  budgetSource: z.enum(BUDGET_SOURCES).nullable(),
  paymentMethod: z.enum(PAYMENT_METHODS).nullable(),
  directFunds: z.boolean().nullable(),
  threeGuarantees: text.nullable(),
  governmentProcurement: z.boolean().nullable(),
  superiorDocumentNumber: documentNumber.nullable(),
});

export const appropriationCodec = codecOf<AppropriationEvent>({
  AppropriationIssued: {
    parse: dataOf({
      ...dated,
      programmeId: text,
      programmeCode: text,
      programmeName: text,
      fiscalYear: count,
      formedIn: count,
      issuedAs: z.enum(ISSUE_KINDS),
      batch: count,
      unitCode: text,
      unitName: text,
      fundingLevel: z.enum(FUNDING_LEVELS),
      fundingLevelBasis: z.enum(['stated', 'inferred']),
      budgetType: z.enum(BUDGET_TYPES),
      documentNumber: documentNumber.nullable(),
      documentDate: date.nullable(),
      elements,
      sources,
    }),
    businessDay: effective,
  },
  AppropriationSupplemented: { parse: dataOf({ ...documented, sources }), businessDay: effective },
  AppropriationReduced: { parse: dataOf({ ...documented, sources }), businessDay: effective },
  VirementTransferredOut: { parse: dataOf({ ...virement, to: text }), businessDay: effective },
  VirementTransferredIn: { parse: dataOf({ ...virement, from: text }), businessDay: effective },
  AppropriationFrozen: { parse: dataOf({ ...dated, reason: text }), businessDay: effective },
  AppropriationUnfrozen: { parse: dataOf({ ...dated, reason: text }), businessDay: effective },
  AppropriationClawedBack: { parse: dataOf(documented), businessDay: effective },
  BalanceClosedOut: {
    parse: dataOf({ ...documented, disposal: z.enum(YEAR_END_DISPOSALS), carriedTo: text.nullable() }),
    businessDay: effective,
  },
  ProvisionalAuthorityReplaced: { parse: dataOf({ ...documented, replacedBy: text }), businessDay: effective },
  SpendingPlanAdopted: { parse: dataOf(plan), businessDay: effective },
  SpendingPlanRevised: { parse: dataOf({ ...plan, reason: text }), businessDay: effective },
  FundsArrived: {
    schema: 2,
    // The first version had neither the bank's reference nor the paper.
    upcast: { 1: (data) => ({ ...data, reference: null, documentNumber: null }) },
    parse: dataOf(arrival),
    businessDay: ({ arrivedOn }) => arrivedOn,
  },
  FundsArrivalCorrected: {
    parse: dataOf({ ...arrival, reason: text, correctedOn: date }),
    businessDay: correctedDay,
  },
  OpeningBalanceEntered: {
    parse: dataOf({
      ...dated,
      lines: z
        .array(
          z.strictObject({
            groupId: text.nullable(),
            period: period.nullable(),
            heads: count.nullable(),
            amountFen: digits,
          }),
        )
        .readonly(),
      reason: text,
      sources,
    }),
    businessDay: effective,
  },
  FundsCommitted: {
    parse: dataOf({ ...charge, submittedOn: date, period: period.nullable() }),
    businessDay: ({ submittedOn }) => submittedOn,
  },
  CommitmentSettled: { parse: dataOf({ ...charge, paidOn: date }), businessDay: ({ paidOn }) => paidOn },
  CommitmentReleased: {
    parse: dataOf({ ...charge, releasedOn: date, cause: z.enum(RELEASE_CAUSES), reason: text }),
    businessDay: ({ releasedOn }) => releasedOn,
  },
  SettlementReversed: {
    parse: dataOf({ ...charge, reversedOn: date, countsFrom: date, leftBank: z.boolean(), reason: text }),
    businessDay: ({ countsFrom }) => countsFrom,
  },
  SettlementReclassifiedOut: { parse: dataOf({ ...correction, to: text }), businessDay: correctedDay },
  SettlementReclassifiedIn: {
    parse: dataOf({ ...correction, from: text, movedFrom: count, period: period.nullable() }),
    businessDay: correctedDay,
  },
  FundsReturnedByBank: { parse: dataOf(returned), businessDay: returnedDay },
  FundsReturnedByPayee: { parse: dataOf(returned), businessDay: returnedDay },
});

export const deadline = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('monthly'), day: count, printed: text }),
  z.strictObject({ kind: z.literal('by-date'), monthDay: text, printed: text }),
  z.strictObject({ kind: z.literal('unstated'), printed: text }),
]);

const programme = { programmeId: text };
const targetName = { level1: text, level2: text, level3: text };

export const programmeCodec = codecOf<ProgrammeEvent>({
  ProgrammeRegistered: { parse: dataOf({ ...programme, code: text, name: text, effectiveOn: date, sources }) },
  ProgrammeRenamed: { parse: dataOf({ ...programme, code: text, name: text, effectiveOn: date, reason: text }) },
  ProgrammeGroupDefined: { parse: dataOf({ ...programme, groupId: text, name: text, effectiveOn: date }) },
  PaymentStandardSet: {
    parse: dataOf({
      ...programme,
      groupId: text.nullable(),
      effectiveOn: date,
      rates: z.array(z.strictObject({ label: text, amountFen: digits, per: z.enum(RATE_PERIODS) })).readonly(),
      headcount: count.nullable(),
      cashFlow: z.enum(CASH_FLOWS),
      deadline,
      recordedOn: date,
      arrearsDueOn: date.nullable(),
      sources,
    }),
  },
  PerformanceTargetsSet: {
    parse: dataOf({
      ...programme,
      fiscalYear: count,
      effectiveOn: date,
      targets: z
        .array(z.strictObject({ level1: text, level2: text, level3: text, target: text, basis: text }))
        .readonly(),
      sources,
    }),
  },
  PerformanceMeasuresDeclared: {
    parse: dataOf({
      ...programme,
      fiscalYear: count,
      effectiveOn: date,
      measures: z
        .array(
          z.strictObject({
            ...targetName,
            measure: z.enum(TARGET_MEASURES),
            planned: z.strictObject({ value: digits, bound: z.enum(['at-least', 'at-most']) }).nullable(),
            accrues: z.boolean(),
          }),
        )
        .readonly(),
    }),
  },
  PerformanceActualRecorded: {
    parse: dataOf({
      ...programme,
      fiscalYear: count,
      asOf: date,
      ...targetName,
      finding: z.strictObject({ actual: text, verdict: z.enum(VERDICTS), completion: count, comment: text }).nullable(),
      reason: text.nullable(),
      outlook: z.enum(OUTLOOKS).nullable(),
      remedy: text.nullable(),
    }),
  },
  EntitlementStated: {
    parse: dataOf({
      ...programme,
      groupId: text.nullable(),
      period,
      heads: count,
      amountFen: digits,
      recordedOn: date,
      reason: text,
    }),
  },
  ProgrammeEnded: { parse: dataOf({ ...programme, endsOn: date, reason: text }) },
  ProgrammeContinued: { parse: dataOf({ ...programme, effectiveOn: date, reason: text }) },
});

const budgetType = z.enum(BUDGET_TYPES);

export const programmeImportCodec = codecOf<ProgrammeImportEvent>({
  ProgrammesImported: {
    parse: dataOf({
      importId: text,
      digest: text,
      fileName: text,
      fiscalYear: count,
      effectiveOn: date,
      programmes: count,
      totalFen: digits,
      declared: z.array(z.strictObject({ label: text, budgetType, amountFen: digits })).readonly(),
      reconciliation: z.strictObject({
        declaredFen: digits,
        differenceFen: digits,
        explained: z
          .array(z.strictObject({ budgetType, amountFen: digits, sequences: z.array(count).readonly() }))
          .readonly(),
        unexplainedFen: digits,
      }),
    }),
  },
});

export const refusedAttemptCodec = codecOf<RefusedAttemptEvent>({
  AttemptRefused: {
    parse: dataOf({
      attemptId: text,
      attempted: text,
      code: text,
      attemptedOn: date,
      paymentId: text.nullable(),
      period: period.nullable(),
      headcount: count.nullable(),
      requiredFen: digits,
      shortfalls: z
        .array(
          z.strictObject({
            appropriationId: text,
            programmeName: text,
            availableFen: digits,
            requiredFen: digits,
            shortFen: digits,
            payableHeadcount: count.nullable(),
          }),
        )
        .readonly(),
    }),
    businessDay: ({ attemptedOn }) => attemptedOn,
  },
});
