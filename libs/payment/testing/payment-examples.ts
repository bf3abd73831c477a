import {
  fenToDigits,
  parseBusinessDate,
  parsePeriod,
  parseYuan,
  type BusinessDate,
  type Fen,
  type Period,
} from '@bofu/kernel';
import type { LineInput, PaymentCommand } from '../src/domain/payment-commands';
import type { ChargeData, LineData, Payee, PaymentEvent } from '../src/domain/payment-events';

/** Payments whose figures can be added up in the head, for given and when of the specs. */

export type Event<Type extends PaymentEvent['type']> = Extract<PaymentEvent, { type: Type }>;
export type Command<Type extends PaymentCommand['type']> = Extract<PaymentCommand, { type: Type }>;

export const yuan = (text: string): Fen => parseYuan(text.replaceAll(',', ''));
export const digits = (text: string): string => fenToDigits(yuan(text));
export const day = (text: string): BusinessDate => parseBusinessDate(text.length === 5 ? `2021-${text}` : text);
export const month = (text: string): Period => parsePeriod(text);

const ACCOUNT: Payee = { kind: 'special-account', name: '城乡居民养老保险财政专户' };
export const PERSONS: Payee = { kind: 'persons-by-bank', name: '代发银行' };

const OWN: Omit<LineInput, 'appropriationId' | 'pays'> = {
  programmeId: 'pension',
  groupId: null,
  period: month('2021-02'),
  entry: 'regular',
  reason: null,
  borneFor: null,
};

/** A line that pays each head a rate. */
export const rated = (
  appropriationId: string,
  rate: string,
  count: number,
  change: Partial<LineInput> & { readonly times?: number; readonly per?: 'month' | 'day' | 'quarter' | 'year' } = {},
): LineInput => {
  const { times = 1, per = 'month', ...rest } = change;
  const pays = { heads: { of: 'persons' as const, count }, rateFen: yuan(rate), per, times };
  return { ...OWN, appropriationId, pays, ...rest };
};

export const lump = (appropriationId: string, amount: string, change: Partial<LineInput> = {}): LineInput => ({
  ...OWN,
  appropriationId,
  period: null,
  pays: { amountFen: yuan(amount) },
  ...change,
});

export const submit = (
  lines: readonly LineInput[],
  change: Partial<Command<'submit-payment'>> = {},
): Command<'submit-payment'> => ({
  type: 'submit-payment',
  kind: 'payout-run',
  route: 'treasury',
  lines,
  payee: PERSONS,
  purpose: '二月养老金',
  submittedOn: day('02-10'),
  schemeId: null,
  replaces: null,
  reissueOf: null,
  confirmation: null,
  ...change,
});

export const disburse = (
  lines: readonly LineInput[],
  change: Partial<Command<'submit-payment'>> = {},
): Command<'submit-payment'> => submit(lines, { kind: 'disbursement', payee: ACCOUNT, purpose: '拨付专户', ...change });

/** What is recorded of a line: written out by hand in the specs that are about it. */
export const recordedLine = (line: number, input: LineInput, amount: string): LineData => {
  const { pays, ...rest } = input;
  return 'amountFen' in pays
    ? { line, ...rest, heads: null, rate: null, times: 1, amountFen: digits(amount) }
    : {
        line,
        ...rest,
        heads: pays.heads,
        rate: { amountFen: fenToDigits(pays.rateFen), per: pays.per },
        times: pays.times,
        amountFen: digits(amount),
      };
};

export const charged = (
  charge: number,
  appropriationId: string,
  amount: string,
  programmeId = 'pension',
): ChargeData => ({
  charge,
  programmeId,
  appropriationId,
  amountFen: digits(amount),
});

export const submitted = (
  command: Command<'submit-payment'>,
  lines: readonly LineData[],
  charges: readonly ChargeData[],
  total: string,
): Event<'PaymentSubmitted'> => {
  const { type: _, lines: __, payeeAccount = null, late = null, ...rest } = command;
  return {
    type: 'PaymentSubmitted',
    data: { paymentId: 'p1', ...rest, payeeAccount, lines, charges, totalFen: digits(total), late },
  };
};

export const paid = (charges: readonly number[], total: string, on = '02-20'): Event<'PaymentPaid'> => ({
  type: 'PaymentPaid',
  data: {
    paymentId: 'p1',
    charges,
    totalFen: digits(total),
    paidOn: day(on),
    voucherNumber: `凭证${charges.join('')}`,
    bank: null,
    confirmation: null,
    late: null,
  },
});

/** As it goes on record where nothing was asked. */
const stated = (reason: string) => ({ reason, confirmation: null, late: null });

type Release = 'PaymentSentBack' | 'PaymentWithdrawn' | 'PaymentVoided';
export const released = <Type extends Release>(
  type: Type,
  charges: readonly number[],
  total: string,
  on = '02-12',
): Event<Type> =>
  ({
    type,
    data: {
      ...{ paymentId: 'p1', charges, totalFen: digits(total), releasedOn: day(on), ...stated('花名册有误') },
      ...(type !== 'PaymentSentBack' && { requestedBy: null }),
    },
  }) as Event<Type>;

export const refused = (charges: readonly number[], total: string): Event<'PaymentRefused'> => ({
  type: 'PaymentRefused',
  data: {
    paymentId: 'p1',
    charges,
    totalFen: digits(total),
    releasedOn: day('02-12'),
    refusedBy: 'bank',
    ...stated('账户冻结'),
  },
});

export const reversed = (charges: readonly number[], total: string, leftBank = true): Event<'PaymentReversed'> => ({
  type: 'PaymentReversed',
  data: {
    ...{ paymentId: 'p1', charges, totalFen: digits(total), reversedOn: day('03-01') },
    ...{ countsFrom: day(leftBank ? '03-01' : '02-20'), leftBank, requestedBy: null, ...stated('重复登记') },
  },
});

export const moved = (
  movedFrom: number,
  charge: number,
  from: string,
  to: string,
  amount: string,
  programmeId = 'pension',
): Event<'PaymentReclassified'> => ({
  type: 'PaymentReclassified',
  data: {
    ...{ paymentId: 'p1', correctionId: 'c1', movedFrom, charge, programmeId, from, to, amountFen: digits(amount) },
    ...{ correctedOn: day('03-01'), requestedBy: null, ...stated('列错指标') },
  },
});

type Restores = Event<'PaymentReturnedByBank'>['data']['charges'][number]['restores'];
export const returned = (
  lines: readonly (readonly [line: number, count: number])[],
  charges: readonly (readonly [charge: number, amount: string])[],
  total: string,
  change: {
    readonly returnId?: string;
    readonly restores?: Restores;
    readonly on?: string;
    readonly type?: 'PaymentReturnedByBank' | 'PaymentReturnedByPayee';
  } = {},
): PaymentEvent => {
  const { returnId = 'r1', restores = 'authority', on = '03-01', type = 'PaymentReturnedByBank' } = change;
  return {
    type,
    data: {
      paymentId: 'p1',
      returnId,
      lines: lines.map(([line, count]) => ({ line, count })),
      charges: charges.map(([charge, amount]) => ({ charge, amountFen: digits(amount), restores })),
      totalFen: digits(total),
      returnedOn: day(on),
      ...stated('户名不符'),
    },
  };
};

export const pay = (charges: Command<'pay-payment'>['charges'] = 'all', on = '02-20'): Command<'pay-payment'> => ({
  type: 'pay-payment',
  charges,
  paidOn: day(on),
  voucherNumber: charges === 'all' ? '凭证12' : `凭证${charges.join('')}`,
  bank: null,
  confirmation: null,
});

export const reverse = (
  charges: Command<'reverse-payment'>['charges'] = 'all',
  leftBank = true,
): Command<'reverse-payment'> => ({
  ...{ type: 'reverse-payment', charges, leftBank, reversedOn: day('03-01'), reason: '重复登记' },
});

export const reclassify = (
  charge: number,
  to: string,
  amount: string | null = null,
  programmeId = 'pension',
): Command<'reclassify-payment'> => ({
  type: 'reclassify-payment',
  correctionId: 'c1',
  charge,
  to: { appropriationId: to, programmeId },
  amountFen: amount === null ? null : yuan(amount),
  correctedOn: day('03-01'),
  reason: '列错指标',
});

export const giveBack = (
  what: Command<'record-payment-return'>['returned'],
  change: Partial<Command<'record-payment-return'>> = {},
): Command<'record-payment-return'> => ({
  type: 'record-payment-return',
  party: 'bank',
  returnId: 'r1',
  returned: what,
  lapsed: [],
  returnedOn: day('03-01'),
  reason: '户名不符',
  ...change,
});
