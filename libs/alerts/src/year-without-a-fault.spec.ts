import type { Directory } from '@bofu/access';
import { appropriationAggregate, programmeAggregate } from '@bofu/budget';
import { publishedYear, SetCalendarYear, SetCalendarYearHandler } from '@bofu/calendar';
import { derivedId, runDecision, type RecordedEvent } from '@bofu/event-store';
import { addDays, dateOf, parseBusinessDate, parseYuan, periodsOfYear, Refusal, type BusinessDate } from '@bofu/kernel';
import {
  ReclassifyPayment,
  ReclassifyPaymentHandler,
  RecordPaymentReturn,
  RecordPaymentReturnHandler,
  ReversePayment,
  ReversePaymentHandler,
  SendBackPayment,
  SendBackPaymentHandler,
} from '@bofu/payment';
import { SOMEBODY } from '@bofu/testing';
import { MemoryEventStore } from '../../event-store/src/memory-event-store';
import { bureauOf } from '../../monitoring/testing/small-years';
import { lineHistory } from '../testing/line-history';
import { alertCodec } from './alerts-codec';
import { EvaluateAlerts, EvaluateAlertsHandler } from './evaluate-alerts.command';
import { evaluationMemoryOf } from './recorded-years';

const DIRECTORY = { clearingUntil: () => null, grants: () => [] } as Partial<Directory> as Directory;
const day = (monthDay: string): BusinessDate => parseBusinessDate(`2021-${monthDay}`);

type Bureau = ReturnType<typeof bureauOf>;
/** What an office does on a day, known by a name, so that a fault can leave it out or do it on another day. */
interface Act {
  readonly name: string;
  readonly on: BusinessDate;
  readonly does: (office: Office) => Promise<unknown>;
}

/** An office of a year under the real commands, judged at the end of each day. */
class Office {
  readonly store = new MemoryEventStore();
  readonly bureau: Bureau;
  readonly made = new Map<string, string>();
  readonly #evaluations = new EvaluateAlertsHandler(this.store, evaluationMemoryOf(this.store));

  constructor(readonly agencyId: string) {
    this.bureau = bureauOf(this.store, agencyId);
  }

  async live(acts: readonly Act[], judged: { readonly from: BusinessDate; readonly to: BusinessDate }): Promise<void> {
    const sorted = acts.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
    let next = 0;
    for (let on = dateOf(2021, 1, 1); on <= judged.to; on = addDays(on, 1)) {
      for (; next < sorted.length && sorted[next]!.on <= on; next += 1) await sorted[next]!.does(this);
      if (on < judged.from) continue;
      await this.#evaluations.execute(
        new EvaluateAlerts(
          {
            commandId: derivedId('year', this.agencyId, on),
            agencyId: this.agencyId,
            by: SOMEBODY,
            recordedAt: `${addDays(on, 1)}T08:00:00.000+08:00`,
          },
          2021,
          on,
        ),
      );
    }
  }

  async events(): Promise<RecordedEvent[]> {
    const all: RecordedEvent[] = [];
    for await (const { events } of this.store.readAll()) all.push(...events);
    return all;
  }
}

const act = (name: string, on: string, does: Act['does']): Act => ({ name, on: day(on), does });
const calendar = (on = '01-01'): Act =>
  act('calendar', on, ({ store, bureau }) =>
    new SetCalendarYearHandler(store).execute(
      new SetCalendarYear(bureau.context(), 2021, {
        ...{ type: 'load-calendar-year', ...publishedYear(2021), actedOn: dateOf(2021, 1, 1), reason: null },
      }),
    ),
  );
const payRun = (
  name: string,
  id: string,
  period: string,
  submit: string,
  pay: string,
  heads = 10,
  entry = 'regular',
): Act[] => [
  act(`${name}/submit`, submit, async ({ bureau, made }) => {
    const line = bureau.run(id, period, {
      ...{ entry: entry as 'regular' | 'back-pay', reason: entry === 'regular' ? null : '补发' },
      pays: { heads: { of: 'persons', count: heads }, rateFen: parseYuan('10.00'), per: 'month', times: 1 },
    });
    made.set(name, await bureau.submit([line], `2021-${submit}`));
  }),
  act(`${name}/pay`, pay, ({ bureau, made }) => bureau.pay(made.get(name) ?? '', `2021-${pay}`)),
];
const payOnce = (name: string, id: string, yuan: string, submit: string, pay: string): Act[] => [
  act(`${name}/submit`, submit, async ({ bureau, made }) => {
    const line = { ...bureau.run(id, '2021-01'), period: null, pays: { amountFen: parseYuan(yuan) } };
    made.set(name, await bureau.submit([line], `2021-${submit}`));
  }),
  act(`${name}/pay`, pay, ({ bureau, made }) => bureau.pay(made.get(name) ?? '', `2021-${pay}`)),
];

/** Every month of a programme on time: handed over on the 15th, paid on the 18th, or earlier where its day is. */
const months = (id: string, from = 1, [submit, pay] = ['15', '18']): Act[] =>
  periodsOfYear(2021)
    .slice(from - 1)
    .flatMap((period) =>
      payRun(`${id}/${period}`, id, period, `${period.slice(5)}-${submit}`, `${period.slice(5)}-${pay}`),
    );

const founded = (
  programme: string,
  id: string,
  yuan: string,
  from: string,
  standard: Parameters<Bureau['standard']>[1],
  plan: number | null,
): Act =>
  act(`found ${programme}`, from, async ({ bureau }) => {
    await bureau.register(programme);
    await bureau.standard(programme, standard, `2021-${from}`);
    await bureau.issue(id, programme, yuan, `2021-${from}`);
    if (plan !== null) await bureau.plan(id, `2021-${from}`, plan);
  });

const monthly = (dayOfMonth: number) => ({
  deadline: { kind: 'monthly' as const, day: dayOfMonth, printed: `每月${dayOfMonth}日前` },
});
const halfYear = {
  ...{
    rates: [{ label: '补贴', amountFen: '5000', per: 'year' as const }],
    headcount: 20,
    cashFlow: 'one-off' as const,
  },
  deadline: { kind: 'by-date' as const, monthDay: '06-30', printed: '上半年完成' },
};
const quarterly = {
  ...{
    rates: [],
    headcount: null,
    cashFlow: 'quarterly' as const,
    deadline: { kind: 'unstated' as const, printed: '' },
  },
};
const quarters = ['03-20', '06-20', '09-20', '12-20'];

/** M pays ten people by the 25th, S pays once by the end of June. */
const first: readonly Act[] = [
  calendar(),
  founded('M', 'M', '1200.00', '01-01', monthly(25), 5_000),
  founded('S', 'S', '1000.00', '01-01', halfYear, 10_000),
  founded('W', 'W', '1200.00', '01-01', monthly(25), 5_000),
  ...months('M'),
  ...months('W'),
  ...payOnce('S', 'S', '1000.00', '05-12', '05-14'),
];
/** E pays by the 20th, Q by the quarter. */
const second: readonly Act[] = [
  calendar(),
  founded('E', 'E', '1200.00', '01-01', monthly(20), 5_000),
  founded('Q', 'Q', '4000.00', '01-01', quarterly, 5_000),
  ...months('E', 1, ['08', '12']),
  ...quarters.flatMap((on) => payOnce(`Q/${on}`, 'Q', '1000.00', on, on)),
];
/** Two pay by the 28th, one of them from April on. */
const third: readonly Act[] = [
  calendar(),
  founded('F', 'F', '1200.00', '01-01', monthly(28), 5_000),
  founded('L', 'L', '900.00', '04-01', monthly(28), null),
  ...months('F'),
  ...months('L', 4),
];

describe('a year without a fault', () => {
  it.each([
    ['the first office', first],
    ['the second', second],
    ['the third', third],
  ])(
    'of %s raises nothing on any of its 365 days',
    async (agencyId, acts) => {
      const office = new Office(agencyId);
      await office.live(acts, { from: dateOf(2021, 1, 1), to: dateOf(2021, 12, 31) });
      const raised = (await office.events()).filter(alertCodec.knows);
      expect(lineHistory(raised).map(({ line, on }) => `${on} ${line.rule} ${line.formula}`)).toEqual([]);
    },
    240_000,
  );
});

const without = (acts: readonly Act[], ...names: string[]): Act[] => acts.filter(({ name }) => !names.includes(name));
const moved = (acts: readonly Act[], changes: Record<string, Act>): Act[] => [
  ...without(acts, ...Object.keys(changes)),
  ...Object.values(changes),
];
const march = (id = 'M') => [`${id}/2021-03/submit`, `${id}/2021-03/pay`];
const again = (submit: string, pay: string, heads = 10, entry = 'regular', id = 'M') =>
  payRun(`${id}/again`, id, '2021-03', submit, pay, heads, entry);
const returned = (on: string, headcount: number) =>
  act('return', on, ({ store, bureau, made }) =>
    new RecordPaymentReturnHandler(store, DIRECTORY).execute(
      new RecordPaymentReturn(bureau.context(`2021-${on}`), made.get('M/2021-03') ?? '', {
        ...{ party: 'bank', returned: { headcount }, returnedOn: day(on), reason: '户名不符' },
      }),
    ),
  );
const change = (id: string, type: 'supplement-appropriation' | 'reduce-appropriation', yuan: string, on: string) =>
  act(`${type} ${on}`, on, ({ store, bureau }) =>
    runDecision(store, bureau.context(), appropriationAggregate(bureau.own(id)), {
      ...{ type, amountFen: parseYuan(yuan), effectiveOn: day(on), documentNumber: null, documentDate: null },
      ...{ reason: '调整', sources: [] },
    }),
  );
const refused = (id: string, yuan: string, on: string) =>
  act(`refused ${on}`, on, async ({ bureau }) => {
    const line = { ...bureau.run(id, '2021-01'), period: null, pays: { amountFen: parseYuan(yuan) } };
    await bureau.submit([line], `2021-${on}`).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });
  });
const revised = (id: string, on: string, june: number) =>
  act(`plan ${on}`, on, ({ store, bureau }) =>
    runDecision(store, bureau.context(), appropriationAggregate(bureau.own(id)), {
      type: 'revise-spending-plan',
      effectiveOn: day(on),
      checkpoints: [
        { on: dateOf(2021, 6, 30), cumulativeShare: june },
        { on: dateOf(2021, 12, 31), cumulativeShare: 10_000 },
      ],
      reason: '调整计划',
      sources: [],
    }),
  );
const reclassified = (name: string, from: string, to: string, on: string, charge: number) =>
  act(name, on, ({ store, bureau, made }) =>
    new ReclassifyPaymentHandler(store, DIRECTORY).execute(
      new ReclassifyPayment(bureau.context(`2021-${on}`), made.get(from) ?? '', {
        ...{ from: { charge }, to: bureau.own(to), amountFen: null, correctedOn: day(on), reason: '列错指标' },
      }),
    ),
  );

/** The fault, which line it raises and at which level, on which day, and on which day that line is gone. */
const FAULTS: readonly (readonly [string, readonly Act[], string, string, string])[] = [
  [
    'handed over two days late',
    moved(first, {
      'M/2021-03/submit': payRun('M/2021-03', 'M', '2021-03', '03-24', '03-25')[0]!,
      'M/2021-03/pay': payRun('M/2021-03', 'M', '2021-03', '03-24', '03-25')[1]!,
    }),
    'R06 2021-03 orange',
    '03-22',
    '03-24',
  ],
  [
    'paid four days late',
    [
      ...without(first, 'M/2021-03/pay'),
      act('M/2021-03/pay', '03-29', ({ bureau, made }) => bureau.pay(made.get('M/2021-03') ?? '', '2021-03-29')),
    ],
    'R06 2021-03 red',
    '03-26',
    '03-29',
  ],
  [
    'all of it bounced and run again',
    [...first, returned('03-29', 10), ...again('04-02', '04-06')],
    'R06 2021-03 red',
    '03-29',
    '04-06',
  ],
  [
    'one in ten bounced and was paid again',
    [...first, returned('03-29', 1), ...again('04-01', '04-02', 1, 'back-pay')],
    'R06 2021-03 red',
    '03-29',
    '04-02',
  ],
  [
    'half the people',
    [
      ...without(first, ...march()),
      ...payRun('M/2021-03', 'M', '2021-03', '03-15', '03-18', 5),
      ...again('04-07', '04-08', 5, 'back-pay'),
    ],
    'R06 2021-03 red',
    '03-26',
    '04-08',
  ],
  [
    'one person',
    [
      ...without(first, ...march()),
      ...payRun('M/2021-03', 'M', '2021-03', '03-15', '03-18', 1),
      ...again('04-12', '04-13', 9, 'back-pay'),
    ],
    'R06 2021-03 red',
    '03-26',
    '04-13',
  ],
  ['a month left out', [...without(first, ...march()), ...again('04-08', '04-09')], 'R02 yellow', '03-26', '04-09'],
  [
    'sent back before it was paid',
    [
      ...without(first, 'M/2021-03/pay'),
      act('back', '03-23', ({ store, bureau, made }) =>
        new SendBackPaymentHandler(store, DIRECTORY).execute(
          new SendBackPayment(bureau.context('2021-03-23'), made.get('M/2021-03') ?? '', {
            sentBackOn: day('03-23'),
            reason: '账号不符',
          }),
        ),
      ),
      ...again('03-24', '03-25'),
    ],
    'R06 2021-03 orange',
    '03-23',
    '03-24',
  ],
  [
    'reversed by mistake and entered again',
    [
      ...first,
      act('reverse', '04-12', ({ store, bureau, made }) =>
        new ReversePaymentHandler(store, DIRECTORY).execute(
          new ReversePayment(bureau.context('2021-04-12'), made.get('M/2021-03') ?? '', {
            charges: 'all',
            leftBank: false,
            reversedOn: day('04-12'),
            reason: '误冲',
          }),
        ),
      ),
      act('again', '04-14', async ({ bureau }) =>
        bureau.pay(await bureau.submit([bureau.run('M', '2021-03')], '2021-03-15'), '2021-03-18'),
      ),
    ],
    'R06 2021-03 red',
    '04-12',
    '04-14',
  ],
  [
    'charged to another programme by a wrong correction',
    [
      ...without(first, 'W/2021-03/submit', 'W/2021-03/pay', 'W/2021-04/submit', 'W/2021-04/pay'),
      ...payRun('W/x', 'W', '2021-03', '03-15', '03-18'),
      reclassified('away', 'W/x', 'S', '03-30', 1),
      reclassified('home', 'W/x', 'W', '04-02', 2),
    ],
    'R06 2021-03 red',
    '03-30',
    '04-02',
  ],
  [
    'a payment beyond the money',
    [
      ...first,
      refused('S', '1500.00', '05-05'),
      change('S', 'supplement-appropriation', '600.00', '05-07'),
      change('S', 'reduce-appropriation', '600.00', '05-08'),
    ].slice(0, -1),
    'R09 red',
    '05-05',
    '05-07',
  ],
  [
    'money taken away',
    [
      ...first,
      change('M', 'reduce-appropriation', '200.00', '04-14'),
      change('M', 'supplement-appropriation', '200.00', '05-06'),
    ],
    'R05 red',
    '04-14',
    '05-06',
  ],
  [
    'a shortage foreseen',
    [
      ...first,
      change('M', 'reduce-appropriation', '200.00', '04-14'),
      change('M', 'supplement-appropriation', '200.00', '05-06'),
    ],
    'R04 yellow',
    '04-14',
    '05-06',
  ],
  [
    'money too many',
    [
      ...first,
      change('M', 'supplement-appropriation', '150.00', '04-14'),
      change('M', 'reduce-appropriation', '150.00', '05-06'),
    ],
    'R05 yellow',
    '04-14',
    '05-06',
  ],
  [
    'nothing handed in thirty days before the day',
    [...without(first, 'S/submit', 'S/pay'), ...payOnce('S', 'S', '1000.00', '06-10', '06-11')],
    'R07 yellow',
    '05-31',
    '06-10',
  ],
  [
    'not paid by the day',
    [...without(first, 'S/submit', 'S/pay'), ...payOnce('S', 'S', '1000.00', '06-29', '07-06')],
    'R07 red',
    '07-01',
    '07-06',
  ],
  [
    'a plan that contradicts the day',
    [...first, revised('S', '02-03', 5_000), revised('S', '02-24', 10_000)],
    'R08 yellow',
    '02-03',
    '02-24',
  ],
  [
    'a quarter left out',
    [...without(second, 'Q/09-20/submit', 'Q/09-20/pay'), ...payOnce('Q/late', 'Q', '1000.00', '10-12', '10-12')],
    'R01 red',
    '09-30',
    '10-12',
  ],
  [
    'most of the year paid in January',
    [...second.filter(({ name }) => !name.startsWith('Q/')), ...payOnce('Q/early', 'Q', '3200.00', '01-14', '01-14')],
    'R03 red',
    '01-14',
    '07-01',
  ],
  ['no calendar', [...without(third, 'calendar'), calendar('02-10')], 'R00 red', '01-01', '02-10'],
  [
    'a month left unpaid until the programme that owed it is continued no more',
    [
      ...third.filter(({ name }) => !/^L\/2021-(0[6-9]|1)/.test(name)),
      act('end', '06-01', ({ store, bureau }) =>
        runDecision(store, bureau.context(), programmeAggregate(bureau.own('L')), {
          type: 'end-programme',
          endsOn: day('07-05'),
          reason: '政策到期',
        }),
      ),
      ...payRun('L/june', 'L', '2021-06', '07-12', '07-13'),
    ],
    'R06 2021-06 red',
    '06-29',
    '07-13',
  ],
];

describe('a planted fault', () => {
  it(`is one of twenty and more`, () => expect(FAULTS.length).toBeGreaterThanOrEqual(20));

  it.each(FAULTS)(
    '%s',
    async (_, acts, line, from, to) => {
      const office = new Office('office');
      const [start, end] = [addDays(day(from), -4), addDays(day(to), 1)];
      await office.live(acts, { from: start < day('01-01') ? day('01-01') : start, to: end });
      const told = lineHistory(await office.events()).map(({ line: { rule, period, level }, what, on }) => ({
        key: [rule, period].filter(Boolean).join(' '),
        level,
        what,
        on,
      }));
      const [key, level] = [line.split(' ').slice(0, -1).join(' '), line.split(' ').at(-1)];
      const own = told.filter((one) => one.key === key);
      const reached = own.find((one) => one.what !== 'cleared' && one.level === level);
      const gone = own.filter(({ on, what }) => on > day(from) && ['cleared', 'eased'].includes(what)).at(0);
      expect([reached?.on, gone?.on, own.map(({ what, on }) => `${what} ${on}`)]).toEqual([
        day(from),
        day(to),
        expect.anything(),
      ]);
    },
    120_000,
  );
});
