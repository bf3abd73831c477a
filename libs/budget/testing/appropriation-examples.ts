import { fenToDigits, parseBusinessDate, parseDocumentNumber, parsePeriod, parseYuan, type Fen } from '@bofu/kernel';
import type { AppropriationCommand, AppropriationEvent } from '../src/domain/appropriation';
import type { AppropriationTerms } from '../src/domain/appropriation-terms';

/** Short ways to write down what happened to an appropriation. Amounts are 元 as a clerk reads them, days `MM-DD` of 2021. */

export const yuan = (text: string): Fen => parseYuan(text.replaceAll(',', ''));
export const day = (monthDay: string) => parseBusinessDate(`2021-${monthDay}`);
export const month = (number: number) => parsePeriod(`2021-${String(number).padStart(2, '0')}`);
export const DOCUMENT = parseDocumentNumber('保财社〔2021〕88号');

const digits = (text: string): string => fenToDigits(yuan(text));

export const APPROPRIATION_ID = '2021-13062121RXGO3YWDTCKQR';

export const TERMS: AppropriationTerms = {
  fiscalYear: 2021,
  programmeCode: '13062121RXGO3YWDTCKQR',
  programmeName: '城乡居民基本养老保险中央补贴',
  unitCode: '356001',
  unitName: '局本级',
  fundingLevel: 'central',
  fundingLevelBasis: 'stated',
  budgetType: 'general-public',
  documentNumber: parseDocumentNumber('保财社[2020]101号'),
  issuedAs: 'advance',
};

type Event<Type extends AppropriationEvent['type']> = Extract<AppropriationEvent, { type: Type }>;
type Command<Type extends AppropriationCommand['type']> = Extract<AppropriationCommand, { type: Type }>;

export const issued = (amount: string, effectiveOn = day('01-01')): Event<'AppropriationIssued'> => ({
  type: 'AppropriationIssued',
  data: { appropriationId: APPROPRIATION_ID, ...TERMS, source: null, amountFen: digits(amount), effectiveOn },
});

const documented = (amount: string, monthDay: string) => ({
  amountFen: digits(amount),
  effectiveOn: day(monthDay),
  documentNumber: DOCUMENT,
  reason: '批复',
});

export const supplemented = (amount: string, monthDay: string): Event<'AppropriationSupplemented'> => ({
  type: 'AppropriationSupplemented',
  data: documented(amount, monthDay),
});

export const reduced = (amount: string, monthDay: string): Event<'AppropriationReduced'> => ({
  type: 'AppropriationReduced',
  data: documented(amount, monthDay),
});

export const clawedBack = (amount: string, monthDay: string): Event<'AppropriationClawedBack'> => ({
  type: 'AppropriationClawedBack',
  data: documented(amount, monthDay),
});

export const transferredOut = (amount: string, monthDay: string): Event<'VirementTransferredOut'> => ({
  type: 'VirementTransferredOut',
  data: { ...documented(amount, monthDay), virementId: 'v1', to: 'OTHER' },
});

export const transferredIn = (amount: string, monthDay: string): Event<'VirementTransferredIn'> => ({
  type: 'VirementTransferredIn',
  data: { ...documented(amount, monthDay), virementId: 'v1', from: 'OTHER' },
});

export const frozen = (amount: string, monthDay: string): Event<'AppropriationFrozen'> => ({
  type: 'AppropriationFrozen',
  data: { amountFen: digits(amount), effectiveOn: day(monthDay), reason: '待核实' },
});

export const unfrozen = (amount: string, monthDay: string): Event<'AppropriationUnfrozen'> => ({
  type: 'AppropriationUnfrozen',
  data: { amountFen: digits(amount), effectiveOn: day(monthDay), reason: '待核实' },
});

/** With a month, the regular run of it; without, a payment that claims none. */
export const committed = (
  paymentId: string,
  amount: string,
  monthDay: string,
  claimed: number | null = null,
): Event<'FundsCommitted'> => ({
  type: 'FundsCommitted',
  data: {
    paymentId,
    amountFen: digits(amount),
    submittedOn: day(monthDay),
    period: claimed === null ? null : month(claimed),
    claimsPeriod: claimed !== null,
  },
});

export const settled = (paymentId: string, amount: string, monthDay: string): Event<'CommitmentSettled'> => ({
  type: 'CommitmentSettled',
  data: { paymentId, amountFen: digits(amount), paidOn: day(monthDay) },
});

export const released = (paymentId: string, amount: string, monthDay: string): Event<'CommitmentReleased'> => ({
  type: 'CommitmentReleased',
  data: { paymentId, amountFen: digits(amount), releasedOn: day(monthDay), reason: '花名册有误' },
});

export const reversed = (paymentId: string, amount: string, monthDay: string): Event<'SettlementReversed'> => ({
  type: 'SettlementReversed',
  data: { paymentId, amountFen: digits(amount), reversedOn: day(monthDay), reason: '重复登记' },
});

export const reclassifiedOut = (
  paymentId: string,
  amount: string,
  monthDay: string,
): Event<'SettlementReclassifiedOut'> => ({
  type: 'SettlementReclassifiedOut',
  data: {
    paymentId,
    amountFen: digits(amount),
    correctionId: 'c1',
    correctedOn: day(monthDay),
    to: 'OTHER',
    reason: '列错指标',
  },
});

export const reclassifiedIn = (
  paymentId: string,
  amount: string,
  monthDay: string,
  claimed: number | null = null,
): Event<'SettlementReclassifiedIn'> => ({
  type: 'SettlementReclassifiedIn',
  data: {
    paymentId,
    amountFen: digits(amount),
    period: claimed === null ? null : month(claimed),
    claimsPeriod: claimed !== null,
    correctionId: 'c1',
    correctedOn: day(monthDay),
    from: 'OTHER',
    reason: '列错指标',
  },
});

export const returnedByBank = (
  paymentId: string,
  returnId: string,
  amount: string,
  monthDay: string,
): Event<'FundsReturnedByBank'> => ({
  type: 'FundsReturnedByBank',
  data: { paymentId, returnId, amountFen: digits(amount), returnedOn: day(monthDay), reason: '户名不符' },
});

export const returnedByPayee = (
  paymentId: string,
  returnId: string,
  amount: string,
  monthDay: string,
): Event<'FundsReturnedByPayee'> => ({
  type: 'FundsReturnedByPayee',
  data: { paymentId, returnId, amountFen: digits(amount), returnedOn: day(monthDay), reason: '户名不符' },
});

export const commitFunds = (
  paymentId: string,
  amount: string,
  monthDay: string,
  claimed: number | null = null,
): Command<'commit-funds'> => ({
  type: 'commit-funds',
  paymentId,
  amountFen: yuan(amount),
  submittedOn: day(monthDay),
  period: claimed === null ? null : month(claimed),
  claimsPeriod: claimed !== null,
});

export const returnFunds = (
  paymentId: string,
  returnId: string,
  amount: string,
  monthDay: string,
): Command<'return-funds'> => ({
  type: 'return-funds',
  by: 'bank',
  paymentId,
  returnId,
  amountFen: yuan(amount),
  returnedOn: day(monthDay),
  reason: '户名不符',
});

export const reverseSettlement = (paymentId: string, monthDay: string): Command<'reverse-settlement'> => ({
  type: 'reverse-settlement',
  paymentId,
  reversedOn: day(monthDay),
  reason: '重复登记',
});

export const reclassifyOut = (
  paymentId: string,
  amount: string,
  monthDay: string,
): Command<'reclassify-settlement-out'> => ({
  type: 'reclassify-settlement-out',
  paymentId,
  correctionId: 'c1',
  amountFen: yuan(amount),
  to: 'OTHER',
  correctedOn: day(monthDay),
  reason: '列错指标',
});

export const reclassifyIn = (
  paymentId: string,
  amount: string,
  monthDay: string,
  claimed: number | null = null,
): Command<'reclassify-settlement-in'> => ({
  type: 'reclassify-settlement-in',
  paymentId,
  correctionId: 'c1',
  amountFen: yuan(amount),
  from: 'OTHER',
  correctedOn: day(monthDay),
  reason: '列错指标',
  period: claimed === null ? null : month(claimed),
  claimsPeriod: claimed !== null,
});
