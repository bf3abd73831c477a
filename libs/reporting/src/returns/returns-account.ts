import { daysBetween, fen, type BusinessDate, type Fen } from '@bofu/kernel';

import { PAYMENT_EVENT_LABEL, type PaymentStanding, type PaymentStepTaken } from '@bofu/payment';
import type { Column } from '../sheet/column';

export interface ReturnRow {
  readonly paymentId: string;
  readonly purpose: string;
  readonly payeeName: string;
  readonly way: string;
  readonly returnedOn: BusinessDate;
  readonly charges: string;
  readonly amountFen: Fen;
  readonly restores: string;
  readonly reason: string | null;
  readonly recordedBy: string;
  readonly reissue: { readonly paymentId: string; readonly on: BusinessDate; readonly amountFen: Fen } | null;
  /** 不再重发: since when, and why; `null` where it is paid anew or waited for. */
  readonly waived: string | null;
  /** `null` once it has been paid anew, or where nothing is to be. */
  readonly openDays: number | null;
}

/**
 * 退票及重发台账: a line for each time money came back, with what was paid anew for it. 未结天数 are calendar days up to the
 * day of the report of what a bank returned and nobody has paid anew; what a payee gave back is not waited for.
 */
export const returnColumns: readonly Column<ReturnRow>[] = [
  { header: '原批次号', kind: 'text', value: ({ paymentId }) => paymentId },
  { header: '分担', kind: 'text', value: ({ charges }) => charges },
  { header: '事项', kind: 'text', value: ({ purpose }) => purpose },
  { header: '收款户', kind: 'text', value: ({ payeeName }) => payeeName },
  { header: '方式', kind: 'text', value: ({ way }) => way },
  { header: '退回日', kind: 'date', value: ({ returnedOn }) => returnedOn },
  { header: '金额', unit: '元', kind: 'money', summed: true, value: ({ amountFen }) => amountFen },
  { header: '退回到', kind: 'text', value: ({ restores }) => restores },
  { header: '原因', kind: 'text', value: ({ reason }) => reason },
  { header: '登记人', kind: 'text', value: ({ recordedBy }) => recordedBy },
  { header: '重发批次号', kind: 'text', value: ({ reissue }) => reissue?.paymentId ?? null },
  { header: '重发日', kind: 'date', value: ({ reissue }) => reissue?.on ?? null },
  { header: '重发金额', unit: '元', kind: 'money', summed: true, value: ({ reissue }) => reissue?.amountFen ?? null },
  { header: '不再重发', kind: 'text', value: ({ waived }) => waived },
  { header: '未结天数', kind: 'count', value: ({ openDays }) => openDays },
];

const RETURNS: ReadonlySet<string> = new Set(['PaymentReturnedByBank', 'PaymentReturnedByPayee']);

const RESTORES_LABEL = { authority: '预算指标', 'fund-account': '专户（支出户）', treasury: '国库' } as const;

export interface ReturnSelection {
  readonly appropriationIds: ReadonlySet<string>;
  readonly from: BusinessDate | null;
  readonly asOf: BusinessDate;
  readonly nameOf: (personId: string) => string | null;
}

/** @param all every payment of the agency on that day, as what December returned may be paid anew in January */
export function returnRows(
  payments: readonly PaymentStanding[],
  all: readonly PaymentStanding[],
  { appropriationIds, from, asOf, nameOf }: ReturnSelection,
): ReturnRow[] {
  const reissues = new Map<string, PaymentStanding>();
  for (const payment of all)
    if (payment.reissueOf !== null && payment.inTransitFen + payment.netFen + payment.returnedFen > 0n)
      reissues.set(payment.reissueOf.returnId, payment);
  return payments
    .flatMap((payment) => payment.steps.flatMap((step) => (RETURNS.has(step.type) ? [{ payment, step }] : [])))
    .filter(({ step }) => from === null || step.on >= from)
    .flatMap(({ payment, step }): ReturnRow[] => {
      const ours = step.charges.filter(({ charge }) => isOurs(payment, charge, appropriationIds));
      if (ours.length === 0) return [];
      const reissue = reissues.get(step.returnId ?? '') ?? null;
      const waiver = payment.steps.find(
        ({ type, returnId }) => type === 'PaymentReissueWaived' && returnId === step.returnId,
      );
      const waits = step.type === 'PaymentReturnedByBank' && reissue === null && waiver === undefined;
      return [
        {
          paymentId: payment.paymentId,
          purpose: payment.purpose,
          payeeName: payment.payee.name,
          way: PAYMENT_EVENT_LABEL[step.type],
          returnedOn: step.on,
          charges: ours.map(({ charge }) => charge).join('、'),
          amountFen: fen(ours.reduce((sum, { amountFen }) => sum + amountFen, 0n)),
          restores: restoresOf(ours),
          reason: step.reason,
          recordedBy: nameOf(step.by.personId) ?? step.by.personId,
          reissue: reissue && {
            paymentId: reissue.paymentId,
            on: reissue.charges.find(({ paidOn }) => paidOn !== null)?.paidOn ?? reissue.submittedOn,
            amountFen: reissue.totalFen,
          },
          waived: waiver === undefined ? null : `${waiver.on} ${waiver.reason ?? ''}`,
          openDays: waits ? daysBetween(step.on, asOf) : null,
        },
      ];
    })
    .sort((a, b) => (a.returnedOn < b.returnedOn ? -1 : a.returnedOn > b.returnedOn ? 1 : 0));
}

const isOurs = ({ charges }: PaymentStanding, charge: number, appropriationIds: ReadonlySet<string>): boolean =>
  charges.some((one) => one.charge === charge && appropriationIds.has(one.appropriationId));

const restoresOf = (charges: PaymentStepTaken['charges']): string =>
  [...new Set(charges.flatMap(({ restores }) => (restores === null ? [] : [RESTORES_LABEL[restores]])))].join('、');
