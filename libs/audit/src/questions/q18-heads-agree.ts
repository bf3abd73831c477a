import { z } from 'zod';
import type { Period } from '@bofu/kernel';
import type { AuditQuestion } from './question';
import { paymentsAsked, stands, type ToldPayment } from './told-payments';
import { appropriationEvents, appropriationsOf } from './told-by-events';

const row = z.strictObject({
  period: z.string(),
  sources: z.array(z.strictObject({ programmeId: z.string(), programmeName: z.string(), heads: z.int() })),
  agree: z.boolean(),
  paymentIds: z.array(z.string()),
});
type Row = z.output<typeof row>;

/**
 * Programmes that share the people of one run, month by month: each bears its rate of the same heads. Groups count with
 * their longest line, and what a month's regular runs of one programme pay adds up.
 */
export const headsAgree: AuditQuestion<Row> = {
  number: 18,
  title: '四级负担的人数每月是否一致？不一致的为什么？',
  row,
  ask(events, scope) {
    const names = new Map(
      appropriationsOf(appropriationEvents(events, scope)).map(({ terms }) => [terms.programmeId, terms.programmeName]),
    );
    const runs = paymentsAsked(events, { ...scope, appropriationIds: null }).filter(
      (one) => one.content.kind === 'payout-run' && stands(one),
    );
    const shared = sharedBy(runs);
    const rows: Row[] = [];
    const used = new Set<ToldPayment>();
    for (const programmes of shared) {
      const months = new Map<Period, Map<string, number>>();
      const of = new Map<Period, Set<ToldPayment>>();
      for (const run of runs)
        for (const [programmeId, period, heads] of headsOf(run)) {
          if (!programmes.has(programmeId) || (scope.period !== null && period !== scope.period)) continue;
          const month = months.get(period) ?? new Map<string, number>();
          month.set(programmeId, (month.get(programmeId) ?? 0) + heads);
          months.set(period, month);
          of.set(period, (of.get(period) ?? new Set<ToldPayment>()).add(run));
          used.add(run);
        }
      for (const [period, heads] of [...months].sort(([a], [b]) => (a < b ? -1 : 1)))
        rows.push({
          period,
          sources: [...programmes].map((programmeId) => ({
            ...{
              programmeId,
              programmeName: names.get(programmeId) ?? programmeId,
              heads: heads.get(programmeId) ?? 0,
            },
          })),
          agree: new Set([...programmes].map((programmeId) => heads.get(programmeId) ?? 0)).size === 1,
          paymentIds: [...(of.get(period) ?? [])].map(({ paymentId }) => paymentId),
        });
    }
    const differing = rows.filter(({ agree }) => !agree);
    const inWords = ({ period, sources }: Row) =>
      `${period}：${sources.map(({ programmeName, heads }) => `${programmeName} ${heads} 人`).join('、')}`;
    return {
      answer: `共同负担的 ${rows.length} 个月，人数不一致的 ${differing.length} 个${differing.length > 0 ? `（${differing.map(inWords).join('；')}）` : ''}。`,
      rows,
      proof: [...used].map(({ submitted }) => submitted),
    };
  },
};

/** Sets of programmes that were ever charged together for the same people. */
function sharedBy(runs: readonly ToldPayment[]): readonly ReadonlySet<string>[] {
  const sets: Set<string>[] = [];
  for (const run of runs) {
    const programmes = new Set([...headsOf(run)].map(([programmeId]) => programmeId));
    if (programmes.size < 2) continue;
    const touching = sets.filter((set) => [...programmes].some((programmeId) => set.has(programmeId)));
    const joined = new Set([...touching.flatMap((set) => [...set]), ...programmes]);
    for (const set of touching) sets.splice(sets.indexOf(set), 1);
    sets.push(joined);
  }
  return sets;
}

/** Programme, month and heads of a run's regular lines. */
function headsOf({ content: { lines } }: ToldPayment): readonly (readonly [string, Period, number])[] {
  const groups = new Map<string, { programmeId: string; period: Period; heads: number }>();
  for (const { programmeId, groupId, period, heads, entry } of lines) {
    if (entry !== 'regular' || period === null || heads === null) continue;
    const key = `${programmeId}/${groupId}/${period}`;
    const known = groups.get(key)?.heads ?? 0;
    groups.set(key, { programmeId, period, heads: Math.max(known, heads.count) });
  }
  const sums = new Map<string, { programmeId: string; period: Period; heads: number }>();
  for (const { programmeId, period, heads } of groups.values()) {
    const key = `${programmeId}/${period}`;
    sums.set(key, { programmeId, period, heads: (sums.get(key)?.heads ?? 0) + heads });
  }
  return [...sums.values()].map(({ programmeId, period, heads }) => [programmeId, period, heads] as const);
}
