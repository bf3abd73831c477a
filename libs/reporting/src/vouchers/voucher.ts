import { FUNDING_LEVEL_LABEL, type AppropriationStanding } from '@bofu/budget';
import { PAYEE_KIND_LABEL, PAYMENT_SITUATION_LABEL, type PaymentStanding } from '@bofu/payment';
import { formatYuanGrouped, toCapitalAmount, type BusinessDate, type Period } from '@bofu/kernel';
import { inBeijing } from '../heading';
import type { Printed, PrintedStack, PrintedTable } from '../pdf/typeset';

export const VOUCHER_FORMS = ['voucher', 'approval'] as const;
export type VoucherForm = (typeof VOUCHER_FORMS)[number];

/** 资金支付凭单 goes with the money, 资金支付审批表 stays with the papers: the same payment, another title and order. */
export const VOUCHER_TITLE: Readonly<Record<VoucherForm, string>> = {
  voucher: '资金支付凭单',
  approval: '资金支付审批表',
};

/** What stands on the form of one payment. */
export interface PrintedPayment {
  readonly payment: PaymentStanding;
  readonly agencyName: string;
  readonly appropriationOf: (
    appropriationId: string,
  ) => Pick<AppropriationStanding, 'programmeName' | 'fundingLevel' | 'documentNumber'> | null;
  readonly nameOf: (personId: string) => string | null;
  /** How far the record reached when it was printed, and what the agency was then. */
  readonly foot: string;
}

const ROUTE_LABEL = { treasury: '国库直接支付', 'fund-account': '拨入财政专户、支出户' } as const;

/** Half of A4 portrait less its margins, in points: two forms to a page, cut between them. */
const HALF_PAGE = 372;
/** Of two or three lines each, beside the rest of the form, on one page. */
const MOST_CHARGES_WHOLE = 10;

export const vouchersOf = (form: VoucherForm, printed: readonly PrintedPayment[]): PrintedTable => ({
  layout: 'halves',
  table: {
    widths: ['*'],
    heights: HALF_PAGE,
    // What may not be broken and is higher than a page loses its end without a word.
    dontBreakRows: printed.every(({ payment }) => payment.charges.length <= MOST_CHARGES_WHOLE),
    body: printed.map((each) => [voucherOf(form, each)]),
  },
});

/** One payment as a form of half a page. What has not happened yet says so: an empty field would be filled by hand. */
function voucherOf(form: VoucherForm, printed: PrintedPayment): PrintedStack {
  const { payment, agencyName, foot } = printed;
  const head: Printed[] = [
    { text: VOUCHER_TITLE[form], alignment: 'center', bold: true, fontSize: 15 },
    {
      text: `${agencyName}　　单据编号 ${payment.paymentId}　　${PAYMENT_SITUATION_LABEL[payment.situation]}`,
      alignment: 'center',
      fontSize: 8,
      margin: [0, 2, 0, 4],
    },
  ];
  const facts = factsOf(payment);
  const charges = chargesOf(printed);
  const signatures = signaturesOf(printed);
  const body = form === 'voucher' ? [facts, charges, signatures] : [facts, signatures, charges];
  return {
    stack: [...head, ...body, { text: foot, fontSize: 7, margin: [0, 3, 0, 0] }],
  };
}

const label = (text: string): Printed => ({ text, bold: true, fillColor: '#F2F4F7', alignment: 'center' });
const value = (text: string, more: Partial<Printed> = {}): Printed => ({ text, ...more });
/** A cell that another one spans over. */
const SPANNED: Printed = { text: '' };

function factsOf({ payee, payeeAccount, purpose, route, totalFen, submittedOn, lines }: PaymentStanding): PrintedTable {
  const wide = (text: string): Printed[] => [value(text, { colSpan: 3 }), SPANNED, SPANNED];
  return {
    layout: 'form',
    table: {
      widths: [62, '*', 62, '*'],
      body: [
        [label('收款户'), value(payee.name), label('收款类别'), value(PAYEE_KIND_LABEL[payee.kind])],
        ...(payeeAccount === null
          ? []
          : [[label('收款账户'), ...wide(`${payeeAccount.bank}　尾号 ${payeeAccount.lastFour}`)]]),
        [label('摘要'), ...wide(purpose)],
        [label('所属期'), value(periodsOf(lines)), label('支付方式'), value(ROUTE_LABEL[route])],
        [label('提交日'), value(submittedOn), label('人（户）数'), value(headsOf(lines))],
        [
          label('金额'),
          value(`${formatYuanGrouped(totalFen)} 元`, { bold: true }),
          label('笔数'),
          value(`${lines.length} 行`),
        ],
        [label('大写'), ...wide(toCapitalAmount(totalFen))],
      ],
    },
  };
}

function chargesOf({ payment, appropriationOf }: PrintedPayment): PrintedTable {
  const header = ['资金级次', '项目', '指标文号', '金额（元）', '凭证号', '支付日'];
  return {
    layout: 'form',
    margin: [0, -0.5, 0, 0],
    table: {
      widths: [48, '*', 108, 72, 72, 56],
      body: [
        header.map(label),
        ...payment.charges
          .filter(({ situation }) => situation !== 'moved')
          .map(({ appropriationId, amountFen, voucherNumber, paidOn }) => {
            const appropriation = appropriationOf(appropriationId);
            return [
              value(appropriation === null ? '-' : FUNDING_LEVEL_LABEL[appropriation.fundingLevel]),
              value(appropriation?.programmeName ?? '-'),
              value(appropriation?.documentNumber?.printed ?? '-'),
              value(formatYuanGrouped(amountFen), { alignment: 'right' }),
              value(voucherNumber ?? '-'),
              value(paidOn ?? '未支付'),
            ];
          }),
      ],
    },
  };
}

const SIGNED_BY = [
  ['经办', 'PaymentSubmitted'],
  ['复核', 'PaymentReviewed'],
  ['审批', 'PaymentApproved'],
  ['移交', 'PaymentHandedOver'],
] as const;

/** The names and times as they are on record; whoever acted for somebody else signs in her own name. */
function signaturesOf({ payment, nameOf }: PrintedPayment): PrintedTable {
  const alone = payment.steps.some(({ by }) => by.mode === 'single-person');
  const signed = SIGNED_BY.map(([, type]) => {
    const step = payment.steps.findLast((each) => each.type === type);
    if (step !== undefined) return `${nameOf(step.by.personId) ?? step.by.personId}\n${inBeijing(step.recordedAt)}`;
    return alone ? '单人模式，未设' : '未签';
  });
  return {
    layout: 'form',
    margin: [0, -0.5, 0, 0],
    table: {
      widths: SIGNED_BY.map(() => '*'),
      body: [SIGNED_BY.map(([post]) => label(post)), signed.map((text) => value(text, { alignment: 'center' }))],
    },
  };
}

function periodsOf(lines: readonly { readonly period: Period | null }[]): string {
  const periods = [...new Set(lines.flatMap(({ period }) => period ?? []))].sort();
  const [first, last] = [periods[0], periods.at(-1)];
  return first === undefined || last === undefined ? '-' : first === last ? first : `${first} 至 ${last}`;
}

/** Those who are paid in several lines are the same people as often as not: the lines' numbers, never their sum. */
function headsOf(lines: PaymentStanding['lines']): string {
  const counts = [...new Set(lines.flatMap(({ heads }) => heads?.count ?? []))];
  return counts.length === 0 ? '-' : counts.map((count) => count.toLocaleString('en-US')).join('、');
}

/** `资金支付凭单-2021-10-29.pdf`. */
export const voucherFileName = (
  form: VoucherForm,
  payments: readonly { readonly submittedOn: BusinessDate }[],
): string =>
  `${[VOUCHER_TITLE[form], ...new Set(payments.map(({ submittedOn }) => submittedOn))].slice(0, 2).join('-')}.pdf`;
