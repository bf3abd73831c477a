import * as fc from 'fast-check';
import { agencyCodec, type Directory } from '@bofu/access';
import { appropriationAggregate, appropriationCodec, NO_ELEMENTS } from '@bofu/budget';
import { publishedYear, SetCalendarYear, SetCalendarYearHandler } from '@bofu/calendar';
import { derivedId, runDecision, type RecordedEvent } from '@bofu/event-store';
import { addDays, dateOf, fen, periodOf, periodsOfYear, type BusinessDate } from '@bofu/kernel';
import { paymentCodec, ReversePayment, ReversePaymentHandler } from '@bofu/payment';
import { SOMEBODY } from '@bofu/testing';
import { agencyAggregate } from '../../access/src/access-aggregates';
import { MemoryEventStore } from '../../event-store/src/memory-event-store';
import { bureauOf } from '../../monitoring/testing/small-years';
import { lineHistory } from '../testing/line-history';
import { alertCodec } from './alerts-codec';
import { EvaluateAlerts, EvaluateAlertsHandler } from './evaluate-alerts.command';
import { HandleAlert, HandleAlertHandler } from './handle-alert';
import { evaluationMemoryOf } from './recorded-years';

/**
 * Random histories of a programme's runs, receipts, reversals and arrivals under the real commands, judged on one day by
 * the real evaluation, against a reckoning that reads nothing but the recorded events. `BOFU_PROPERTY_RUNS` asks for more
 * runs, `BOFU_PROPERTY_SEED` for others.
 */
const RUNS = Number(process.env['BOFU_PROPERTY_RUNS'] ?? 40);
const SEED = Number(process.env['BOFU_PROPERTY_SEED'] ?? 20_210_128);
const AGENCY = 'agency-1';
const NEW_YEAR = dateOf(2021, 1, 1);
const DIRECTORY = { clearingUntil: () => null, grants: () => [] } as Partial<Directory> as Directory;
const at = (offset: number): BusinessDate => addDays(NEW_YEAR, offset);

interface Act {
  readonly what: 'run' | 'arrive' | 'correct' | 'keep' | 'stop';
  readonly day: number;
  readonly amount: number;
  readonly flag: boolean;
}
const acts = fc.array(
  fc.record({
    what: fc.constantFrom<Act['what']>('run', 'run', 'run', 'arrive', 'arrive', 'correct', 'keep', 'stop'),
    day: fc.integer({ min: 0, max: 180 }),
    amount: fc.integer({ min: 1, max: 40 }),
    flag: fc.boolean(),
  }),
  { maxLength: 14 },
);

/** Plays the acts in the order of their days, and judges the day. */
async function history(given: readonly Act[], on: BusinessDate, fiscalYear = 2021) {
  const store = new MemoryEventStore();
  const { context, own, register, submit, pay, run } = bureauOf(store, AGENCY);
  await new SetCalendarYearHandler(store).execute(
    new SetCalendarYear(context(), 2021, {
      ...{ type: 'load-calendar-year', ...publishedYear(2021), actedOn: NEW_YEAR, reason: null },
    }),
  );
  const facts = { code: AGENCY, name: AGENCY, regionCode: '130607', regionName: '满城区', parentAgencyId: null };
  await runDecision(store, context(), agencyAggregate(AGENCY), {
    ...{ type: 'register-agency', ...facts, effectiveOn: NEW_YEAR },
  });
  await register('P');
  await runDecision(store, context(), appropriationAggregate(own('A')), {
    ...{ type: 'issue-appropriation', programmeId: own('P'), programmeCode: 'P', programmeName: '项目P' },
    ...{ fiscalYear, formedIn: fiscalYear, issuedAs: 'regular', batch: 1, unitCode: '356001', unitName: '本级' },
    ...{ fundingLevel: 'central', fundingLevelBasis: 'stated', budgetType: 'general-public' },
    ...{ documentNumber: { printed: '财社〔2021〕1号', normalized: '财社〔2021〕1号' }, documentDate: null },
    ...{ elements: NO_ELEMENTS, amountFen: fen(20_000n), effectiveOn: NEW_YEAR, sources: [] },
  });
  const arrived: string[] = [];
  const paid: string[] = [];
  let months = periodsOfYear(2021);
  for (const [index, { what, day, amount, flag }] of given.toSorted((a, b) => a.day - b.day).entries()) {
    const stated = { arrivedOn: at(day), account: '专户', reference: null, documentNumber: null };
    const money = { arrivalId: `arrival-${index}`, amountFen: fen(BigInt(amount) * 250n) };
    const said = { effectiveOn: at(day), reason: '规定' };
    switch (what) {
      case 'arrive':
        await runDecision(store, context(at(day)), appropriationAggregate(own('A')), {
          ...{ type: 'record-funds-arrival', ...money, ...stated },
        }).then(
          () => arrived.push(money.arrivalId),
          () => undefined,
        );
        break;
      case 'correct': {
        const [arrivalId] = arrived.slice(amount % Math.max(1, arrived.length));
        if (arrivalId === undefined) break;
        await runDecision(store, context(at(day)), appropriationAggregate(own('A')), {
          ...{ type: 'correct-funds-arrival', arrivalId, arrivedFen: flag ? fen(0n) : money.amountFen, ...stated },
          ...{ reason: '回单', correctedOn: at(day) },
        }).catch(() => undefined);
        break;
      }
      case 'keep':
      case 'stop':
        await runDecision(store, context(at(day)), agencyAggregate(AGENCY), {
          ...{ type: 'keep-funds-arrivals', kept: what === 'keep', ...said },
        });
        break;
      case 'run': {
        const [period, ...rest] = months;
        if (period === undefined || period > periodOf(at(day))) break;
        months = rest;
        const pays = {
          heads: { of: 'persons' as const, count: 20 + amount },
          rateFen: fen(1n),
          per: 'month' as const,
          times: 1,
        };
        const paymentId = await submit([run('A', period, { pays })], at(day));
        await pay(paymentId, at(day), flag ? `回单${index}` : null);
        paid.push(paymentId);
        if (amount % 5 === 0)
          await new ReversePaymentHandler(store, DIRECTORY).execute(
            new ReversePayment(context(at(day + 1)), paymentId, {
              ...{ charges: 'all', leftBank: false, reversedOn: at(day + 1), reason: '重复登记' },
            }),
          );
      }
    }
  }
  const judge = (day: BusinessDate) =>
    new EvaluateAlertsHandler(store, evaluationMemoryOf(store)).execute(
      new EvaluateAlerts(
        {
          ...{ commandId: derivedId('judge', day), agencyId: AGENCY, by: SOMEBODY },
          recordedAt: `${addDays(day, 1)}T08:00:00.000+08:00`,
        },
        ...([2021, day] as const),
      ),
    );
  await judge(on);
  return { store, judge };
}

async function eventsOf(store: MemoryEventStore): Promise<RecordedEvent[]> {
  const all: RecordedEvent[] = [];
  for await (const { events } of store.readAll()) all.push(...events);
  return all;
}

/** Working days after one day up to another, by the published year. */
function workingDaysOver(since: BusinessDate, on: BusinessDate): number {
  const { holidays, makeUpDays } = publishedYear(2021);
  const isOff = (day: BusinessDate): boolean =>
    holidays.some(({ from, to }) => from <= day && day <= to) ||
    ([0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !makeUpDays.includes(day));
  let count = 0;
  for (let day = addDays(since, 1); day <= on; day = addDays(day, 1)) if (!isOff(day)) count += 1;
  return count;
}
const level = (count: number, yellow: number, orange: number, red: number) =>
  count > red ? 'red' : count > orange ? 'orange' : count > yellow ? 'yellow' : null;

/** What R13, R19, R27 and R28 have to say, from the events and nothing else. */
function reckoned(events: readonly RecordedEvent[], on: BusinessDate): string[] {
  const payments = new Map<string, { period: string; heads: number; paidOn: string | null; receipt: boolean }>();
  const reversedIn = new Map<string, number>();
  const arrivals = new Map<string, { on: BusinessDate; fen: bigint }>();
  const kept: { kept: boolean; from: BusinessDate }[] = [];
  for (const recorded of events) {
    if (paymentCodec.knows(recorded)) {
      const { type, data } = paymentCodec.decode(recorded);
      if (type === 'PaymentSubmitted' && data.submittedOn <= on)
        payments.set(data.paymentId, {
          ...{ period: String(data.lines[0]?.period), heads: data.lines[0]?.heads?.count ?? 0 },
          ...{ paidOn: null, receipt: false },
        });
      const known = payments.get(data.paymentId);
      if (type === 'PaymentPaid' && known && data.paidOn <= on)
        payments.set(data.paymentId, { ...known, paidOn: data.paidOn, receipt: data.voucherNumber !== null });
      if (type === 'PaymentReversed' && data.countsFrom <= on) {
        payments.delete(data.paymentId);
        const month = data.countsFrom.slice(0, 7);
        reversedIn.set(month, (reversedIn.get(month) ?? 0) + 1);
      }
    } else if (appropriationCodec.knows(recorded)) {
      const { type, data } = appropriationCodec.decode(recorded);
      if (type === 'FundsArrived' || type === 'FundsArrivalCorrected')
        arrivals.set(data.arrivalId, { on: data.arrivedOn, fen: BigInt(data.amountFen) });
    } else if (agencyCodec.knows(recorded)) {
      const { type, data } = agencyCodec.decode(recorded);
      if (type === 'FundsArrivalsKept') kept.push({ kept: data.kept, from: data.effectiveOn });
    }
  }
  const found: string[] = [];
  const runs = [...payments.values()].sort((a, b) => (a.period < b.period ? 1 : -1));
  const [last, before] = runs;
  if (last && before) {
    const moved = Math.abs(last.heads - before.heads) * 100;
    const worst =
      moved >= before.heads * 5
        ? 'red'
        : moved >= before.heads * 3
          ? 'orange'
          : moved >= before.heads
            ? 'yellow'
            : null;
    if (worst !== null && last.heads !== before.heads) found.push(`R13 ${last.period} ${worst}`);
  }
  const ages = runs.flatMap(({ paidOn, receipt }) =>
    paidOn === null || receipt ? [] : [workingDaysOver(paidOn as BusinessDate, on)],
  );
  const noReceipt = level(Math.max(0, ...ages), 2, 5, 10);
  if (noReceipt !== null) found.push(`R19 ${noReceipt}`);
  const [thisMonth, monthBefore] = [on.slice(0, 7), addDays(`${on.slice(0, 7)}-01` as BusinessDate, -1).slice(0, 7)];
  for (const [month, count] of reversedIn) {
    const times = count >= 10 ? 'red' : count >= 5 ? 'orange' : count >= 3 ? 'yellow' : null;
    if (times !== null && (month === thisMonth || month === monthBefore)) found.push(`R27 ${month} ${times}`);
  }
  let since: BusinessDate | null = null;
  for (let day = NEW_YEAR; day <= on; day = addDays(day, 1)) {
    const inForce = kept
      .filter(({ from }) => from <= day)
      .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
      .at(-1);
    since = inForce?.kept === true ? (since ?? day) : null;
  }
  const arrivedFen = [...arrivals.values()].reduce((sum, one) => (one.on <= on ? sum + one.fen : sum), 0n);
  const late = since !== null && arrivedFen < 20_000n ? level(workingDaysOver(since, on), 10, 20, 30) : null;
  if (late !== null) found.push(`R28 ${late}`);
  return found.sort();
}

describe('the rules of runs, receipts, corrections and arrivals', () => {
  it('say, of any history and day, what whoever reads the events alone would', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(acts, fc.integer({ min: 20, max: 200 }), async (given, offset) => {
        const { store } = await history(given, at(offset));
        const events = await eventsOf(store);
        const told = lineHistory(events)
          .filter(({ line: { rule } }) => ['R13', 'R19', 'R27', 'R28'].includes(rule))
          .map(({ line: { rule, period, level: at_ } }) => [rule, period, at_].filter(Boolean).join(' '));
        const expected = reckoned(events, at(offset));
        for (const one of expected) seen.add(one.slice(0, 3));
        expect(told.sort()).toEqual(expected);
      }),
      { numRuns: RUNS, seed: SEED },
    );
    // Else the histories would be too tame to say anything.
    expect([...seen].sort()).toEqual(expect.arrayContaining(['R13', 'R19', 'R28']));
  }, 240_000);

  it('count a case that nobody answers, until somebody does, and never the count itself', async () => {
    const { store, judge } = await history([{ what: 'run', day: 10, amount: 1, flag: false }], at(20));
    const caseOf = async (cause: string) =>
      (await eventsOf(store))
        .filter(alertCodec.knows)
        .map(alertCodec.decode)
        .find(({ type, data }) => type === 'AlertRaised' && data.cause === cause)?.data.alertId;
    const unanswered = async () =>
      lineHistory(await eventsOf(store))
        .filter(({ line: { rule } }) => rule === 'R23')
        .map(({ what, line, on }) => `${on} ${what} ${line.level}`);
    expect(await unanswered()).toEqual([]);
    for (let offset = 21; offset <= 120; offset += 1) await judge(at(offset));
    // Raised on 21 January: five working days later, ten, and the third month's end.
    expect(await unanswered()).toEqual([
      '2021-01-29 raised yellow',
      '2021-02-05 escalated orange',
      '2021-03-31 escalated red',
    ]);
    const alertId = await caseOf('data');
    await new HandleAlertHandler(store).execute(
      new HandleAlert(
        {
          commandId: derivedId('dispose'),
          agencyId: AGENCY,
          by: SOMEBODY,
          recordedAt: `${at(121)}T09:00:00.000+08:00`,
        },
        alertId ?? '',
        { type: 'dispose-alert', actedOn: at(121), decision: 'continue', reason: '回单已索取' },
      ),
    );
    await judge(at(121));
    expect((await unanswered()).at(-1)).toBe('2021-05-02 cleared red');
  }, 120_000);
});
