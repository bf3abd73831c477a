import { FUNDING_LEVEL_LABEL, type AppropriationStanding } from '@bofu/budget';
import {
  PAYEE_KIND_LABEL,
  PAYMENT_EVENT_LABEL,
  PAYMENT_SITUATION_LABEL,
  type PaymentStanding,
  type StandingCharge,
  type StandingLine,
} from '@bofu/payment';
import { fen, NO_MONEY, sumFen, type BusinessDate, type Fen, type Period } from '@bofu/kernel';
import type { Column } from '../sheet/column';
import { linesOfCharge } from './lines-of-charge';
import type { MonthPaid } from './months-paid';

interface DisbursementRow {
  readonly paymentId: string;
  readonly charge: number | null;
  readonly period: Period | null;
  readonly programme: string | null;
  readonly fundingLevel: string | null;
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
  readonly monthPaid: ReturnType<MonthPaid>;
  readonly situation: string | null;
  readonly actor: string | null;
}

/**
 * 拨付明细表: a line for each charge, what one appropriation bears of a payment, in the order of submission; a run charged
 * to four appropriations is four lines under one 批次号, each with its own voucher and day of payment. 金额 is what is
 * charged; 净额 is what is out now: nothing unless paid, and less what came back. A charge that was corrected away
 * altogether has no line; what it became has one.
 *
 * 状态 and 支付日 are the charge's own: its money has gone out. Whether its 所属期 is paid is another question, and 足额支付日
 * has the one answer to it: the day from which enough has been paid of the month, whoever bore it, or 未足额.
 *
 * 收款户 is the account holder, always an institution: no account number is recorded that would have to be masked.
 * 回单号 is kept and always `-`: bank receipts are not recorded yet.
 */
export const disbursementColumns: readonly Column<DisbursementRow>[] = [
  { header: '批次号', kind: 'text', value: ({ paymentId }) => paymentId },
  { header: '分担', kind: 'text', value: ({ charge }) => (charge === null ? null : String(charge)) },
  { header: '所属期', kind: 'text', value: ({ period }) => period },
  { header: '项目', kind: 'text', value: ({ programme }) => programme },
  { header: '资金级次', kind: 'text', value: ({ fundingLevel }) => fundingLevel },
  { header: '收款类别', kind: 'text', value: ({ payeeKind }) => payeeKind },
  { header: '收款户', kind: 'text', value: ({ payeeName }) => payeeName },
  { header: '人（户）数', kind: 'count', value: ({ headcount }) => headcount },
  { header: '单价', unit: '元', kind: 'money', value: ({ rateFen }) => rateFen },
  { header: '金额', unit: '元', kind: 'money', value: ({ amountFen }) => amountFen },
  { header: '退回', unit: '元', kind: 'money', value: ({ returnedFen }) => returnedFen },
  { header: '净额', unit: '元', kind: 'money', value: ({ netFen }) => netFen },
  { header: '凭证号', kind: 'text', value: ({ voucherNumber }) => voucherNumber },
  { header: '提交日', kind: 'date', value: ({ submittedOn }) => submittedOn },
  { header: '支付日', kind: 'date', value: ({ paidOn }) => paidOn },
  {
    header: '足额支付日',
    kind: 'text',
    value: ({ monthPaid }) => (monthPaid === 'short' ? '未足额' : monthPaid),
  },
  { header: '回单号', kind: 'text', value: () => null },
  { header: '状态', kind: 'text', value: ({ situation }) => situation },
  { header: '经办', kind: 'text', value: ({ actor }) => actor },
];

/** The appropriations the report is about, by id; what is charged elsewhere is left out. */
export type ReportedAppropriations = ReadonlyMap<
  string,
  Pick<AppropriationStanding, 'programmeCode' | 'programmeName' | 'fundingLevel'>
>;

/** Rows as the payments come, and the 合计 of all that have come so far. */
export class DisbursementList {
  #amountFen = NO_MONEY;
  #returnedFen = NO_MONEY;
  #netFen = NO_MONEY;

  constructor(
    private readonly appropriations: ReportedAppropriations,
    private readonly nameOf: (personId: string) => string | null,
    private readonly monthPaid: MonthPaid,
    /** Only what was paid, or is not yet paid and was submitted, from this day on. */
    private readonly from: BusinessDate | null = null,
  ) {}

  async *rows(payments: AsyncIterable<PaymentStanding>): AsyncGenerator<DisbursementRow> {
    for await (const payment of payments)
      for (const charge of payment.charges)
        if (
          charge.situation !== 'moved' &&
          this.appropriations.has(charge.appropriationId) &&
          (this.from === null || (charge.paidOn ?? payment.submittedOn) >= this.from)
        )
          yield this.#rowOf(payment, charge);
  }

  total(): DisbursementRow {
    return {
      paymentId: '合计',
      charge: null,
      period: null,
      programme: null,
      fundingLevel: null,
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
      monthPaid: null,
      situation: null,
      actor: null,
    };
  }

  /** Groups are a programme's own: what was corrected to another programme is everybody's there. */
  #monthOf({ programmeId }: StandingCharge, lines: readonly StandingLine[], period: Period): ReturnType<MonthPaid> {
    const groups = lines.map((line) => (line.programmeId === programmeId ? line.groupId : null));
    return this.monthPaid(programmeId, groups, period);
  }

  #rowOf(payment: PaymentStanding, charge: StandingCharge): DisbursementRow {
    const { paymentId, payee, submittedOn, submittedBy } = payment;
    const { appropriationId, amountFen, returnedFen, netFen, voucherNumber, paidOn } = charge;
    const appropriation = this.appropriations.get(appropriationId);
    const lines = linesOfCharge(payment, charge);
    const of = paidFor(lines, charge);
    this.#amountFen = fen(this.#amountFen + amountFen);
    this.#returnedFen = fen(this.#returnedFen + returnedFen);
    this.#netFen = fen(this.#netFen + netFen);
    return {
      paymentId,
      charge: charge.charge,
      ...of,
      programme: appropriation ? `${appropriation.programmeCode} ${appropriation.programmeName}` : null,
      fundingLevel: appropriation ? FUNDING_LEVEL_LABEL[appropriation.fundingLevel] : null,
      payeeKind: PAYEE_KIND_LABEL[payee.kind],
      payeeName: payee.name,
      amountFen,
      returnedFen,
      netFen,
      voucherNumber,
      submittedOn,
      paidOn,
      monthPaid: of.period === null || !isInTransitOrOut(charge) ? null : this.#monthOf(charge, lines, of.period),
      situation: situationOf(payment, charge),
      actor: this.nameOf(submittedBy.personId) ?? submittedBy.personId,
    };
  }
}

const isInTransitOrOut = ({ situation }: StandingCharge): boolean => situation === 'submitted' || situation === 'paid';

/** What all lines of a charge share; heads and rate as submitted, and none once a correction has split them up. */
function paidFor(
  lines: readonly StandingLine[],
  { amountFen }: StandingCharge,
): Pick<DisbursementRow, 'period' | 'headcount' | 'rateFen'> {
  const period = shared(lines.map((line) => line.period));
  const whole = sumFen(lines.map((line) => line.amountFen)) === amountFen;
  const counted = lines.every(({ heads }) => heads !== null) && shared(lines.map(({ entry }) => entry)) !== null;
  if (!whole || !counted) return { period, headcount: null, rateFen: null };
  return {
    period,
    headcount: lines.reduce((sum, { heads }) => sum + (heads?.count ?? 0), 0),
    rateFen: lines.every(({ times }) => times === 1) ? shared(lines.map(({ rateFen }) => rateFen)) : null,
  };
}

const shared = <Value>(values: readonly Value[]): Value | null =>
  new Set(values).size === 1 ? (values[0] ?? null) : null;

/** A charge that came free says by which step. */
function situationOf({ steps }: PaymentStanding, { charge, situation }: StandingCharge): string | null {
  switch (situation) {
    case 'submitted':
    case 'paid':
    case 'reversed':
      return PAYMENT_SITUATION_LABEL[situation];
    case 'moved':
      return null;
    case 'released': {
      const step = steps.findLast(
        ({ type, charges }) => RELEASES.has(type) && charges.some(({ charge: one }) => one === charge),
      );
      return step ? PAYMENT_EVENT_LABEL[step.type] : null;
    }
  }
}

const RELEASES: ReadonlySet<string> = new Set([
  'PaymentSentBack',
  'PaymentWithdrawn',
  'PaymentVoided',
  'PaymentRefused',
]);
