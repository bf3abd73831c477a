import { APPROPRIATION_EVENT_LABEL, type AppropriationEvent, type LedgerLine } from '@bofu/budget';
import { fen, NO_MONEY, type BusinessDate, type Fen, type Period } from '@bofu/kernel';
import type { Column } from '../sheet/column';

interface LedgerRow {
  readonly on: BusinessDate | null;
  readonly position: string;
  readonly type: string | null;
  readonly period: Period | null;
  readonly documentNumber: string | null;
  readonly summary: string | null;
  readonly addedFen: Fen;
  readonly takenFen: Fen;
  readonly inTransitFen: Fen;
  readonly settledFen: Fen;
  readonly frozenFen: Fen;
  readonly availableFen: Fen;
  readonly actor: string | null;
  readonly reviewer: string | null;
  readonly approver: string | null;
}

/**
 * 资金台账 of one appropriation: a line for every event that moved its money, in the order of recording. 增加 and 减少 are
 * what the event did to the balance 余额, so that each line's balance is the one above plus 增加 less 减少; 在途, 已付 and
 * 冻结 stand after the event. Paying moves money from 在途 to 已付 and leaves the balance alone.
 *
 * 事件号 is the event's position in the store. 复核 and 审批 are those who signed the payment a line belongs to.
 */
export const ledgerColumns: readonly Column<LedgerRow>[] = [
  { header: '日期', kind: 'date', value: ({ on }) => on },
  { header: '登记位置', kind: 'text', value: ({ position }) => position },
  { header: '类型', kind: 'text', value: ({ type }) => type },
  { header: '所属期', kind: 'text', value: ({ period }) => period },
  { header: '文号', kind: 'text', value: ({ documentNumber }) => documentNumber },
  { header: '摘要', kind: 'text', value: ({ summary }) => summary },
  { header: '增加', unit: '元', kind: 'money', value: ({ addedFen }) => addedFen },
  { header: '减少', unit: '元', kind: 'money', value: ({ takenFen }) => takenFen },
  { header: '在途', unit: '元', kind: 'money', value: ({ inTransitFen }) => inTransitFen },
  { header: '已付', unit: '元', kind: 'money', value: ({ settledFen }) => settledFen },
  { header: '冻结', unit: '元', kind: 'money', value: ({ frozenFen }) => frozenFen },
  { header: '余额', unit: '元', kind: 'money', value: ({ availableFen }) => availableFen },
  { header: '经办', kind: 'text', value: ({ actor }) => actor },
  { header: '复核', kind: 'text', value: ({ reviewer }) => reviewer },
  { header: '审批', kind: 'text', value: ({ approver }) => approver },
];

export interface ToldOfPayment {
  readonly purpose: string;
  readonly reviewer: string | null;
  readonly approver: string | null;
}

/** What a payment was for, and the names under it; `null` where it cannot be found. */
export type PaymentTold = (paymentId: string) => Promise<ToldOfPayment | null>;
/** What another appropriation is called; `null` where it cannot be found. */
export type CounterpartOf = (appropriationId: string) => Promise<string | null>;

const larger = (a: Fen): Fen => (a > 0n ? a : NO_MONEY);

/** The running figures of a ledger: rows as the lines come, and the 合计 of all that have come so far. */
export class LedgerAccount {
  #addedFen = NO_MONEY;
  #takenFen = NO_MONEY;
  #inTransitFen = NO_MONEY;
  #settledFen = NO_MONEY;
  #frozenFen = NO_MONEY;

  constructor(
    private readonly paymentTold: PaymentTold,
    private readonly counterpartOf: CounterpartOf,
    private readonly nameOf: (personId: string) => string | null,
  ) {}

  async *rows(lines: AsyncIterable<LedgerLine>): AsyncGenerator<LedgerRow> {
    for await (const line of lines) yield await this.#rowOf(line);
  }

  total(): LedgerRow {
    return {
      on: null,
      position: '合计',
      type: null,
      period: null,
      documentNumber: null,
      summary: null,
      addedFen: this.#addedFen,
      takenFen: this.#takenFen,
      ...this.#standing(),
      actor: null,
      reviewer: null,
      approver: null,
    };
  }

  async #rowOf(line: LedgerLine): Promise<LedgerRow> {
    const { on, position, type, period, documentNumber, personId, budgetFen, committedFen, settledFen, frozenFen } =
      line;
    const changeFen = fen(budgetFen - committedFen - settledFen - frozenFen);
    const [addedFen, takenFen] = [larger(changeFen), larger(fen(-changeFen))];
    this.#addedFen = fen(this.#addedFen + addedFen);
    this.#takenFen = fen(this.#takenFen + takenFen);
    this.#inTransitFen = fen(this.#inTransitFen + committedFen);
    this.#settledFen = fen(this.#settledFen + settledFen);
    this.#frozenFen = fen(this.#frozenFen + frozenFen);
    const payment = line.paymentId === null ? null : await this.paymentTold(line.paymentId);
    return {
      on,
      position,
      type: APPROPRIATION_EVENT_LABEL[type as AppropriationEvent['type']],
      period,
      documentNumber,
      summary: await this.#summaryOf(line, payment?.purpose ?? null),
      addedFen,
      takenFen,
      ...this.#standing(),
      actor: this.nameOf(personId) ?? personId,
      reviewer: payment?.reviewer ?? null,
      approver: payment?.approver ?? null,
    };
  }

  /** The reason given; else what the payment was for; else nothing. The other appropriation is named where there is one. */
  async #summaryOf({ reason, counterpart }: LedgerLine, purpose: string | null): Promise<string | null> {
    const said = reason ?? purpose;
    const other = counterpart === null ? null : `对方指标 ${(await this.counterpartOf(counterpart)) ?? counterpart}`;
    return said === null || other === null ? (said ?? other) : `${said}（${other}）`;
  }

  #standing() {
    return {
      inTransitFen: this.#inTransitFen,
      settledFen: this.#settledFen,
      frozenFen: this.#frozenFen,
      availableFen: fen(this.#addedFen - this.#takenFen),
    };
  }
}
