import { requireTool } from '@bofu/testing';
import { fen } from '@bofu/kernel';
import type { PaymentStanding } from '@bofu/payment';
import { pagesOf } from '../../testing/read-pdf';
import { typeset } from '../pdf/typeset';
import { vouchersOf, type PrintedPayment } from './voucher';

const paymentOf = (charges: number): PrintedPayment => ({
  payment: {
    paymentId: 'payment-1',
    situation: 'paid',
    payee: { kind: 'organisation', name: '某乡镇人民政府' },
    payeeAccount: null,
    purpose: '补助',
    route: 'treasury',
    totalFen: fen(100n * BigInt(charges)),
    submittedOn: '2021-10-29',
    lines: [],
    steps: [],
    charges: Array.from({ length: charges }, (_, at) => ({
      ...{ situation: 'settled', appropriationId: `A${at}`, amountFen: fen(100n) },
      ...{ voucherNumber: `支-${at}-`, paidOn: null },
    })),
  } as unknown as PaymentStanding,
  agencyName: '某局',
  appropriationOf: () => ({
    programmeName: '提前下达2021年国有企业退休人员社会化管理中央财政补助资金（预拨）预算 保财建【2020】84号',
    fundingLevel: 'central',
    documentNumber: null,
  }),
  nameOf: () => null,
  foot: '单据到此为止',
});

const pages = async (...charges: number[]) =>
  pagesOf(
    await typeset({
      pageOrientation: 'portrait',
      content: [vouchersOf('approval', charges.map(paymentOf))],
      defaultStyle: { fontSize: 9 },
      foot: '',
      info: { title: '审批表' },
    }),
  );

requireTool('pdftotext')('a form of a payment on paper', () => {
  it('is half a page, two to a sheet', async () => {
    const read = await pages(1, 2, 1);
    expect(read.map((page) => page.filter((line) => line.includes('资金支付审批表')).length)).toEqual([2, 1]);
  });

  it.each([10, 11, 60])('loses none of its %i charges', async (charges) => {
    const text = (await pages(charges)).flat().join('\n');
    expect(text.match(/支-\d+-/g)).toHaveLength(charges);
    expect(text).toContain('单据到此为止');
  });
});
