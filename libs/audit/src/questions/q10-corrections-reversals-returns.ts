import { z } from 'zod';
import { paymentCodec, type Restores } from '@bofu/payment';
import { fenFromDigits, type BusinessDate, type By } from '@bofu/kernel';
import type { NumberedEvent } from '../export/numbered-events';
import { asksAbout, inWords, money, yuan, type AuditQuestion, type QuestionScope } from './question';
import {
  appropriationEvents,
  appropriationInWords,
  namesIn,
  recordedAtOf,
  type ToldAppropriation,
} from './told-by-events';

const KINDS = ['冲销', '更正', '退票', '主动退回'] as const;
type Kind = (typeof KINDS)[number];

const effect = { appropriationId: z.string(), programmeName: z.string() };
const row = z.strictObject({
  /** The events of one act: a correction is one on each of two appropriations. */
  numbers: z.array(z.int()),
  kind: z.enum(KINDS),
  on: z.string(),
  recordedAt: z.string().nullable(),
  actor: z.string(),
  paymentId: z.string(),
  reason: z.string(),
  /** What it did to 已付净额, appropriation by appropriation. */
  effects: z.array(z.strictObject({ ...effect, settled: money })),
  netEffect: money,
  /** What came back and gave no authority: to the fund account it was paid from, or to the treasury. */
  unrestored: z.array(z.strictObject({ ...effect, amount: money, to: z.enum(['fund-account', 'treasury']) })),
});
type Row = z.output<typeof row>;

const WENT_TO = { 'fund-account': '退至财政专户或支出户', treasury: '退至国库' } as const;

interface Act {
  readonly kind: Kind;
  readonly on: BusinessDate;
  readonly reason: string;
  readonly by: By;
  readonly paymentId: string;
  readonly events: NumberedEvent[];
  readonly effects: { readonly appropriation: ToldAppropriation; readonly settledFen: bigint }[];
  readonly unrestored: {
    readonly appropriation: ToldAppropriation;
    readonly amountFen: bigint;
    readonly to: Exclude<Restores, 'authority'>;
  }[];
}

/** Whatever changed a payment after it was paid: who did it and why, and what was left of it in the end. */
export const correctionsReversalsReturns: AuditQuestion<Row> = {
  number: 10,
  title: '有哪些更正、冲销和退回？由谁办理、为什么、净影响多少？',
  row,
  ask(events, scope) {
    const nameOf = namesIn(events);
    const { asOf } = scope;
    const acts = actsIn(events, scope).filter(
      ({ on, effects, unrestored }) =>
        on <= asOf &&
        [...effects, ...unrestored].some(({ appropriation }) => asksAbout(scope, appropriation.appropriationId)),
    );
    const counted = KINDS.map((kind) => {
      const ofKind = acts.filter((act) => act.kind === kind);
      return `${kind} ${ofKind.length} 笔，净影响 ${inWords(ofKind.reduce((sum, act) => sum + netOf(act), 0n))}`;
    });
    const told = acts.map(
      (act) =>
        `${act.on} ${nameOf(act.by.personId)}${act.kind}` +
        [
          ...act.effects.map(
            ({ appropriation, settledFen }) => `${appropriationInWords(appropriation)} ${inWords(settledFen)}`,
          ),
          ...act.unrestored.map(
            ({ appropriation, amountFen, to }) =>
              `${appropriationInWords(appropriation)} ${inWords(amountFen)}${WENT_TO[to]}，不恢复指标`,
          ),
        ].join('、') +
        `：${act.reason}`,
    );
    const net = acts.reduce((sum, act) => sum + netOf(act), 0n);
    return {
      answer: `${[`共 ${acts.length} 笔，对已付净额的净影响 ${inWords(net)}（${counted.join('；')}）`, ...told].join('。')}。`,
      rows: acts.map((act) => rowOf(act, nameOf)),
      proof: acts.flatMap((act) => act.events),
    };
  },
};

/** What one command did belongs together; events that name no command stand for themselves. */
function actsIn(events: readonly NumberedEvent[], scope: QuestionScope): Act[] {
  const told = new Map(appropriationEvents(events, scope).map((one) => [one.event.number, one]));
  const appropriations = new Map([...told.values()].map(({ appropriation: one }) => [one.appropriationId, one]));
  const charged = new Map<string, string>();
  const acts = new Map<string, Act>();
  const actOf = (event: NumberedEvent, about: Pick<Act, 'kind' | 'on' | 'reason' | 'by' | 'paymentId'>): Act => {
    const key = event.metadata['commandId'] ?? event.id;
    const act = acts.get(key) ?? { ...about, events: [], effects: [], unrestored: [] };
    acts.set(key, act);
    act.events.push(event);
    return act;
  };

  for (const event of events) {
    const one = told.get(event.number);
    if (one) {
      const effectOf = settledBy(one.told);
      if (effectOf !== null) {
        const { appropriation } = one;
        const { by, reason, paymentId } = effectOf.data;
        const { kind, on, settledFen } = effectOf;
        actOf(event, { kind, on, reason, by, paymentId }).effects.push({ appropriation, settledFen });
      }
    }
    if (!paymentCodec.knows(event)) continue;
    const { type, data } = paymentCodec.decode(event);
    const { paymentId, by } = data;
    if (type === 'PaymentSubmitted')
      for (const { charge, appropriationId } of data.charges) charged.set(`${paymentId}/${charge}`, appropriationId);
    if (type === 'PaymentReclassified') charged.set(`${paymentId}/${data.charge}`, data.to);
    if (type !== 'PaymentReturnedByBank' && type !== 'PaymentReturnedByPayee') continue;
    for (const { charge, amountFen, restores } of data.charges) {
      const appropriation = appropriations.get(charged.get(`${paymentId}/${charge}`) ?? '');
      if (restores === 'authority' || appropriation === undefined) continue;
      const kind = type === 'PaymentReturnedByBank' ? '退票' : '主动退回';
      const act = actOf(event, { kind, on: data.returnedOn, reason: data.reason, by, paymentId });
      act.unrestored.push({ appropriation, amountFen: fenFromDigits(amountFen), to: restores });
    }
  }
  return [...acts.values()];
}

/** Taken from the amount itself: into 已付 only where a correction moved a charge here, out of it everywhere else. */
function settledBy({ type, data }: ReturnType<typeof appropriationEvents>[number]['told']) {
  switch (type) {
    case 'SettlementReversed':
      return { kind: '冲销' as const, on: data.reversedOn, settledFen: -fenFromDigits(data.amountFen), data };
    case 'SettlementReclassifiedOut':
      return { kind: '更正' as const, on: data.correctedOn, settledFen: -fenFromDigits(data.amountFen), data };
    case 'SettlementReclassifiedIn':
      return { kind: '更正' as const, on: data.correctedOn, settledFen: BigInt(fenFromDigits(data.amountFen)), data };
    case 'FundsReturnedByBank':
      return { kind: '退票' as const, on: data.returnedOn, settledFen: -fenFromDigits(data.amountFen), data };
    case 'FundsReturnedByPayee':
      return { kind: '主动退回' as const, on: data.returnedOn, settledFen: -fenFromDigits(data.amountFen), data };
    default:
      return null;
  }
}

const netOf = ({ effects }: Act): bigint => effects.reduce((sum, { settledFen }) => sum + settledFen, 0n);

const effectOn = ({ appropriationId, terms }: ToldAppropriation) => ({
  appropriationId,
  programmeName: terms.programmeName,
});

const rowOf = (act: Act, nameOf: (personId: string) => string): Row => ({
  numbers: [...new Set(act.events.map(({ number }) => number))],
  kind: act.kind,
  on: act.on,
  recordedAt: act.events[0] ? recordedAtOf(act.events[0]) : null,
  actor: nameOf(act.by.personId),
  paymentId: act.paymentId,
  reason: act.reason,
  effects: act.effects.map(({ appropriation, settledFen }) => ({
    ...effectOn(appropriation),
    settled: yuan(settledFen),
  })),
  netEffect: yuan(netOf(act)),
  unrestored: act.unrestored.map(({ appropriation, amountFen, to }) => ({
    ...effectOn(appropriation),
    amount: yuan(amountFen),
    to,
  })),
});
