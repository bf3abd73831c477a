import { z } from 'zod';
import { fenFromDigits } from '@bofu/kernel';
import type { NumberedEvent } from '../export/numbered-events';
import { asksAbout, inWords, money, yuan, type AuditQuestion } from './question';
import { appropriationEvents, appropriationInWords, appropriationsOf, namesIn, recordedAtOf } from './told-by-events';
import { paymentsAsked } from './told-payments';

const row = z.strictObject({
  number: z.int(),
  kind: z.enum(['列错后更正', '调剂']),
  on: z.string(),
  recordedAt: z.string().nullable(),
  actor: z.string(),
  from: z.string(),
  to: z.string(),
  amount: money,
  reason: z.string(),
  paymentId: z.string().nullable(),
});
type Row = z.output<typeof row>;

/** Money that was charged to one programme and moved to another by a correction, and authority that was moved by 调剂. */
export const moneyUsedForAnother: AuditQuestion<Row> = {
  number: 21,
  title: '是否有一个项目的钱用于另一个项目？',
  row,
  ask(events, scope) {
    const nameOf = namesIn(events);
    const told = appropriationEvents(events, scope);
    const known = new Map(appropriationsOf(told).map((one) => [one.appropriationId, one]));
    const inName = (id: string): string => {
      const found = known.get(id);
      return found === undefined ? id : appropriationInWords(found);
    };
    const rows: { readonly row: Row; readonly event: NumberedEvent; readonly fen: bigint }[] = [];
    // Of a payment both ends may be what is asked about: where it stood first, and where it went.
    for (const { acts } of paymentsAsked(events, { ...scope, appropriationIds: null }))
      for (const { event, told: act } of acts) {
        if (act.type !== 'PaymentReclassified') continue;
        const { from, to, amountFen, correctedOn, reason, paymentId, by } = act.data;
        if (!asksAbout(scope, from) && !asksAbout(scope, to)) continue;
        const fen = fenFromDigits(amountFen);
        const told21: Row = {
          ...{ number: event.number, kind: '列错后更正', on: correctedOn, recordedAt: recordedAtOf(event) },
          ...{ actor: nameOf(by.personId), from: inName(from), to: inName(to), amount: yuan(fen), reason, paymentId },
        };
        rows.push({ row: told21, event, fen });
      }
    for (const { event, told: fact, appropriation } of told) {
      if (fact.type !== 'VirementTransferredOut' || fact.data.effectiveOn > scope.asOf || scope.period !== null)
        continue;
      const { to, amountFen, effectiveOn, reason, by } = fact.data;
      const from = appropriation.appropriationId;
      if (!asksAbout(scope, from) && !asksAbout(scope, to)) continue;
      const fen = fenFromDigits(amountFen);
      const told21: Row = {
        ...{ number: event.number, kind: '调剂', on: effectiveOn, recordedAt: recordedAtOf(event) },
        ...{ actor: nameOf(by.personId), from: inName(from), to: inName(to), amount: yuan(fen), reason },
        paymentId: null,
      };
      rows.push({ row: told21, event, fen });
    }
    rows.sort((a, b) => a.event.number - b.event.number);
    const sum = (kind: Row['kind']): string => {
      const found = rows.filter((one) => one.row.kind === kind);
      return `${kind} ${found.length} 次 ${inWords(found.reduce((all, one) => all + one.fen, 0n))}`;
    };
    return {
      answer: `${sum('列错后更正')}，${sum('调剂')}；此外每一笔都列支于其所写的预算指标，用途是否相符须凭附件核对。`,
      rows: rows.map((one) => one.row),
      proof: rows.map(({ event }) => event),
    };
  },
};
