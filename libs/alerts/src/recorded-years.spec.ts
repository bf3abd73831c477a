import { derivedId, runDecision, type CommandContext } from '@bofu/event-store';
import { fen } from '@bofu/kernel';
import { DefinePayoutScheme, DefinePayoutSchemeHandler, payoutSchemeAggregate } from '@bofu/payment';
import { SOMEBODY } from '@bofu/testing';
import { MemoryEventStore } from '../../event-store/src/memory-event-store';
import { day } from '../../monitoring/testing/programme-on-day';
import { playedDemoYear } from '../../../test/demo-year/played-demo-year';
import { EvaluateAlerts, EvaluateAlertsHandler } from './evaluate-alerts.command';
import { evaluationMemoryOf } from './recorded-years';

const contextOf = (agencyId: string, what: string, on: string): CommandContext => ({
  commandId: derivedId('test', what),
  agencyId,
  by: SOMEBODY,
  recordedAt: `${on}T09:00:00.000+08:00`,
});
const LINE = { groupId: null, per: 'month' as const, headcount: null };
const payee = { kind: 'persons-by-bank' as const, name: '发放对象' };

describe('a year as an evaluation sees it', () => {
  it('knows the payout schemes of an agency on a day, a revision from its day on', async () => {
    const store = new MemoryEventStore();
    const set = (
      type: 'define-payout-scheme' | 'revise-payout-scheme',
      on: string,
      rates: readonly bigint[],
      fiscalYear = 2021,
    ) =>
      runDecision(store, contextOf('agency-1', on, on), payoutSchemeAggregate('s-1'), {
        type,
        name: '养老金',
        headcount: 100,
        payee,
        lines: rates.map((rate, at) => ({ ...LINE, appropriationId: `A${at}`, rateFen: fen(rate), fiscalYear })),
        effectiveOn: day(on),
      });
    await set('define-payout-scheme', '2021-02-01', [9_300n, 1_500n]);
    await set('revise-payout-scheme', '2021-07-01', [9_800n, 1_500n]);
    const memory = evaluationMemoryOf(store);
    await memory.catchUp();
    const rates = (year: number, on: string, agencyId = 'agency-1') =>
      memory.on(agencyId, year, day(on)).schemes.map(({ schemeId, lines }) => [schemeId, lines[0]?.rateFen]);
    expect(rates(2021, '2021-01-31')).toEqual([]);
    expect(rates(2021, '2021-06-30')).toEqual([['s-1', 9_300n]]);
    expect(rates(2021, '2021-07-01')).toEqual([['s-1', 9_800n]]);
    expect(rates(2022, '2021-07-01')).toEqual([]);
    expect(rates(2021, '2021-07-01', 'agency-2')).toEqual([]);
    // Going on into the next year takes nothing from the year before.
    await set('revise-payout-scheme', '2022-01-01', [9_900n, 1_500n], 2022);
    await memory.catchUp();
    expect([rates(2021, '2021-12-31'), rates(2021, '2022-01-31')]).toEqual([[['s-1', 9_800n]], [['s-1', 9_800n]]]);
    expect(rates(2022, '2022-01-31')).toEqual([['s-1', 9_900n]]);
  });

  it('shows R14 a scheme whose rates are not those that were paid', async () => {
    const { store, appropriationOf, bureau } = await playedDemoYear();
    const context = (what: string) => contextOf(bureau.agencyId, what, '2022-01-01');
    const evaluate = async () => {
      await new EvaluateAlertsHandler(store, evaluationMemoryOf(store)).execute(
        new EvaluateAlerts(context('evaluate'), 2021, day('2021-12-31')),
      );
      const found: string[] = [];
      for await (const { events } of store.readAll({ filter: { types: ['AlertRaised', 'AlertLinesChanged'] } }))
        for (const { data } of events) {
          const lines = data['lines'] as readonly { readonly rule: string; readonly formula: string }[];
          found.push(...lines.filter(({ rule }) => rule === 'R14').map(({ formula }) => formula));
        }
      return found;
    };
    expect(await evaluate()).toEqual([]);
    await new DefinePayoutSchemeHandler(store).execute(
      new DefinePayoutScheme(context('define'), {
        name: '单价写错的方案',
        lines: [
          { ...LINE, appropriationId: appropriationOf(14), rateFen: fen(9_300n) },
          { ...LINE, appropriationId: appropriationOf(5), rateFen: fen(200n) },
        ],
        headcount: 100,
        payee,
        effectiveOn: day('2021-01-01'),
      }),
    );
    expect(await evaluate()).toContainEqual(expect.stringContaining('单价 93.00 + 2.50 = 95.50 元 ≠ 方案 95.00 元'));
  });
});
