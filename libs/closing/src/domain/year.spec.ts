import { fold, parseBusinessDate, parseYuan, type By, type Post, type Stamped } from '@bofu/kernel';
import { SOMEBODY } from '@bofu/testing';
import { signedFor, yearDecider, type FiscalYear, type YearCommand, type YearEvent } from './year';

const decider = yearDecider(2021);
const yuan = parseYuan;
const who = (personId: string, post: Post = 'reviewer'): By => ({ ...SOMEBODY, personId, post });
const [clerk, cashier, head] = [who('p1', 'clerk'), who('p2', 'cashier'), who('p3', 'approver')];

type Act = readonly [By, YearCommand];
function recorded(...acts: Act[]): Stamped<YearEvent>[] {
  const events: Stamped<YearEvent>[] = [];
  for (const [by, command] of acts)
    for (const event of decider.decide(fold(decider, events), command, by))
      events.push({ ...event, data: { ...event.data, agencyId: 'a', by, bookedIn: null } } as Stamped<YearEvent>);
  return events;
}
const stateAfter = (...acts: Act[]): FiscalYear => fold(decider, recorded(...acts));
const refusedBy = (...acts: Act[]) => {
  try {
    recorded(...acts);
    return 'recorded';
  } catch (error) {
    const { code, facts } = error as { code: string; facts: object };
    return [code, facts];
  }
};

const dispose = (amount: string, carriedTo: string | null = 'next'): YearCommand => ({
  ...{ type: 'dispose-balance', appropriationId: 'a1', disposal: carriedTo === null ? 'clawed-back' : 'carried-over' },
  ...{ amountFen: yuan(amount), carriedTo, reason: '按原用途结转' },
});
const sign = (reportDigest = 'd1', seenDigest = reportDigest): YearCommand => ({
  ...{ type: 'sign-year-report', reportDigest, seenDigest },
});
const lock = (reportDigest = 'd1', facts = { inTransit: [], undisposed: [] }): YearCommand => ({
  ...{ type: 'lock-year', reportDigest, facts },
});
const note = (step: Extract<YearCommand, { type: 'note-step' }>['step']): YearCommand => ({
  ...{ type: 'note-step', step, applies: true, doneOn: parseBusinessDate('2022-01-20') },
  ...{ documentNumber: null, reason: '已办' },
});
const signed: Act[] = [
  [clerk, sign()],
  [cashier, sign()],
  [head, sign()],
];
const locked: Act[] = [...signed, [who('p4'), lock()]];
const propose: YearCommand = { type: 'propose-year-reopening', reason: '文号有误' };
const reopen: YearCommand = { type: 'reopen-year' };

describe('signing a year', () => {
  it('is done by three posts, each once for a report', () => {
    expect(signedFor(stateAfter(...signed), 'd1')).toEqual(['clerk', 'cashier', 'approver']);
    expect(recorded(...signed, [clerk, sign()])).toHaveLength(3);
  });

  it('is three people, whatever posts one of them acts from', () =>
    expect(refusedBy([clerk, sign()], [who('p1', 'approver'), sign()])).toEqual([
      'year-signed-by-same-person',
      { signed: 'clerk' },
    ]));

  it('is nothing for other posts, and nothing of a report she was not shown', () => {
    expect(refusedBy([who('p9', 'auditor'), sign()])).toEqual(['year-not-signed-by-post', { post: 'auditor' }]);
    expect(refusedBy([clerk, sign('d2', 'd1')])).toEqual(['year-report-changed', { fiscalYear: 2021 }]);
  });

  it('holds for its report alone: another one is signed anew', () => {
    expect(signedFor(stateAfter(...signed), 'd2')).toEqual([]);
    expect(refusedBy(...signed, [who('p4'), lock('d2')])).toEqual([
      'year-signature-missing',
      { fiscalYear: 2021, missing: ['clerk', 'cashier', 'approver'] },
    ]);
  });
});

describe('locking a year', () => {
  it('takes all three signatures', () =>
    expect(refusedBy([clerk, sign()], [head, sign()], [who('p4'), lock()])).toEqual([
      'year-signature-missing',
      { fiscalYear: 2021, missing: ['cashier'] },
    ]));

  it('is refused while anything is in transit or left', () =>
    expect(
      refusedBy(...signed, [
        who('p4'),
        { type: 'lock-year', reportDigest: 'd1', facts: { inTransit: [yuan('1.00')], undisposed: [yuan('2.00')] } },
      ]),
    ).toEqual(['year-blocked', { fiscalYear: 2021, inTransit: 1, undisposed: 1 }]));

  it('keeps what became of each balance', () =>
    expect(stateAfter([clerk, dispose('100.00')], [clerk, dispose('12.50', null)]).disposed).toMatchObject([
      { appropriationId: 'a1', disposal: 'carried-over', amountFen: yuan('100.00'), carriedTo: 'next' },
      { appropriationId: 'a1', disposal: 'clawed-back', amountFen: yuan('12.50'), carriedTo: null },
    ]));

  it('leaves nothing to dispose of or to sign', () => {
    expect(refusedBy(...locked, [clerk, dispose('1.00')])).toEqual(['year-locked', { fiscalYear: 2021 }]);
    expect(refusedBy(...locked, [clerk, sign('d2')])).toEqual(['year-locked', { fiscalYear: 2021 }]);
    expect(recorded(...locked, [who('p4'), lock()])).toHaveLength(4);
  });

  it('is what confirmation, final accounts and the archive wait for; self-evaluation does not', () => {
    for (const step of ['carry-over-confirmed', 'final-accounts', 'archive'] as const) {
      expect(refusedBy([clerk, note(step)])).toEqual(['year-not-locked', { fiscalYear: 2021 }]);
      expect(stateAfter(...locked, [clerk, note(step)]).notes.get(step)).toMatchObject({ applies: true });
    }
    expect(refusedBy([clerk, note('self-evaluation')])).toBe('recorded');
    expect(refusedBy(...locked, [clerk, note('self-evaluation')])).toBe('recorded');
  });
});

describe('opening a locked year again', () => {
  it('takes two people, and takes the signatures with it', () => {
    const state = stateAfter(...locked, [who('p4'), propose], [who('p5', 'supervisor'), reopen]);
    expect(state).toMatchObject({ lock: null, proposal: null });
    expect(signedFor(state, 'd1')).toEqual([]);
  });

  it('is refused to who proposed it, and before anybody did', () => {
    expect(refusedBy(...locked, [who('p4'), propose], [who('p4', 'supervisor'), reopen])).toEqual([
      'reopening-needs-second-person',
      {},
    ]);
    expect(refusedBy(...locked, [who('p4'), reopen])).toEqual(['year-reopening-not-proposed', { fiscalYear: 2021 }]);
    expect(refusedBy(...locked, [who('p4'), propose], [who('p5'), propose])).toEqual([
      'year-reopening-proposed',
      { fiscalYear: 2021 },
    ]);
    expect(refusedBy([who('p4'), propose])).toEqual(['year-not-locked', { fiscalYear: 2021 }]);
  });
});
