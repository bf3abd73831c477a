import { z } from 'zod';
import { inWords, money, yuan, type AuditQuestion } from './question';
import { actorOf, appropriationEvents, programmeInWords, recordedAtOf, type ToldEvent } from './told-by-events';

const KINDS = {
  AppropriationSupplemented: '追加',
  AppropriationReduced: '追减',
  AppropriationClawedBack: '收回',
  VirementTransferredIn: '调剂调入',
  VirementTransferredOut: '调剂调出',
} as const;

const row = z.strictObject({
  number: z.int(),
  kind: z.enum(['追加', '追减', '收回', '调剂调入', '调剂调出']),
  on: z.string(),
  recordedAt: z.string().nullable(),
  actor: z.string().nullable(),
  appropriationId: z.string(),
  sequence: z.int().nullable(),
  programmeName: z.string(),
  documentNumber: z.string().nullable(),
  reason: z.string(),
  before: money,
  change: money,
  after: money,
});
type Row = z.output<typeof row>;

/** 前值 and 后值 run by business date: what was recorded late changed the amount on its own day. */
export const changesOfAppropriationAmounts: AuditQuestion<Row> = {
  number: 12,
  title: '哪些指标金额变动过？依据什么文号，变动前后各是多少？',
  row,
  ask(events, { fiscalYear, asOf, appropriationId }) {
    const byDate = appropriationEvents(events, fiscalYear)
      .filter(({ movement }) => movement !== null && movement.budgetFen !== 0n && movement.on <= asOf)
      .sort((a, b) => (onOf(a) === onOf(b) ? a.event.number - b.event.number : onOf(a) < onOf(b) ? -1 : 1));
    const budgets = new Map<string, bigint>();
    const changes: { one: ToldEvent; row: Row; sentence: string }[] = [];
    for (const one of byDate) {
      const id = one.programme.appropriationId;
      const before = budgets.get(id) ?? 0n;
      const after = before + (one.movement?.budgetFen ?? 0n);
      budgets.set(id, after);
      const change = changeOf(one, before, after);
      if (!change || (appropriationId !== null && id !== appropriationId)) continue;
      const document = change.documentNumber ?? '无文号';
      const sentence = `${change.on} ${programmeInWords(one.programme)}${change.kind}（${document}），${inWords(before)} → ${inWords(after)}`;
      changes.push({ one, row: change, sentence });
    }
    const net = changes.reduce((sum, { one }) => sum + (one.movement?.budgetFen ?? 0n), 0n);
    return {
      answer: `${[`共变动 ${changes.length} 次，合计 ${inWords(net)}`, ...changes.map(({ sentence }) => sentence)].join('；')}。`,
      rows: changes.map(({ row: change }) => change),
      proof: changes.flatMap(({ one }) => [one.programme.issued, one.event]),
    };
  },
};

const onOf = ({ movement }: ToldEvent): string => movement?.on ?? '';

function changeOf({ event, told, programme, movement }: ToldEvent, before: bigint, after: bigint): Row | null {
  if (!(told.type in KINDS) || !('documentNumber' in told.data) || !('reason' in told.data) || !movement) return null;
  const { documentNumber, reason } = told.data;
  return {
    number: event.number,
    kind: KINDS[told.type as keyof typeof KINDS],
    on: movement.on,
    recordedAt: recordedAtOf(event),
    actor: actorOf(event),
    appropriationId: programme.appropriationId,
    sequence: programme.sequence,
    programmeName: programme.terms.programmeName,
    documentNumber: documentNumber?.printed ?? null,
    reason,
    before: yuan(before),
    change: yuan(after - before),
    after: yuan(after),
  };
}
