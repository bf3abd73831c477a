import { fold, parsePeriod, parseYuan, type By, type Stamped } from '@bofu/kernel';
import { SOMEBODY } from '@bofu/testing';
import { checklist, type MonthFacts } from './checklist';
import { monthDecider, type Month, type MonthCommand, type MonthEvent, type Reconciling } from './month';
import type { FigureLine, StatedLine } from './statement';

const september = parsePeriod('2021-09');
const decider = monthDecider(september);
const yuan = parseYuan;
const person = (personId: string): By => ({ ...SOMEBODY, personId });

/** What is recorded by these commands, one after the other, each by its own person. */
function recorded(...acts: (MonthCommand | readonly [By, MonthCommand])[]): Stamped<MonthEvent>[] {
  const events: Stamped<MonthEvent>[] = [];
  for (const act of acts) {
    const [by, command] = 'type' in act ? [SOMEBODY, act] : act;
    for (const event of decider.decide(fold(decider, events), command, by))
      events.push({ ...event, data: { ...event.data, agencyId: 'a', by, bookedIn: null } } as Stamped<MonthEvent>);
  }
  return events;
}
const stateAfter = (...acts: Parameters<typeof recorded>): Month => fold(decider, recorded(...acts));
const typesOf = (...acts: Parameters<typeof recorded>) => recorded(...acts).map(({ type }) => type);

const line = (name: FigureLine, paid: string, closing: string): StatedLine => ({
  line: name,
  openingFen: yuan('0.00'),
  receivedFen: yuan((Number(paid) + Number(closing)).toFixed(2)),
  paidFen: yuan(paid),
  closingFen: yuan(closing),
});
const byOthers: Reconciling = { handedOverBy: [{ personId: 'chu', delegationId: null }], delegators: {} };
const bank = (...lines: StatedLine[]): MonthCommand => ({ type: 'enter-bank-statement', lines, ...byOthers });
const finance = (...lines: StatedLine[]): MonthCommand => ({ type: 'enter-finance-figures', lines, ...byOthers });
const facts = (more: Partial<MonthFacts> = {}): MonthFacts => ({
  booked: [{ line: 'central', paidFen: yuan('700.00'), balanceFen: yuan('300.00') }],
  inTransit: [],
  withoutReceipt: [],
  notReissued: [],
  redAlerts: [],
  ...more,
});
const tying = [bank(line('central', '700.00', '0.00')), finance(line('central', '700.00', '300.00'))];
const close = (more: Partial<MonthFacts> = {}): MonthCommand => ({
  type: 'close-month',
  facts: facts(more),
  lockedBy: 'event-1',
  reportDigest: 'digest',
});
const blockedBy = (...acts: Parameters<typeof recorded>) => {
  try {
    recorded(...acts);
    return [];
  } catch (error) {
    const { code, facts: said } = error as { code: string; facts: { blocking: { check: string; count: number }[] } };
    return code === 'month-blocked' ? said.blocking.map(({ check, count }) => [check, count]) : code;
  }
};

describe('who hands money over', () => {
  const office = (personId: string, delegationId: string | null = null): By => ({
    ...person(personId),
    ...{ delegationId, mode: 'office' },
  });
  const explained: MonthCommand = {
    type: 'explain-difference',
    line: 'central',
    figure: 'paid',
    side: 'bank',
    ...{ booked: facts().booked, reason: '手续费', ...byOthers },
  };
  const receipt: MonthCommand = {
    type: 'explain-missing-receipt',
    ...{ paymentId: 'p1', reason: '银行已确认', ...byOthers },
    facts: facts({ withoutReceipt: [{ paymentId: 'p1', amountFen: yuan('12.00') }] }),
  };

  it('never reconciles the month it went out in, whatever post she holds by now', () => {
    for (const command of [...tying, explained, receipt])
      expect(blockedBy([office('chu'), command])).toBe('handed-over-oneself');
  });
  it('does not reconcile it in another’s stead, nor by who stands in for her', () => {
    const delegators = { g1: 'chu', g2: 'ma' };
    const statement = (delegationId: string | null): MonthCommand => ({
      ...{ type: 'enter-bank-statement', lines: [], delegators },
      handedOverBy: [{ personId: 'chu', delegationId }],
    });
    expect(blockedBy([office('ma', 'g1'), statement(null)])).toBe('handed-over-oneself');
    expect(blockedBy([office('ma'), statement('g2')])).toBe('handed-over-oneself');
    expect(blockedBy([office('ma'), statement(null)])).toEqual([]);
  });
  it('leaves it to anybody else; in single-person mode there is nobody else', () => {
    expect(typesOf([office('ma'), tying[0]!])).toEqual(['BankStatementEntered']);
    expect(typesOf([person('chu'), tying[0]!])).toEqual(['BankStatementEntered']);
  });
});

describe('closing a month', () => {
  it('records the checks with counts and sums, what locked it, and the report’s digest', () => {
    const payment = { paymentId: 'p1', amountFen: yuan('12.00') };
    const closed = recorded(...tying, close({ inTransit: [payment, payment], notReissued: [payment] })).at(-1);
    expect(closed).toMatchObject({
      type: 'MonthClosed',
      data: { month: '2021-09', lockedBy: 'event-1', reportDigest: 'digest' },
    });
    expect(closed?.data).toMatchObject({
      checks: expect.arrayContaining([
        { check: 'in-transit', count: 2, amountFen: '2400' },
        { check: 'return-not-reissued', count: 1, amountFen: '1200' },
        { check: 'receipt-missing', count: 0, amountFen: '0' },
      ]) as unknown,
    });
  });

  it('is blocked while a statement is missing, and names how many', () => {
    expect(blockedBy(close())).toEqual([['statement-missing', 2]]);
    expect(blockedBy(tying[0]!, close())).toEqual([['statement-missing', 1]]);
    expect(blockedBy(...tying, close())).toEqual([]);
  });

  it('is not blocked by what is carried over: in transit, returns, red alerts', () => {
    const payment = { paymentId: 'p1', amountFen: yuan('12.00') };
    const carried = {
      inTransit: [payment],
      notReissued: [payment],
      redAlerts: [{ alertId: 'a1', amountFen: yuan('1.00') }],
    };
    expect(blockedBy(...tying, close(carried))).toEqual([]);
  });

  it('is blocked by a payment without a receipt until that is explained', () => {
    const missing = { withoutReceipt: [{ paymentId: 'p1', amountFen: yuan('12.00') }] };
    const explain = { type: 'explain-missing-receipt', paymentId: 'p1', reason: '银行已确认', ...byOthers } as const;
    expect(blockedBy(...tying, close(missing))).toEqual([['receipt-missing', 1]]);
    expect(blockedBy(...tying, { ...explain, facts: facts(missing) }, close(missing))).toEqual([]);
    expect(blockedBy(...tying, { ...explain, facts: facts() })).toBe('nothing-to-explain');
  });

  it('is blocked by a difference until it is explained, and again once the difference is another', () => {
    const off = [bank(line('central', '700.50', '0.00')), tying[1]!];
    const explain = {
      type: 'explain-difference',
      ...({ line: 'central', figure: 'paid', side: 'bank' } as const),
      booked: facts().booked,
      reason: '手续费',
      ...byOthers,
    } as const;
    expect(blockedBy(...off, close())).toEqual([['difference-unexplained', 1]]);
    expect(blockedBy(...off, explain, close())).toEqual([]);
    const other = facts({ booked: [{ line: 'central', paidFen: yuan('699.00'), balanceFen: yuan('300.00') }] });
    expect(blockedBy(...off, explain, close(other))).toEqual([['difference-unexplained', 2]]);
    expect(blockedBy(...tying, explain)).toBe('nothing-to-explain');
  });

  it('holds what is not in these books against the other statement, not against the system', () => {
    const outside = [
      bank(line('central', '700.00', '0.00'), line('outside', '50.00', '0.00')),
      finance(line('central', '700.00', '300.00'), line('outside', '50.00', '0.00')),
    ];
    expect(blockedBy(...outside, close())).toEqual([]);
    expect(blockedBy(outside[0]!, tying[1]!, close())).toEqual([['difference-unexplained', 1]]);
  });

  it('counts a line that a statement leaves out as nothing', () => {
    const differences = checklist(stateAfter(bank(), finance()), facts()).find(
      ({ check }) => check === 'difference-unexplained',
    );
    expect(differences).toMatchObject({ count: 3, amountFen: yuan('1700.00'), blocks: true });
  });

  it('shuts what it was closed with: no statement, no word, no second closing', () => {
    for (const command of [
      ...tying,
      close(),
      { type: 'explain-missing-receipt', facts: facts(), paymentId: 'p', reason: '无', ...byOthers } as const,
    ])
      expect(blockedBy(...tying, close(), command)).toBe('month-closed');
  });
});

describe('a statement', () => {
  it('names each line once', () => {
    const twice = [line('central', '1.00', '0.00'), line('central', '2.00', '0.00')];
    expect(blockedBy(bank(...twice))).toBe('figures-line-twice');
  });

  it('ties: opening and received less paid is closing', () => {
    const off = { ...line('central', '1.00', '0.00'), closingFen: yuan('0.01') };
    expect(blockedBy(finance(off))).toBe('figures-do-not-tie');
  });

  it('entered again stands in the place of the first', () => {
    expect(stateAfter(bank(line('central', '1.00', '0.00')), tying[0]!).stated.bank?.[0]?.paidFen).toBe(70_000n);
  });
});

describe('opening a month again', () => {
  const propose: MonthCommand = { type: 'propose-month-reopening', reason: '列错科目' };
  const reopen: MonthCommand = { type: 'reopen-month' };

  it('takes two people', () => {
    const acts = [...tying, close(), [person('p1'), propose], [person('p2'), reopen]] as const;
    expect(typesOf(...acts).slice(-2)).toEqual(['MonthReopenProposed', 'MonthReopened']);
    expect(recorded(...acts).at(-1)?.data).toMatchObject({ proposedBy: 'p1', reason: '列错科目' });
    expect(stateAfter(...acts)).toMatchObject({ closing: null, proposal: null });
  });

  it('is refused to the one who proposed it, whatever post she acts from', () => {
    const again: By = { ...person('p1'), post: 'supervisor' };
    expect(blockedBy(...tying, close(), [person('p1'), propose], [again, reopen])).toBe(
      'reopening-needs-second-person',
    );
  });

  it('is proposed first, once, and of a closed month', () => {
    expect(blockedBy(...tying, close(), reopen)).toBe('reopening-not-proposed');
    expect(blockedBy(...tying, close(), propose, propose)).toBe('reopening-proposed');
    expect(blockedBy(...tying, propose)).toBe('month-not-closed');
    expect(blockedBy(...tying, reopen)).toBe('month-not-closed');
  });

  it('keeps statements and words, and can be closed again', () => {
    const acts = [...tying, close(), [person('p1'), propose], [person('p2'), reopen], close()] as const;
    expect(typesOf(...acts).at(-1)).toBe('MonthClosed');
  });
});
