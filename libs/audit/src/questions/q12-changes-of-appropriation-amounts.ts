import { z } from 'zod';
import { asksAbout, inWords, money, yuan, type AuditQuestion } from './question';
import { appropriationEvents, appropriationInWords, namesIn, recordedAtOf, type ToldEvent } from './told-by-events';

const KINDS = {
  AppropriationSupplemented: '追加',
  AppropriationReduced: '追减',
  AppropriationClawedBack: '收回',
  BalanceClosedOut: '年终结转结余',
  ProvisionalAuthorityReplaced: '临时指标被批复取代',
  VirementTransferredIn: '调剂调入',
  VirementTransferredOut: '调剂调出',
} as const;

const row = z.strictObject({
  number: z.int(),
  kind: z.enum(['追加', '追减', '收回', '临时指标被批复取代', '年终结转结余', '调剂调入', '调剂调出']),
  on: z.string(),
  recordedAt: z.string().nullable(),
  actor: z.string(),
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
  ask(events, scope) {
    const { asOf } = scope;
    const nameOf = namesIn(events);
    const byDate = appropriationEvents(events, scope)
      .filter(({ movement }) => movement !== null && movement.budgetFen !== 0n && movement.on <= asOf)
      .sort((a, b) => (onOf(a) === onOf(b) ? a.event.number - b.event.number : onOf(a) < onOf(b) ? -1 : 1));
    const budgets = new Map<string, bigint>();
    const changes: { one: ToldEvent; row: Row; sentence: string }[] = [];
    for (const one of byDate) {
      const id = one.appropriation.appropriationId;
      const before = budgets.get(id) ?? 0n;
      const after = before + (one.movement?.budgetFen ?? 0n);
      budgets.set(id, after);
      const change = changeOf(one, nameOf, before, after);
      if (!change || !asksAbout(scope, id)) continue;
      const document = change.documentNumber ?? '无文号';
      const sentence = `${change.on} ${appropriationInWords(one.appropriation)}${change.kind}（${document}），${inWords(before)} → ${inWords(after)}`;
      changes.push({ one, row: change, sentence });
    }
    const net = changes.reduce((sum, { one }) => sum + (one.movement?.budgetFen ?? 0n), 0n);
    return {
      answer: `${[`共变动 ${changes.length} 次，合计 ${inWords(net)}`, ...changes.map(({ sentence }) => sentence)].join('；')}。`,
      rows: changes.map(({ row: change }) => change),
      proof: changes.flatMap(({ one }) => [one.appropriation.issued, one.event]),
    };
  },
};

const onOf = ({ movement }: ToldEvent): string => movement?.on ?? '';

type Change = Extract<ToldEvent['told'], { type: keyof typeof KINDS }>;
const isChange = (told: ToldEvent['told']): told is Change => told.type in KINDS;

function changeOf(
  { event, told, appropriation, movement }: ToldEvent,
  nameOf: (personId: string) => string,
  before: bigint,
  after: bigint,
): Row | null {
  if (!isChange(told) || movement === null) return null;
  const { by, documentNumber, reason } = told.data;
  return {
    number: event.number,
    kind: KINDS[told.type],
    on: movement.on,
    recordedAt: recordedAtOf(event),
    actor: nameOf(by.personId),
    appropriationId: appropriation.appropriationId,
    sequence: appropriation.sequence,
    programmeName: appropriation.terms.programmeName,
    documentNumber: documentNumber?.printed ?? null,
    reason,
    before: yuan(before),
    change: yuan(after - before),
    after: yuan(after),
  };
}
