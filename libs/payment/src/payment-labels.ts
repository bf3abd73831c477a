import type { Payee } from './domain/payment';
import type { PaymentSituation } from './domain/refusals';

/** What the words of this capability are called where people read them: in refusals and reports alike. */

export const PAYMENT_SITUATION_LABEL: Readonly<Record<PaymentSituation, string>> = {
  submitted: '在途',
  paid: '已支付',
  'sent-back': '已退回修改',
  reversed: '已冲销',
};

export const PAYEE_KIND_LABEL: Readonly<Record<Payee['kind'], string>> = {
  'special-account': '财政专户',
  organisation: '单位',
  'persons-by-bank': '个人（银行代发）',
};
