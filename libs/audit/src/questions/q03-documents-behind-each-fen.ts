import { z } from 'zod';
import { asksAbout, inWords, money, yuan, type AuditQuestion } from './question';
import { appropriationEvents, appropriationsOf, holdingOn, type ToldEvent } from './told-by-events';

const row = z.strictObject({
  number: z.int(),
  appropriationId: z.string(),
  sequence: z.int().nullable(),
  programmeName: z.string(),
  on: z.string(),
  documentNumber: z.string().nullable(),
  provided: money,
  settled: money,
  left: money,
});
type Row = z.output<typeof row>;

/** Documents that give authority; what takes it away takes the latest first, what is paid uses the earliest first. */
export const documentsBehindEachFen: AuditQuestion<Row> = {
  number: 3,
  title: '每一分钱依据哪一份文号？',
  row,
  ask(events, scope) {
    const { asOf } = scope;
    const told = appropriationEvents(events, scope);
    const rows: Row[] = [];
    const proof: ToldEvent['event'][] = [];
    for (const appropriation of appropriationsOf(told)) {
      const { appropriationId, sequence, terms } = appropriation;
      if (!asksAbout(scope, appropriationId)) continue;
      const given: { on: string; number: number; document: string | null; provided: bigint }[] = [];
      const moving = told
        .filter((one) => one.appropriation.appropriationId === appropriationId)
        .flatMap((one) =>
          one.movement !== null && one.movement.budgetFen !== 0n && one.movement.on <= asOf ? [one] : [],
        )
        .sort((a, b) => ((a.movement?.on ?? '') < (b.movement?.on ?? '') ? -1 : 1));
      for (const { event, told: fact, movement } of moving) {
        proof.push(event);
        const changed = movement?.budgetFen ?? 0n;
        const document = 'documentNumber' in fact.data ? (fact.data.documentNumber?.printed ?? null) : null;
        if (changed > 0n) given.push({ on: movement?.on ?? '', number: event.number, document, provided: changed });
        let taken = changed < 0n ? -changed : 0n;
        for (const source of given.toReversed()) {
          const part = taken < source.provided ? taken : source.provided;
          source.provided -= part;
          taken -= part;
        }
      }
      let paid: bigint = holdingOn(told, appropriationId, asOf).settledFen;
      for (const { on, number, document, provided } of given) {
        const settled = paid < provided ? paid : provided;
        paid -= settled;
        rows.push({
          ...{ number, appropriationId, sequence, programmeName: terms.programmeName, on, documentNumber: document },
          ...{ provided: yuan(provided), settled: yuan(settled) },
          left: yuan(provided - settled),
        });
      }
    }
    const without = rows.filter(({ documentNumber }) => documentNumber === null);
    const sum = (of: readonly Row[]): bigint =>
      of.reduce((all, { settled }) => all + BigInt(settled.replace('.', '')), 0n);
    return {
      answer: `已付 ${inWords(sum(rows))}，出自 ${rows.length} 份下达与变动，其中没有文号的 ${without.length} 份，已付 ${inWords(sum(without))}。`,
      rows,
      proof,
    };
  },
};
