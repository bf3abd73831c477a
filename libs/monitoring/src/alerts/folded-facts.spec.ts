import { MemoryEventStore } from '../../../event-store/src/memory-event-store';
import { derivedId, runDecision } from '@bofu/event-store';
import { fen } from '@bofu/kernel';
import { payoutSchemeAggregate, SetPayoutScheme, SetPayoutSchemeHandler } from '@bofu/payment';
import { day } from '../../testing/programme-on-day';
import { EvaluateAlerts, EvaluateAlertsHandler } from './evaluate-alerts.command';
import { FoldedOffice } from './folded-facts';
import { OfficeBook } from './office-book';
import { playedDemoYear } from '../../testing/demo-year-events';

describe('the office as an evaluation sees it', () => {
  it('knows the payout schemes of a year on a day, a revision from its day on', async () => {
    const store = new MemoryEventStore();
    const scheme = {
      name: '养老金',
      headcount: 100,
      payee: { kind: 'persons-by-bank' as const, name: '发放对象' },
    };
    const set = (type: 'define-payout-scheme' | 'revise-payout-scheme', on: string, rates: readonly bigint[]) =>
      runDecision(
        store,
        { commandId: derivedId('test', on), actor: '王经办', recordedAt: `${on}T09:00:00.000+08:00` },
        payoutSchemeAggregate('s-1'),
        {
          type,
          ...scheme,
          lines: rates.map((rate, at) => ({ appropriationId: `2021-A${at}`, rateFen: fen(rate), fiscalYear: 2021 })),
          effectiveOn: day(on),
        },
      );
    await set('define-payout-scheme', '2021-02-01', [9_300n, 1_500n]);
    await set('revise-payout-scheme', '2021-07-01', [9_800n, 1_500n]);
    const book = new OfficeBook(store, new FoldedOffice());
    await book.catchUp();
    const totals = (year: number, on: string) =>
      book.on(year, day(on)).schemes.map(({ schemeId, totalRateFen }) => [schemeId, totalRateFen]);
    expect(totals(2021, '2021-01-31')).toEqual([]);
    expect(totals(2021, '2021-06-30')).toEqual([['s-1', 10_800n]]);
    expect(totals(2021, '2021-07-01')).toEqual([['s-1', 11_300n]]);
    expect(totals(2022, '2021-07-01')).toEqual([]);
  });

  it('shows R14 a scheme whose rates are not those that were paid', async () => {
    const { store, appropriationOf } = await playedDemoYear();
    const context = (what: string) => ({
      commandId: derivedId('test', what),
      actor: '王经办',
      recordedAt: '2021-12-31T09:00:00.000+08:00',
    });
    const evaluate = async () => {
      await new EvaluateAlertsHandler(store).execute(new EvaluateAlerts(context('evaluate'), 2021, day('2021-12-31')));
      const found: string[] = [];
      for await (const { events } of store.readAll({ filter: { streamPrefixes: ['alert-R14'] } }))
        found.push(...events.map(({ data }) => String(data['formula'])));
      return found;
    };
    expect(await evaluate()).toEqual([]);
    await new SetPayoutSchemeHandler(store).execute(
      new SetPayoutScheme(context('define'), 'define-payout-scheme', 'wrong', {
        name: '单价写错的方案',
        lines: [
          { appropriationId: appropriationOf(14), rateFen: fen(9_300n) },
          { appropriationId: appropriationOf(5), rateFen: fen(200n) },
        ],
        headcount: 100,
        payee: { kind: 'persons-by-bank', name: '发放对象' },
        effectiveOn: day('2021-01-01'),
      }),
    );
    expect(await evaluate()).toContainEqual(expect.stringContaining('单价 93.00 + 2.50 = 95.50 元 ≠ 方案 95.00 元'));
  });
});
