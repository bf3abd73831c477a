import { PAYEE_KIND_LABEL, PAYMENT_SITUATION_LABEL, type Payee, type PaymentView } from '@bofu/payment';
import { fen, NO_MONEY, type BusinessDate, type Fen, type Period } from '@bofu/kernel';
import type { Column } from '../sheet/column';

interface DisbursementRow {
  readonly paymentId: string;
  readonly period: Period | null;
  readonly programme: string | null;
  readonly payeeKind: string | null;
  readonly payeeName: string | null;
  readonly headcount: number | null;
  readonly rateFen: Fen | null;
  readonly amountFen: Fen;
  readonly returnedFen: Fen;
  readonly netFen: Fen;
  readonly voucherNumber: string | null;
  readonly submittedOn: BusinessDate | null;
  readonly paidOn: BusinessDate | null;
  readonly situation: string | null;
}

/**
 * 拨付明细表: a line for what each programme bears of a payment, in the order of submission; a run charged to four
 * programmes is four lines under one 批次号. 金额 is what was submitted, 人数 × 单价 of a run; 净额 is what is out now: nothing
 * unless paid, and less what came back.
 *
 * 收款户 is the account holder, always an institution: no account number is recorded that would have to be masked.
 * 回单号 is kept and always `-`: bank receipts are not recorded yet.
 */
export const disbursementColumns: readonly Column<DisbursementRow>[] = [
  { header: '批次号', kind: 'text', value: ({ paymentId }) => paymentId },
  { header: '所属期', kind: 'text', value: ({ period }) => period },
  { header: '项目', kind: 'text', value: ({ programme }) => programme },
  { header: '收款类别', kind: 'text', value: ({ payeeKind }) => payeeKind },
  { header: '收款户', kind: 'text', value: ({ payeeName }) => payeeName },
  { header: '人数', unit: '人', kind: 'count', value: ({ headcount }) => headcount },
  { header: '单价', unit: '元/人', kind: 'money', value: ({ rateFen }) => rateFen },
  { header: '金额', unit: '元', kind: 'money', value: ({ amountFen }) => amountFen },
  { header: '退回', unit: '元', kind: 'money', value: ({ returnedFen }) => returnedFen },
  { header: '净额', unit: '元', kind: 'money', value: ({ netFen }) => netFen },
  { header: '凭证号', kind: 'text', value: ({ voucherNumber }) => voucherNumber },
  { header: '提交日', kind: 'date', value: ({ submittedOn }) => submittedOn },
  { header: '支付日', kind: 'date', value: ({ paidOn }) => paidOn },
  { header: '回单号', kind: 'text', value: () => null },
  { header: '状态', kind: 'text', value: ({ situation }) => situation },
];

/** The names of the programmes the report is about, by appropriation; what is charged elsewhere is left out. */
export type ProgrammeNames = ReadonlyMap<string, string>;

/** Rows as the payments come, and the 合计 of all that have come so far. */
export class DisbursementList {
  #amountFen = NO_MONEY;
  #returnedFen = NO_MONEY;
  #netFen = NO_MONEY;

  constructor(private readonly programmes: ProgrammeNames) {}

  async *rows(payments: AsyncIterable<PaymentView>): AsyncGenerator<DisbursementRow> {
    for await (const payment of payments)
      for (const charge of payment.charges) {
        const programme = this.programmes.get(charge.appropriationId);
        if (programme !== undefined) yield this.#rowOf(payment, charge, programme);
      }
  }

  total(): DisbursementRow {
    return {
      paymentId: '合计',
      period: null,
      programme: null,
      payeeKind: null,
      payeeName: null,
      headcount: null,
      rateFen: null,
      amountFen: this.#amountFen,
      returnedFen: this.#returnedFen,
      netFen: this.#netFen,
      voucherNumber: null,
      submittedOn: null,
      paidOn: null,
      situation: null,
    };
  }

  #rowOf(payment: PaymentView, charge: PaymentView['charges'][number], programme: string): DisbursementRow {
    const { paymentId, period, payeeKind, payeeName, voucherNumber, submittedOn, paidOn, situation } = payment;
    const { rateFen, amountFen, returnedFen } = charge;
    const netFen = situation === 'paid' ? fen(amountFen - returnedFen) : NO_MONEY;
    this.#amountFen = fen(this.#amountFen + amountFen);
    this.#returnedFen = fen(this.#returnedFen + returnedFen);
    this.#netFen = fen(this.#netFen + netFen);
    return {
      paymentId,
      period,
      programme,
      payeeKind: PAYEE_KIND_LABEL[payeeKind as Payee['kind']],
      payeeName,
      // As submitted: the payment itself goes on counting only those still paid.
      headcount: rateFen === null ? null : Number(amountFen / rateFen),
      rateFen,
      amountFen,
      returnedFen,
      netFen,
      voucherNumber,
      submittedOn,
      paidOn,
      situation: PAYMENT_SITUATION_LABEL[situation],
    };
  }
}
