import { fenToDigits, parseBusinessDate, parseDocumentNumber, parsePeriod, parseYuan, type Fen } from '@bofu/kernel';
import type { AppropriationEvent } from '../src/domain/appropriation-events';
import type { AppropriationCommand } from '../src/domain/appropriation';
import { NO_ELEMENTS, type AppropriationTerms } from '../src/domain/appropriation-terms';

/** Short ways to write down what happened to an appropriation. Amounts are 元 as a clerk reads them, days `MM-DD` of 2021. */

export const yuan = (text: string): Fen => parseYuan(text.replaceAll(',', ''));
export const day = (monthDay: string) => parseBusinessDate(`2021-${monthDay}`);
export const month = (number: number) => parsePeriod(`2021-${String(number).padStart(2, '0')}`);
export const DOCUMENT = parseDocumentNumber('保财社〔2021〕88号');

const digits = (text: string): string => fenToDigits(yuan(text));

export const APPROPRIATION_ID = 'appropriation-of-the-example';

export const TERMS: AppropriationTerms = {
  programmeId: 'programme-of-the-example',
  fiscalYear: 2021,
  formedIn: 2021,
  batch: 1,
  programmeCode: '13062121RXGO3YWDTCKQR',
  programmeName: '城乡居民基本养老保险中央补贴',
  unitCode: '356001',
  unitName: '局本级',
  fundingLevel: 'central',
  fundingLevelBasis: 'stated',
  budgetType: 'general-public',
  documentNumber: parseDocumentNumber('保财社[2020]101号'),
  documentDate: parseBusinessDate('2020-12-18'),
  elements: NO_ELEMENTS,
  issuedAs: 'advance',
};

const own = { appropriationId: APPROPRIATION_ID };
/** Every example is the first charge of its payment. */
const charged = (paymentId: string) => ({ paymentId, charge: 1 });
export const PAPER = { documentNumber: DOCUMENT, documentDate: parseBusinessDate('2021-02-26') };

type Event<Type extends AppropriationEvent['type']> = Extract<AppropriationEvent, { type: Type }>;
type Command<Type extends AppropriationCommand['type']> = Extract<AppropriationCommand, { type: Type }>;

export const issued = (amount: string, effectiveOn = day('01-01')): Event<'AppropriationIssued'> => ({
  type: 'AppropriationIssued',
  data: { ...own, ...TERMS, sources: [], amountFen: digits(amount), effectiveOn },
});

const documented = (amount: string, monthDay: string) => ({
  ...own,
  amountFen: digits(amount),
  effectiveOn: day(monthDay),
  ...PAPER,
  reason: '批复',
  confirmation: null,
});

export const supplemented = (amount: string, monthDay: string): Event<'AppropriationSupplemented'> => ({
  type: 'AppropriationSupplemented',
  data: { ...documented(amount, monthDay), sources: [] },
});

export const reduced = (amount: string, monthDay: string): Event<'AppropriationReduced'> => ({
  type: 'AppropriationReduced',
  data: { ...documented(amount, monthDay), sources: [] },
});

export const clawedBack = (amount: string, monthDay: string): Event<'AppropriationClawedBack'> => ({
  type: 'AppropriationClawedBack',
  data: documented(amount, monthDay),
});

export const closedOut = (amount: string): Event<'BalanceClosedOut'> => ({
  type: 'BalanceClosedOut',
  data: {
    ...documented(amount, '12-31'),
    effectiveOn: parseBusinessDate('2022-01-01'),
    disposal: 'carried-over',
    carriedTo: 'NEXT',
  },
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
  data: { ...own, amountFen: digits(amount), effectiveOn: day(monthDay), reason: '待核实' },
});

export const unfrozen = (amount: string, monthDay: string): Event<'AppropriationUnfrozen'> => ({
  type: 'AppropriationUnfrozen',
  data: { ...own, amountFen: digits(amount), effectiveOn: day(monthDay), reason: '待核实' },
});

export const committed = (
  paymentId: string,
  amount: string,
  monthDay: string,
  period: number | null = null,
): Event<'FundsCommitted'> => ({
  type: 'FundsCommitted',
  data: {
    ...own,
    ...charged(paymentId),
    amountFen: digits(amount),
    submittedOn: day(monthDay),
    period: period === null ? null : month(period),
  },
});

export const settled = (paymentId: string, amount: string, monthDay: string): Event<'CommitmentSettled'> => ({
  type: 'CommitmentSettled',
  data: { ...own, ...charged(paymentId), amountFen: digits(amount), paidOn: day(monthDay) },
});

export const released = (paymentId: string, amount: string, monthDay: string): Event<'CommitmentReleased'> => ({
  type: 'CommitmentReleased',
  data: {
    ...own,
    ...charged(paymentId),
    amountFen: digits(amount),
    releasedOn: day(monthDay),
    cause: 'sent-back',
    reason: '花名册有误',
  },
});

export const reversed = (paymentId: string, amount: string, monthDay: string): Event<'SettlementReversed'> => ({
  type: 'SettlementReversed',
  data: {
    ...own,
    ...charged(paymentId),
    amountFen: digits(amount),
    reversedOn: day(monthDay),
    countsFrom: day(monthDay),
    leftBank: true,
    reason: '重复登记',
  },
});

export const reclassifiedOut = (
  paymentId: string,
  amount: string,
  monthDay: string,
): Event<'SettlementReclassifiedOut'> => ({
  type: 'SettlementReclassifiedOut',
  data: {
    ...own,
    ...charged(paymentId),
    amountFen: digits(amount),
    correctionId: 'c1',
    correctedOn: day(monthDay),
    to: 'OTHER',
    reason: '列错指标',
  },
});

/** The charge a correction opens here: the second of its payment, moved from the first, unless said otherwise. */
export const reclassifiedIn = (
  paymentId: string,
  amount: string,
  monthDay: string,
  charge = 2,
): Event<'SettlementReclassifiedIn'> => ({
  type: 'SettlementReclassifiedIn',
  data: {
    ...own,
    paymentId,
    charge,
    movedFrom: charge - 1,
    amountFen: digits(amount),
    period: null,
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
  data: {
    ...own,
    ...charged(paymentId),
    returnId,
    amountFen: digits(amount),
    returnedOn: day(monthDay),
    reason: '户名不符',
  },
});

export const returnedByPayee = (
  paymentId: string,
  returnId: string,
  amount: string,
  monthDay: string,
): Event<'FundsReturnedByPayee'> => ({
  type: 'FundsReturnedByPayee',
  data: {
    ...own,
    ...charged(paymentId),
    returnId,
    amountFen: digits(amount),
    returnedOn: day(monthDay),
    reason: '户名不符',
  },
});

export const commitFunds = (
  paymentId: string,
  amount: string,
  monthDay: string,
  period: number | null = null,
): Command<'commit-funds'> => ({
  type: 'commit-funds',
  ...charged(paymentId),
  amountFen: yuan(amount),
  submittedOn: day(monthDay),
  period: period === null ? null : month(period),
});

export const returnFunds = (
  paymentId: string,
  returnId: string,
  amount: string,
  monthDay: string,
): Command<'return-funds'> => ({
  type: 'return-funds',
  party: 'bank',
  ...charged(paymentId),
  returnId,
  amountFen: yuan(amount),
  returnedOn: day(monthDay),
  reason: '户名不符',
});

export const reverseSettlement = (paymentId: string, monthDay: string): Command<'reverse-settlement'> => ({
  type: 'reverse-settlement',
  ...charged(paymentId),
  reversedOn: day(monthDay),
  leftBank: true,
  reason: '重复登记',
  clearingUntil: null,
});

export const reclassifyOut = (
  paymentId: string,
  amount: string,
  monthDay: string,
): Command<'reclassify-settlement-out'> => ({
  type: 'reclassify-settlement-out',
  ...charged(paymentId),
  correctionId: 'c1',
  amountFen: yuan(amount),
  to: 'OTHER',
  correctedOn: day(monthDay),
  reason: '列错指标',
  clearingUntil: null,
});

export const reclassifyIn = (
  paymentId: string,
  amount: string,
  monthDay: string,
  charge = 2,
): Command<'reclassify-settlement-in'> => ({
  type: 'reclassify-settlement-in',
  paymentId,
  charge,
  movedFrom: charge - 1,
  correctionId: 'c1',
  amountFen: yuan(amount),
  from: 'OTHER',
  correctedOn: day(monthDay),
  period: null,
  reason: '列错指标',
  clearingUntil: null,
});
