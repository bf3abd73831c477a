import { z } from 'zod';
import { fen, fenFromDigits, type BusinessDate } from '@bofu/kernel';
import type { NumberedEvent } from '../export/numbered-events';
import { inWords, money, yuan, type AuditQuestion } from './question';
import { actorOf, appropriationEvents, programmeInWords, recordedAtOf, type ToldEvent } from './told-by-events';

const KINDS = {
  SettlementReversed: '冲销',
  SettlementReclassifiedOut: '更正',
  SettlementReclassifiedIn: '更正',
  FundsReturnedByBank: '退票',
  FundsReturnedByPayee: '主动退回',
} as const;
type Kind = keyof typeof KINDS;

const row = z.strictObject({
  /** The events of one act: a correction is one on each of two programmes. */
  numbers: z.array(z.int()),
  kind: z.enum(['冲销', '更正', '退票', '主动退回']),
  on: z.string(),
  recordedAt: z.string().nullable(),
  actor: z.string().nullable(),
  paymentId: z.string(),
  reason: z.string(),
  /** What it did to 已付净额, programme by programme. */
  effects: z.array(z.strictObject({ appropriationId: z.string(), programmeName: z.string(), settled: money })),
  netEffect: money,
});
type Row = z.output<typeof row>;

interface Act {
  readonly kind: (typeof KINDS)[Kind];
  readonly on: BusinessDate;
  readonly reason: string;
  readonly paymentId: string;
  readonly events: ToldEvent[];
}

/** Whatever changed a payment after it was paid: who did it and why, and what was left of it in the end. */
export const correctionsReversalsReturns: AuditQuestion<Row> = {
  number: 10,
  title: '有哪些更正、冲销和退回？由谁办理、为什么、净影响多少？',
  row,
  ask(events, { fiscalYear, asOf, appropriationId }) {
    const acts = actsIn(appropriationEvents(events, fiscalYear)).filter(
      ({ on, events: of }) =>
        on <= asOf && (appropriationId === null || of.some((one) => one.programme.appropriationId === appropriationId)),
    );
    const counted = [...new Set(Object.values(KINDS))].map((kind) => {
      const ofKind = acts.filter((act) => act.kind === kind);
      return `${kind} ${ofKind.length} 笔，净影响 ${inWords(ofKind.reduce((sum, act) => sum + netOf(act), 0n))}`;
    });
    const told = acts.map(
      (act) =>
        `${act.on} ${actorOf(act.events[0]!.event) ?? '（未记操作人）'}${act.kind}` +
        `${act.events.map((one) => `${programmeInWords(one.programme)} ${inWords(settledBy(one))}`).join('、')}：${act.reason}`,
    );
    const net = acts.reduce((sum, act) => sum + netOf(act), 0n);
    return {
      answer: `${[`共 ${acts.length} 笔，对已付净额的净影响 ${inWords(net)}（${counted.join('；')}）`, ...told].join('。')}。`,
      rows: acts.map(rowOf),
      proof: acts.flatMap((act) => act.events.map(({ event }) => event)),
    };
  },
};

/** What one command did belongs together; events that name no command stand for themselves. */
function actsIn(events: readonly ToldEvent[]): Act[] {
  const acts = new Map<string, Act>();
  for (const one of events) {
    const { event, told, movement } = one;
    if (!isKind(told.type) || movement === null || movement.paymentId === null || !('reason' in told.data)) continue;
    const key = event.metadata['commandId'] ?? event.id;
    const act = acts.get(key);
    if (act) act.events.push(one);
    else {
      const { on, paymentId } = movement;
      acts.set(key, { kind: KINDS[told.type], on, reason: told.data.reason, paymentId, events: [one] });
    }
  }
  return [...acts.values()];
}

const isKind = (type: string): type is Kind => type in KINDS;

/** Taken from the amount itself: into 已付 only where a correction moved a charge here, out of it everywhere else. */
function settledBy({ event, told }: ToldEvent): bigint {
  const amount = fenFromDigits(String((event.data as { amountFen?: unknown }).amountFen));
  return told.type === 'SettlementReclassifiedIn' ? amount : -amount;
}

const netOf = ({ events }: Act): bigint => fen(events.reduce((sum, one) => sum + settledBy(one), 0n));

const first = ({ events }: Act): NumberedEvent => events[0]!.event;

const rowOf = (act: Act): Row => ({
  numbers: act.events.map(({ event }) => event.number),
  kind: act.kind,
  on: act.on,
  recordedAt: recordedAtOf(first(act)),
  actor: actorOf(first(act)),
  paymentId: act.paymentId,
  reason: act.reason,
  effects: act.events.map((one) => ({
    appropriationId: one.programme.appropriationId,
    programmeName: one.programme.terms.programmeName,
    settled: yuan(settledBy(one)),
  })),
  netEffect: yuan(netOf(act)),
});
