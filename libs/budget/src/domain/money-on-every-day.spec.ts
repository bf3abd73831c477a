import { formatYuan, parseDocumentNumber, type Fen } from '@bofu/kernel';
import { SOMEBODY, specOf, stateAfter } from '@bofu/testing';
import {
  APPROPRIATION_ID,
  clawedBack,
  commitFunds,
  committed,
  day,
  frozen,
  issued,
  PAPER,
  reduced,
  released,
  returnFunds,
  reverseSettlement,
  settled,
  supplemented,
  TERMS,
  transferredIn,
  unfrozen,
  yuan,
} from '../../testing/appropriation-examples';
import type { AppropriationEvent } from './appropriation-events';
import { appropriationDecider, availableFrom, type AppropriationCommand } from './appropriation';

const decider = appropriationDecider(APPROPRIATION_ID);
const spec = specOf(decider);
const start = issued('800.00');
const short = (available: string, required: string, missing: string, leastOn: string | null = null) => ({
  appropriationId: APPROPRIATION_ID,
  programmeName: TERMS.programmeName,
  availableFen: yuan(available),
  requiredFen: yuan(required),
  shortFen: yuan(missing),
  leastOn: leastOn === null ? null : day(leastOn),
});
const from = (monthDay: string, ...events: AppropriationEvent[]): string => {
  const state = stateAfter(decider, events);
  if (state.situation !== 'issued') throw new Error('not issued');
  const least: Fen = availableFrom(state, day(monthDay));
  return formatYuan(least);
};

describe('money that comes later', () => {
  it.each<[string, readonly AppropriationEvent[]]>([
    ['a supplement', [supplemented('700.00', '11-30')]],
    ['a virement', [transferredIn('700.00', '11-30')]],
    ['an unfreezing', [frozen('700.00', '01-05'), supplemented('700.00', '01-06'), unfrozen('700.00', '11-30')]],
    [
      'a payment sent back',
      [supplemented('700.00', '01-06'), committed('p0', '700.00', '01-06'), released('p0', '700.00', '11-30')],
    ],
  ])('by %s is not spent before it comes', (_name, events) => {
    const given = [start, ...events];
    spec
      .given(given)
      .when(commitFunds('p1', '900.00', '04-01'))
      .thenRefuses('insufficient-appropriation', short('800.00', '900.00', '100.00'));
    spec
      .given(given)
      .when(commitFunds('p1', '800.00', '04-01'))
      .then([committed('p1', '800.00', '04-01')]);
    spec
      .given(given)
      .when(commitFunds('p1', '900.00', '11-30'))
      .then([committed('p1', '900.00', '11-30')]);
  });

  it('by a reversal of real money is there from the reversal’s own day', () => {
    const given = [start, committed('p0', '500.00', '02-01'), settled('p0', '500.00', '02-02')];
    const undone = decider.decide(stateAfter(decider, given), reverseSettlement('p0', '09-15'), SOMEBODY);
    expect([from('02-02', ...given, ...undone), from('09-15', ...given, ...undone)]).toEqual(['300.00', '800.00']);
  });

  it('by a reversal of what never left the bank is there from the mistaken day', () => {
    const given = [start, committed('p0', '500.00', '02-01'), settled('p0', '500.00', '02-02')];
    const slip = { ...reverseSettlement('p0', '09-15'), leftBank: false };
    const undone = decider.decide(stateAfter(decider, given), slip, SOMEBODY);
    expect(undone).toMatchObject([{ data: { reversedOn: '2021-09-15', countsFrom: '2021-02-02' } }]);
    expect(from('02-02', ...given, ...undone)).toBe('800.00');
    spec
      .given([...given, ...undone])
      .when(commitFunds('p1', '800.00', '02-02'))
      .then([committed('p1', '800.00', '02-02')]);
  });
});

describe('what takes money away is tested by the day it takes effect', () => {
  /** 800.00 of which 600.00 is spent on 10 February; 3,000.00 more come in September. */
  const given = [
    start,
    committed('p1', '600.00', '02-10'),
    settled('p1', '600.00', '02-11'),
    supplemented('3000.00', '09-01'),
  ];
  const taking = (amount: string, on: string): AppropriationCommand[] => {
    const movement = { amountFen: yuan(amount), effectiveOn: day(on), reason: '压减' };
    return [
      { type: 'reduce-appropriation', ...movement, ...PAPER, sources: [] },
      { type: 'claw-back-appropriation', ...movement, ...PAPER },
      { type: 'transfer-virement-out', ...movement, ...PAPER, virementId: 'v1', to: 'OTHER' },
      { type: 'freeze-appropriation', ...movement },
    ];
  };

  it.each(taking('200.01', '02-05'))('a $type dated back finds what was spent since', (command) =>
    spec
      .given(given)
      .when(command)
      .thenRefuses('insufficient-appropriation', short('200.00', '200.01', '0.01', '02-10')),
  );

  it.each([...taking('200.00', '02-05'), ...taking('3200.00', '09-01')])(
    'a $type of $amountFen passes where it is there',
    (command) => expect(decider.decide(stateAfter(decider, given), command, SOMEBODY)).toHaveLength(1),
  );

  it('a reduction of later days holds back what is committed before them', () => {
    const reducedLater = [start, reduced('500.00', '10-01')];
    spec
      .given(reducedLater)
      .when(commitFunds('p1', '301.00', '03-01'))
      .thenRefuses('insufficient-appropriation', short('300.00', '301.00', '1.00', '10-01'));
  });

  it('what was clawed back since is not there for a payment entered late', () =>
    spec
      .given([start, clawedBack('800.00', '06-30')])
      .when(commitFunds('p1', '1.00', '05-01'))
      .thenRefuses('insufficient-appropriation', short('0.00', '1.00', '1.00', '06-30')));
});

describe('unfreezing', () => {
  const unfreeze = (amount: string, on: string): AppropriationCommand => ({
    ...{ type: 'unfreeze-appropriation', amountFen: yuan(amount), effectiveOn: day(on), reason: '核实完毕' },
  });

  it('is of what is frozen on the day and stays so', () => {
    const given = [start, frozen('300.00', '05-10'), unfrozen('100.00', '08-01')];
    const nothing = (frozenFen: string, requested: string, on: string) =>
      ['nothing-frozen', { frozenFen: yuan(frozenFen), requestedFen: yuan(requested), effectiveOn: day(on) }] as const;
    spec
      .given(given)
      .when(unfreeze('0.01', '05-09'))
      .thenRefuses(...nothing('0.00', '0.01', '05-09'));
    spec
      .given(given)
      .when(unfreeze('250.00', '06-01'))
      .thenRefuses(...nothing('200.00', '250.00', '06-01'));
    spec
      .given(given)
      .when(unfreeze('200.00', '06-01'))
      .then([{ ...unfrozen('200.00', '06-01'), data: { ...unfrozen('200.00', '06-01').data, reason: '核实完毕' } }]);
  });
});

describe('a return', () => {
  it('gives money back from its own day, whatever was recorded before it', () => {
    const given = [start, committed('p1', '800.00', '02-10'), settled('p1', '800.00', '02-11')];
    const back = decider.decide(stateAfter(decider, given), returnFunds('p1', 'r1', '80.00', '07-01'), SOMEBODY);
    spec
      .given([...given, ...back])
      .when(commitFunds('p2', '80.00', '06-30'))
      .thenRefuses('insufficient-appropriation', short('0.00', '80.00', '80.00'));
    expect(from('07-01', ...given, ...back)).toBe('80.00');
  });
});

describe('the same paper twice', () => {
  const supplement = (
    change: Partial<Extract<AppropriationCommand, { type: 'supplement-appropriation' }>> = {},
  ): AppropriationCommand => ({
    ...{
      type: 'supplement-appropriation',
      amountFen: yuan('77.00'),
      effectiveOn: day('03-09'),
      reason: '批复',
      sources: [],
    },
    ...PAPER,
    ...change,
  });
  const given = [start, supplemented('77.00', '03-09')];
  const brackets = { documentNumber: parseDocumentNumber('保财社[2021]88号') };

  it('is asked back, however its 文号 is written, and recorded with the reason that is given', () => {
    const facts = { amountFen: yuan('77.00'), effectiveOn: day('03-09') };
    spec
      .given(given)
      .when(supplement())
      .thenRefuses('same-document-again', { documentNumber: '保财社〔2021〕88号', ...facts });
    spec
      .given(given)
      .when(supplement(brackets))
      .thenRefuses('same-document-again', { documentNumber: '保财社[2021]88号', ...facts });
    const again = decider.decide(stateAfter(decider, given), supplement({ confirmation: '分两次下达' }), SOMEBODY);
    expect(again).toMatchObject([{ type: 'AppropriationSupplemented', data: { confirmation: '分两次下达' } }]);
  });

  it('is no question for another amount, another day, another act, or without a 文号', () => {
    const others: AppropriationCommand[] = [
      supplement({ amountFen: yuan('77.01') }),
      supplement({ effectiveOn: day('03-10') }),
      {
        type: 'reduce-appropriation',
        amountFen: yuan('77.00'),
        effectiveOn: day('03-09'),
        reason: '压减',
        ...PAPER,
        sources: [],
      },
    ];
    for (const other of others) expect(decider.decide(stateAfter(decider, given), other, SOMEBODY)).toHaveLength(1);
  });

  it.each<[string, AppropriationEvent, AppropriationCommand]>([
    [
      'reduction',
      reduced('5.00', '04-01'),
      {
        ...supplement({ amountFen: yuan('5.00'), effectiveOn: day('04-01') }),
        type: 'reduce-appropriation',
      } as AppropriationCommand,
    ],
    [
      'claw-back',
      clawedBack('5.00', '04-01'),
      { type: 'claw-back-appropriation', amountFen: yuan('5.00'), effectiveOn: day('04-01'), reason: '收回', ...PAPER },
    ],
    [
      'virement',
      { type: 'VirementTransferredOut', data: { ...clawedBack('5.00', '04-01').data, virementId: 'v1', to: 'OTHER' } },
      {
        type: 'transfer-virement-out',
        amountFen: yuan('5.00'),
        effectiveOn: day('04-01'),
        reason: '调剂',
        ...PAPER,
        virementId: 'v2',
        to: 'OTHER',
      },
    ],
  ])('is asked of a %s too', (_name, first, again) =>
    spec.given([start, first]).when(again).thenRefuses('same-document-again'),
  );
});
